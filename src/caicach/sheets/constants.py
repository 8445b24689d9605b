"""Bounds of sheets, and how long a sheet waits."""

from datetime import timedelta

__all__ = ["KEPT_FOR", "MAPPINGS_PER_PAGE", "MOST_ROWS", "SAMPLE_ROWS", "SHOWN_PROBLEMS"]

MOST_ROWS = 5_000  # below the header; a list of a year has some 2,000
SAMPLE_ROWS = 3  # shown under each title
MAPPINGS_PER_PAGE = 20
SHOWN_PROBLEMS = 200
KEPT_FOR = timedelta(days=1)  # a sheet whose columns nobody settled goes after that
