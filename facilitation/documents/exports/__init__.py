"""Writes files beside the report: Excel, CSV and Markdown from the harvest.

Each module's `build` is a generator that returns the file's bytes. It yields after every few rows, so that
`offload_in_slices` can let other requests run in between.
"""
