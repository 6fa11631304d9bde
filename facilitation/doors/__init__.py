"""Ways in: the signed cookie becomes an Actor; full addresses and QR codes."""
