"""An event leaves as one file and comes back from it, table by table."""
