"""Recording what dormant duties waited for, and taking it back.

An event that happens once wakes what sleeps; one that may repeat leaves it asleep and opens an occurrence beside it,
for those it concerns. Several duties that wait for the same are recorded together: each gets an event of its own, so
that each can be undone by itself by whoever has it within reach.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from caicach.agencies.selectors import names_of
from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import EventHintState, ObligationState
from caicach.obligations.models import Duty, Event, EventHint, Obligation, Transition
from caicach.obligations.selectors.wakings import Happening, Waking, Wakings, wakings
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["Telling", "event_record", "event_repeats_set", "events_record", "events_write"]

_DESCRIPTION_LENGTH = 500
_CASE_LENGTH = 200
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of an event, by whom and when."""

    actor: Actor
    now: datetime
    words: str
    document: "Document | None" = None
    cause: Obligation | None = None  # the obligation whose acceptance was the event


def event_record(  # noqa: PLR0913 - what happened, when, by which document, whom it concerns
    duty: Duty,
    *,
    actor: Actor,
    occurred_on: date,
    description: str,
    document: "Document | None" = None,
    due_on: date | None = None,
    occurrence_key: str | None = None,
    agency_ids: Collection[int] = (),
    case: str = "",
    now: datetime,
) -> Event:
    """Enter the event that dormant obligations of ``duty`` wait for; see ``events_record``.

    Args:
        duty: What waits.
        actor: Who enters the event.
        occurred_on: Day of the event; terms count from the day after.
        description: What happened, in words.
        document: The document that proves or announces the event.
        due_on: The day named by whoever directed it; needed where no term counts from the event, otherwise not used.
        occurrence_key: Of what waits; None means all that sleeps.
        agency_ids: Whom it concerns; empty means all who wait.
        case: The case, where the event concerns one and may repeat.
        now: The moment of entering.
    """
    happening = Happening(occurred_on, due_on, occurrence_key, tuple(agency_ids), case)
    (event,) = events_record(
        [duty], actor=actor, happening=happening, description=description, document=document, now=now
    )
    return event


@transaction.atomic
def events_record(
    duties: Sequence[Duty],
    *,
    actor: Actor,
    happening: Happening,
    description: str,
    document: "Document | None" = None,
    now: datetime,
) -> tuple[Event, ...]:
    """Enter one happening for all of ``duties`` that wait for it: all or nothing, in a fixed number of statements.

    Transition: dormant → open, with the due day; "" → open where the event may repeat.
    Audit: ``obligations.event``, one row a duty.

    Args:
        duties: What waits, each once.
        actor: Who enters the event.
        happening: Its day, whom it concerns, which case.
        description: What happened, in words.
        document: The document that proves or announces the event.
        now: The moment of entering.

    Raises:
        NotAllowed: the actor neither accepts nor monitors one of the duties, and is not of the standing body.
        BadInput: a day in the future, no description, no due day where one is needed, a case where the event happens
            once, or an event that was recorded already.
        WrongState: nothing sleeps any more.
    """
    for duty in duties:
        decision = access.can_record_event(actor, duty)
        if not decision.allowed:
            raise NotAllowed(decision.reason)
    telling = Telling(actor, now, _checked(happening, description, today=clock.local_date(now)), document)
    # Of two who record at once one comes second, and sees what the first opened.
    locked = list(Duty.objects.select_for_update().filter(pk__in=[duty.pk for duty in duties]).order_by("pk"))
    made = wakings(locked, happening)
    _refuse_empty(made)
    return events_write(made, happening, telling)


def events_write(made: Sequence[Wakings], happening: Happening, telling: Telling) -> tuple[Event, ...]:
    """Write the events of ``made`` with what they wake and open; the caller holds the duties, and may do so.

    Transition and audit: as ``events_record``.

    Raises:
        WrongState: what slept is awake meanwhile.
    """
    events = Event.objects.bulk_create(_event(one.duty, happening, telling) for one in made)
    pairs = list(zip(events, made, strict=True))
    named = Event.agencies.through
    named.objects.bulk_create(
        named(event_id=event.pk, agency_id=agency_id) for event in events for agency_id in sorted(happening.agency_ids)
    )
    woken = [(event, waking) for event, one in pairs for waking in one.rows if not waking.key]
    _wake(woken)
    opened = _open([(event, waking) for event, one in pairs for waking in one.rows if waking.key], telling.now)
    steps = [(waking.asleep.pk, str(ObligationState.DORMANT)) for _event_, waking in woken]
    _tell([*steps, *((one.pk, "") for one in opened)], ObligationState.OPEN, telling)
    if telling.document is not None:
        hints = EventHint.objects.filter(duty__in=[one.duty.pk for one in made], document=telling.document)
        hints.update(state=EventHintState.RECORDED, settled_by_id=telling.actor.user_id, settled_at=telling.now)
    rows: list[tuple[Duty, dict[str, object], Mapping[str, object]]] = [
        (one.duty, {}, _facts(event, one, happening)) for event, one in pairs
    ]
    audit.record_many("obligations.event", rows, actor=telling.actor, at=telling.now)
    return tuple(events)


