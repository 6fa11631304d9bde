"""A harvest becomes a file: Word, slides, tables, versions of the report, PDF."""
