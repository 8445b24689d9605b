"""Rules about days and years."""
