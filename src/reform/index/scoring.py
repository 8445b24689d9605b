"""The points that a claim earns under the rule of its sub-criterion, and what data proposes, written out.

Owns: the arithmetic of every kind of scoring. Does not: add points up (results.py), or decide: a person does.

A value is rounded half-up to the digits that are shown before points are taken from it, and points are rounded the same
way: whoever computes again by hand with the numbers on the page gets the same points.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reform.forms import Figures, Node, Value, formula_of
from reform.forms.wording import raised, said_node, said_number
from reform.index.conditions import Naming, said_condition, said_figure, said_figures
from reform.index.model import ScoringKind, ScoringRule, SubCriterion
from reform.messages import MESSAGES, Reason

__all__ = ["Proposal", "clipped", "points_of", "points_problem", "proposed", "rounded_points"]

ZERO = Decimal(0)
LINEAR = frozenset({ScoringKind.SPAN, ScoringKind.SURVEY, ScoringKind.EXTERNAL})
COUNTED = frozenset({ScoringKind.COUNT, ScoringKind.DEDUCTION})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What data gives for a sub-criterion; a proposal, never more."""

    points: Decimal
    value: Value  # a number in the rule's unit, a truth of ``YES_NO``, the key of an option of ``CHOICE``
    lines: tuple[str, ...]  # the calculation, written out line by line


def rounded_points(points: Decimal, digits: int = 2) -> Decimal:
    """Return ``points`` half-up to ``digits`` after the point, as decisions print them.

    Example:
        >>> rounded_points(Decimal("2.675"))
        Decimal('2.68')
    """
    return points.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def clipped(points: Decimal, most: Decimal) -> Decimal:
    """Return ``points``, but nothing below zero and nothing above ``most``."""
    return min(max(points, ZERO), most)


def points_of(leaf: SubCriterion, value: Value, digits: int = 2) -> Decimal:
    """Return what ``value`` earns: between zero and the maximum of ``leaf``.

    ``value`` is a truth for ``YES_NO``, the key of an option for ``CHOICE``, else a number in the rule's unit (for
    ``FORMULA`` the points themselves).

    Raises:
        ValueError: the value is of another kind than the rule, or no option has that key.
    """
    kind = leaf.rule.kind
    if kind is ScoringKind.YES_NO:
        return rounded_points(leaf.points if _truth(value) else ZERO, digits)
    if kind is ScoringKind.CHOICE:
        return rounded_points(_option_points(leaf.rule, value), digits)
    number = rounded_points(_number(value), digits)
    return rounded_points(clipped(_POINTS[kind](leaf, number), leaf.points), digits)


def points_problem(leaf: SubCriterion, points: Decimal, digits: int = 2) -> Reason | None:
    """Return why ``points`` cannot be given for ``leaf`` at all, whatever the rule says; None where they can."""
    params = {"number": leaf.number, "points": said_number(points), "most": said_number(leaf.points), "digits": digits}
    if points < 0:
        return Reason("SC001", params)
    if points > leaf.points:
        return Reason("SC002", params)
    return Reason("SC003", params) if points != rounded_points(points, digits) else None


def proposed(leaf: SubCriterion, figures: Figures, naming: Naming, digits: int = 2) -> Proposal | None:
    """Return what ``figures`` give for ``leaf``; None where it has no formula, or a figure is not known."""
    rule = leaf.rule
    value = formula_of(rule.value)(figures) if rule.value is not None else None
    if value is None or rule.value is None or not _fits(rule, value):
        return None
    shown = rounded_points(value, digits) if isinstance(value, Decimal) else value
    points = points_of(leaf, shown, digits)
    said = _said_value(leaf, rule.value, figures, naming, shown)
    return Proposal(points, shown, (*said, _said_points(leaf, shown, points)))


def _fits(rule: ScoringRule, value: Value) -> bool:
    if rule.kind is ScoringKind.YES_NO:
        return isinstance(value, bool)
    if rule.kind is ScoringKind.CHOICE:
        return any(option.key == value for option in rule.options)
    return isinstance(value, Decimal)


