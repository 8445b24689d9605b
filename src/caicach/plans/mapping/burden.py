"""How much a plan asks of the communes, before anybody is asked.

Owns: hand-ins of one agency in one quarter of due days. What is carried by a periodic report is handed in with it and
counts with the report alone; what sleeps counts when its event comes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from caicach.obligations.services import DutyDraft

__all__ = ["MANY_A_QUARTER", "Burden", "burden_of"]

# Above so many a quarter the review warns: bodies begin to hand in for form's sake.
MANY_A_QUARTER = 10


@dataclass(frozen=True, slots=True)
class Burden:
    """The most that one of the agencies hands in, quarter by quarter."""

    by_quarter: tuple[tuple[int, int, int], ...]  # (year, quarter, the most hand-ins of one agency), in order
    agency_count: int

    @property
    def busiest(self) -> int:
        """The most hand-ins of one agency in one quarter."""
        return max((count for _year, _quarter, count in self.by_quarter), default=0)

    @property
    def is_heavy(self) -> bool:
        """Whether the review warns."""
        return self.busiest > MANY_A_QUARTER


def burden_of(drafts: Iterable[DutyDraft], agency_ids: Iterable[int]) -> Burden:
    """Return what ``drafts`` ask of the agencies ``agency_ids`` (the communes of the plan)."""
    asked = frozenset(agency_ids)
    counts: Counter[tuple[int, int, int]] = Counter(
        (one.agency_id, one.due_on.year, (one.due_on.month + 2) // 3)
        for draft in drafts
        for one in draft.obligations
        if one.agency_id in asked and one.carrier is None and one.due_on is not None
    )
    most: dict[tuple[int, int], int] = {}
    for (_agency_id, year, quarter), count in counts.items():
        most[year, quarter] = max(most.get((year, quarter), 0), count)
    return Burden(
        by_quarter=tuple((year, quarter, most[year, quarter]) for year, quarter in sorted(most)),
        agency_count=len({agency_id for agency_id, _year, _quarter in counts}),
    )
