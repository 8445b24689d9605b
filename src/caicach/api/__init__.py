"""The programming interface under /api/v1: the same rights and services as the pages."""
