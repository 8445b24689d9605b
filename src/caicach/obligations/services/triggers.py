"""What follows what: accepting one duty is the event that another waits for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import ObligationState, SubmissionState
from caicach.obligations.mapping import term_of
from caicach.obligations.models import Duty, Event, Obligation, Submission, Trigger
from caicach.obligations.selectors.periodic import TOP, closed_with
from caicach.obligations.selectors.wakings import Happening, Wakings, wakings
from caicach.obligations.services.events import Telling, events_write
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed

__all__ = ["trigger_remove", "trigger_set", "triggers_fire"]

_CASE_LENGTH = 200
_WORDS_LENGTH = 500


@transaction.atomic
def trigger_set(duty: Duty, on_duty: Duty, *, actor: Actor, is_same_agency: bool, now: datetime) -> Trigger:
    """Let the acceptance of ``on_duty`` be the event that ``duty`` waits for.

    Set a second time, it is only changed. Audit: ``obligations.trigger``.

    Args:
        duty: What waits.
        on_duty: What is accepted.
        actor: Who confirms it: whoever may record the event of ``duty``.
        is_same_agency: Whether the acceptance wakes the accepted agency alone; else everybody who waits.
        now: The moment.

    Raises:
        NotAllowed: the actor may not record the event of ``duty``.
        BadInput: the two are of different plans, a circle would close, or no term counts from the event.
    """
    _require(actor, duty)
    list(Duty.objects.select_for_update().filter(pk__in=(duty.pk, on_duty.pk)).order_by("pk"))
    _refuse_unfit(duty, on_duty)
    values = {"is_same_agency": is_same_agency}
    made = {**values, "created_by_id": actor.user_id, "created_at": now}
    trigger, is_new = Trigger.objects.update_or_create(
        duty=duty, on_duty=on_duty, defaults=values, create_defaults=made
    )
    new = {"on_duty": str(on_duty.uid), "is_same_agency": is_same_agency, "is_new": is_new}
    audit.record("obligations.trigger", duty, actor=actor, new=new, at=now)
    return trigger


@transaction.atomic
def trigger_remove(trigger: Trigger, *, actor: Actor, now: datetime) -> None:
    """Let ``duty`` wait again until somebody records its event; what it woke already stays.

    Audit: ``obligations.trigger``.

    Raises:
        NotAllowed: the actor may not record the event of the duty.
    """
    _require(actor, trigger.duty)
    old = {"on_duty": str(trigger.on_duty.uid), "is_same_agency": trigger.is_same_agency}
    trigger.delete()
    audit.record("obligations.trigger", trigger.duty, actor=actor, old=old, at=now)


def triggers_fire(accepted: Iterable[Obligation], *, actor: Actor, now: datetime) -> tuple[Event, ...]:
    """Record the events that the acceptance of ``accepted`` was; within the transaction that accepted them.

    One query where nothing follows; else a fixed number for each duty that follows. The day is that of the document
    handed in, where there is one, else the day of the acceptance. What cannot be woken (nothing sleeps any more, the
    same was recorded already) is passed over: an acceptance never fails by what follows it.

    Transition and audit: as ``events_record``, with the accepted obligation as the cause.

    Args:
        accepted: Obligations just accepted; what a report carried is found here.
        actor: Who accepted.
        now: The moment of acceptance.
    """
    ids = [one.pk for one in accepted]
    causes = Obligation.objects.filter(closed_with(ids), state=ObligationState.ACCEPTED)
    triggers = list(Trigger.objects.filter(on_duty__in=causes.values("duty_id")).order_by("pk"))
    if not triggers:
        return ()
    causes = causes.filter(duty__in={trigger.on_duty_id for trigger in triggers}).order_by("pk")
    days = _days(ids)
    fired = [
        _fire(trigger, cause, days.get(cause.top or cause.pk) or clock.local_date(now), actor, now)
        for cause in causes.select_related("duty", "agency", "event").annotate(top=TOP)
        for trigger in triggers
        if trigger.on_duty_id == cause.duty_id
    ]
    return tuple(event for events in fired for event in events)


def _require(actor: Actor, duty: Duty) -> None:
    decision = access.can_record_event(actor, duty)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def _refuse_unfit(duty: Duty, on_duty: Duty) -> None:
    titles = {"duty": duty.title, "on_duty": on_duty.title}
    if duty.pk == on_duty.pk:
        raise BadInput(_("Một việc không thể chờ chính nó. Chọn việc khác."))
    if duty.source_uid is None or duty.source_uid != on_duty.source_uid:
        raise BadInput(_("Hai việc thuộc hai văn bản giao khác nhau. Chọn việc trong cùng một kế hoạch."))
    if _waits_for(on_duty.pk, duty.pk):
        raise BadInput(
            _("“%(on_duty)s” đang chờ “%(duty)s”: nối thêm thì thành vòng tròn. Bỏ nối tiếp kia trước.") % titles
        )
    asleep = duty.obligations.filter(state=ObligationState.DORMANT).values_list("due_reason", flat=True).distinct()
    if any(term_of(due_reason, duty.deadline) is None for due_reason in asleep):
        raise BadInput(_("“%(duty)s” không có thời hạn tính từ sự kiện: phải nhập hạn khi ghi nhận.") % titles)


def _waits_for(duty_id: int, other_id: int) -> bool:
    """Whether ``duty_id`` waits for ``other_id``, itself or through others: one query for each step of the chain."""
    seen: set[int] = set()
    ahead = {duty_id}
    while ahead:
        seen |= ahead
        found = Trigger.objects.filter(duty__in=ahead).values_list("on_duty_id", flat=True)
        ahead = set(found) - seen
        if other_id in ahead:
            return True
    return False


def _days(ids: Iterable[int]) -> dict[int, date]:
    """Return the day of the document, or of the secret, that each obligation was accepted with."""
    proofs = Submission.objects.filter(obligation_id__in=list(ids), state=SubmissionState.ACCEPTED).order_by("number")
    rows = proofs.values_list("obligation_id", "document__issued_on", "secret_on")
    return {pk: day for pk, issued_on, secret_on in rows if (day := issued_on or secret_on) is not None}


def _fire(trigger: Trigger, cause: Obligation, day: date, actor: Actor, now: datetime) -> Sequence[Event]:
    duty = Duty.objects.select_for_update().get(pk=trigger.duty_id)
    happening = Happening(
        occurred_on=min(day, clock.local_date(now)),
        agency_ids=(cause.agency_id,) if trigger.is_same_agency else (),
        case=_case(trigger, cause) if duty.event_repeats else "",
    )
    try:
        (made,) = wakings([duty], happening)
    except BadInput:
        # A corrected deadline may count from nothing any more: then a person records the event.
        return ()
    if not made.rows:
        return ()
    words = _("Nghiệm thu “%(title)s” của %(agency)s") % {
        "title": cause.duty.title,
        "agency": cause.agency.current_name,
    }
    # Whom it concerns is told by what wakes: an event without named agencies concerns all.
    told = Telling(actor, now, words[:_WORDS_LENGTH], cause=cause)
    return events_write([Wakings(duty, made.rows)], happening, told)


def _case(trigger: Trigger, cause: Obligation) -> str:
    """Return what tells this acceptance from others of the same day: whose it is, and of which case."""
    own = cause.event.case if cause.event else ""
    parts = ("" if trigger.is_same_agency else cause.agency.current_name, own or cause.occurrence_label)
    return " · ".join(part for part in parts if part)[:_CASE_LENGTH]
