"""Makes files of a harvest: Word report, slides, tables, PDF; keeps and compares the report's versions."""
