"""Which value of one cell would make an equation hold.

An equation decides a value only where exactly one typed cell of it can give way: one that is blank, or the only one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reform.forms.conditions import Condition
from reform.forms.evaluation import Value, formula_of
from reform.forms.figures import Figure, Filled, rounded
from reform.forms.model import Form, Line, LineType
from reform.forms.sheets import CellKind, Sheet
from reform.forms.spread import Spread, spreads
from reform.forms.tree import Asked, Cell, Comparison, When

__all__ = ["Solution", "Solver"]

ZERO, ONE = Decimal(0), Decimal(1)
Values = Mapping["Asked | str", Value]


@dataclass(frozen=True, slots=True)
class Solution:
    """What an equation asks of one cell."""

    cell: Cell
    figure: Figure | None  # None: no value that the line can hold makes it true
    tried: Values  # the values with nothing in the cell


class Solver:
    """Solves the equations of one return."""

    def __init__(self, form: Form, sheet: Sheet, filled: Filled, values: Values) -> None:
        self.sheet, self.filled, self.values = sheet, filled, values
        self.lines = form.by_key()
        self.spreads: Mapping[str, Spread] = spreads(form, sheet.level)
        self.typed = {row.cell for row in sheet.rows if row.kind is CellKind.TYPED}

    def blank(self, condition: Condition) -> Solution | None:
        """Return what the one blank cell of an equation must be; None where it is no such equation."""
        leaves = self._leaves(condition)
        blanks = [cell for cell in leaves if cell not in self.filled]
        return self._solved(condition, blanks[0]) if len(blanks) == 1 and blanks[0] in self.typed else None

    def only(self, condition: Condition) -> Solution | None:
        """Return what the only typed cell of an equation must be; None where there are several, or none."""
        typed = [cell for cell in self._leaves(condition) if cell in self.typed]
        return self._solved(condition, typed[0]) if len(typed) == 1 else None

    def whole(self, condition: Condition) -> Solution | None:
        """Return what the left side of an equation must be, where it is one typed cell."""
        left = condition.node.left if isinstance(condition.node, Comparison) else None
        return self._solved(condition, left) if isinstance(left, Cell) and left in self.typed else None

    def _leaves(self, condition: Condition) -> list[Cell]:
        if not (isinstance(condition.node, Comparison) and condition.node.sign == "=="):
            return []
        now = (one.cell for one in condition.asked if one.when is When.NOW)
        return list(dict.fromkeys(leaf for cell in now for leaf in self._inside(cell)))

    def _inside(self, cell: Cell) -> Iterator[Cell]:
        """Yield the cells that a total is added up of; any other cell itself."""
        parts = () if self.lines[cell.key].calc is not None else self.spreads[cell.key].parts(cell)
        if not parts:
            yield cell
        for part in parts:
            yield from self._inside(part)

    def _solved(self, condition: Condition, cell: Cell) -> Solution | None:
        """Solve a linear equation by two values of its unknown."""
        without, one_more = self._with(condition, cell, ZERO), self._with(condition, cell, ONE)
        rest, slope = self._rest(condition, without), self._rest(condition, one_more)
        if rest is None or slope is None or slope == rest:
            return None
        value = rounded(-rest / (slope - rest))
        if self._rest(condition, self._with(condition, cell, value)) != 0:
            return None
        fits = _holds(self.lines[cell.key], value)
        return Solution(cell, Figure(value) if fits else None, without)

    def _rest(self, condition: Condition, values: Values) -> Decimal | None:
        node = condition.node
        if not isinstance(node, Comparison):
            return None
        left, right = formula_of(node.left)(values), formula_of(node.right)(values)
        return left - right if isinstance(left, Decimal) and isinstance(right, Decimal) else None

    def _with(self, condition: Condition, cell: Cell, value: Decimal) -> Values:
        """Return the values that the equation asks for, as they are with ``value`` in ``cell``."""
        found: dict[Asked | str, Value] = {one: self.values.get(one) for one in condition.asked}
        for one in condition.asked:
            if one.when is When.NOW:
                found[one] = self._value(one.cell, cell, value)
        return found

    def _value(self, asked: Cell, cell: Cell, value: Decimal) -> Value:
        if asked == cell:
            return value
        if cell.key != asked.key or cell not in set(self._inside(asked)):
            return self.values.get(Asked(When.NOW, asked))
        inside = (part for part in self.spreads[asked.key].parts(asked) if not self._is_none(part))
        parts = [self._value(part, cell, value) for part in inside]
        numbers = [part for part in parts if isinstance(part, Decimal)]
        return sum(numbers, ZERO) if len(numbers) == len(parts) else None

    def _is_none(self, cell: Cell) -> bool:
        """Tell whether there is no figure of ``cell``, with a reason: totals leave it out."""
        return cell in self.filled and self.filled[cell].value is None


def _holds(line: Line, value: Decimal) -> bool:
    """Tell whether a line can hold ``value`` at all."""
    if line.type is LineType.CHOICE or value < (line.least if line.least is not None else ZERO):
        return False
    return line.type is not LineType.COUNT or value == value.to_integral_value()
