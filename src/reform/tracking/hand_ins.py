"""How much a plan asks of one agency: hand-ins a quarter.

Owns: the count shown before a plan is confirmed. Does not: judge the plan beyond one number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from reform.due import Fate, Schedule
from reform.tracking.values import Mode

__all__ = ["MANY_A_QUARTER", "HandIns", "hand_ins_per_quarter"]

# Above so many a quarter the review warns: bodies start to hand in for form's sake.
MANY_A_QUARTER = 10


@dataclass(frozen=True, slots=True)
class HandIns:
    """What one agency hands in over the plan's year."""

    by_quarter: Mapping[tuple[int, int], int]  # (year, quarter) -> hand-ins, every quarter of ``year`` present
    average: Decimal  # over the four quarters of the plan's year, one decimal
    busiest: int  # the most in one quarter
    limit: int

    @property
    def too_many(self) -> bool:
        """Return whether the review should warn."""
        return self.average > self.limit


def hand_ins_per_quarter(
    schedules: Iterable[tuple[Mode, Schedule]], year: int, *, limit: int = MANY_A_QUARTER
) -> HandIns:
    """Return how often one agency hands something in, quarter by quarter of due days.

    What goes into the periodic report is handed in with it: all of one due day count once.

    Args:
        schedules: Mode and schedule of each deliverable that the agency owes.
        year: The plan's year.
        limit: Above how many a quarter the review warns.
    """
    counted: Counter[tuple[int, int]] = Counter({(year, quarter): 0 for quarter in (1, 2, 3, 4)})
    reports = set()
    for mode, schedule in schedules:
        days = [one.due_on for one in schedule.occurrences if one.fate is Fate.DUE and one.due_on is not None]
        if mode is Mode.IN_REPORT:
            reports.update(days)
        else:
            counted.update((day.year, (day.month - 1) // 3 + 1) for day in days)
    counted.update((day.year, (day.month - 1) // 3 + 1) for day in reports)
    of_year = [count for (of, _), count in counted.items() if of == year]
    average = (Decimal(sum(of_year)) / 4).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return HandIns(MappingProxyType(dict(sorted(counted.items()))), average, max(of_year), limit)
