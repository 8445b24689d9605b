"""Events of a duty: what was recorded, what hangs on it, and who else waits for the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy

from caicach.obligations import access
from caicach.obligations.constants import ExtensionState, ObligationState, ReceiptState
from caicach.obligations.mapping import awaited_of, term_of
from caicach.obligations.models import (
    CoordinationAsk,
    DueChange,
    Duty,
    Event,
    Extension,
    Obligation,
    Pause,
    Receipt,
    Submission,
    Transition,
)
from caicach.web.actor import Actor
from reform.due import Awaited, is_same_event

__all__ = ["Opened", "RecordedEvent", "WaitingDuty", "caused_events", "hanging_of", "opened_ids", "recorded_events",
           "waiting_alike", "waiting_duties"]  # fmt: skip

_HANDED_IN, _EXTENSION, _PAUSE = gettext_lazy("đã nộp"), gettext_lazy("xin gia hạn"), gettext_lazy("tạm dừng thời hạn")
_MOVED, _ASKED, _RECEIPT = (
    gettext_lazy("đã đổi hạn"),
    gettext_lazy("đã đề nghị phối hợp"),
    gettext_lazy("đã trả lời tiếp nhận"),
)
_UNTOUCHED = (ObligationState.OPEN, ObligationState.CANCELLED)


@dataclass(frozen=True, slots=True)
class WaitingDuty:
    """A duty that sleeps, with what it waits for."""

    duty: Duty
    awaited: str  # the words of the event
    agency_count: int
    asks_due: bool  # no term counts from the event: whoever records names the day

    @property
    def meaning(self) -> Awaited:
        """Its event, made to be compared."""
        return Awaited(self.awaited, f"{self.duty.title} {self.duty.task}")


@dataclass(frozen=True, slots=True)
class Opened:
    """An obligation that is awake by an event."""

    uid: str
    agency_name: str
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event of a duty, with what it woke."""

    event: Event
    opened: tuple[Opened, ...]


def waiting_duties(actor: Actor, *, duty_ids: Iterable[int] | None = None) -> tuple[WaitingDuty, ...]:
    """Return the duties that sleep and whose event ``actor`` may record, as the plans number them: two queries.

    A duty that waits for two events stands here twice. History has no place here.
    """
    duties = access.event_duties(actor).filter(is_history=False)
    if duty_ids is not None:
        duties = duties.filter(pk__in=list(duty_ids))
    asleep = (
        Obligation.objects.filter(state=ObligationState.DORMANT, is_history=False, duty__in=duties.values("pk"))
        .values("duty_id", "due_reason")
        .annotate(agencies=Count("agency_id", distinct=True))
        .order_by("duty_id", "due_reason")
        .values_list("duty_id", "due_reason", "agencies")
    )
    rows = list(asleep)
    known = Duty.objects.in_bulk({duty_id for duty_id, _reason, _agencies in rows})
    made = [
        WaitingDuty(
            known[duty_id],
            awaited_of(due_reason, known[duty_id].deadline_text),
            agencies,
            term_of(due_reason, known[duty_id].deadline) is None,
        )
        for duty_id, due_reason, agencies in rows
    ]
    return tuple(sorted(made, key=lambda one: (one.duty.source_label, one.duty.number, one.duty.pk)))


def waiting_alike(actor: Actor, duty: Duty, awaited: str) -> tuple[WaitingDuty, ...]:
    """Return the other duties that wait for the same event, by its words or the document it cites: two queries."""
    meaning = Awaited(awaited)
    return tuple(one for one in waiting_duties(actor) if one.duty.pk != duty.pk and is_same_event(meaning, one.meaning))


def recorded_events(duty: Duty) -> tuple[RecordedEvent, ...]:
    """Return the events of ``duty``, the newest first, undone ones too: two queries."""
    events = duty.events.select_related("recorded_by", "undone_by", "document", "cause__agency", "cause__duty")
    return _with_opened(events.order_by("-occurred_on", "-pk"))


def caused_events(obligation: Obligation) -> tuple[RecordedEvent, ...]:
    """Return what the acceptance of ``obligation`` set going and still stands: two queries.

    Whoever reopens it is shown these: they do not go back by themselves.
    """
    events = Event.objects.filter(cause=obligation, undone_at=None).select_related("duty").order_by("occurred_on", "pk")
    return _with_opened(events)


def _with_opened(events: "QuerySet[Event]") -> tuple[RecordedEvent, ...]:
    found = list(events)
    opened: dict[int, list[Opened]] = defaultdict(list)
    rows = Obligation.objects.filter(event__in=[event.pk for event in found]).order_by("agency__current_sort_key")
    for event_id, uid, name, state, due_on in rows.values_list(
        "event_id", "uid", "agency__current_name", "state", "due_on"
    ):
        opened[event_id or 0].append(Opened(str(uid), name, state, due_on))
    return tuple(RecordedEvent(event, tuple(opened[event.pk])) for event in found)


def opened_ids(rows: Iterable[Obligation]) -> frozenset[int]:
    """Return which of ``rows`` an event opened anew, rather than woke: they never slept. One query."""
    ids = {row.pk for row in rows}
    slept = Transition.objects.filter(obligation_id__in=ids, to_state=ObligationState.DORMANT)
    return frozenset(ids) - frozenset(slept.values_list("obligation_id", flat=True))


def hanging_of(event: Event, rows: Iterable[Obligation]) -> Mapping[int, tuple[str, ...]]:
    """Return what hangs on the obligations that an event woke, by agency, in words: seven queries.

    The agency's own papers (drafts, steps, whom it gave the work to) are not told: they go back with it.
    """
    found = list(rows)
    agencies = {row.pk: row.agency_id for row in found}
    words: dict[int, dict[str, None]] = defaultdict(dict)
    for row in found:
        if row.state not in _UNTOUCHED:
            words[row.agency_id][str(ObligationState(row.state).label)] = None
    for told, ids in _hanging_rows(event, found):
        for pk in ids:
            words[agencies[pk]][told] = None
    for agency_id in _receipts(event, found):
        words[agency_id][str(_RECEIPT)] = None
    return {agency_id: tuple(told) for agency_id, told in words.items()}


def _hanging_rows(event: Event, rows: Iterable[Obligation]) -> Iterable[tuple[str, Iterable[int]]]:
    of_these = Q(obligation_id__in=[row.pk for row in rows])
    extensions = Extension.objects.filter(of_these).exclude(state=ExtensionState.WITHDRAWN)
    told = (
        (_HANDED_IN, Submission.objects.filter(of_these)),
        (_EXTENSION, extensions),
        (_PAUSE, Pause.objects.filter(of_these)),
        (_MOVED, DueChange.objects.filter(of_these)),
        (_ASKED, CoordinationAsk.objects.filter(of_these, withdrawn_at=None)),
    )
    return [(str(words), found.values_list("obligation_id", flat=True)) for words, found in told]


def _receipts(event: Event, rows: Iterable[Obligation]) -> Iterable[int]:
    """Return the agencies that answered, after the event, whether the duty is theirs.

    Where an occurrence opened beside what sleeps, only what they contest: the duty itself was confirmed for good.
    """
    found = list(rows)
    opened = opened_ids(found)
    receipts = Receipt.objects.filter(
        duty=event.duty_id, agency_id__in=[row.agency_id for row in found], answered_at__gte=event.recorded_at
    )
    if opened.issuperset(row.pk for row in found):
        receipts = receipts.filter(state=ReceiptState.CONTESTED)
    return receipts.values_list("agency_id", flat=True)
