"""What a lead asked of other bodies, and what they answered; who is still waited for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import (
    AWAITS_HAND_IN,
    COORDINATION_SOURCE,
    DutyOrigin,
    ParticipantRole,
    SubmissionState,
)
from caicach.obligations.models import CoordinationAsk, Obligation, Submission
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.obligations.selectors.tasks import is_late
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = [
    "AskRow",
    "Coordination",
    "LeadFacts",
    "OpenAsk",
    "WaitsFor",
    "ask_for",
    "asked_of_us",
    "coordination_of",
    "lead_of",
    "open_asks",
    "waits_for",
]


@dataclass(frozen=True, slots=True)
class AskRow:
    """One body with what it was asked and how it stands."""

    pk: int
    agency_name: str
    thing: str
    due_on: date
    asked_by: str
    is_outside: bool  # a request in words: no clock
    answer: str  # of a request; or the sentence of the last hand-in
    document: str  # "41/BC-STC" of the last hand-in; empty where there is none
    state: str  # of the asked body's obligation; empty for a request
    met_on: date | None
    uid: UUID | None  # of the asked body's obligation, where the actor sees it
    is_withdrawn: bool

    @property
    def is_waited_for(self) -> bool:
        """Whether the body still has to answer."""
        if self.is_withdrawn:
            return False
        return not self.answer if self.is_outside else self.state in AWAITS_HAND_IN

    def days_late(self, today: date) -> int:
        """By how many days the answer is late; a request has no clock."""
        return max(0, (today - self.due_on).days) if self.is_waited_for and not self.is_outside else 0


@dataclass(frozen=True, slots=True)
class Coordination:
    """All that was asked for one obligation."""

    asks: tuple[AskRow, ...]  # in the order of asking
    coordinators: tuple[tuple[int, str], ...]  # (id, name) of the bodies that the row names: offered first
    may_ask: bool


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What an asked body sees of the duty that its answer serves."""

    title: str
    agency_name: str
    due_on: date | None
    asked_by: str
    uid: UUID | None  # where the actor sees it


@dataclass(frozen=True, slots=True)
class WaitsFor:
    """A body whose answer an obligation waits for."""

    agency_name: str
    due_on: date
    days_late: int


def coordination_of(obligation: Obligation, *, actor: Actor) -> Coordination:
    """Return what was asked for ``obligation``, which the actor sees: at most seven queries."""
    asks = list(
        CoordinationAsk.objects.filter(obligation=obligation)
        .select_related("agency", "asked_by")
        .prefetch_related("duty__obligations", "duty__requests")
        .order_by("asked_at", "pk")
    )
    owed = {ask.pk: one for ask in asks if ask.duty for one in ask.duty.obligations.all()}
    seen = _seen(actor, [one.pk for one in owed.values()])
    answers = _answers([one.pk for one in owed.values()])
    rows = (_row(ask, owed.get(ask.pk), seen, answers) for ask in asks)
    named = obligation.duty.participants.filter(role__in=(ParticipantRole.COORDINATE, ParticipantRole.JOINT))
    named = named.exclude(agency=obligation.agency_id).order_by("agency__current_sort_key")
    return Coordination(
        asks=tuple(rows),
        coordinators=tuple(dict(named.values_list("agency_id", "agency__current_name")).items()),
        may_ask=_may_ask(obligation, actor),
    )


def _may_ask(obligation: Obligation, actor: Actor) -> bool:
    awaits = obligation.state in AWAITS_HAND_IN and not obligation.is_history
    return awaits and obligation.duty.origin != DutyOrigin.COORDINATION and access.can(actor, "ask", obligation).allowed


def _seen(actor: Actor, ids: list[int]) -> frozenset[int]:
    if not ids:
        return frozenset()
    return frozenset(access.visible_obligations(actor).filter(pk__in=ids).values_list("pk", flat=True))


