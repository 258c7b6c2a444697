"""The window: everything that knows Qt. Pages and widgets over the core; imports no recogniser and no database."""
