"""What waits for the actor's acceptance."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from caicach.obligations import access
from caicach.obligations.constants import ObligationState, SubmissionState
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web.actor import Actor

__all__ = ["QueueRow", "queue_count", "queue_of"]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A hand-in that waits."""

    obligation: ObligationRow
    number: int  # of the hand-in
    handed_in_at: datetime
    decide_by_on: date | None  # the acceptor's last day; None where no clock runs


def queue_of(actor: Actor, *, offset: int = 0, limit: int = 50) -> tuple[QueueRow, ...]:
    """Return what waits for the actor's decision, the longest waiting first: three queries at most."""
    waiting = Submission.objects.filter(state=SubmissionState.PENDING, obligation__in=_waiting(actor).values("pk"))
    fields = ("obligation_id", "number", "handed_in_at", "obligation__decide_by_on")
    page = list(waiting.order_by("handed_in_at", "pk").values_list(*fields)[offset : offset + limit])
    rows = {row.pk: row for row in rows_of(Obligation.objects.filter(pk__in=[pk for pk, *_rest in page]))}
    return tuple(QueueRow(rows[pk], number, at, by) for pk, number, at, by in page)


def queue_count(actor: Actor) -> int:
    """Return how many wait for the actor's decision: one query."""
    return _waiting(actor).count()


def _waiting(actor: Actor) -> "QuerySet[Obligation]":
    """What a report carries waits with it, not by itself; nobody decides on their own agency's work."""
    return Obligation.objects.filter(
        access.decided_by(actor), state=ObligationState.SUBMITTED, carrier=None, is_history=False
    )
