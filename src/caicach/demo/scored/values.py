"""What stands at each sub-criterion: a value that its rule takes, worth about as many points as the agency's level.

Points that a rule can only give in steps are made up for by the next ones, so that an area comes to its level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from caicach.demo.whole.stage import dice
from reform.index import CriteriaSet, ScoringKind, ScoringRule, Step, SubCriterion, points_of

__all__ = ["NOTHING", "Earned", "better", "earned", "said"]

_CENT = Decimal("0.01")
_LINEAR = frozenset({ScoringKind.SPAN, ScoringKind.SURVEY, ScoringKind.EXTERNAL})
_PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class Earned:
    """What an agency earns at a sub-criterion."""

    text: str  # the value, as a person types it
    points: Decimal


NOTHING: Mapping[str, Earned] = MappingProxyType({})


def earned(
    key: str, criteria: CriteriaSet, levels: Mapping[str, float], known: Mapping[str, Earned] = NOTHING
) -> dict[str, Earned]:
    """Return what the agency of ``key`` earns at every leaf, whose areas are worth ``levels`` per cent.

    ``known``: what stands already, by leaf; the others of the area make up for it.
    """
    found: dict[str, Earned] = {}
    for area in criteria.areas:
        owed = 0.0  # points that the leaves before gave too little (or, below zero, too much)
        for leaf in sorted(area.leaves, key=lambda one: (one.key not in known, dice(key, one.key))):
            wanted = float(leaf.points) * levels[area.key] / 100 + owed
            found[leaf.key] = known.get(leaf.key) or _nearest(leaf, wanted, key)
            owed = wanted - float(found[leaf.key].points)
    return found


def better(leaf: SubCriterion, one: Earned, key: str) -> Earned | None:
    """Return what an agency that sees itself too well says instead; None where nothing is above ``one``."""
    above = [other for other in _choices(leaf, float(leaf.points), key) if other.points > one.points]
    return min(above, key=lambda other: other.points) if above else None


def said(number: Decimal) -> str:
    """Return a number as people type it: with a comma, without idle zeros."""
    return f"{number.normalize():f}".replace(".", ",")


def _nearest(leaf: SubCriterion, wanted: float, key: str) -> Earned:
    return min(_choices(leaf, wanted, key), key=lambda one: (abs(float(one.points) - wanted), -one.points))


def _choices(leaf: SubCriterion, wanted: float, key: str) -> list[Earned]:
    """Return values that the rule takes, those of a line near ``wanted`` points."""
    rule = leaf.rule
    if rule.kind is ScoringKind.YES_NO:
        return [Earned("yes", leaf.points), Earned("no", Decimal(0))]
    if rule.kind is ScoringKind.CHOICE:
        return [Earned(option.key, points_of(leaf, option.key)) for option in rule.options]
    return [Earned(said(number), points_of(leaf, number)) for number in _numbers(leaf, wanted, key)]


def _numbers(leaf: SubCriterion, wanted: float, key: str) -> list[Decimal]:
    rule, share = leaf.rule, min(1.0, max(0.0, wanted / float(leaf.points)))
    chance = dice(key, leaf.key, "value") % 100
    if rule.kind is ScoringKind.FORMULA:
        return [_cents(share * float(leaf.points)), leaf.points]
    if rule.kind in _LINEAR:
        return _on_the_line(rule, share, chance)
    if rule.kind is ScoringKind.STEPS:
        return _on_steps(rule, chance)
    each = rule.each or Decimal(1)
    return [rule.free + count for count in range(int(leaf.points / each) + 2)]


def _on_the_line(rule: ScoringRule, share: float, chance: int) -> list[Decimal]:
    """Return the value of this share, and one that gives all: at or somewhat beyond the value that is asked for."""
    low, high = float(rule.low or 0), float(rule.high if rule.high is not None else 100)
    beyond = high + (high - low) * chance / 400
    if rule.unit == _PER_CENT:
        beyond = min(beyond, 100.0)
    return [_cents(low + (high - low) * share), _cents(max(beyond, 0.0))]


def _on_steps(rule: ScoringRule, chance: int) -> list[Decimal]:
    """Return a value on each step, and one that reaches none."""
    is_whole = rule.unit != _PER_CENT
    edges = [step.value for step in rule.steps]
    found = [_on_step(step, edges, chance, rule, is_whole=is_whole) for step in rule.steps]
    last = edges[-1]
    beneath = last * 2 + 1 if rule.is_less_better else last * (60 + chance // 3) / 100
    return [*found, _whole(beneath) if is_whole and beneath >= 1 else _cents(float(beneath))]


def _on_step(step: Step, edges: list[Decimal], chance: int, rule: ScoringRule, *, is_whole: bool) -> Decimal:
    """Return a value between the edge of a step and that of the one above."""
    place = edges.index(step.value)
    above = edges[place - 1] if place else (Decimal(0) if rule.is_less_better else _top(step.value, rule))
    value = step.value + (above - step.value) * chance / 130
    if not is_whole:
        return _cents(float(value))
    return _whole(value) if not rule.is_less_better else value.to_integral_value(ROUND_HALF_UP)


def _top(value: Decimal, rule: ScoringRule) -> Decimal:
    return Decimal(100) if rule.unit == _PER_CENT else value * Decimal("1.5")


def _whole(value: Decimal) -> Decimal:
    return Decimal(int(value))


def _cents(value: float) -> Decimal:
    return Decimal(value).quantize(_CENT, ROUND_HALF_UP)
