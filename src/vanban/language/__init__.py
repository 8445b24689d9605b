"""Phrases of the language: deadlines, agencies, citations, targets."""
