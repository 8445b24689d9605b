"""Pages of ranks: inside, and for everybody."""
