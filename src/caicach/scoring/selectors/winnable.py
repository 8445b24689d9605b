"""What can still be won before claims close, what was lost, and what was done about either."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caicach.obligations.constants import ObligationState
from caicach.plans.selectors.own_plan import own_rows_of
from caicach.scoring.constants import AssessmentState, ImprovementKind, Phase, Stage
from caicach.scoring.mapping import marks_of
from caicach.scoring.models import Assessment, Improvement, RoundPhase, Score
from caicach.scoring.selectors.assessments import Sheet
from reform.index import IndexArea, Loss, SubCriterion, Win, losses, next_points

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation
    from caicach.plans.models import OwnRow

__all__ = [
    "Chance",
    "Lost",
    "Work",
    "chances_of",
    "closing_on",
    "code_of",
    "lost_of",
    "own_closing_on",
    "product_of",
    "wins_of",
    "work_of",
    "works_of",
]

_AREA = "steering"


@dataclass(frozen=True, slots=True)
class Work:
    """What was made of the points of one sub-criterion: a duty, or a row of the agency's next plan."""

    improvement: Improvement
    obligation: "Obligation | None" = None
    own_row: "OwnRow | None" = None  # with its plan


@dataclass(frozen=True, slots=True)
class Chance:
    """Points that can still be won, and what is done for it."""

    score: Score
    win: Win
    work: Work | None


@dataclass(frozen=True, slots=True)
class Lost:
    """Points that were lost, and what is done about it."""

    score: Score
    loss: Loss
    work: Work | None


def closing_on(phases: Iterable[RoundPhase], year: int) -> date:
    """Return the last day on which proof of a round of ``year`` is taken: that of the explanation.

    What is done between the lock and that day stands in the dated supplement of what was claimed.
    """
    found = [phase.due_on for phase in phases if phase.phase == Phase.EXPLANATION]
    return found[0] if found else date(year, 12, 31)


def own_closing_on(assessment: Assessment, closes_on: date) -> date:
    """Return the last day of one agency: later where it was given longer to score itself, else ``closes_on``."""
    given = assessment.obligation.due_on if assessment.obligation is not None else None
    return closes_on if given is None else max(given, closes_on)


def wins_of(sheet: Sheet, *, today: date) -> tuple[Win, ...]:
    """Return what an agency can still win, the easy ones first; nothing any more once its claims are locked."""
    if sheet.assessment.state != AssessmentState.SCORING:
        return ()
    marks = marks_of(sheet.scores.values(), Stage.CLAIMED)
    last = own_closing_on(sheet.assessment, closing_on(sheet.phases, sheet.assessment.round.year))
    return next_points(sheet.criteria, marks, today=today, closing_on=last)


def chances_of(sheet: Sheet, *, today: date) -> tuple[Chance, ...]:
    """Return what can still be won with what was given out for it: two queries at most."""
    wins = wins_of(sheet, today=today)
    works = works_of([sheet.scores[win.leaf.key] for win in wins], ImprovementKind.WIN, sheet.assessment.agency_id)
    return tuple(Chance(score, win, works.get(score.pk)) for win in wins for score in (sheet.scores[win.leaf.key],))


def lost_of(sheet: Sheet) -> tuple[Lost, ...]:
    """Return what was lost as the points stand, the most first, with what is done about it: two queries at most."""
    found = losses(sheet.criteria, marks_of(sheet.scores.values()))
    scores = [sheet.scores[loss.leaf.key] for loss in found]
    works = works_of(scores, ImprovementKind.REMEDY, sheet.assessment.agency_id)
    return tuple(Lost(score, loss, works.get(score.pk)) for loss, score in zip(found, scores, strict=True))


def works_of(scores: Collection[Score], kind: ImprovementKind, agency_id: int | None = None) -> Mapping[int, Work]:
    """Return what stands for scores, by score: three queries at most. What was cancelled or thrown away counts as none.

    Args:
        scores: Which; with their assessments, unless ``agency_id`` is given.
        kind: What it is for.
        agency_id: Whose scores they all are.
    """
    if not scores:
        return {}
    of = {score.pk: agency_id or score.assessment.agency_id for score in scores}
    rows = Improvement.objects.filter(score__in=list(of), kind=kind).select_related("duty")
    found = list(rows.prefetch_related("duty__obligations"))
    planned = own_rows_of([row.plan_row for row in found if row.plan_row is not None])
    works = ((row.score_id, _work(row, of[row.score_id], planned)) for row in found)
    return {pk: work for pk, work in works if work is not None}


def _work(row: Improvement, agency_id: int, planned: "Mapping[int, OwnRow]") -> Work | None:
    if row.plan_row is not None:
        return Work(row, own_row=planned[row.plan_row]) if row.plan_row in planned else None
    owed = [one for one in row.duty.obligations.all() if one.state != ObligationState.CANCELLED] if row.duty else []
    # A unit below may owe it for the agency: then it is the only one.
    mine = next((one for one in owed if one.agency_id == agency_id), owed[0] if len(owed) == 1 else None)
    return Work(row, mine) if mine is not None else None


def work_of(leaf: SubCriterion) -> str:
    """Return the work behind a sub-criterion, in Vietnamese as it is stored: the set's words, else after its label."""
    return leaf.remedy or f"Nâng điểm tiêu chí: {leaf.label}"


def product_of(leaf: SubCriterion) -> str:
    """Return what proves the work, in Vietnamese as it is stored: the documents asked for, else its result."""
    return "; ".join(dict.fromkeys(rule.label for rule in leaf.proofs)) or "Kết quả thực hiện"


def code_of(area: IndexArea) -> str:
    """Return the area of the plans that an area of the index belongs to; the impact of reform belongs to none."""
    return area.area or _AREA
