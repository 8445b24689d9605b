"""Content-addressed files, kept byte for byte."""
