"""Turns Word files into PDF through LibreOffice, with page numbers and the charts' alternative texts."""
