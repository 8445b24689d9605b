"""Rules about a document against itself."""
