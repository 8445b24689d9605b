"""Duties that sleep, and the question that keeps them from being forgotten: has the awaited document come?

Once a quarter the bodies that monitor a duty are asked, else those that accept it. One answer is enough: the fact is
the same for all. What was assigned within a quarter is asked about from the next one on. A proposal that nobody has to
wait any more stands until whoever steers the duty answers otherwise or ends the waiting.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from caicach.agencies.selectors import names_of
from caicach.obligations import access
from caicach.obligations.constants import DormantAnswerKind, ObligationState, ParticipantRole
from caicach.obligations.mapping import awaited_of
from caicach.obligations.models import DormantAnswer, Duty, Obligation, Participant
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = [
    "Answer",
    "DormantCounts",
    "DormantDuty",
    "Quarter",
    "dormant_counts",
    "dormant_of",
    "dormant_unanswered",
    "is_asked",
    "quarter_of",
    "steered_duty",
]


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int  # 1 to 4

    @property
    def key(self) -> str:
        """As it is stored: "2026-Q1"."""
        return f"{self.year}-Q{self.number}"

    @property
    def before(self) -> "Quarter":
        """The quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a body answered."""

    kind: DormantAnswerKind
    agency_id: int
    agency_name: str
    period_key: str
    words: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class DormantDuty:
    """A duty that sleeps, with who is asked and what was answered."""

    duty: Duty
    asleep_uid: UUID  # of one obligation that sleeps: its page records the event
    awaited: str
    agency_count: int  # how many wait
    asked: tuple[int, ...]  # agencies
    asked_names: tuple[str, ...]
    answers: tuple[Answer, ...]  # the newest first

    @property
    def last(self) -> Answer | None:
        """The newest answer."""
        return self.answers[0] if self.answers else None

    @property
    def is_proposed_to_end(self) -> bool:
        """Whether a monitor says that nobody has to wait any more, and nobody answered after."""
        return self.last is not None and self.last.kind == DormantAnswerKind.NO_LONGER

    def is_asked_in(self, quarter: Quarter) -> bool:
        """Whether the question of ``quarter`` is about this duty: it was assigned before that quarter."""
        return quarter_of(clock.local_date(self.duty.created_at)) < quarter

    def is_answered_in(self, quarter: Quarter) -> bool:
        """Whether somebody answered for ``quarter``."""
        return any(answer.period_key == quarter.key for answer in self.answers)

    def is_unanswered_in(self, quarter: Quarter) -> bool:
        """Whether the question of ``quarter`` was asked and nobody answered."""
        return self.is_asked_in(quarter) and not self.is_answered_in(quarter)


@dataclass(frozen=True, slots=True)
class DormantCounts:
    """What stands on the desk of an actor."""

    mine: int  # questions of this quarter to the actor's bodies
    unanswered: int  # of the last quarter, among the duties that the actor steers
    proposed: int  # proposals to end the waiting, among the duties that the actor steers
    steers: bool = False  # whether any of what sleeps is the actor's to steer


def quarter_of(day: date) -> Quarter:
    """Return the quarter of ``day``."""
    return Quarter(day.year, (day.month + 2) // 3)


def dormant_of(actor: Actor) -> tuple[DormantDuty, ...]:
    """Return the duties that sleep and whose event ``actor`` may record: six queries at most, one where none sleeps.

    History has no place here.
    """
    asleep = _asleep(actor)
    if not asleep:
        return ()
    first = Obligation.objects.in_bulk([one.first_id for one in asleep.values()])
    known = Duty.objects.in_bulk(asleep)
    asked = _asked(asleep)
    names = names_of({pk for ids in asked.values() for pk in ids})
    answers = _answers(asleep)
    made = (
        DormantDuty(
            duty=known[duty_id],
            asleep_uid=first[one.first_id].uid,
            awaited=awaited_of(first[one.first_id].due_reason, known[duty_id].deadline_text),
            agency_count=one.count,
            asked=asked[duty_id],
            asked_names=tuple(names[pk] for pk in asked[duty_id]),
            answers=answers.get(duty_id, ()),
        )
        for duty_id, one in asleep.items()
    )
    return tuple(sorted(made, key=lambda one: (one.duty.source_label, one.duty.number, one.duty.pk)))


def dormant_counts(actor: Actor, *, today: date) -> DormantCounts:
    """Return what stands on the desk of ``actor`` on ``today``; nothing is asked of whoever tells no events."""
    rows = dormant_of(actor)
    now, steered = quarter_of(today), _steered(actor, rows)
    return DormantCounts(
        mine=sum(one.is_unanswered_in(now) and is_asked(actor, one) for one in rows),
        unanswered=sum(one.is_unanswered_in(now.before) for one in rows if one.duty.pk in steered),
        proposed=sum(one.is_proposed_to_end for one in rows if one.duty.pk in steered),
        steers=bool(steered),
    )


def dormant_unanswered(actor: Actor, year: int, *, today: date) -> tuple[tuple[DormantDuty, tuple[Quarter, ...]], ...]:
    """Return the duties of the plans of ``year`` that still sleep, with the quarters that nobody answered for.

    The quarters are those of ``year`` that ended before ``today`` or hold it. A duty whose every question was answered
    stands here too, with no quarter: closing a year has to say what becomes of it.
    """
    now = quarter_of(today)
    quarters = [one for one in (Quarter(year, number) for number in range(1, 5)) if one <= now]
    return tuple(
        (one, tuple(quarter for quarter in quarters if one.is_unanswered_in(quarter)))
        for one in dormant_of(actor)
        if one.duty.year == year
    )


def is_asked(actor: Actor, one: DormantDuty) -> bool:
    """Whether the question is put to one of the bodies in whose name ``actor`` answers."""
    return not access.answers_for(actor, one.duty.area_code).isdisjoint(one.asked)


def _steered(actor: Actor, rows: Sequence[DormantDuty]) -> frozenset[int]:
    return frozenset(one.duty.pk for one in rows if access.can_close_dormant(actor, one.duty).allowed)


@dataclass(frozen=True, slots=True)
class _Asleep:
    """What sleeps of one duty, without its rows."""

    first_id: int
    count: int
    acceptors: tuple[int, ...]


def _asleep(actor: Actor) -> dict[int, _Asleep]:
    """Return what sleeps by duty: one query, one row for each body that accepts."""
    duties = access.event_duties(actor).filter(is_history=False).values("pk")
    rows = Obligation.objects.filter(state=ObligationState.DORMANT, is_history=False, duty__in=duties)
    counted = rows.values("duty_id", "acceptor_id").annotate(first=Min("pk"), count=Count("agency_id", distinct=True))
    found: dict[int, _Asleep] = {}
    for duty_id, acceptor_id, first, count in counted.order_by("duty_id", "first").values_list(
        "duty_id", "acceptor_id", "first", "count"
    ):
        one = found.get(duty_id, _Asleep(first, 0, ()))
        found[duty_id] = _Asleep(one.first_id, one.count + count, (*one.acceptors, acceptor_id))
    return found


def _asked(asleep: Mapping[int, _Asleep]) -> Mapping[int, tuple[int, ...]]:
    """Return who is asked about each duty: its monitors, else those that accept it. One query."""
    monitors: dict[int, list[int]] = defaultdict(list)
    named = Participant.objects.filter(duty__in=asleep, role=ParticipantRole.MONITOR).order_by("pk")
    for duty_id, agency_id in named.values_list("duty_id", "agency_id"):
        monitors[duty_id].append(agency_id)
    return {duty_id: tuple(monitors.get(duty_id) or one.acceptors) for duty_id, one in asleep.items()}


def _answers(duty_ids: Iterable[int]) -> Mapping[int, tuple[Answer, ...]]:
    given: dict[int, list[Answer]] = defaultdict(list)
    rows = DormantAnswer.objects.filter(duty__in=list(duty_ids)).order_by("-answered_at", "-pk")
    fields = ("duty_id", "answer", "agency_id", "agency__current_name", "period_key", "words", "answered_at")
    for duty_id, kind, *rest in rows.values_list(*fields):
        given[duty_id].append(Answer(DormantAnswerKind(kind), *rest))
    return {duty_id: tuple(answers) for duty_id, answers in given.items()}


def steered_duty(actor: Actor, uid: UUID) -> Duty:
    """Return the duty ``uid`` whose event ``actor`` may record; whether the actor steers it, the act itself asks.

    Raises:
        Beyond: there is none.
    """
    duty = access.event_duties(actor).filter(uid=uid).first()
    if duty is None:
        raise Beyond(_("Không có việc này, hoặc việc nằm ngoài phạm vi của bạn."))
    return duty
