"""One file that holds the whole house: database, photos, letterheads and editions as they were at one moment."""