@transaction.atomic
def event_repeats_set(duty: Duty, *, actor: Actor, repeats: bool, now: datetime) -> Duty:
    """Say whether what ``duty`` waits for may happen again.

    What was recorded stays as it is; from now on a recording opens an occurrence, or wakes what sleeps.
    Audit: ``obligations.event_repeats``.

    Raises:
        NotAllowed: the actor may not record its event.
        WrongState: nothing of the duty sleeps, so there is nothing that a further recording could open beside.
    """
    decision = access.can_record_event(actor, duty)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    if not duty.obligations.filter(state=ObligationState.DORMANT).exists():
        raise WrongState(_("Không còn nhiệm vụ nào chờ sự kiện. Hủy lần ghi nhận trước rồi đổi."))
    if Duty.objects.filter(pk=duty.pk, event_repeats=not repeats).update(event_repeats=repeats):
        old, new = {"event_repeats": not repeats}, {"event_repeats": repeats}
        audit.record("obligations.event_repeats", duty, actor=actor, old=old, new=new, at=now)
    duty.event_repeats = repeats
    return duty


def _checked(happening: Happening, description: str, *, today: date) -> str:
    """Return the description as it is kept."""
    if happening.occurred_on > today:
        day = {"day": f"{happening.occurred_on:%d/%m/%Y}"}
        raise BadInput(_("Ngày %(day)s chưa đến. Ghi nhận sự kiện khi đã xảy ra.") % day)
    if len(happening.case) > _CASE_LENGTH:
        raise BadInput(_("Tên vụ việc dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _CASE_LENGTH})
    words = squeeze(description)
    if not compare_key(words):
        raise BadInput(_("Thiếu nội dung sự kiện: viết rõ việc gì đã xảy ra."))
    if len(words) > _DESCRIPTION_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _DESCRIPTION_LENGTH})
    return words


def _refuse_empty(made: Iterable[Wakings]) -> None:
    """Refuse a duty of which nothing would wake, with what to do."""
    for one in made:
        if one.rows:
            continue
        if not one.taken:
            raise WrongState(_("Không còn nhiệm vụ nào chờ sự kiện này. Tải lại trang để xem trạng thái mới."))
        known = ", ".join(sorted(names_of(one.taken).values()))
        raise BadInput(
            _("“%(duty)s” đã được ghi nhận sự kiện ngày này cho %(agencies)s. Nếu là vụ việc khác, ghi tên vụ việc.")
            % {"duty": one.duty.title, "agencies": known}
        )


def _event(duty: Duty, happening: Happening, telling: Telling) -> Event:
    return Event(
        duty=duty,
        occurred_on=happening.occurred_on,
        description=telling.words,
        document=telling.document,
        case=happening.case,
        cause=telling.cause,
        recorded_by_id=telling.actor.user_id,
        recorded_at=telling.now,
    )


def _wake(pairs: Iterable[tuple[Event, Waking]]) -> None:
    """Open what sleeps: one statement for all that share an event, a due day and its reason."""
    alike: dict[tuple[int, date, str], list[int]] = defaultdict(list)
    for event, waking in pairs:
        alike[event.pk, waking.due_on, waking.due_reason].append(waking.asleep.pk)
    for (event_id, due_on, due_reason), ids in alike.items():
        woken = Obligation.objects.filter(pk__in=ids, state=ObligationState.DORMANT).update(
            state=ObligationState.OPEN,
            due_on=due_on,
            first_due_on=Coalesce(F("first_due_on"), Value(due_on)),
            due_reason=due_reason,
            event_id=event_id,
        )
        if woken != len(ids):
            raise WrongState(
                _("Có người vừa ghi nhận sự kiện này trước bạn. Tải lại trang để xem; chưa có gì thay đổi.")
            )


def _open(pairs: Sequence[tuple[Event, Waking]], now: datetime) -> list[Obligation]:
    """Make the occurrences that open beside what sleeps, accepted by the same body."""
    fresh = [
        Obligation(
            duty_id=waking.asleep.duty_id,
            agency_id=waking.asleep.agency_id,
            occurrence_key=waking.key,
            occurrence_label=waking.label,
            state=ObligationState.OPEN,
            first_due_on=waking.due_on,
            due_on=waking.due_on,
            due_reason=waking.due_reason,
            acceptor_id=waking.asleep.acceptor_id,
            acceptor_reason=waking.asleep.acceptor_reason,
            event=event,
            is_history=waking.asleep.is_history,
            created_at=now,
        )
        for event, waking in pairs
    ]
    return Obligation.objects.bulk_create(fresh, batch_size=_BATCH)


def _tell(steps: Iterable[tuple[int, str]], to: ObligationState, telling: Telling) -> None:
    Transition.objects.bulk_create(
        Transition(
            obligation_id=pk,
            from_state=before,
            to_state=to,
            at=telling.now,
            actor_id=telling.actor.user_id,
            agency_id=telling.actor.agency_id,
            reason=telling.words,
        )
        for pk, before in steps
    )


def _facts(event: Event, made: Wakings, happening: Happening) -> Mapping[str, object]:
    return {
        "event": event.pk,
        "occurred_on": happening.occurred_on,
        "due_on": max((waking.due_on for waking in made.rows), default=None),
        "woken": len(made.rows),
        "agencies": sorted(happening.agency_ids),
        "case": happening.case,
    }
