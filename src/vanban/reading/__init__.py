"""Readers: every format gives the same Document."""
