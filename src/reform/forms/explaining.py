"""Why a condition does not hold, in one Vietnamese sentence or two, with the numbers that show it.

Owns: which numbers are said. Does not: compute whether it holds (judging.py) or know how a number is written.
"""

from collections.abc import Mapping
from decimal import Decimal

from reform.forms.conditions import Condition
from reform.forms.evaluation import Value, formula_of
from reform.forms.model import Form, LineType
from reform.forms.phrases import ABOUT, BLANK, POINTS, SHOWN
from reform.forms.tree import Asked, Cell, Comparison, Node, Number, Truths, When, asked_by
from reform.forms.wording import Words, raised, said_number
from reform.messages import MESSAGES

__all__ = ["explained", "unbalanced", "unknown_sentence"]

Values = Mapping["Asked | str", Value]


def explained(form: Form, condition: Condition, values: Values) -> str:
    """Return why ``condition`` does not hold for ``values``."""
    words = Words(form, values, dict(condition.scope))
    return _scoped(
        condition, _sentence(condition.say.rstrip("."), _failing(condition.node, values), words, condition.asked)
    )


def unbalanced(form: Form, condition: Condition, values: Values, tried: Values) -> str:
    """Return how far an equation is from holding where one cell is blank: ``tried`` has nothing in it for that one."""
    words = Words(form, values, dict(condition.scope))
    node = condition.node
    if not isinstance(node, Comparison):
        return explained(form, condition, values)
    difference = _difference(node, tried, words)
    params = {"left": raised(words.side(node.left, tried)), "right": words.side(node.right, tried)}
    if difference == 0:
        return _scoped(condition, MESSAGES["FJ014"] % params)
    say = {"say": MESSAGES["FJ010"], "difference": _counted(difference, node, words)}
    return _scoped(condition, MESSAGES["FJ001"] % (params | say))


def unknown_sentence(form: Form, condition: Condition, missing: tuple[Asked, ...]) -> str:
    """Return that a condition could not be looked at, with what is missing."""
    words = Words(form, {}, dict(condition.scope) if not condition.about else {})
    said = (words.cell(one).removesuffix(BLANK % {"label": ""}) for one in missing)
    return MESSAGES["FJ060"] % {"say": condition.say.rstrip("."), "cells": "; ".join(said)}


def _scoped(condition: Condition, sentence: str) -> str:
    return ABOUT % {"scope": condition.about, "sentence": sentence} if condition.about else sentence


def _failing(node: Node, values: Values) -> Node:
    """Return the part of ``node`` to show: of several that must hold, the first that does not."""
    if isinstance(node, Truths) and node.word == "and":
        return next((_failing(part, values) for part in node.parts if formula_of(part)(values) is False), node)
    return node


def _sentence(say: str, node: Node, words: Words, asked: tuple[Asked, ...]) -> str:
    if not isinstance(node, Comparison):
        return SHOWN % {"say": say, "cells": "; ".join(raised(words.cell(one)) for one in asked)}
    left = raised(words.side(node.left))
    if isinstance(node.right, Number):
        return SHOWN % {"say": say, "cells": left}
    params = {"say": say, "left": left, "right": words.side(node.right)}
    difference = _difference(node, words.values, words)
    if node.sign == "==" and difference:
        return MESSAGES["FJ001"] % (params | {"difference": _counted(difference, node, words)})
    return MESSAGES["FJ002"] % params


def _difference(node: Comparison, values: Values, words: Words) -> Decimal:
    left, right = formula_of(node.left)(values), formula_of(node.right)(values)
    return abs(left - right) if isinstance(left, Decimal) and isinstance(right, Decimal) else Decimal(0)


def _counted(difference: Decimal, node: Comparison, words: Words) -> str:
    """Return the difference with the unit that its cells share."""
    lines = [words.lines[one.cell.key] for one in asked_by(node)]
    units = {line.unit for line in lines}
    if len(units) > 1 or not lines:
        return said_number(difference)
    unit = lines[0].unit
    if lines[0].type is LineType.PERCENT:
        return POINTS % {"difference": said_number(difference)}
    return f"{said_number(difference)} {unit[:1].lower()}{unit[1:]}".strip()


def cells_now(condition: Condition) -> tuple[Cell, ...]:
    """Return the cells of this return that a condition looks at."""
    return tuple(one.cell for one in condition.asked if one.when is When.NOW)
