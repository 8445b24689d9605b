"""What scoring does."""
