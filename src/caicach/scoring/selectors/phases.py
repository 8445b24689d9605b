"""How far each phase of a round is, and who is missing: for whoever runs it, and for what closes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.selectors import obligations_of_duties
from caicach.scoring.access import APPRAISERS, acting_appraiser
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase
from caicach.scoring.mapping import set_of
from caicach.scoring.models import (
    AdjustmentScore,
    Appeal,
    AppraiserBody,
    Assessment,
    Round,
    RoundPhase,
    RoundSet,
    Score,
)
from caicach.web.actor import Actor
from reform.index import CriteriaSet

__all__ = [
    "Finishing",
    "Missing",
    "MissingBody",
    "MissingLeaf",
    "MissingUnit",
    "Owing",
    "PhaseFacts",
    "differing_ids",
    "finishing_of",
    "has_time",
    "last_day",
    "owing_of",
    "phases_missing",
    "running_phase",
    "self_scored",
    "sets_of_round",
]

_ORDER = tuple(Phase)
# What units owe themselves: nobody cuts their time short, however pressing it is.
_OF_UNITS = frozenset({Phase.SELF_SCORING, Phase.EXPLANATION})
# What bodies do and say to be done.
_OF_BODIES = (Phase.APPRAISAL, Phase.SECOND_APPRAISAL)
_LOOKED = Q(appraised__isnull=False) | Q(left_out=LeftOut.APPROVED)


@dataclass(frozen=True, slots=True)
class MissingUnit:
    """An agency that has not done its part."""

    assessment_id: int
    uid: UUID
    name: str
    due_on: date | None = None  # of what it owes: later than the phase's day where it was given longer


@dataclass(frozen=True, slots=True)
class MissingLeaf:
    """A sub-criterion at which something waits, and of how many agencies."""

    key: str
    number: str
    count: int


@dataclass(frozen=True, slots=True)
class MissingBody:
    """A body for which something waits."""

    agency_id: int
    name: str
    leaves: tuple[MissingLeaf, ...]

    @property
    def count(self) -> int:
        """How many scores, or appeals, wait."""
        return sum(leaf.count for leaf in self.leaves)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a phase still waits for."""

    units: tuple[MissingUnit, ...] = ()
    bodies: tuple[MissingBody, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is missing."""
        return not self.units and not self.bodies

    def of_body(self, agency_id: int) -> MissingBody | None:
        """Return what waits for one body; None: nothing."""
        return next((body for body in self.bodies if body.agency_id == agency_id), None)


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """One phase: its days, what is done of it, and what is missing."""

    row: RoundPhase
    missing: Missing = field(default_factory=Missing)
    done: int = 0
    total: int = 0

    @property
    def phase(self) -> Phase:
        """Which phase it is."""
        return Phase(self.row.phase)

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self.row.closed_at is not None


@dataclass(frozen=True, slots=True)
class Owing:
    """What one body owes for a phase."""

    agency_id: int
    name: str
    uid: UUID
    state: str


@dataclass(frozen=True, slots=True)
class Finishing:
    """How far the body of one person is with the appraisal that runs."""

    facts: PhaseFacts
    owing: Owing
    missing: MissingBody | None  # None: nothing waits for it

    @property
    def is_reported(self) -> bool:
        """Whether it was said to be done."""
        return self.owing.state not in AWAITS_HAND_IN


def last_day(facts: PhaseFacts) -> date:
    """Return until when units may do their part in a phase: its day, or that of whoever was given longer."""
    given = [unit.due_on for unit in facts.missing.units if unit.due_on is not None]
    return max([facts.row.due_on, *given]) if facts.phase in _OF_UNITS else facts.row.due_on


def has_time(round_: Round, facts: PhaseFacts, today: date) -> bool:
    """Whether units that have not done their part still have time, so that the phase cannot be closed."""
    is_theirs = facts.phase in _OF_UNITS and bool(facts.missing.units)
    return is_theirs and not round_.is_history and today <= last_day(facts)


def owing_of(row: RoundPhase) -> tuple[Owing, ...]:
    """Return who owes a phase, by name: one query, none where nobody does."""
    rows = obligations_of_duties([row.duty_id]) if row.duty_id is not None else []
    found = (Owing(one.agency_id, one.agency.current_name, one.uid, one.state) for one in rows)
    return tuple(sorted(found, key=lambda one: one.name))


def finishing_of(actor: Actor, round_: Round) -> Finishing | None:
    """Return how far the actor's body is with the appraisal that runs; None: it owes none, or none runs.

    Seven queries.
    """
    facts = phases_missing(round_)
    running = next((facts[one] for one in _OF_BODIES if one in facts and not facts[one].is_closed), None)
    if running is None or not actor.has(*APPRAISERS):
        return None
    mine = next((one for one in owing_of(running.row) if one.agency_id == actor.agency_id), None)
    return None if mine is None else Finishing(running, mine, running.missing.of_body(mine.agency_id))


def running_phase(rows: Iterable[RoundPhase]) -> RoundPhase | None:
    """Return the first phase that is not closed, in the order of the way; None: all are."""
    there = sorted(rows, key=lambda row: _ORDER.index(Phase(row.phase)))
    return next((row for row in there if row.closed_at is None), None)


def sets_of_round(round_: Round) -> dict[int, CriteriaSet]:
    """Return the sets of a round by the id of their row: one query, one more for a set that was not read lately."""
    rows = RoundSet.objects.filter(round=round_).select_related("set_version").defer("set_version__definition")
    return {row.pk: set_of(row.set_version) for row in rows}


def self_scored(sets: Mapping[int, CriteriaSet]) -> Q:
    """Return the condition that a score is one that the agency gives itself."""
    own = (
        Q(assessment__round_set=pk, leaf_key__in=[leaf.key for leaf in criteria.leaves if leaf.rule.is_self_scored])
        for pk, criteria in sets.items()
    )
    return reduce(or_, own, Q(pk__in=()))


def differing_ids(round_: Round, sets: Mapping[int, CriteriaSet]) -> set[int]:
    """Return the assessments to which something else was given than claimed: two queries.

    Points higher or lower, a request to leave out that was refused, another bonus or penalty. What comes from
    outside was claimed by nobody and differs from nothing.
    """
    given = Q(appraised__isnull=False)
    scores = Score.objects.filter(self_scored(sets), assessment__round=round_).exclude(left_out=LeftOut.APPROVED)
    other = given & Q(claimed__isnull=False) & ~Q(appraised=F("claimed"))
    found = scores.filter(other | Q(left_out=LeftOut.REFUSED)).order_by().values_list("assessment", flat=True)
    adjusted = AdjustmentScore.objects.filter(given, assessment__round=round_).exclude(appraised=Coalesce("claimed", 0))
    return {*found.distinct(), *adjusted.values_list("assessment", flat=True)}


def phases_missing(round_: Round) -> Mapping[Phase, PhaseFacts]:
    """Return each phase of a round with how far it is and what is missing, in order: six queries, however many."""
    rows = {Phase(row.phase): row for row in RoundPhase.objects.filter(round=round_).select_related("closed_by")}
    units = _units(round_)
    bodies = _Bodies(round_)
    total = sum(len(some) for some in units.values())
    scoring, explaining = units[AssessmentState.SCORING], units[AssessmentState.APPRAISED]
    locked, looked, scores = bodies.unappraised()
    appeals, answered, asked = bodies.unanswered()
    before = len(scoring) + len(units[AssessmentState.LOCKED])
    facts = {
        Phase.SELF_SCORING: (Missing(units=scoring), total - len(scoring), total),
        Phase.APPRAISAL: (Missing(scoring, locked), looked, scores),
        Phase.EXPLANATION: (Missing(units=explaining), total - before - len(explaining), total),
        Phase.SECOND_APPRAISAL: (Missing(explaining, appeals), answered, asked),
    }
    return {phase: PhaseFacts(rows[phase], *facts.get(phase, ())) for phase in _ORDER if phase in rows}


def _units(round_: Round) -> dict[str, tuple[MissingUnit, ...]]:
    """Return the agencies of a round by their state. One query."""
    found: dict[str, list[MissingUnit]] = defaultdict(list)
    rows = Assessment.objects.filter(round=round_).order_by("round_set__position", "agency__current_name")
    wanted = ("obligation__due_on", "explanation_obligation__due_on")
    for pk, uid, name, state, *days in rows.values_list("pk", "uid", "agency__current_name", "state", *wanted):
        due_on = days[0] if state == AssessmentState.SCORING else days[1]
        found[state].append(MissingUnit(pk, uid, name, due_on))
    return defaultdict(tuple, {state: tuple(some) for state, some in found.items()})


class _Bodies:
    """What waits for which body: nobody appraises their own agency, so that the body depends on both."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.sets = sets_of_round(round_)
        rows = list(AppraiserBody.objects.filter(round=round_).select_related("agency"))
        self.by_key = {row.leaf_key or row.area_key: row.agency_id for row in rows}
        self.names = {row.agency_id: row.agency.current_name for row in rows}
        for body in (round_.standing_body, round_.owner):
            self.names.setdefault(body.pk, body.current_name)

    def unappraised(self) -> tuple[tuple[MissingBody, ...], int, int]:
        """Return what waits for the first appraisal of what is locked; how many scores are looked at, of all."""
        scores = Score.objects.filter(self_scored(self.sets), assessment__round=self.round)
        waits = Q(assessment__state=AssessmentState.LOCKED) & ~_LOOKED
        done = _LOOKED & ~Q(assessment__state=AssessmentState.SCORING)
        return self._grouped(scores, "", waits, done)

    def unanswered(self) -> tuple[tuple[MissingBody, ...], int, int]:
        """Return the appeals that wait; how many are answered, of all."""
        said = (AppealState.ASKED, AppealState.ACCEPTED, AppealState.PARTLY, AppealState.REFUSED)
        appeals = Appeal.objects.filter(score__assessment__round=self.round, state__in=said)
        return self._grouped(appeals, "score__", Q(state=AppealState.ASKED), ~Q(state=AppealState.ASKED))

    def _grouped(
        self, rows: "QuerySet[Any]", to_score: str, waits: Q, done: Q
    ) -> tuple[tuple[MissingBody, ...], int, int]:
        """Count by set, sub-criterion and, where it is a body's own, agency. One query."""
        agency = f"{to_score}assessment__agency"
        bodies = [*self.names]
        names = (f"{to_score}assessment__round_set", f"{to_score}area_key", f"{to_score}leaf_key", "own")
        counted = (
            rows.order_by()
            .annotate(own=Case(When(**{f"{agency}__in": bodies}, then=F(agency)), default=0))
            .values(*names)
            .annotate(waits=Count("pk", filter=waits), done=Count("pk", filter=done), total=Count("pk"))
            .values_list(*names, "waits", "done", "total")
        )
        found: dict[int, dict[str, tuple[str, int]]] = defaultdict(dict)
        done_count = total = 0
        for set_id, area_key, leaf_key, own, waiting, some, every in counted:
            done_count, total = done_count + some, total + every
            if waiting:
                number = self.sets[set_id].by_key()[leaf_key].number
                body_id = self._acting(area_key, leaf_key, own)
                before = found[body_id].get(leaf_key, (number, 0))[1]
                found[body_id][leaf_key] = (number, before + waiting)
        return tuple(self._missing(body_id, leaves) for body_id, leaves in found.items()), done_count, total

    def _acting(self, area_key: str, leaf_key: str, agency_id: int) -> int:
        named = self.by_key.get(leaf_key) or self.by_key.get(area_key) or self.round.standing_body_id
        return acting_appraiser(named, agency_id, self.round)

    def _missing(self, body_id: int, leaves: Mapping[str, tuple[str, int]]) -> MissingBody:
        order = [leaf.key for criteria in self.sets.values() for leaf in criteria.leaves]
        some = sorted(leaves, key=order.index)
        return MissingBody(body_id, self.names[body_id], tuple(MissingLeaf(key, *leaves[key]) for key in some))
