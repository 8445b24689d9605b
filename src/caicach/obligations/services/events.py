"""Waking what slept: an event has happened."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access, selectors
from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import Waking
from caicach.obligations.models import Duty, Event, Obligation, Transition
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["event_record"]

_DESCRIPTION_LENGTH = 500


@transaction.atomic
def event_record(  # noqa: PLR0913 - what happened, when, by which document, and what follows
    duty: Duty,
    *,
    actor: Actor,
    occurred_on: date,
    description: str,
    document: "Document | None" = None,
    due_on: date | None = None,
    occurrence_key: str | None = None,
    now: datetime,
) -> Event:
    """Enter the event that dormant obligations of ``duty`` wait for, and wake them.

    Transition: dormant → open, with the due day.  Audit: ``obligations.event``.

    Args:
        duty: What waits.
        actor: Who enters the event.
        occurred_on: Day of the event; terms count from the day after.
        description: What happened, in words.
        document: The document that proves or announces the event.
        due_on: The day named by whoever directed it; needed where no term counts from the event, otherwise not used.
        occurrence_key: Wakes this occurrence alone; None wakes all that sleeps.
        now: The moment of entering.

    Raises:
        NotAllowed: the actor neither accepts nor monitors this duty, and is not of the standing body.
        BadInput: a day in the future, no description, or no due day where one is needed.
        WrongState: nothing sleeps any more.
    """
    decision = access.can_record_event(actor, duty)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    words = _check(occurred_on, description, today=clock.local_date(now))
    wakings = selectors.wakings(duty, occurred_on=occurred_on, due_on=due_on, occurrence_key=occurrence_key)
    if not wakings:
        raise WrongState(_("Không còn nhiệm vụ nào chờ sự kiện này. Tải lại trang để xem trạng thái mới."))
    event = Event.objects.create(
        duty=duty,
        occurred_on=occurred_on,
        description=words,
        document=document,
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    _wake(wakings, reason=words, actor=actor, now=now)
    new = {"event": event.pk, "occurred_on": occurred_on, "due_on": wakings[0].due_on, "woken": len(wakings)}
    audit.record("obligations.event", duty, actor=actor, new=new, at=now)
    return event


def _check(occurred_on: date, description: str, *, today: date) -> str:
    """Return the description as it is kept."""
    if occurred_on > today:
        raise BadInput(_("Ngày %(day)s chưa đến. Ghi nhận sự kiện khi đã xảy ra.") % {"day": f"{occurred_on:%d/%m/%Y}"})
    words = squeeze(description)
    if not compare_key(words):
        raise BadInput(_("Thiếu nội dung sự kiện: viết rõ việc gì đã xảy ra."))
    if len(words) > _DESCRIPTION_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _DESCRIPTION_LENGTH})
    return words


def _wake(wakings: Sequence[Waking], *, reason: str, actor: Actor, now: datetime) -> None:
    """Open what sleeps: one statement for all that share a due day and its reason."""
    woken = sum(_open(rows) for _key, rows in groupby(sorted(wakings, key=_fate), key=_fate))
    if woken != len(wakings):
        raise WrongState(_("Có người vừa ghi nhận sự kiện này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    Transition.objects.bulk_create(
        Transition(
            obligation_id=waking.obligation_id,
            from_state=ObligationState.DORMANT,
            to_state=ObligationState.OPEN,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            reason=reason,
        )
        for waking in wakings
    )


def _fate(waking: Waking) -> tuple[date, str]:
    return waking.due_on, waking.due_reason


def _open(rows: Iterable[Waking]) -> int:
    alike = list(rows)
    return Obligation.objects.filter(
        pk__in=[waking.obligation_id for waking in alike], state=ObligationState.DORMANT
    ).update(
        state=ObligationState.OPEN,
        due_on=alike[0].due_on,
        first_due_on=alike[0].due_on,
        due_reason=alike[0].due_reason,
    )
