"""The computed cells of a return: their formulas, narrowed to members, in order, and what each gives as a figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reform.forms.evaluation import Formula, Value, formula_of
from reform.forms.figures import NONE_YET, NOT_APPLICABLE, Figure, Filled, rounded
from reform.forms.model import Form, Line, LineType
from reform.forms.ordering import computed_order
from reform.forms.spread import Spread, spreads
from reform.forms.tree import Asked, Cell, Node, When, asked_by, narrowed

__all__ = ["Step", "figure_of", "known_values", "none_of", "split_keys", "steps_of"]

NO, YES = "no", "yes"  # words of a choice that a condition decides


@dataclass(frozen=True, slots=True)
class Step:
    """A computed cell: its formula, narrowed to its members, and the cells of this return that it needs."""

    cell: Cell
    line: Line
    formula: Formula
    needs: tuple[Cell, ...]


@lru_cache(maxsize=64)
def steps_of(form: Form, level: str) -> tuple[Step, ...]:
    """Return how the computed cells of ``level`` are computed, each after those that it needs."""
    spread, keys = spreads(form, level), split_keys(form)
    steps = (_steps(spread[line.key], line.calc, keys) for line in computed_order(form) if line.calc is not None)
    return tuple(step for some in steps for step in some)


def _steps(spread: Spread, calc: Node, keys: Mapping[str, frozenset[str]]) -> Iterator[Step]:
    for cell in spread.cells:
        node = calc
        for dimension, member in cell.members:
            node = narrowed(node, dimension, member, keys=keys[dimension])
        needs = sorted((asked.cell for asked in asked_by(node) if asked.when is When.NOW), key=str)
        yield Step(cell, spread.line, formula_of(node), tuple(needs))


def split_keys(form: Form) -> Mapping[str, frozenset[str]]:
    """Return the keys of the lines that are split by each dimension."""
    return {one: frozenset(line.key for line in form.lines if one in line.by) for one in form.dimensions}


def known_values(filled: Filled, lines: Mapping[str, Line], when: When = When.NOW) -> dict[Asked | str, Value]:
    """Return the values of ``filled`` as formulas take them; a word where a number belongs is not known."""
    return {
        Asked(when, cell): figure.value
        for cell, figure in filled.items()
        if figure.value is not None and cell.key in lines and _fits(figure.value, lines[cell.key])
    }


def _fits(value: Decimal | str, line: Line) -> bool:
    return isinstance(value, str) == (line.type is LineType.CHOICE)


def none_of(reasons: list[str]) -> str:
    """Return the reason of a whole: that of all its parts, else the first that is not about the body itself."""
    return next((reason for reason in reasons if reason != NOT_APPLICABLE), reasons[0] if reasons else NOT_APPLICABLE)


def figure_of(step: Step, form: Form, filled: Filled, value: Value) -> Figure | None:
    """Return the figure of a computed cell: ``value``, or why there is none; None where what it needs is blank."""
    if value is not None:
        return _of_line(step.line, value)
    found = [filled.get(cell) for cell in step.needs]
    if not found or any(figure is None for figure in found):
        return None
    reasons = [figure.reason for figure in found if figure is not None and figure.value is None]
    if reasons:
        return Figure(None, next((one for one in reasons if one in form.unknown_reasons), none_of(reasons)))
    is_rate_of_nothing = NONE_YET in form.null_reasons and all(one.value is not None for one in found if one)
    return Figure(None, NONE_YET) if is_rate_of_nothing and not _asks_earlier(step) else None


def _asks_earlier(step: Step) -> bool:
    return step.line.calc is not None and any(asked.when is not When.NOW for asked in asked_by(step.line.calc))


def _of_line(line: Line, value: Value) -> Figure | None:
    """Return what a formula gave as a figure of its line."""
    if isinstance(value, bool):
        return Figure(YES if value else NO) if line.choice is not None else None
    if isinstance(value, Decimal):
        return Figure(rounded(value)) if line.choice is None else None
    return Figure(value) if isinstance(value, str) and line.choice is not None else None
