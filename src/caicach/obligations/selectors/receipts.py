"""What reached an agency and waits for its word; and which agencies have not said it in time.

Owns: whose word is still missing, since when, until when. A pair (duty, agency) needs a word while something of it is
still to do, nothing was handed in and no row of ``Receipt`` stands; a body's own plan needs none of its own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from caicach.agencies import selectors as agencies
from caicach.obligations import access
from caicach.obligations.constants import ClockKind, ObligationState, TrackingMode
from caicach.obligations.models import Obligation, Receipt, Submission
from caicach.obligations.selectors.clock_terms import clock_book
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web import clock
from caicach.web.actor import Actor
from vanban.text.forms import sort_key

__all__ = [
    "ToConfirm",
    "awaits_receipt",
    "is_unanswered",
    "other_agencies",
    "receipt_last_day",
    "receipt_of",
    "silent_agencies",
    "to_confirm_count",
    "to_confirm_of",
    "to_confirm_rows",
]

# Nothing was done with these yet.
UNTOUCHED = (ObligationState.OPEN, ObligationState.DORMANT)
_NAMED = ("agency_id", "agency__uid", "agency__current_name", "duty__source_uid", "duty__source_label")
_GROUP = (*_NAMED, "duty__standing_body", "created_at")
_SHOWN = (*_NAMED, "count", "next_due")
_SHOWN_AS = ("agency_id", "agency_uid", "agency_name", "source_uid", "source_label", "count", "next_due_on")


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What one source asks of one agency and waits for its word."""

    agency_id: int
    agency_uid: UUID
    agency_name: str
    source_uid: UUID | None
    source_label: str
    count: int  # of duties
    next_due_on: date | None  # the earliest due day among them
    arrived_on: date
    last_day: date  # to confirm or contest

    def is_late(self, today: date) -> bool:
        """Whether the time to answer is over; nothing is blocked by it."""
        return today > self.last_day


def is_unanswered() -> Q:
    """Return the condition on obligations that their (duty, agency) still needs the agency's word."""
    pair = {"duty": OuterRef("duty"), "agency": OuterRef("agency")}
    handed_in = {f"obligation__{name}": ref for name, ref in pair.items()}
    return (
        Q(state__in=UNTOUCHED, is_history=False)
        & ~Q(duty__mode=TrackingMode.NOT_TRACKED)
        & ~Q(duty__owner=F("agency"))
        & ~Exists(Receipt.objects.filter(**pair))
        & ~Exists(Submission.objects.filter(**handed_in))
    )


def receipt_of(obligation: Obligation) -> Receipt | None:
    """Return what the agency said about the duty, or None: one query."""
    receipts = Receipt.objects.filter(duty_id=obligation.duty_id, agency_id=obligation.agency_id)
    return receipts.select_related("answered_by", "decided_by", "named", "agency").first()


def awaits_receipt(obligation: Obligation) -> bool:
    """Whether the agency still has to say that the duty is its own, or that it is not: one query."""
    return Obligation.objects.filter(is_unanswered(), pk=obligation.pk).exists()


def other_agencies(obligation: Obligation, *, on: date) -> tuple[tuple[int, str], ...]:
    """Return whom a contest may name and a verdict may choose, by name: beside the agency, and under the assigner.

    Two queries.
    """
    agency = obligation.agency
    found = {
        entry.id: entry.name
        for parent_id in {obligation.duty.owner_id, agency.current_parent_id} - {None}
        for entry in agencies.children_of(parent_id, on=on)
    }
    found.pop(agency.pk, None)
    return tuple(sorted(found.items(), key=lambda pair: sort_key(pair[1])))


def receipt_last_day(obligation: Obligation) -> date:
    """Return until when the agency confirms or contests the duty of ``obligation``: two queries."""
    siblings = Obligation.objects.filter(duty_id=obligation.duty_id, agency_id=obligation.agency_id)
    arrived_on = clock.local_date(siblings.aggregate(first=Min("created_at"))["first"])
    body = obligation.duty.standing_body_id
    return clock_book((body,), ClockKind.RECEIPT).last_day(body, arrived_on)


def to_confirm_count(actor: Actor) -> int:
    """Return how many duties wait for the word of the actor's own agencies: one query."""
    return _first_of_each(_own(actor)).count()


def to_confirm_of(actor: Actor) -> tuple[ToConfirm, ...]:
    """Return what waits for the word of the actor's own agencies, by agency and source, the oldest first.

    Two queries, whatever the number of duties.
    """
    return _groups(_own(actor))


def to_confirm_rows(
    actor: Actor, *, agency_id: int, source_uid: UUID | None, offset: int = 0, limit: int = 50
) -> tuple[ObligationRow, ...]:
    """Return the duties of one group, each by its first occurrence, in the order of the source: two queries at most."""
    rows = _first_of_each(_own(actor)).filter(agency_id=agency_id, duty__source_uid=source_uid)
    return rows_of(rows.order_by("due_on", "duty_id")[offset : offset + limit])


def silent_agencies(actor: Actor, *, today: date, limit: int = 200) -> tuple[ToConfirm, ...]:
    """Return the agencies that did not answer in time to what the actor's body assigned: two queries.

    The longest silence first. They owe what they owe all the same.
    """
    groups = _groups(Obligation.objects.filter(access.contested_to(actor)))
    return tuple(one for one in groups if one.is_late(today))[:limit]


def _own(actor: Actor) -> "QuerySet[Obligation]":
    return Obligation.objects.filter(access.owed_by(actor))


def _first_of_each(obligations: "QuerySet[Obligation]") -> "QuerySet[Obligation]":
    """Return one obligation for each (duty, agency) whose word is missing: its first occurrence."""
    earlier = Obligation.objects.filter(
        duty=OuterRef("duty"), agency=OuterRef("agency"), state__in=UNTOUCHED, is_history=False, pk__lt=OuterRef("pk")
    )
    return obligations.filter(is_unanswered()).filter(~Exists(earlier))


def _groups(obligations: "QuerySet[Obligation]") -> tuple[ToConfirm, ...]:
    grouped = _first_of_each(obligations).values(*_GROUP).annotate(count=Count("pk"), next_due=Min("due_on"))
    rows = list(grouped.values_list("duty__standing_body", "created_at", *_SHOWN))
    book = clock_book({body for body, *_rest in rows}, ClockKind.RECEIPT)
    groups = []
    for body, created_at, *shown in rows:
        arrived_on = clock.local_date(created_at)
        named: dict[str, Any] = dict(zip(_SHOWN_AS, shown, strict=True))
        groups.append(ToConfirm(**named, arrived_on=arrived_on, last_day=book.last_day(body, arrived_on)))
    return tuple(sorted(groups, key=lambda one: (one.last_day, one.source_label, one.agency_name)))
