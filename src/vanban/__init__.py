"""The language of Vietnamese official documents: pure, values in and values out."""
