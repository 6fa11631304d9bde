"""Versions of the report: what one will hold, what it says, and how two of them differ."""
