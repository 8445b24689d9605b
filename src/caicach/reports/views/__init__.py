"""Answers of the addresses of reports."""
