"""What hangs on an obligation when it ends without being done: nothing of it waits for anybody any more."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, F, When

from caicach.obligations.constants import DraftState, ExtensionState
from caicach.obligations.models import Assignment, Extension, HandInDraft, Pause
from caicach.web import clock
from caicach.web.actor import Actor

__all__ = ["loose_ends_end"]


def loose_ends_end(obligation_ids: Collection[int], *, actor: Actor, reason: str, now: datetime) -> None:
    """End drafts, requests for a later date, pauses and hand-outs of obligations that are cancelled or handed over.

    Four statements. The obligations' own fields (``paused_on``) are for the caller, who moves their state.
    """
    today = clock.local_date(now)
    decided = {"decided_at": now, "decided_by_id": actor.user_id}
    HandInDraft.objects.filter(obligation_id__in=obligation_ids, state=DraftState.WAITING).update(
        state=DraftState.WITHDRAWN, note=reason, **decided
    )
    Extension.objects.filter(obligation_id__in=obligation_ids, state=ExtensionState.WAITING).update(
        state=ExtensionState.WITHDRAWN, answer=reason, **decided
    )
    Pause.objects.filter(obligation_id__in=obligation_ids, until_on=None).update(
        until_on=Case(When(from_on__gt=today, then=F("from_on")), default=today),
        ended_by_id=actor.user_id,
        ended_at=now,
        end_words=reason[:500],
    )
    Assignment.objects.filter(obligation_id__in=obligation_ids, ended_at=None).update(
        ended_at=now, ended_by_id=actor.user_id, end_reason=reason[:500]
    )
