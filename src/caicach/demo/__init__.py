"""A fictional province to try everything on."""
