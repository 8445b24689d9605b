"""The rules of administrative reform: pure, values in and values out."""
