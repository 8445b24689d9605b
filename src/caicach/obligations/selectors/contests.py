"""What agencies contest, for whoever assigned it: the first to answer first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery

from caicach.obligations import access
from caicach.obligations.constants import ClockKind, ReceiptState
from caicach.obligations.models import Obligation, Receipt
from caicach.obligations.selectors.clock_terms import clock_book
from caicach.obligations.selectors.late_checks import working_days_late
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web import clock
from caicach.web.actor import Actor

__all__ = ["ContestRow", "contests_count", "contests_late_count", "contests_of"]


@dataclass(frozen=True, slots=True)
class ContestRow:
    """A contest that waits for an answer."""

    obligation: ObligationRow  # the next occurrence of the contested duty
    reason: str  # of ``ContestReason``
    words: str
    named: str  # the agency that is named instead; empty where none
    named_due_on: date | None
    asked_by: str
    asked_at: datetime
    decide_by_on: date
    was_in_time: bool  # whether the contest came within the term of receipt
    late_working_days: int  # of whoever has to answer; 0 where there is time

    @property
    def is_late(self) -> bool:
        """Whether the answer is overdue."""
        return self.late_working_days > 0


def contests_of(actor: Actor, *, today: date, offset: int = 0, limit: int = 50) -> tuple[ContestRow, ...]:
    """Return what the actor's body has to answer, the first due first: four queries at most."""
    pair = Obligation.objects.filter(duty=OuterRef("duty"), agency=OuterRef("agency"))
    arrived = pair.order_by().values("duty").annotate(first=Min("created_at")).values("first")
    # What is still to do stands for the pair; where all was handed in meanwhile, the last occurrence.
    shown = pair.order_by("accepted_at", "due_on", "pk").values("pk")[:1]
    found = list(
        _waiting(actor)
        .annotate(arrived_at=Subquery(arrived), shown=Subquery(shown))
        .select_related("answered_by", "named", "duty")
        .order_by("decide_by_on", "pk")[offset : offset + limit]
    )
    if not found:
        return ()
    rows = {row.pk: row for row in rows_of(Obligation.objects.filter(pk__in=[one.shown for one in found]))}
    book = clock_book({one.duty.standing_body_id for one in found}, ClockKind.RECEIPT)
    return tuple(
        _row(
            one,
            rows[one.shown],
            last_day=book.last_day(one.duty.standing_body_id, clock.local_date(one.arrived_at)),
            late=working_days_late(one.decide_by_on, today),
        )
        for one in found
    )


def contests_count(actor: Actor) -> int:
    """Return how many contests the actor's body has to answer: one query."""
    return _waiting(actor).count()


def contests_late_count(actor: Actor, *, today: date) -> int:
    """Return how many of them should have been answered before ``today``: one query."""
    return _waiting(actor).filter(decide_by_on__lt=today).count()


def _waiting(actor: Actor) -> "QuerySet[Receipt]":
    return Receipt.objects.filter(access.contested_to(actor), state=ReceiptState.CONTESTED)


def _row(one: Any, row: ObligationRow, *, last_day: date, late: int) -> ContestRow:
    return ContestRow(
        obligation=row,
        reason=one.reason,
        words=one.words,
        named=one.named.current_name if one.named else "",
        named_due_on=one.named_due_on,
        asked_by=str(one.answered_by or ""),
        asked_at=one.answered_at,
        decide_by_on=one.decide_by_on,
        was_in_time=clock.local_date(one.answered_at) <= last_day,
        late_working_days=late,
    )
