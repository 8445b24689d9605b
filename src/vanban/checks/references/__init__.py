"""Rules about what a document points at."""
