"""Views of one return: filling it, what is said about it, handing it in."""
