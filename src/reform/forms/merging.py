"""Consolidation: the figures of a whole from its own and those of the bodies below, line by line.

What is missing never counts as zero: each figure says how many of the bodies expected gave it. Cells of members are
kept apart (what communes handle stays with the communes), and totals are those of the same bodies' members. Rates are
computed again from parts that were added up, of the bodies that gave all of them; only where rates came without their
parts is their mean taken, by their weights.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from reform.forms.contributions import Contribution, Given, Merged, Unit, Units
from reform.forms.evaluation import formula_of
from reform.forms.figures import Figure, Filled
from reform.forms.model import Aggregation, Form, Line
from reform.forms.operators import distinct_of, largest_of, newest_of, none_where_none, sum_of, weighted_of
from reform.forms.rates import Rates, rates_of
from reform.forms.spread import Spread, spreads
from reform.forms.steps import known_values, split_keys
from reform.forms.tree import Cell, Node, When, asked_by, narrowed

__all__ = ["Contribution", "Merged", "merged"]


def merged(
    form: Form,
    level: str,
    own: Filled,
    below: Sequence[Contribution],
    expected: int | Mapping[str, int],
    *,
    own_sets: Mapping[Cell, frozenset[str]] | None = None,
    own_as_of: date | None = None,
) -> dict[Cell, Merged]:
    """Return the consolidated figures of a body of ``level``, for every cell that the level has.

    Args:
        form: The form of all returns.
        level: That of the consolidating body.
        own: What it gave itself.
        below: The returns of the bodies below that were accepted, in any order.
        expected: How many bodies below there are, together or by level: by level, a cell says how many of those that
            have it on their sheet.
        own_sets: Codes of what it counted itself, for counts of different things.
        own_as_of: Of which day its own figures are.
    """
    head = Contribution("", own, level, own_sets or {}, own_as_of)
    return _Merging(form, level, Units(form, head, below, expected)).cells()


class _Merging:
    """One consolidation."""

    def __init__(self, form: Form, level: str, units: Units) -> None:
        self.form, self.level, self.units = form, level, units
        self.spreads = spreads(form, level)
        self.keys = split_keys(form)
        self.lines = form.by_key()
        self.made: dict[Cell, Merged] = {}

    def cells(self) -> dict[Cell, Merged]:
        """Return all cells, in the order of the form."""
        has = self.units.cells_of(self.level)
        lines = [line for line in self.form.lines if set(self.spreads[line.key].cells) <= has]
        for line in lines:
            for cell in self.spreads[line.key].cells:
                self.made[cell] = self._cell(line, cell)
        Rates(self.form, self.level, self.units).add_to(self.made)
        order = {cell: at for at, cell in enumerate(cell for line in lines for cell in self.spreads[line.key].cells)}
        return {cell: self.made[cell] for cell in sorted(self.made, key=order.__getitem__)}

    def _cell(self, line: Line, cell: Cell) -> Merged:
        given = self.units.given(cell)
        match line.aggregation:
            case Aggregation.OWN:
                return Merged(given.own, 0, 0, given.parts, given.own)
            case Aggregation.COUNT_IF:
                return self._counted(line, cell, given)
            case Aggregation.SUM:
                figure = self._summed(cell)
            case Aggregation.DISTINCT:
                figure = self._distinct(line, cell, given)
            case Aggregation.MAX:
                figure = largest_of(line, given.figures)
            case Aggregation.LATEST:
                figure = newest_of(given)
            case Aggregation.WEIGHTED:
                return self._weighted(line, cell, given)
            case Aggregation.RATIO:
                figure = None  # computed when all parts are there
        if figure is None and line.aggregation is not Aggregation.RATIO:
            figure = none_where_none(given.figures, self.form)
        return Merged(figure, given.received, given.expected, given.parts, given.own)

    def _summed(self, cell: Cell) -> Figure | None:
        spread = self.spreads[cell.key]
        numbers = (_number(unit, cell, spread) for unit in self.units.all() if cell in unit.cells)
        return sum_of(number for number in numbers if number is not None)

    def _distinct(self, line: Line, cell: Cell, given: Given) -> Figure | None:
        """Return the number of different things; those of different members of a partition are different."""
        parts = [self.made[part].figure for part in self.spreads[line.key].parts(cell)]
        numbers = [part.value for part in parts if part is not None and isinstance(part.value, Decimal)]
        least = distinct_of(cell, given, self.units.all())
        if not numbers:
            return least
        total = sum(numbers, Decimal(0))
        is_whole = all(part is not None for part in parts)
        return Figure(total if is_whole or least is None or least.number is None else max(total, least.number))

    def _counted(self, line: Line, cell: Cell, given: Given) -> Merged:
        """Count the bodies below for which the condition holds; one that did not say is not one that does not."""
        if line.counts is None:
            return Merged(None, 0, given.expected)
        node = self._narrowed(line.counts, cell)
        asked = {one.cell for one in asked_by(node) if one.when is When.NOW}
        formula = formula_of(node)
        said: list[tuple[Unit, bool]] = []
        for unit in self.units.below:
            if asked <= unit.cells and self._counts(line, unit.level):
                value = formula(
                    known_values({one: unit.filled[one] for one in asked if one in unit.filled}, self.lines)
                )
                said += [(unit, value)] if isinstance(value, bool) else []
        parts = tuple((unit.agency, Figure(Decimal(value))) for unit, value in said if unit.agency is not None)
        figure = sum_of(Decimal(value) for _unit, value in said)
        return Merged(figure or given.own, len(said), self._expected(line, asked), parts, given.own)

    def _counts(self, line: Line, level: str) -> bool:
        return not line.counted_levels or level in line.counted_levels

    def _expected(self, line: Line, asked: set[Cell]) -> int:
        if isinstance(self.units.expected, int) or not line.counted_levels:
            return self.units.expected_with(lambda cells: asked <= cells)
        return sum(count for level, count in self.units.expected.items() if level in line.counted_levels)

    def _narrowed(self, node: Node, cell: Cell) -> Node:
        for dimension, member in cell.members:
            node = narrowed(node, dimension, member, keys=self.keys[dimension])
        return node

    def _weighted(self, line: Line, cell: Cell, given: Given) -> Merged:
        found = list(rates_of(line, cell, self.units.all(), self.form))
        figure = weighted_of((rate, weight) for _unit, rate, weight in found)
        received = sum(unit.agency is not None for unit, _rate, _weight in found)
        if figure is None:
            figure = none_where_none(given.figures, self.form)
        return Merged(figure, received, given.expected, given.parts, given.own, is_weighted=True)


def _number(unit: Unit, cell: Cell, spread: Spread) -> Decimal | None:
    """Return what a body has in a cell; of a total that it did not give, what it gave of the members."""
    figure = unit.filled.get(cell)
    if figure is not None and figure.number is not None:
        return figure.number
    parts = (_number(unit, part, spread) for part in spread.parts(cell))
    known = [number for number in parts if number is not None]
    return sum(known, Decimal(0)) if known else None
