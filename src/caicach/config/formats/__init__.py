"""Notations of dates and numbers by language."""
