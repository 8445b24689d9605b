"""Differences of days that can be added up in SQL, alike on both databases.

Owns: one function of SQL. Does not: know any rule about days.
"""

from typing import Any

from django.db.models import FloatField, Func

__all__ = ["DayNumber"]


class DayNumber(Func):
    """A day or moment as a number of days; only differences mean something: each database counts from its own day.

    Django's own differences are intervals on PostgreSQL and a call of Python for each row on SQLite.
    """

    arity = 1
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Write the Julian day."""
        return self.as_sql(compiler, connection, function="julianday", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Write the seconds of the epoch, in days; of a bare day those of its midnight."""
        template = "(EXTRACT(EPOCH FROM %(expressions)s)::double precision / 86400)"
        return self.as_sql(compiler, connection, template=template, **more)
