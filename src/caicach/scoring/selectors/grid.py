"""What the actor's body appraises in a round, how far it is, and one sub-criterion over all its agencies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, RoundState, Stage
from caicach.scoring.mapping import set_of, stage_open
from caicach.scoring.models import Appeal, Assessment, Round, Score, ScoreProof
from caicach.scoring.selectors.appraisers import appraisers_by_key
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed
from reform.index import CriteriaSet, IndexArea, SubCriterion

__all__ = [
    "Appraisable",
    "Appraising",
    "Grid",
    "GridRow",
    "LeafProgress",
    "UnitAppraisal",
    "appraising_of",
    "grid_of",
    "link_before",
    "open_appeals",
    "progress_of",
    "units_of",
    "with_supplements",
]

_AFTER_EXPLAINING = (AssessmentState.EXPLAINED, AssessmentState.REVIEWED, AssessmentState.SETTLED)
_COUNTS = {
    "total": Count("pk"),
    "ready": Count("pk", filter=~Q(assessment__state=AssessmentState.SCORING)),
    "looked": Count("pk", filter=Q(appraised__isnull=False) | Q(left_out=LeftOut.APPROVED)),
    "asked": Count("pk", filter=~Q(more_asked="")),
}


@dataclass(frozen=True, slots=True)
class Appraisable:
    """One sub-criterion that the actor appraises, and of whom; as the first set of the round words it."""

    area: IndexArea
    leaf: SubCriterion
    assessment_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Appraising:
    """All that the actor appraises in a round."""

    round: Round
    sheets: Mapping[int, Assessment]
    leaves: Mapping[str, Appraisable]  # by key, in the order of the sets

    @property
    def has_outside(self) -> bool:
        """Whether the actor enters results of surveys or of other bodies."""
        return any(not one.leaf.rule.is_self_scored for one in self.leaves.values())


@dataclass(frozen=True, slots=True)
class LeafProgress:
    """How far a sub-criterion is over the agencies of the actor's."""

    of: Appraisable
    total: int
    ready: int  # locked, so that it can be looked at
    looked: int
    asked: int  # more proof is asked for


@dataclass(frozen=True, slots=True)
class UnitAppraisal:
    """How far the sub-criteria of the actor's are at one agency."""

    assessment: Assessment
    total: int
    looked: int
    asked: int  # more proof is asked for

    @property
    def is_ready(self) -> bool:
        """Whether it is locked, so that it can be looked at."""
        return self.assessment.state != AssessmentState.SCORING


