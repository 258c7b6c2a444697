"""Values and functions: no I/O, no threads, no Qt, no numpy."""
