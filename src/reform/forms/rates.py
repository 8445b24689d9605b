"""The rates of a whole: computed again from parts that were added up; a mean only of rates that came without parts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from reform.forms.contributions import Merged, Unit, Units
from reform.forms.evaluation import Value
from reform.forms.figures import Figure
from reform.forms.model import Aggregation, Form, Line
from reform.forms.operators import none_where_none, sum_of, weighted_of
from reform.forms.steps import Step, figure_of, known_values, steps_of
from reform.forms.tree import Asked, Cell, When

__all__ = ["Rates", "rates_of"]


def rates_of(line: Line, cell: Cell, units: Iterable[Unit], form: Form) -> Iterator[tuple[Unit, Decimal, Decimal]]:
    """Yield the bodies that gave a rate and what it weighs, with both."""
    if line.weight is None:
        return
    weighs = form.by_key()[line.weight]
    weight_cell = Cell(weighs.key, tuple(pair for pair in cell.members if pair[0] in weighs.by))
    for unit in units:
        rate, weight = unit.filled.get(cell), unit.filled.get(weight_cell)
        if rate is not None and weight is not None and rate.number is not None and weight.number is not None:
            yield unit, rate.number, weight.number


class Rates:
    """Computes the lines that come from formulas, for the whole."""

    def __init__(self, form: Form, level: str, units: Units) -> None:
        self.form, self.units = form, units
        self.lines = form.by_key()
        self.steps = {step.cell: step for step in steps_of(form, level)}

    def add_to(self, made: dict[Cell, Merged]) -> None:
        """Compute every cell of a rate, and every computed cell that bodies gave nothing for."""
        for cell, step in self.steps.items():
            if cell in made and (step.line.aggregation is Aggregation.RATIO or made[cell].figure is None):
                made[cell] = self._cell(step, made)

    def _cell(self, step: Step, made: Mapping[Cell, Merged]) -> Merged:
        summed = [cell for cell in self._inputs(step.cell) if self._is_summed(cell)]
        whole, broken, bare = self._sorted(step.cell, summed)
        if bare and step.line.aggregation is Aggregation.RATIO and (step.line.weight or not whole):
            return self._weighted(step, made[step.cell])
        return self._computed(step, made, whole if broken or bare else None, summed)

    def _inputs(self, cell: Cell) -> list[Cell]:
        """Return the cells that are computed from no others, in the end."""
        found: dict[Cell, None] = {}
        for need in self.steps[cell].needs:
            found |= dict.fromkeys(self._inputs(need) if need in self.steps else [need])
        return list(found)

    def _is_summed(self, cell: Cell) -> bool:
        return self.lines[cell.key].aggregation is Aggregation.SUM

    def _sorted(self, cell: Cell, summed: list[Cell]) -> tuple[list[Unit], list[Unit], list[Unit]]:
        """Return the bodies that gave all parts, those that gave some, and those that gave a rate without any."""
        whole, broken, bare = [], [], []
        for unit in self.units.all():
            asked = [one for one in summed if one in unit.cells]
            known = [one for one in asked if one in unit.filled and self.units.is_answer(unit.filled[one])]
            if asked and len(known) == len(asked):
                whole.append(unit)
            elif self._is_bare(unit, cell):
                bare.append(unit)
            elif known:
                broken.append(unit)
        return whole, broken, bare

    def _is_bare(self, unit: Unit, cell: Cell) -> bool:
        """Tell whether a body gave a rate without what it is computed from."""
        has_rate = unit.filled.get(cell, Figure(None)).value is not None
        return has_rate and not all(one in unit.filled for one in self._inputs(cell))

    def _computed(self, step: Step, made: Mapping[Cell, Merged], of: list[Unit] | None, summed: list[Cell]) -> Merged:
        """Compute from the consolidated parts, or of the parts of some bodies alone where others gave not all."""
        inputs = self._inputs(step.cell)
        filled = {one: found.figure for one in inputs if one in made and (found := made[one]).figure is not None}
        if of is not None:
            filled |= {one: figure for one in summed if (figure := _sum(one, of, self.form)) is not None}
        known = {cell: figure for cell, figure in filled.items() if figure is not None}
        figure = self._value(step, known)
        given = made[step.cell]
        counts = [(made[one].received, made[one].expected) for one in inputs if one in made and made[one].expected]
        received, expected = min(counts, key=lambda one: one[0] - one[1], default=(0, 0))
        if of is not None:
            received = sum(unit.agency is not None for unit in of)
        return replace(given, figure=figure, received=received, expected=expected)

    def _value(self, step: Step, known: dict[Cell, Figure]) -> Figure | None:
        for need in step.needs:
            if need in self.steps and need not in known:
                found = self._value(self.steps[need], known)
                if found is not None:
                    known[need] = found
        values: dict[Asked | str, Value] = known_values(known, self.lines)
        return figure_of(step, self.form, known, step.formula({one: values.get(one) for one in _asked(step)}))

    def _weighted(self, step: Step, given: Merged) -> Merged:
        """Return the mean of rates by their weights; that of one body alone is its own."""
        found = list(rates_of(step.line, step.cell, self.units.all(), self.form))
        figure = weighted_of((rate, weight) for _unit, rate, weight in found)
        received = sum(unit.agency is not None for unit, _rate, _weight in found)
        if figure is None and not given.parts and not given.expected:
            return replace(given, figure=given.own)
        return replace(given, figure=figure, received=received, is_weighted=True)


def _asked(step: Step) -> Iterator[Asked]:
    return (Asked(When.NOW, cell) for cell in step.needs)


def _sum(cell: Cell, units: Iterable[Unit], form: Form) -> Figure | None:
    figures = [unit.filled[cell] for unit in units if cell in unit.cells and cell in unit.filled]
    return sum_of(one.number for one in figures if one.number is not None) or none_where_none(figures, form)
