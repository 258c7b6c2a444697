"""The library: one SQLite database, questions as text files, takes with their sidecars."""
