"""Blanks that a paper's own totals fill: where the given parts already make up the total, the others are zero.

Owns: that deduction. Does not: read the paper, or fill a blank that no total speaks of: that stays unknown.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from reform.forms.figures import Filled
from reform.forms.model import Form, LineType
from reform.forms.sheets import CellKind, sheet_of
from reform.forms.spread import spreads
from reform.forms.tree import Cell

__all__ = ["implied_zeros"]

_COUNTED = (LineType.COUNT, LineType.NUMBER)


def implied_zeros(form: Form, level: str, given: Filled, *, extra: Collection[str] = ()) -> Mapping[Cell, Cell]:
    """Return each blank typed cell that must be zero, with the total that says so.

    Args:
        form: The form.
        level: The level whose sheet it is.
        given: What the paper says, totals among it.
        extra: Keys of optional lines that are switched on.
    """
    kinds = {row.cell: row.kind for row in sheet_of(form, level, extra=extra).rows}
    known = {cell: figure.number for cell, figure in given.items() if figure.number is not None}
    found: dict[Cell, Cell] = {}
    for total, parts in _sums(form, level, kinds):
        blank = [part for part in parts if part not in known]
        if total not in known or not blank or not all(part in kinds for part in parts):
            continue
        if known[total] != sum((known[part] for part in parts if part in known), Decimal(0)):
            continue
        for part in blank:
            known[part] = Decimal(0)  # a total of nothing: what makes it up is nothing as well
            if kinds[part] is CellKind.TYPED and part not in given:
                found[part] = total
    return found


def _sums(form: Form, level: str, cells: Collection[Cell]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """Yield totals with what they are made of, a total before the totals within it."""
    spread = spreads(form, level)
    counted = [line for line in form.lines if line.type in _COUNTED]
    for line in counted:
        parts = [one for one in counted if one.part_of == line.key]
        if parts and not line.by and not any(one.by for one in parts):
            yield Cell(line.key), tuple(Cell(one.key) for one in parts)
    for line in counted:
        of_line = [cell for cell in cells if cell.key == line.key]
        for cell in sorted(of_line, key=lambda cell: len(cell.members)):
            if parts_of := spread[line.key].parts(cell):
                yield cell, parts_of
