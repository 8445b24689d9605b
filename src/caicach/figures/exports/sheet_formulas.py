"""What a sheet adds up by itself: margins and rates as formulas of a spreadsheet.

Owns: which cells a formula names. Does not: compute (``reform.forms.completing``): the results that are written beside
the formulas come from there, so that a program that does not reckon shows the same.
"""

from collections.abc import Mapping

from reform.forms import Cell, narrowed
from reform.forms.model import Form
from reform.forms.sheets import CellKind, Row, Sheet
from reform.forms.tree import Negative, Node, Number, Operation, asked_by

__all__ = ["sheet_formula"]


def sheet_formula(row: Row, sheet: Sheet, places: Mapping[Cell, str]) -> str:
    """Return the formula of a row's cell; "" where it has none, or names what is not on the sheet.

    Args:
        row: A row of ``sheet``.
        sheet: The whole sheet.
        places: Where the figure of each cell stands: "G17".
    """
    if row.kind is CellKind.MARGIN:
        return _margin(row, sheet, places)
    if row.kind is CellKind.COMPUTED and row.line.calc is not None:
        return _computed(row, sheet.form, places)
    return ""


def _margin(row: Row, sheet: Sheet, places: Mapping[Cell, str]) -> str:
    named = dict(row.cell.members)
    for key in row.line.by:
        dimension = sheet.form.dimensions[key]
        if key in named or not dimension.is_partition:
            continue
        parts = [_with(row.cell, key, member) for member in dimension.members_of(sheet.level)]
        if parts and all(part in places for part in parts):
            said = ",".join(places[part] for part in parts)
            return f'=IF(COUNT({said})=0,"",SUM({said}))'
    return ""


def _with(cell: Cell, dimension: str, member: str) -> Cell:
    return Cell(cell.key, tuple(sorted((*cell.members, (dimension, member)))))


def _computed(row: Row, form: Form, places: Mapping[Cell, str]) -> str:
    node = row.line.calc
    for dimension, member in row.cell.members:
        keys = frozenset(line.key for line in form.lines if dimension in line.by)
        node = narrowed(node, dimension, member, keys=keys) if node is not None else None
    written = _written(node, places) if node is not None else None
    if node is None or written is None:
        return ""
    asked = [places[one.cell] for one in sorted(asked_by(node), key=str) if one.cell in places]
    return f'=IF(COUNT({",".join(asked)})<{len(asked)},"",IFERROR({written},""))' if asked else ""


def _written(node: Node, places: Mapping[Cell, str]) -> str | None:
    """Return a node as a spreadsheet writes it; None where it is more than reckoning with cells of the sheet."""
    match node:
        case Number(value):
            return str(value)
        case Cell():
            return places.get(node)
        case Negative(of):
            inside = _written(of, places)
            return f"-({inside})" if inside else None
        case Operation(sign, left, right):
            sides = _written(left, places), _written(right, places)
            return f"({sides[0]}{sign}{sides[1]})" if all(sides) else None
        case _:
            return None
