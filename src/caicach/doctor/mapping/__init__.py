"""Between what a reader and the rules give, what is kept of it, and what a page shows."""
