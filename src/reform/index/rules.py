"""Reading how the points of a sub-criterion come about: the part ``score`` of a set.

Owns: the parts of each kind of scoring. Does not: say whether they fit the points (fitting.py), or score.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from reform.forms.tree import Kind
from reform.index.model import Option, ScoringKind, ScoringRule, Step
from reform.index.taking import Parts, Table

__all__ = ["PARTS_OF", "read_rule"]

PARTS_OF = {
    ScoringKind.YES_NO: ("value",),
    ScoringKind.CHOICE: ("options", "value"),
    ScoringKind.STEPS: ("steps", "value", "unit"),
    ScoringKind.SPAN: ("low", "high", "value", "unit"),
    ScoringKind.COUNT: ("each", "free", "value", "unit"),
    ScoringKind.DEDUCTION: ("each", "free", "value", "unit"),
    ScoringKind.FORMULA: ("points",),
    ScoringKind.SURVEY: ("low", "high", "least_sample", "unit"),
    ScoringKind.EXTERNAL: ("low", "high", "unit"),
}
# What the formula of a kind gives; figures are numbers unless they are a choice.
_GIVES = {ScoringKind.YES_NO: Kind.TRUTH, ScoringKind.CHOICE: Kind.WORD}


def read_rule(row: Table, place: str, parts: Parts) -> ScoringRule:
    """Return the rule that the part ``score`` of ``row`` says."""
    said = parts.table(row, "score", place)
    if not said:
        parts.told(place, "score")
        return ScoringRule(ScoringKind.YES_NO)
    kind = parts.word(ScoringKind, said.get("kind"), place, "score")
    parts.only(said, ("kind", *PARTS_OF[kind]), place)
    return _READERS[kind](_common(kind, said, place, parts), said, place, parts)


def _common(kind: ScoringKind, said: Table, place: str, parts: Parts) -> ScoringRule:
    """Return a rule with its formula and unit; the formula of points stands under ``points``."""
    name = "points" if kind is ScoringKind.FORMULA else "value"
    value = parts.expression(said, name, place, _GIVES.get(kind, Kind.NUMBER))
    return ScoringRule(kind, value, parts.text_or(said, "unit", place))


def _plain(rule: ScoringRule, _said: Table, _place: str, _parts: Parts) -> ScoringRule:
    return rule


def _formula(rule: ScoringRule, said: Table, place: str, parts: Parts) -> ScoringRule:
    if said.get("points") is None:
        parts.told(place, "points")
    return rule


def _choice(rule: ScoringRule, said: Table, place: str, parts: Parts) -> ScoringRule:
    found = said.get("options")
    if not isinstance(found, dict) or not found:
        parts.told(place, "options")
        return rule
    return replace(rule, options=tuple(_option(key, one, place, parts) for key, one in found.items()))


def _option(key: object, one: object, place: str, parts: Parts) -> Option:
    if isinstance(key, bool):
        parts.problems.add("IX011", place, word=key)
    if not isinstance(one, dict) or not all(isinstance(name, str) for name in one):
        parts.told(place, f"options.{key}")
        return Option(str(key), "", Decimal(0))
    parts.only(one, ("label", "points"), place)
    return Option(str(key), parts.text(one, "label", place), _worth(one, place, parts))


def _worth(one: Table, place: str, parts: Parts) -> Decimal:
    """Return the points of a state or a step; they must be said, and may be none."""
    if one.get("points") is None:
        parts.told(place, "points")
    return parts.size(one, "points", place) or Decimal(0)


def _steps(rule: ScoringRule, said: Table, place: str, parts: Parts) -> ScoringRule:
    rows = parts.rows(said, "steps", place, must=True)
    less = [_is_less(one, place, parts) for one in rows]
    if len(set(less)) > 1:
        parts.problems.add("IX012", place)
    made = tuple(_step(one, place, parts) for one in rows)
    return replace(rule, steps=made, is_less_better=any(less))


def _is_less(one: Table, place: str, parts: Parts) -> bool:
    parts.only(one, ("from", "to", "points"), place)
    if (one.get("from") is None) == (one.get("to") is None):
        parts.told(place, "from")
    return one.get("to") is not None


def _step(one: Table, place: str, parts: Parts) -> Step:
    value = parts.size(one, "to" if one.get("to") is not None else "from", place)
    return Step(value or Decimal(0), _worth(one, place, parts))


def _linear(rule: ScoringRule, said: Table, place: str, parts: Parts) -> ScoringRule:
    return replace(rule, low=parts.size(said, "low", place), high=parts.size(said, "high", place))


def _survey(rule: ScoringRule, said: Table, place: str, parts: Parts) -> ScoringRule:
    return replace(_linear(rule, said, place, parts), least_sample=parts.count(said, "least_sample", place, 0))


def _counted(rule: ScoringRule, said: Table, place: str, parts: Parts) -> ScoringRule:
    free = parts.size(said, "free", place)
    return replace(rule, each=parts.points(said, "each", place), free=free or Decimal(0))


_READERS: dict[ScoringKind, Callable[[ScoringRule, Table, str, Parts], ScoringRule]] = {
    ScoringKind.YES_NO: _plain,
    ScoringKind.CHOICE: _choice,
    ScoringKind.STEPS: _steps,
    ScoringKind.SPAN: _linear,
    ScoringKind.COUNT: _counted,
    ScoringKind.DEDUCTION: _counted,
    ScoringKind.FORMULA: _formula,
    ScoringKind.SURVEY: _survey,
    ScoringKind.EXTERNAL: _linear,
}