@dataclass(frozen=True, slots=True)
class GridRow:
    """One sub-criterion of one agency, for the body that appraises it."""

    score: Score
    assessment: Assessment
    leaf: SubCriterion
    digits: int
    earlier: Score | None  # last year's, where its result was published and it measures the same
    appeal: Appeal | None = None  # that waits for an answer

    @property
    def supplemented_at(self) -> datetime | None:
        """When proof was last brought after the lock, where the score was read ``with_supplements``."""
        found: datetime | None = getattr(self.score, "supplemented_at", None)
        return found

    @property
    def stage(self) -> Stage | None:
        """Which points are given now; None: none can be, or the agency's objection is answered with them elsewhere."""
        if self.assessment.round.state != RoundState.OPEN or self.appeal is not None:
            return None
        return stage_open(self.score, self.leaf, self.assessment.state)

    @property
    def is_second(self) -> bool:
        """Whether the points given now are those after the explanation."""
        return self.stage == Stage.REVIEWED

    @property
    def is_looked_at(self) -> bool:
        """Whether the actor's body is done with it; after the explanation, unless the agency objected."""
        if self.appeal is not None:
            return False
        is_over = self.score.left_out == LeftOut.APPROVED or self.assessment.state in _AFTER_EXPLAINING
        return is_over or self.score.appraised is not None

    @property
    def differs(self) -> bool:
        """Whether the claim is other than what data proposes, or what was given other than the claim."""
        score = self.score
        given = [one for one in (score.proposed, score.appraised, score.reviewed) if one is not None]
        return score.claimed is not None and any(one != score.claimed for one in given)

    @property
    def lacks_proof(self) -> bool:
        """Whether points are claimed and the proof that is asked for is not there, or is not what is asked for."""
        return bool(self.score.claimed) and self.score.is_proof_met is False

    @property
    def is_clear(self) -> bool:
        """Whether the claim is beyond doubt, as ``services.appraise.keep_clear`` takes it."""
        score = self.score
        return (
            self.stage == Stage.APPRAISED
            and score.appraised is None
            and score.claimed is not None
            and score.claimed == score.proposed
            and score.is_proof_met is not False
            and score.left_out in (LeftOut.NO, LeftOut.REFUSED)
            and not score.more_asked
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """One sub-criterion over all agencies of the actor's."""

    round: Round
    of: Appraisable
    rows: tuple[GridRow, ...]
    keys: tuple[str, ...]  # of all that the actor appraises, in order


def appraising_of(actor: Actor, round_: Round) -> Appraising:
    """Return what the actor appraises in ``round_``: two queries, one more for a set that was not read lately.

    Raises:
        NotAllowed: nothing.
    """
    rows = (
        access.visible_assessments(actor).filter(round=round_).order_by("round_set__position", "agency__current_name")
    )
    related = rows.select_related("agency", "round_set__set_version").defer("round_set__set_version__definition")
    sheets = {row.pk: row for row in related}
    for row in sheets.values():
        row.round = round_
    leaves = _leaves(actor, round_, sheets.values())
    if not leaves:
        raise NotAllowed(_("Cơ quan bạn không thẩm định tiêu chí nào của đợt chấm này."))
    return Appraising(round_, sheets, leaves)


def _leaves(actor: Actor, round_: Round, sheets: Iterable[Assessment]) -> dict[str, Appraisable]:
    appraisers = appraisers_by_key(round_)
    by_set: dict[int, list[Assessment]] = {}
    for sheet in sheets:
        by_set.setdefault(sheet.round_set_id, []).append(sheet)
    found: dict[str, Appraisable] = {}
    for some in by_set.values():
        allowed: dict[tuple[int, ...], frozenset[int]] = {}  # who acts depends on the bodies alone
        for area, leaf in _pairs(set_of(some[0].round_set.set_version)):
            bodies = appraisers.body_ids(area.key, leaf)
            if bodies not in allowed:
                allowed[bodies] = appraisers.allowed(actor, area.key, leaf, some)
            if allowed[bodies]:
                known = found.get(leaf.key)
                ids = allowed[bodies] | (known.assessment_ids if known else frozenset())
                found[leaf.key] = Appraisable(known.area if known else area, known.leaf if known else leaf, ids)
    return found


def _pairs(criteria: CriteriaSet) -> Iterable[tuple[IndexArea, SubCriterion]]:
    return ((area, leaf) for area in criteria.areas for leaf in area.leaves)


def units_of(appraising: Appraising) -> tuple[UnitAppraisal, ...]:
    """Return how far each agency is, in the order of the kinds, then of the names: one query."""
    counted = _counted(appraising, "assessment")
    return tuple(
        UnitAppraisal(sheet, *(counted[pk][name] for name in ("total", "looked", "asked")))
        for pk, sheet in appraising.sheets.items()
        if pk in counted
    )


def _counted(appraising: Appraising, by: str) -> dict[Any, Mapping[str, int]]:
    """Return the counts of the scores that the actor appraises, ``by`` assessment or sub-criterion. One query."""
    rows = _mine(appraising).values(by).annotate(**_COUNTS).order_by().values_list(by, *_COUNTS)
    return {key: dict(zip(_COUNTS, numbers, strict=True)) for key, *numbers in rows}


def _mine(appraising: Appraising) -> "QuerySet[Score]":
    """Return the scores that the actor appraises."""
    keys: dict[frozenset[int], list[str]] = {}
    for key, one in appraising.leaves.items():
        keys.setdefault(one.assessment_ids, []).append(key)
    places = (Q(leaf_key__in=some, assessment__in=ids) for ids, some in keys.items())
    return Score.objects.filter(reduce(or_, places))


def progress_of(appraising: Appraising) -> tuple[LeafProgress, ...]:
    """Return how far each sub-criterion is: one query."""
    counted = _counted(appraising, "leaf_key")
    return tuple(_progress(one, counted.get(key, {})) for key, one in appraising.leaves.items())


def _progress(of: Appraisable, row: Mapping[str, int]) -> LeafProgress:
    total, ready, looked, asked = (row.get(name, 0) for name in ("total", "ready", "looked", "asked"))
    return LeafProgress(of, total, ready, looked, asked)


def with_supplements(**which: Any) -> "QuerySet[Score]":
    """Return scores with ``supplemented_at``: when proof was last brought after the lock; None: none was."""
    late = ScoreProof.objects.filter(score=OuterRef("pk"), is_supplement=True, removed_at=None).order_by("-added_at")
    return Score.objects.filter(**which).annotate(supplemented_at=Subquery(late.values("added_at")[:1]))


def grid_of(actor: Actor, round_: Round, leaf_key: str) -> Grid:
    """Return one sub-criterion over all agencies of which the actor appraises it: four queries, one more for appeals.

    Raises:
        NotAllowed: none.
    """
    appraising = appraising_of(actor, round_)
    of = appraising.leaves.get(leaf_key)
    if of is None:
        raise NotAllowed(_("Cơ quan bạn không thẩm định tiêu chí này."))
    sheets = [sheet for pk, sheet in appraising.sheets.items() if pk in of.assessment_ids]
    scores = {one.assessment_id: one for one in with_supplements(leaf_key=leaf_key, assessment__in=sheets)}
    earlier, appeals = _earlier(round_, leaf_key, sheets), open_appeals(sheets, scores.values())
    rules = {sheet.round_set_id: set_of(sheet.round_set.set_version) for sheet in sheets}
    leaves = {pk: criteria.by_key()[leaf_key] for pk, criteria in rules.items()}
    rows = (
        GridRow(
            score=score,
            assessment=sheet,
            leaf=leaves[sheet.round_set_id],
            digits=rules[sheet.round_set_id].digits,
            earlier=earlier.get(sheet.agency_id),
            appeal=appeals.get(score.pk),
        )
        for sheet in sheets
        if (score := scores.get(sheet.pk)) is not None
    )
    return Grid(round_, of, tuple(rows), tuple(appraising.leaves))


def open_appeals(sheets: Iterable[Assessment], scores: Iterable[Score]) -> dict[int, Appeal]:
    """Return the objections that wait at ``scores``, by score: one query, none before anybody explained itself."""
    explained = {sheet.pk for sheet in sheets if sheet.state == AssessmentState.EXPLAINED}
    wanted = [score.pk for score in scores if score.assessment_id in explained]
    rows = Appeal.objects.filter(score__in=wanted, state=AppealState.ASKED) if wanted else ()
    return {row.score_id: row for row in rows}


def _earlier(round_: Round, leaf_key: str, sheets: Iterable[Assessment]) -> dict[int, Score]:
    """Return last year's scores at what measures the same, by agency, where the results were published."""
    before = {sheet.agency_id: link_before(set_of(sheet.round_set.set_version), leaf_key) for sheet in sheets}
    rows = Score.objects.filter(
        leaf_key__in={key for key in before.values() if key},
        assessment__agency__in=list(before),
        assessment__round__year=round_.year - 1,
        assessment__round__purpose=round_.purpose,
        assessment__round__owner=round_.owner_id,
        assessment__round__state=RoundState.PUBLISHED,
    ).select_related("assessment")
    return {row.assessment.agency_id: row for row in rows if before[row.assessment.agency_id] == row.leaf_key}


def link_before(criteria: CriteriaSet, leaf_key: str) -> str:
    """Return the key that measured the same last year; where the set does not say, the same key; "" is none."""
    link = next((one for one in criteria.links if one.now == leaf_key), None)
    if link is None:
        return leaf_key
    return link.before if link.is_same else ""
