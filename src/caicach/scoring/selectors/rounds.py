"""Rounds within reach, and how far each agency is in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, Phase, RoundState, SetState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import AppraiserBody, Assessment, Round, RoundPhase, RoundSet, Score, SetVersion
from caicach.scoring.selectors.phases import running_phase
from caicach.scoring.selectors.winnable import own_closing_on
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.index import CriteriaSet
from vanban.text.forms import compare_key

__all__ = [
    "RoundFacts",
    "UnitFilter",
    "UnitProgress",
    "appraised_labels",
    "appraisers_of",
    "my_assessments",
    "round_for",
    "round_units",
    "rounds_of",
    "sets_to_open",
]


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far the scoring of one agency is."""

    assessment: Assessment  # with its round, its set and its agency
    scored: int
    asked: int  # that the agency scores
    points: Decimal  # claimed so far
    own_maximum: Decimal
    standing: Decimal  # as the points stand now
    due_on: date | None  # of self-scoring: later where the agency was given longer

    def late_days(self, today: date) -> int:
        """Return by how many days the self-scoring is late; 0 where it is not, or is locked."""
        if self.assessment.state != AssessmentState.SCORING or self.due_on is None:
            return 0
        return max(0, (today - self.due_on).days)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round with how many agencies are where."""

    round: Round
    phases: tuple[RoundPhase, ...]
    states: dict[str, int] = field(default_factory=dict)
    given: dict[date | None, int] = field(default_factory=dict)  # of those who score: until which day they were given

    def late(self, today: date) -> int:
        """Return how many have not locked though their day of self-scoring is over."""
        last = next((row.due_on for row in self.phases if row.phase == Phase.SELF_SCORING), None)
        days = ((day, n) for day, n in self.given.items() if last is not None and last < today)
        return sum(n for day, n in days if day is None or day < today)

    @property
    def asked(self) -> int:
        """How many are scored, within reach."""
        return sum(self.states.values())

    @property
    def running(self) -> RoundPhase | None:
        """The phase that runs: the first that nobody closed yet."""
        return running_phase(self.phases)


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """Which agencies of a round are shown; every empty field lets all pass."""

    state: str = ""
    kind: str = ""
    words: str = ""
    is_late: bool = False


def rounds_of(actor: Actor) -> tuple[RoundFacts, ...]:
    """Return the rounds within reach, the newest first: three queries."""
    rounds = list(access.visible_rounds(actor).select_related("owner", "standing_body"))
    states: dict[int, dict[str, int]] = {}
    seen = access.visible_assessments(actor).filter(round__in=rounds).order_by()
    for round_id, state, number in (
        seen.values("round", "state").annotate(n=Count("pk")).values_list("round", "state", "n")
    ):
        states.setdefault(round_id, {})[state] = number
    phases: dict[int, list[RoundPhase]] = {}
    for row in RoundPhase.objects.filter(round__in=rounds):
        phases.setdefault(row.round_id, []).append(row)
    return tuple(RoundFacts(one, tuple(phases.get(one.pk, ())), states.get(one.pk, {})) for one in rounds)


def my_assessments(actor: Actor) -> tuple[UnitProgress, ...]:
    """Return the assessments of the actor's own work in rounds that are open: three queries."""
    scopes = [*actor.scopes_of(*access.FILLERS)]
    rows = access.visible_assessments(actor).filter(agency__in=scopes, round__state=RoundState.OPEN)
    return _progress(rows.order_by("-round__year", "agency__current_name"))


