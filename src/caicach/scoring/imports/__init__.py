"""Files that come into scoring."""
