"""Taking back an event that was recorded by mistake: what it woke sleeps again, what it opened is cancelled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies.selectors import names_of
from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import DraftState, EventHintState, ObligationState
from caicach.obligations.mapping import waits_of
from caicach.obligations.models import Event, EventHint, HandInDraft, Obligation, Transition
from caicach.obligations.selectors.events import hanging_of, opened_ids
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import compare_key, normalise

__all__ = ["event_undo"]

_REASON_LENGTH = 500
_REASON_LETTERS = 5
_NAMED = 5  # agencies that a refusal names; the rest is counted


@transaction.atomic
def event_undo(event: Event, *, actor: Actor, reason: str, now: datetime) -> Event:
    """Take back ``event``: exactly what it woke sleeps as before, exactly what it opened is cancelled.

    Transition: open → dormant, or open → cancelled.  Audit: ``obligations.event_undo``.

    Raises:
        NotAllowed: the actor may not record this event.
        BadInput: no reason.
        WrongState: it was undone already, or somebody acted on what it woke; the sentence names who and what.
    """
    decision = access.can_record_event(actor, event.duty)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    words = _checked(reason)
    undone = {"undone_at": now, "undone_by_id": actor.user_id, "undo_reason": words}
    if not Event.objects.filter(pk=event.pk, undone_at=None).update(**undone):
        raise WrongState(_("Sự kiện này đã được hủy ghi nhận. Tải lại trang để xem."))
    rows = list(Obligation.objects.select_for_update().filter(event=event).order_by("pk"))
    _refuse_hanging(hanging_of(event, rows))
    _put_back(event, [row for row in rows if row.state == ObligationState.OPEN], actor, words, now)
    if event.document_id is not None:
        hints = EventHint.objects.filter(duty=event.duty_id, document=event.document_id)
        hints.update(state=EventHintState.WAITING, settled_by=None, settled_at=None)
    new = {"event": event.pk, "occurred_on": event.occurred_on, "put_back": len(rows), "reason": words}
    audit.record("obligations.event_undo", event.duty, actor=actor, new=new, at=now)
    event.undone_at, event.undone_by_id, event.undo_reason = now, actor.user_id, words
    return event


def _checked(reason: str) -> str:
    words = normalise(reason).strip()
    if len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do: viết rõ vì sao hủy ghi nhận sự kiện."))
    if len(words) > _REASON_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _REASON_LENGTH})
    return words


def _refuse_hanging(hanging: Mapping[int, Sequence[str]]) -> None:
    if not hanging:
        return
    names = names_of(hanging)
    told = [f"{names[agency_id]} ({', '.join(words)})" for agency_id, words in hanging.items()]
    shown = "; ".join(sorted(told)[:_NAMED])
    if len(told) > _NAMED:
        shown = _("%(agencies)s và %(count)s cơ quan khác") % {"agencies": shown, "count": len(told) - _NAMED}
    raise WrongState(
        _("Không hủy được: đã có cơ quan thực hiện theo sự kiện này: %(agencies)s. Xử lý các việc đó trước.")
        % {"agencies": shown}
    )


def _put_back(event: Event, rows: Sequence[Obligation], actor: Actor, words: str, now: datetime) -> None:
    """Move the rows back, and withdraw what the agencies had prepared in their own house."""
    opened = opened_ids(rows)
    fell_asleep = [row for row in rows if row.pk not in opened]
    moved = _cancel(event, opened) + _sleep(event, fell_asleep)
    if moved != len(rows):
        raise WrongState(_("Có người vừa xử lý nhiệm vụ này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    HandInDraft.objects.filter(obligation_id__in=[row.pk for row in rows], state=DraftState.WAITING).update(
        state=DraftState.WITHDRAWN, note=words, decided_at=now, decided_by_id=actor.user_id
    )
    Transition.objects.bulk_create(
        Transition(
            obligation=row,
            from_state=ObligationState.OPEN,
            to_state=ObligationState.CANCELLED if row.pk in opened else ObligationState.DORMANT,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            reason=words,
        )
        for row in rows
    )


def _cancel(event: Event, ids: Iterable[int]) -> int:
    return Obligation.objects.filter(pk__in=list(ids), event=event, state=ObligationState.OPEN).update(
        state=ObligationState.CANCELLED
    )


def _sleep(event: Event, rows: Iterable[Obligation]) -> int:
    """Let rows sleep as before: one statement for all that waited in the same words."""
    alike: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for row in rows:
        # A row that had a date before it slept keeps that as its first one.
        alike[waits_of(row.due_reason), row.first_due_on == row.due_on].append(row.pk)
    moved = 0
    for (waits, is_first), ids in alike.items():
        asleep = {"state": ObligationState.DORMANT, "due_on": None, "due_reason": waits, "event": None}
        if is_first:
            asleep["first_due_on"] = None
        moved += Obligation.objects.filter(pk__in=ids, event=event, state=ObligationState.OPEN).update(**asleep)
    return moved
