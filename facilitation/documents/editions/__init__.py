"""Versions of the report: a preview of the next one, what a version says, and how two of them differ."""
