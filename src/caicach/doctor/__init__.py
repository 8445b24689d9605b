"""Checking a document before it is signed."""
