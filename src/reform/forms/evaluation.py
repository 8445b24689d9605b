"""What an expression gives for the figures of a return.

Three-valued: a figure that is not known (``None``) makes unknown whatever depends on it; ``and`` and ``or`` are decided
all the same where the other part decides them. Numbers are ``Decimal``: a ratio is exact to 28 digits, never a binary
fraction.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from reform.forms.tree import (
    Asked,
    Cell,
    Change,
    Comparison,
    Day,
    Earlier,
    Negative,
    Node,
    Number,
    Operation,
    Opposite,
    Truths,
    When,
    Word,
)

__all__ = ["Figures", "Formula", "Known", "Value", "formula_of"]

Known = Decimal | str | date | bool
Value = Known | None  # None: not known
Figures = Mapping["Asked | str", Value]  # by cell, or by the name of a day
Formula = Callable[[Figures], Value]

_HUNDRED = Decimal(100)
_SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
_COMPARED: dict[str, Callable[[Known, Known], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt,
}  # fmt: skip


def formula_of(node: Node, when: When = When.NOW) -> Formula:
    """Return what computes ``node``, made once, for any number of returns.

    The formula takes the figures by ``Asked`` (days by their names) and gives a number, a word, a day, a truth, or None
    where it cannot be known: a figure is missing, or something is divided by zero. Cells are of ``when``.
    """
    match node:
        case Number() | Word() | Day() | Cell():
            return _leaf(node, when)
        case Earlier():
            return formula_of(node.of, node.when)
        case Change():
            return _change(formula_of(node.of, when), formula_of(node.of, node.since))
        case Negative():
            return _negative(formula_of(node.of, when))
        case Operation(sign, left, right):
            return _operation(sign, formula_of(left, when), formula_of(right, when))
        case Comparison(sign, left, right):
            return _comparison(_COMPARED[sign], formula_of(left, when), formula_of(right, when))
        case Opposite():
            return _opposite(formula_of(node.of, when))
        case Truths(word, parts):
            return _truths(tuple(formula_of(part, when) for part in parts), decides=word == "or")


def _leaf(node: Number | Word | Day | Cell, when: When) -> Formula:
    match node:
        case Number(value) | Word(value):
            return lambda _figures: value
        case Day(name):
            return lambda figures: figures.get(name)
        case Cell():
            asked = Asked(when, node)
            return lambda figures: figures.get(asked)


def _operation(sign: str, left: Formula, right: Formula) -> Formula:
    act, divides = _SIGNS[sign], sign == "/"

    def computed(figures: Figures) -> Value:
        first, second = left(figures), right(figures)
        if first is None or second is None or (divides and not second):
            return None
        return act(first, second)  # type: ignore[arg-type]  # numbers, as the parser saw to

    return computed


def _comparison(act: Callable[[Known, Known], bool], left: Formula, right: Formula) -> Formula:
    def compared(figures: Figures) -> Value:
        first, second = left(figures), right(figures)
        return None if first is None or second is None else act(first, second)

    return compared


def _negative(of: Formula) -> Formula:
    def negated(figures: Figures) -> Value:
        value = of(figures)
        return None if value is None else -value  # type: ignore[operator, return-value]  # a number

    return negated


def _opposite(of: Formula) -> Formula:
    def denied(figures: Figures) -> Value:
        value = of(figures)
        return None if value is None else not value

    return denied


def _truths(parts: tuple[Formula, ...], *, decides: bool) -> Formula:
    """One part that is ``decides`` decides the whole, whatever is not known beside it."""

    def joined(figures: Figures) -> Value:
        known: Value = not decides
        for part in parts:
            value = part(figures)
            if value is decides:
                return decides
            if value is None:
                known = None
        return known

    return joined


def _change(now: Formula, before: Formula) -> Formula:
    def changed(figures: Figures) -> Value:
        new, old = now(figures), before(figures)
        if new is None or not old:
            return None
        return (new - old) * _HUNDRED / abs(old)  # type: ignore[operator, arg-type]  # numbers

    return changed
