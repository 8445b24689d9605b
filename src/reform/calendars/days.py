"""Working days: which days an office works, and counting in them.

Owns: the calendar value and its arithmetic. Does not: know any holiday (see ``vietnam``) or any rule of law on how
a term is counted (see ``terms``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

__all__ = ["Calendar"]

_SATURDAY_AND_SUNDAY = frozenset({5, 6})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of an office. All days are local civil dates.

    A day is worked when it is no weekend day and not closed, or when it is worked in exchange for another.
    """

    closed: frozenset[date] = frozenset()  # days off besides the weekend
    working: frozenset[date] = frozenset()  # weekend days worked in exchange; wins over ``closed``
    weekend: frozenset[int] = _SATURDAY_AND_SUNDAY  # 0 = Monday … 6 = Sunday
    years: frozenset[int] = frozenset()  # years whose days off were loaded
    announced_to: date = date.max  # days off after it are computed, not announced

    def __post_init__(self) -> None:
        """Refuse a week without a working day, in which no count would ever end.

        Raises:
            ValueError: every day of the week is a weekend day, or a number is no day of the week.
        """
        if len(self.weekend) > 6 or not self.weekend <= frozenset(range(7)):
            raise ValueError("weekend: at most six of the days 0 (Monday) to 6 (Sunday)")

    def is_working_day(self, day: date) -> bool:
        """Return whether the office works on ``day``."""
        if day in self.working:
            return True
        return day.weekday() not in self.weekend and day not in self.closed

    def next_working_day(self, day: date) -> date:
        """Return the first working day on or after ``day``."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """Return the last working day on or before ``day``."""
        while not self.is_working_day(day):
            day -= _ONE_DAY
        return day

    def working_days_after(self, start: date, count: int) -> date:
        """Return the day on which the ``count``-th working day after ``start`` falls.

        Counting begins on the day after ``start``, whether ``start`` is worked or not.

        Args:
            start: Day the term is counted from, not itself counted.
            count: Working days, >= 0; 0 returns ``start``.

        Raises:
            ValueError: ``count`` is negative.

        Example:
            >>> Calendar().working_days_after(date(2026, 3, 6), 1)
            datetime.date(2026, 3, 9)
        """
        if count < 0:
            raise ValueError("working days are counted forwards: count must not be negative")
        day = start
        for _ in range(count):
            day = self.next_working_day(day + _ONE_DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start`` up to and with ``end``; 0 where ``end`` is not later.

        The inverse of ``working_days_after``.

        Example:
            >>> Calendar().working_days_between(date(2026, 3, 6), date(2026, 3, 9))
            1
        """
        span = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=ahead)) for ahead in range(1, span + 1))

    def knows(self, day: date) -> bool:
        """Return whether the days off around ``day`` were loaded and announced, not left out or computed."""
        return day.year in self.years and day <= self.announced_to

    def changed(self, *, off: Iterable[date] = (), working: Iterable[date] = ()) -> "Calendar":
        """Return this calendar with days of an office's own: ``off`` are closed, ``working`` are worked."""
        closed, worked = frozenset(off), frozenset(working)
        return replace(self, closed=(self.closed | closed) - worked, working=(self.working - closed) | worked)

    def days_off(self, days: Collection[date]) -> tuple[date, ...]:
        """Return those of ``days`` on which the office does not work, in order."""
        return tuple(sorted(day for day in days if not self.is_working_day(day)))
