"""Rules about headings, items and rows in their order."""
