"""What became of a source: the obligations and requests of a plan's deliverables."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from caicach.obligations import access
from caicach.obligations.models import Request
from caicach.obligations.selectors.tasks import is_late
from caicach.web.actor import Actor

__all__ = ["RequestRow", "SourceCounts", "counts_of_source", "requests_of_source"]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What was asked of a body outside command: without clock."""

    source_id: int
    number: str
    title: str
    addressee: str  # the document's words
    agency_name: str  # empty where the register does not know the body
    answer: str


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """How the obligations of one source stand."""

    by_state: Mapping[str, int]
    late: int

    @property
    def total(self) -> int:
        """All obligations of the source."""
        return sum(self.by_state.values())


def requests_of_source(source_kind: str, source_ids: Collection[int]) -> tuple[RequestRow, ...]:
    """Return the requests that come from these sources, in the order of the source: one query.

    Whether the reader may see the source is for the caller to ask.
    """
    rows = (
        Request.objects.filter(duty__source_kind=source_kind, duty__source_id__in=source_ids)
        .order_by("duty_id", "pk")
        .values_list("duty__source_id", "duty__number", "duty__title", "addressee", "agency__current_name", "answer")
    )
    return tuple(
        RequestRow(source_id, number, title, addressee, name or "", answer)
        for source_id, number, title, addressee, name, answer in rows
    )


def counts_of_source(
    actor: Actor, source_kind: str, source_ids: Collection[int], *, today: date
) -> Mapping[int, SourceCounts]:
    """Return how the obligations of each source stand, as far as ``actor`` sees them: one query."""
    counted = (
        access.visible_obligations(actor)
        .filter(duty__source_kind=source_kind, duty__source_id__in=source_ids)
        .values("duty__source_id", "state")
        .annotate(count=Count("pk"), late=Count("pk", filter=is_late(today)))
        .order_by("duty__source_id", "state")
    )
    states: dict[int, dict[str, int]] = {}
    late: dict[int, int] = {}
    for source_id, state, count, late_count in counted.values_list("duty__source_id", "state", "count", "late"):
        states.setdefault(source_id, {})[state] = count
        late[source_id] = late.get(source_id, 0) + late_count
    return {source_id: SourceCounts(by_state, late[source_id]) for source_id, by_state in states.items()}
