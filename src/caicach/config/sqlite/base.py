"""Database backend: SQLite as it is built today.

Django caps a statement at 999 parameters, the limit of SQLite before 2020; then 4,000 rows of nine columns
take 37 statements where the library needs two. The limit is asked of the connection.
"""

import sqlite3

from django.db.backends.sqlite3 import base, features

__all__ = ["DatabaseWrapper"]


class DatabaseFeatures(features.DatabaseFeatures):
    """What this SQLite can do."""

    @property
    def max_query_params(self) -> int:  # type: ignore[override]
        """Parameters of one statement, as the library was built."""
        self.connection.ensure_connection()
        limit: int = self.connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        return limit


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose features know the real limit."""

    features_class = DatabaseFeatures
