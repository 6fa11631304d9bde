"""Exports an event as one file, and imports it from such a file, table by table."""
