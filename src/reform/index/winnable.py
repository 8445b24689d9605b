"""The next points to win: what a year can still give an agency before it ends, by when; what it lost; and what if.

Owns: which points are still in reach, and which were lost. Does not: make a duty of them (the scoring service does).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from reform.index.model import CriteriaSet, ProofRule, ScoringKind, SubCriterion
from reform.index.results import Mark, Marks, Result, result_of
from reform.index.scoring import bounds_of

__all__ = [
    "Loss",
    "Win",
    "losses",
    "lost_points",
    "next_points",
    "points_after",
    "value_for_all",
    "win_of",
    "within_reach",
]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Win:
    """Points of one sub-criterion that can still be won."""

    leaf: SubCriterion
    points: Decimal  # at most so many more
    due_on: date  # the last day on which the proof counts
    start_on: date  # the last day to begin, where the set says how long the work takes; else ``due_on``


def next_points(criteria_set: CriteriaSet, marks: Marks, *, today: date, closing_on: date) -> tuple[Win, ...]:
    """Return what is still in reach on ``today``: what takes least time first, then what gives most.

    Out of reach is a sub-criterion that is full, does not apply, comes from a survey or from others, takes longer than
    there is time, or whose proof had to be issued before ``today``; and points that were deducted, where the set names
    no work that undoes what they were deducted for. ``closing_on`` is the day on which the agency's
    claims close; no window of proof reaches beyond it.
    """
    found = (
        win_of(criteria_set, leaf, marks.get(leaf.key, Mark()), today=today, closing_on=closing_on)
        for leaf in criteria_set.leaves
    )
    return tuple(sorted((win for win in found if win is not None), key=_ease))


def _ease(win: Win) -> tuple[int, Decimal]:
    return (win.due_on - win.start_on).days, -win.points


def win_of(criteria_set: CriteriaSet, leaf: SubCriterion, mark: Mark, *, today: date, closing_on: date) -> Win | None:
    """Return what one sub-criterion can still give, as ``next_points`` finds it; None: nothing any more."""
    left = leaf.points - (mark.points or ZERO)
    if left <= 0 or mark.is_left_out or not leaf.rule.is_self_scored or _is_lost(leaf):
        return None
    due_on = min([closing_on, *(last_day(criteria_set, rule) for rule in leaf.proofs)])
    start_on = due_on - timedelta(days=leaf.lead_days or 0)
    return Win(leaf, left, due_on, start_on) if today <= start_on else None


def _is_lost(leaf: SubCriterion) -> bool:
    return leaf.rule.kind is ScoringKind.DEDUCTION and not leaf.remedy


def last_day(criteria_set: CriteriaSet, rule: ProofRule) -> date:
    """Return the last day on which a document of ``rule`` counts, in time."""
    last = (rule.window or criteria_set.window).last.on(criteria_set.year)
    return min(last, rule.due.on(criteria_set.year)) if rule.due is not None else last


def value_for_all(leaf: SubCriterion) -> Decimal | None:
    """Return the value from which on (or down to which) ``leaf`` gives all its points; None where no number decides."""
    rule = leaf.rule
    if rule.kind is ScoringKind.SPAN:
        return bounds_of(rule)[1]
    if rule.kind is ScoringKind.STEPS:
        return next((step.value for step in rule.steps if step.points >= leaf.points), None)
    if rule.kind is ScoringKind.COUNT and rule.each:
        return rule.free + (leaf.points / rule.each).to_integral_value(ROUND_CEILING)
    return None


@dataclass(frozen=True, slots=True)
class Loss:
    """Points of one sub-criterion that an agency did not get."""

    leaf: SubCriterion
    points: Decimal

    @property
    def share(self) -> Decimal:
        """How much of the maximum, in per cent."""
        return (self.points * 100 / self.leaf.points).quantize(Decimal("0.01"), ROUND_HALF_UP)


def losses(criteria_set: CriteriaSet, marks: Marks) -> tuple[Loss, ...]:
    """Return where points were lost: the most first, of as much in the set's order.

    What does not apply, and what has no points yet, lost none.
    """
    found = ((leaf, lost_points(leaf, marks.get(leaf.key, Mark()))) for leaf in criteria_set.leaves)
    return tuple(sorted((Loss(leaf, points) for leaf, points in found if points), key=lambda loss: -loss.points))


def lost_points(leaf: SubCriterion, mark: Mark) -> Decimal:
    """Return how many points of ``leaf`` were lost."""
    if mark.is_left_out or mark.points is None:
        return ZERO
    return max(leaf.points - mark.points, ZERO)


def within_reach(result: Result, wins: tuple[Win, ...]) -> Decimal:
    """Return the points that an agency has if it wins all of ``wins``."""
    return result.points + sum((win.points for win in wins), ZERO)


def points_after(
    criteria_set: CriteriaSet, marks: Marks, changes: Mapping[str, Decimal], given: Mapping[str, Decimal] | None = None
) -> Result:
    """Return the result if the sub-criteria in ``changes`` had those points: what if."""
    tried = {key: Mark(points) for key, points in changes.items()}
    return result_of(criteria_set, {**marks, **tried}, given)
