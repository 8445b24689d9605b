"""Vietnamese notations."""