def _truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("a yes or a no is asked")


def _number(value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    raise ValueError("a number is asked")


def _option_points(rule: ScoringRule, value: Value) -> Decimal:
    for option in rule.options:
        if option.key == value:
            return option.points
    raise ValueError(f"no option {value!r}")


def _stepped(leaf: SubCriterion, value: Decimal) -> Decimal:
    is_less_better = leaf.rule.is_less_better
    for step in leaf.rule.steps:
        if value <= step.value if is_less_better else value >= step.value:
            return step.points
    return ZERO


def _linear(leaf: SubCriterion, value: Decimal) -> Decimal:
    low, high = bounds_of(leaf.rule)
    return (value - low) / (high - low) * leaf.points


def bounds_of(rule: ScoringRule) -> tuple[Decimal, Decimal]:
    """Return the value that gives nothing and the one that gives all; unsaid, of a hundred."""
    return (rule.low if rule.low is not None else ZERO), (rule.high if rule.high is not None else Decimal(100))


def _each(leaf: SubCriterion, value: Decimal) -> Decimal:
    return max(value - leaf.rule.free, ZERO) * (leaf.rule.each or ZERO)


_POINTS: Mapping[ScoringKind, Callable[[SubCriterion, Decimal], Decimal]] = {
    ScoringKind.STEPS: _stepped,
    ScoringKind.SPAN: _linear,
    ScoringKind.SURVEY: _linear,
    ScoringKind.EXTERNAL: _linear,
    ScoringKind.COUNT: _each,
    ScoringKind.DEDUCTION: lambda leaf, value: leaf.points - _each(leaf, value),
    ScoringKind.FORMULA: lambda _leaf, value: value,
}


def _said_value(leaf: SubCriterion, node: Node, figures: Figures, naming: Naming, shown: Value) -> tuple[str, ...]:
    """Return the first lines of a calculation: what the figures are and what they come to."""
    if isinstance(shown, bool):
        said = {"condition": said_condition(node, naming), "figures": said_figures(node, figures, naming)}
        return MESSAGES["SC020"] % said, MESSAGES["SC021"] % said
    said_cells = raised(said_node(node, lambda asked: said_figure(asked, figures, naming), str))
    if not isinstance(shown, Decimal):
        return (f"{said_cells}.",)
    return (f"{said_cells} = {said_with_unit(shown, leaf.rule.unit)}",)


def _said_points(leaf: SubCriterion, value: Value, points: Decimal) -> str:
    """Return the second line: how the points come from the value."""
    code, params = _words(leaf, value)
    return MESSAGES[code] % (params | {"points": said_number(points), "most": said_number(leaf.points)})


def _words(leaf: SubCriterion, value: Value) -> tuple[str, dict[str, Any]]:
    rule = leaf.rule
    if isinstance(value, bool):
        return ("SC010" if value else "SC011"), {}
    if isinstance(value, str):
        return "SC012", {"option": next(option.label for option in rule.options if option.key == value)}
    number = _number(value)
    said: dict[str, Any] = {"value": said_with_unit(number, rule.unit)}
    if rule.kind in LINEAR:
        return _linear_words(rule, number, said)
    if rule.kind in COUNTED:
        counted = max(number - rule.free, ZERO)
        said |= {"counted": said_number(counted), "each": said_number(rule.each or ZERO)}
        return ("SC015" if rule.kind is ScoringKind.COUNT else "SC016"), said
    return ("SC014" if rule.kind is ScoringKind.STEPS else "SC017"), said


def _linear_words(rule: ScoringRule, number: Decimal, said: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    low, high = bounds_of(rule)
    share = (number - low) / (high - low)
    said |= {"number": said_number(number), "low": said_number(low), "high": said_number(high)}
    if 0 < share < 1:
        return "SC013", said
    return ("SC018" if share >= 1 else "SC019"), said


def said_with_unit(number: Decimal, unit: str) -> str:
    """Return a number with its unit: 99,03 %."""
    return f"{said_number(number)} {unit}".strip()
