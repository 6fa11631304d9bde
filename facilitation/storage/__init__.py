"""How things get to the disk: transactions, prepared statements, and files that are kept for good."""