def _answers(ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return sentence and symbol of the last hand-in of each obligation that stands or was accepted: one query."""
    if not ids:
        return {}
    stands = (SubmissionState.PENDING, SubmissionState.ACCEPTED)
    rows = Submission.objects.filter(obligation__in=ids, state__in=stands).order_by("number")
    found = rows.values_list("obligation_id", "sentence", "document__symbol")
    return {pk: (sentence, symbol or "") for pk, sentence, symbol in found}


def _row(
    ask: CoordinationAsk, owed: Obligation | None, seen: frozenset[int], answers: Mapping[int, tuple[str, str]]
) -> AskRow:
    asked_words = [one.answer for one in ask.duty.requests.all()] if ask.duty else []
    sentence, symbol = answers.get(owed.pk, ("", "")) if owed else ("", "")
    return AskRow(
        pk=ask.pk,
        agency_name=ask.agency.current_name,
        thing=ask.thing,
        due_on=owed.due_on if owed and owed.due_on else ask.due_on,
        asked_by=str(ask.asked_by or ""),
        is_outside=owed is None,
        answer=sentence or next(iter(asked_words), ""),
        document=symbol,
        state=owed.state if owed else "",
        met_on=owed.met_on if owed else None,
        uid=owed.uid if owed and owed.pk in seen else None,
        is_withdrawn=ask.withdrawn_at is not None,
    )


def ask_for(actor: Actor, pk: int) -> CoordinationAsk:
    """Return an ask of an obligation within reach, with that obligation and its agency, for the lead to act on.

    Raises:
        Beyond: there is none.
        NotAllowed: it is within reach, but the actor is not of the lead.
    """
    asks = CoordinationAsk.objects.filter(pk=pk, obligation__in=access.visible_obligations(actor).values("pk"))
    ask = asks.select_related("obligation__agency", "obligation__duty", "agency").first()
    if ask is None:
        raise Beyond(_("Không có đề nghị này, hoặc đề nghị nằm ngoài phạm vi của bạn."))
    access.require(actor, "ask", ask.obligation)
    return ask


def lead_of(obligation: Obligation, *, actor: Actor) -> LeadFacts | None:
    """Return what an asked body's obligation serves; None for any other. Two queries."""
    if obligation.duty.source_kind != COORDINATION_SOURCE:
        return None
    ask = (
        CoordinationAsk.objects.filter(duty=obligation.duty_id)
        .select_related("obligation__duty", "obligation__agency", "asked_by")
        .first()
    )
    if ask is None:
        return None
    lead = ask.obligation
    is_seen = access.visible_obligations(actor).filter(pk=lead.pk).exists()
    return LeadFacts(
        title=lead.duty.title,
        agency_name=lead.agency.current_name,
        due_on=lead.due_on,
        asked_by=str(ask.asked_by or ""),
        uid=lead.uid if is_seen else None,
    )


def waits_for(obligation_ids: Iterable[int], *, today: date) -> Mapping[int, tuple[WaitsFor, ...]]:
    """Return for each obligation the bodies inside command whose answer is late: one query.

    For the lead and for whoever accepts its work: a late answer explains, it never moves the lead's own day.
    """
    ids = list(obligation_ids)
    if not ids:
        return {}
    late = Obligation.objects.filter(is_late(today), duty__ask__obligation__in=ids, duty__ask__withdrawn_at=None)
    found: dict[int, list[WaitsFor]] = {}
    rows = late.order_by("due_on", "pk").values_list("duty__ask__obligation_id", "agency__current_name", "due_on")
    for lead_id, name, due_on in rows:
        if due_on is not None:
            found.setdefault(lead_id, []).append(WaitsFor(name, due_on, (today - due_on).days))
    return {lead_id: tuple(rows) for lead_id, rows in found.items()}


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """Something that the actor's agency asked of another and still waits for."""

    ask: AskRow
    title: str  # of the duty that it serves
    uid: UUID  # of the lead's obligation


def open_asks(actor: Actor, *, limit: int = 200) -> tuple[OpenAsk, ...]:
    """Return what the actor's own agencies asked and wait for, the earliest day first: five queries at most."""
    led = Obligation.objects.filter(access.owed_by(actor))
    asks = list(
        CoordinationAsk.objects.filter(obligation__in=led.values("pk"), withdrawn_at=None)
        .filter(Q(duty__obligations__state__in=AWAITS_HAND_IN) | Q(duty__requests__answer=""))
        .select_related("agency", "asked_by", "obligation__duty")
        .prefetch_related("duty__obligations", "duty__requests")
        .order_by("due_on", "pk")[:limit]
    )
    owed = {ask.pk: one for ask in asks if ask.duty for one in ask.duty.obligations.all()}
    seen = _seen(actor, [one.pk for one in owed.values()])
    return tuple(
        OpenAsk(_row(ask, owed.get(ask.pk), seen, {}), ask.obligation.duty.title, ask.obligation.uid) for ask in asks
    )


def asked_of_us(actor: Actor, *, limit: int = 200) -> tuple[ObligationRow, ...]:
    """Return what others asked of the actor's own agencies and still wait for, the earliest day first: one query."""
    owed = Obligation.objects.filter(
        access.owed_by(actor), duty__origin=DutyOrigin.COORDINATION, state__in=AWAITS_HAND_IN, is_history=False
    )
    return rows_of(owed.order_by("due_on", "pk")[:limit])
