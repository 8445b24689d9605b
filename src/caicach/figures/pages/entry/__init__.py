"""The pages on which a return is filled, read and handed in."""
