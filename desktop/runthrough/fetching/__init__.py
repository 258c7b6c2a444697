"""Speech models come onto this computer: downloaded on request, or from a folder or zip."""
