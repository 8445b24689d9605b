"""Returns follow the reports of the other ledger, through whichever door these are handed in, taken or given back."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from caicach.figures.constants import ReturnState
from caicach.figures.models import Return
from caicach.figures.services.consolidate import whole_follow
from caicach.obligations.constants import ObligationState
from caicach.obligations.registry import Moving
from caicach.web.actor import Actor

__all__ = ["give_back", "returns_follow", "take_in"]

_OPEN = (ReturnState.DRAFT, ReturnState.RETURNED)
_TAKEN = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED)


def returns_follow(obligation_ids: Sequence[int], moving: Moving) -> None:
    """Move the returns of reports along; a fixed number of statements where nothing was added up yet."""
    mine = Return.objects.filter(obligation_id__in=list(obligation_ids))
    if moving.to == ObligationState.SUBMITTED:
        mine.filter(state__in=_OPEN).update(
            state=ReturnState.SUBMITTED,
            submitted_by_id=moving.actor.user_id,
            submitted_at=moving.now,
            first_submitted_at=Coalesce(F("first_submitted_at"), Value(moving.now)),
            on_behalf_by_id=moving.on_behalf_by_id,
        )
        whole_follow(mine.values_list("period_id", flat=True), now=moving.now, is_handing_in=True)
    elif moving.to == ObligationState.ACCEPTED:
        take_in(mine, actor=moving.actor, now=moving.now)
    elif moving.to == ObligationState.RETURNED:
        give_back(mine, actor=moving.actor, reason=moving.reason, now=moving.now)


def take_in(rows: "QuerySet[Return]", *, actor: Actor, now: datetime) -> tuple[int, ...]:
    """Take in what was handed in of ``rows``, and let the sums follow; return which these are."""
    found = list(rows.filter(state=ReturnState.SUBMITTED).values_list("pk", "period_id"))
    ids = tuple(pk for pk, _period_id in found)
    Return.objects.filter(pk__in=ids).update(
        state=ReturnState.ACCEPTED, decided_by_id=actor.user_id, decided_at=now, return_reason=""
    )
    whole_follow({period_id for _pk, period_id in found}, now=now)
    return ids


def give_back(rows: "QuerySet[Return]", *, actor: Actor, reason: str, now: datetime) -> tuple[int, ...]:
    """Give back what was handed in, or was taken in and is open again; the sums follow."""
    found = list(rows.exclude(state__in=(*_OPEN, ReturnState.LOCKED)).values_list("pk", "period_id", "state"))
    ids = tuple(pk for pk, _period_id, _state in found)
    Return.objects.filter(pk__in=ids).update(
        state=ReturnState.RETURNED,
        decided_by_id=actor.user_id,
        decided_at=now,
        return_reason=reason[:1000],
        open_until=None,
        open_reason="",
    )
    taken = {period_id for _pk, period_id, state in found if state in _TAKEN}
    whole_follow(taken, now=now)
    whole_follow({period_id for _pk, period_id, _state in found} - taken, now=now, is_handing_in=True)
    return ids
