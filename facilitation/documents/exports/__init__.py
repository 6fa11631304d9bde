"""The files beside the report: harvest → Excel, CSV, Markdown; everything stored → JSON; all of it → ZIP.

Each module writes one of them, as a generator that returns the file: it yields after every few rows, so that
`offload_in_slices` can let others have their turn.
"""
