"""The working days of Viet Nam's state offices.

Owns: the library's holidays with the packaged table of exchanges above them. Does not: hold an office's own days
(see ``Calendar.changed``).
Source: Điều 112 Bộ luật Lao động 2019, through the ``holidays`` library; ``data/days.yaml`` for what it lacks.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from reform.calendars.days import Calendar
from reform.tables import Source, read_table

__all__ = ["day_sources", "vietnam_calendar"]


def vietnam_calendar(years: Iterable[int]) -> Calendar:
    """Return the calendar of ``years``: holidays, days off in lieu and exchanged days.

    Days off of years that are not announced yet are computed by the library; ``Calendar.knows`` tells them apart.

    Args:
        years: Every year that a count may touch; others have their weekends only. Order and repeats do not matter.
    """
    return _calendar(tuple(sorted(frozenset(years))))


def day_sources(day: date) -> tuple[Source, ...]:
    """Return what the table of exchanges says about ``day``: its sources, none where the library speaks alone."""
    return tuple(row.source for row in read_table(__package__, "days") if row.values["day"] == day)


@lru_cache(maxsize=32)
def _calendar(years: tuple[int, ...]) -> Calendar:
    closed, working = _seed(years)
    rows = [row.values for row in read_table(__package__, "days") if row.values["day"].year in years]
    announced = max(row.values["announced_to"] for row in read_table(__package__, "announced"))
    seed = Calendar(closed=closed - working, working=working, years=frozenset(years), announced_to=announced)
    return seed.changed(
        off=[row["day"] for row in rows if row["status"] == "off"],
        working=[row["day"] for row in rows if row["status"] == "working"],
    )


def _seed(years: tuple[int, ...]) -> tuple[frozenset[date], frozenset[date]]:
    # Imported here because it takes 0.2 s, which whoever only counts with a calendar should not pay.
    from holidays import country_holidays

    # An exchange may lie in the year before or after the day it frees.
    around = {year + step for year in years for step in (-1, 0, 1)}
    known = country_holidays("VN", years=around)
    closed = frozenset(day for day in known if day.year in years)
    return closed, frozenset(day for day in known.weekend_workdays if day.year in years)
