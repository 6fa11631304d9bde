"""Word files become PDF through LibreOffice, with page numbers and the charts' alternative texts."""
