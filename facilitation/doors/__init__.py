"""Who may come in: the signed cookie becomes an Actor; full addresses of the doors and their QR codes."""
