"""Reads from the database without changing it: changes, the desk's figures, the harvest, suggestions."""