def round_for(actor: Actor, uid: UUID) -> RoundFacts:
    """Return a round within the actor's reach: three queries.

    Raises:
        Beyond: there is none, or not for this actor.
    """
    found = access.visible_rounds(actor).select_related("owner", "standing_body").filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có đợt chấm này, hoặc đợt chấm nằm ngoài phạm vi của bạn."))
    seen = access.visible_assessments(actor).filter(round=found).order_by()
    states: dict[str, int] = {}
    given: dict[date | None, int] = {}
    for state, day, n in seen.values_list("state", "obligation__due_on").annotate(n=Count("pk")):
        states[state] = states.get(state, 0) + n
        if state == AssessmentState.SCORING:
            given[day] = given.get(day, 0) + n
    return RoundFacts(found, tuple(RoundPhase.objects.filter(round=found)), states, given)


def round_units(actor: Actor, round_: Round, wanted: UnitFilter, *, today: date) -> tuple[UnitProgress, ...]:
    """Return the agencies of a round within reach that the filter lets pass: three queries, however many."""
    rows = access.visible_assessments(actor).filter(round=round_)
    given = {"state": wanted.state, "round_set__kind": wanted.kind}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    found = _progress(rows.order_by("round_set__position", "agency__current_name"))
    key = compare_key(wanted.words)
    return tuple(
        one
        for one in found
        if key in compare_key(one.assessment.agency.current_name) and (not wanted.is_late or one.late_days(today) > 0)
    )


def _progress(rows: "Iterable[Assessment]") -> tuple[UnitProgress, ...]:
    related = rows.select_related("round", "round_set__set_version", "agency", "obligation")  # type: ignore[attr-defined]
    sheets = list(related.defer("round_set__set_version__definition"))
    sums = {
        int(row["assessment"]): dict(row)
        for row in Score.objects.filter(assessment__in=sheets)
        .values("assessment")
        .annotate(scored=Count("claimed"), points=Sum("claimed"), now=Sum("standing"))
        .order_by()
    }
    rounds = {one.round_id for one in sheets}
    due = dict(RoundPhase.objects.filter(round__in=rounds, phase=Phase.SELF_SCORING).values_list("round_id", "due_on"))
    return tuple(_unit(one, sums.get(one.pk, {}), due.get(one.round_id)) for one in sheets)


def _unit(one: Assessment, sums: Mapping[str, Any], due_on: date | None) -> UnitProgress:
    own = [leaf for leaf in _set(one).leaves if leaf.rule.is_self_scored]
    return UnitProgress(
        assessment=one,
        scored=sums.get("scored") or 0,
        asked=len(own),
        points=Decimal(sums.get("points") or 0),
        own_maximum=sum((leaf.points for leaf in own), Decimal(0)),
        standing=Decimal(sums.get("now") or 0),
        due_on=None if due_on is None else own_closing_on(one, due_on),
    )


def _set(one: Assessment) -> CriteriaSet:
    return set_of(one.round_set.set_version)


def appraisers_of(round_: Round) -> tuple[AppraiserBody, ...]:
    """Return who appraises what in a round: one query."""
    return tuple(AppraiserBody.objects.filter(round=round_).select_related("agency").order_by("pk"))


def sets_to_open(owner_ids: Iterable[int], year: int, purpose: str) -> tuple[SetVersion, ...]:
    """Return the published sets of a year that a round of one of these bodies may use: one query."""
    owned = Q(owner__isnull=True) | Q(owner__in=list(owner_ids))
    rows = SetVersion.objects.filter(owned, year=year, purpose=purpose, state=SetState.PUBLISHED)
    return tuple(rows.defer("definition").order_by("kinds", "title", "-pk"))


def appraised_labels(round_: Round) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the labels of the areas and sub-criteria of a round's sets, by key, and its kinds: one query."""
    labels: dict[str, str] = {}
    kinds = []
    rows = RoundSet.objects.filter(round=round_).select_related("set_version").defer("set_version__definition")
    for row in rows:
        kinds.append(row.kind)
        criteria = set_of(row.set_version)
        labels |= {leaf.key: f"{leaf.number}. {leaf.label}" for leaf in criteria.leaves}
        labels |= {area.key: f"{area.number}. {area.label}" for area in criteria.areas}
    return labels, tuple(kinds)
