"""How things get to the disk: transactions, prepared statements, images and other files."""
