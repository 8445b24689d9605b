"""A whole return from what was typed: totals over members, then the computed lines, each after what it needs.

A blank is not known, and makes unknown what depends on it. A figure that there is none of (``none_yet``,
``not_applicable``) is no zero: a total leaves it out (``left_out`` says where), and there is none of a total whose
members there are none of, nor of what is computed from it. A figure that nobody collected makes its total one that
nobody knows. A rate of nothing (divided by zero) is one that there is none of yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache

from reform.forms.evaluation import Formula, Value
from reform.forms.figures import Figure, Filled
from reform.forms.model import Form
from reform.forms.spread import Spread, spreads
from reform.forms.steps import Step, figure_of, known_values, none_of, split_keys, steps_of
from reform.forms.tree import Asked, Cell, When

__all__ = ["Step", "completed", "figure_of", "known_values", "left_out", "none_of", "split_keys", "steps_of"]


def completed(
    form: Form, level: str, typed: Filled, *, earlier: Mapping[When, Filled] | None = None
) -> dict[Cell, Figure]:
    """Return ``typed`` with all totals and computed lines of ``level``; done twice it gives the same.

    Args:
        form: The form.
        level: Whose return it is.
        typed: What was typed. Of a total or a computed line it stays only where its parts do not give it (a rate that
            came without them).
        earlier: Earlier returns, for formulas that ask for them.
    """
    plan = _plan(form, level)
    filled = dict(typed)
    for margin in plan.margins:
        found = _sum_of([filled.get(part) for part in margin.parts], form)
        if found is not None and _says_more(found, filled.get(margin.cell)):
            filled[margin.cell] = found
    if plan.steps:
        _compute(plan.steps, form, filled, earlier or {})
    for margin in plan.last:
        found = _sum_of([filled.get(part) for part in margin.parts], form)
        if found is not None:
            filled.setdefault(margin.cell, found)
    return filled


def left_out(form: Form, level: str, filled: Filled) -> dict[Cell, tuple[Cell, ...]]:
    """Return the totals that some members have no part in, because there is no figure of them; with those members."""
    found = {
        margin.cell: tuple(part for part in margin.parts if part in filled and filled[part].value is None)
        for margin in _plan(form, level).margins
        if margin.cell in filled and filled[margin.cell].value is not None
    }
    return {cell: parts for cell, parts in found.items() if parts}


@dataclass(frozen=True, slots=True)
class _Margin:
    cell: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    margins: tuple[_Margin, ...]  # each after the totals that it adds up
    steps: tuple[Step, ...]
    last: tuple[_Margin, ...]  # of computed lines whose parts came without what they are computed from


@lru_cache(maxsize=64)
def _plan(form: Form, level: str) -> _Plan:
    spread = spreads(form, level)
    margins = [(line, margin) for line in form.lines for margin in _margins(spread[line.key])]
    return _Plan(
        tuple(margin for line, margin in margins if line.calc is None or len(margin.parts) == 1),
        steps_of(form, level),
        tuple(margin for line, margin in margins if line.calc is not None),
    )


def _margins(spread: Spread) -> Iterator[_Margin]:
    """Yield the totals of a line, those over one dimension first; that of one member is that member's."""
    for cell in sorted(spread.cells, key=lambda cell: -len(cell.members)):
        parts = spread.parts(cell)
        if len(parts) == 1 or (parts and spread.adds_up):
            yield _Margin(cell, parts)


def _sum_of(parts: list[Figure | None], form: Form) -> Figure | None:
    """Return the total of ``parts``; None where one is blank, or is a word. One part is the whole as it stands."""
    if len(parts) == 1:
        return parts[0]
    total, reasons, has_value = Decimal(0), [], False
    for part in parts:
        if part is None or isinstance(part.value, str):
            return None
        if part.value is None:
            reasons.append(part.reason)
        else:
            total, has_value = total + part.value, True
    unknown = next((reason for reason in reasons if reason in form.unknown_reasons), None)
    if unknown is not None:
        return Figure(None, unknown)
    return Figure(total) if has_value else Figure(None, none_of(reasons))


def _compute(steps: tuple[Step, ...], form: Form, filled: dict[Cell, Figure], earlier: Mapping[When, Filled]) -> None:
    lines = form.by_key()
    values = known_values(filled, lines)
    for when, before in earlier.items():
        values |= known_values(before, lines, when)
    for step in steps:
        figure = figure_of(step, form, filled, _value(step.formula, values))
        if figure is not None and _says_more(figure, filled.get(step.cell)):
            filled[step.cell] = figure
            values[Asked(When.NOW, step.cell)] = figure.value


def _says_more(found: Figure, typed: Figure | None) -> bool:
    """Tell whether what was found takes the place of what was typed: that there is none does not, of a value."""
    return found.value is not None or typed is None or typed.value is None


def _value(formula: Formula, values: Mapping[Asked | str, Value]) -> Value:
    try:
        return formula(values)
    except (DivisionByZero, InvalidOperation):
        return None
