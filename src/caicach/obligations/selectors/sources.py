"""What was asked of bodies outside command by a plan's deliverables."""

from collections.abc import Collection
from dataclasses import dataclass

from caicach.obligations.models import Request

__all__ = ["RequestRow", "requests_of_source"]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What was asked of a body outside command: without clock."""

    source_id: int
    number: str
    title: str
    addressee: str  # the document's words
    agency_name: str  # empty where the register does not know the body
    answer: str


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
