"""Whether the rule of a sub-criterion fits its points: the best state earns all, thresholds stand in order.

Owns: what is asked of each kind of scoring. Does not: look at more than one sub-criterion (checking.py).
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import pairwise

from reform.definitions import Problems
from reform.forms.wording import said_number
from reform.index.model import ScoringKind, ScoringRule, SubCriterion
from reform.index.repeats import twice
from reform.index.scoring import bounds_of

__all__ = ["check_rule", "too_fine"]

LEAST_OPTIONS = 2


def check_rule(leaf: SubCriterion, digits: int, problems: Problems) -> None:
    """Tell ``problems`` why the rule of ``leaf`` cannot give its points."""
    check = _CHECKS.get(leaf.rule.kind)
    if check is not None:
        check(leaf, problems)
    rule = leaf.rule
    worths = [*(option.points for option in rule.options), *(step.points for step in rule.steps)]
    for points in (leaf.points, rule.each or Decimal(0), *worths):
        if too_fine(points, digits):
            problems.add("IX013", leaf.key, points=said_number(points), digits=digits)


def too_fine(points: Decimal, digits: int) -> bool:
    """Tell whether ``points`` have more digits after the point than a set shows."""
    exponent = points.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > digits


def _choice(leaf: SubCriterion, problems: Problems) -> None:
    options = leaf.rule.options
    if len(options) < LEAST_OPTIONS:
        problems.add("IX014", leaf.key)
    for label in twice(option.label for option in options):
        problems.add("IX015", leaf.key, label=label)
    _worths(leaf, [option.points for option in options], problems)


def _worths(leaf: SubCriterion, worths: Iterable[Decimal], problems: Problems) -> None:
    """Each state is worth between nothing and all, and the best of them all."""
    found = list(worths)
    for points in found:
        if not 0 <= points <= leaf.points:
            problems.add("IX016", leaf.key, points=said_number(points), most=said_number(leaf.points))
    if found and max(found) < leaf.points:
        problems.add("IX017", leaf.key, points=said_number(max(found)), most=said_number(leaf.points))


def _steps(leaf: SubCriterion, problems: Problems) -> None:
    rule = leaf.rule
    sign = 1 if rule.is_less_better else -1
    in_order = all(
        sign * before.value < sign * after.value and before.points > after.points
        for before, after in pairwise(rule.steps)
    )
    if not in_order:
        problems.add("IX018", leaf.key)
    _worths(leaf, [step.points for step in rule.steps], problems)


def _linear(leaf: SubCriterion, problems: Problems) -> None:
    low, high = bounds_of(leaf.rule)
    if low == high:
        problems.add("IX019", leaf.key, value=said_number(low))


def _counted(leaf: SubCriterion, problems: Problems) -> None:
    rule: ScoringRule = leaf.rule
    if rule.free < 0:
        problems.add("IX003", leaf.key, name="free")
    if rule.kind is ScoringKind.COUNT and rule.each is not None and rule.each > leaf.points > 0:
        problems.add("IX016", leaf.key, points=said_number(rule.each), most=said_number(leaf.points))


_CHECKS: dict[ScoringKind, Callable[[SubCriterion, Problems], None]] = {
    ScoringKind.CHOICE: _choice,
    ScoringKind.STEPS: _steps,
    ScoringKind.SPAN: _linear,
    ScoringKind.SURVEY: _linear,
    ScoringKind.EXTERNAL: _linear,
    ScoringKind.COUNT: _counted,
    ScoringKind.DEDUCTION: _counted,
}
