"""Files that are made of what stands here."""
