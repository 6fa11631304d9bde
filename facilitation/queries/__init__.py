"""Questions to the database that change nothing: what changed, what the desk shows, what a day brought."""
