"""One obligation as a line of a list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.periodic import carried_by
from caicach.obligations.selectors.tasks import days_late

__all__ = ["ObligationRow", "rows_of"]

# In the order of the fields of ``ObligationRow``.
_FIELDS = (
    "pk",
    "uid",
    "duty__number",
    "duty__title",
    "duty__source_label",
    "duty__area_code",
    "duty__mode",
    "duty__is_report",
    "agency_id",
    "agency__uid",
    "agency__current_name",
    "acceptor__current_name",
    "occurrence_label",
    "state",
    "due_on",
    "met_on",
    "is_history",
    "carrier_id",
    "paused_on",
    "late_cause",
)


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """What a list shows of an obligation."""

    pk: int
    uid: UUID
    number: str  # of the task, as people say it; may be empty
    title: str
    source_label: str
    area_code: str
    mode: str
    is_report: bool
    agency_id: int
    agency_uid: UUID
    agency_name: str
    acceptor_name: str
    occurrence_label: str
    state: str
    due_on: date | None
    met_on: date | None
    is_history: bool
    carrier_id: int | None
    paused_on: date | None = None  # the clock stands since this day
    late_cause: str = ""  # of ``LateCause``; empty where nobody said
    carried_count: int = 0  # how many it closes, where it is a report

    @property
    def is_waiting_for_agency(self) -> bool:
        """Whether the owing agency has to act; only then can it be late any more."""
        return self.state in AWAITS_HAND_IN

    def days_late(self, today: date) -> int:
        """Return by how many days the due day has passed; 0 where it has not, or where nothing is owed any more.

        The days since another body has the matter are not the agency's.
        """
        if not self.is_waiting_for_agency or self.is_history:
            return 0
        return days_late(self.due_on, self.paused_on, today)

    @property
    def is_met_late(self) -> bool:
        """Whether what was handed in came after the due day; the checker's days do not count."""
        return self.met_on is not None and self.due_on is not None and self.met_on > self.due_on


def rows_of(obligations: "QuerySet[Obligation]") -> tuple[ObligationRow, ...]:
    """Return the rows of an ordered, limited queryset: one query, and one more where there are reports among them."""
    rows = [ObligationRow(*values) for values in obligations.values_list(*_FIELDS)]
    carried = _carried(row.pk for row in rows if row.is_report)
    return tuple(replace(row, carried_count=carried.get(row.pk, 0)) for row in rows)


def _carried(reports: Iterable[int]) -> dict[int, int]:
    ids = list(reports)
    if not ids:
        return {}
    counted: Counter[int] = Counter()
    rows = Obligation.objects.filter(carried_by(ids)).values("carrier_id", "carrier__carrier_id")
    for first, second, count in rows.annotate(count=Count("pk")).values_list(
        "carrier_id", "carrier__carrier_id", "count"
    ):
        counted.update({first: count, **({second: count} if second else {})})
    return counted
