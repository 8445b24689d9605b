"""What stands in the cells of returns, what was explained about it, and how it came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from caicach.figures.constants import Origin
from caicach.figures.mapping import cell_columns, cell_of_columns, filled_of
from caicach.figures.models import CellChange, Explanation, FigureCell, Return
from reform.forms import Cell
from reform.forms.figures import Figure

__all__ = ["Changed", "cells_of", "changes_of", "explanations_of", "explanations_of_all", "filled_for", "filled_of_all"]

Explained = tuple[str, Cell]  # rule, and the cell that it is shown at


def cells_of(sheet: Return) -> dict[Cell, FigureCell]:
    """Return the stored cells of a return: what was typed, and what was brought in. One query."""
    return {cell_of_columns(row.line_key, row.members): row for row in FigureCell.objects.filter(sheet=sheet)}


def filled_for(sheet: Return) -> dict[Cell, Figure]:
    """Return the stored figures of a return; totals and computed lines are not among them. One query."""
    return filled_of(FigureCell.objects.filter(sheet=sheet))


def filled_of_all(sheet_ids: Iterable[int]) -> dict[int, dict[Cell, Figure]]:
    """Return the stored figures of many returns, by their ids. One query."""
    found: dict[int, list[FigureCell]] = {sheet_id: [] for sheet_id in sheet_ids}
    for row in FigureCell.objects.filter(sheet_id__in=list(found)):
        found[row.sheet_id].append(row)
    return {sheet_id: filled_of(rows) for sheet_id, rows in found.items()}


def explanations_of(sheet: Return) -> dict[Explained, Explanation]:
    """Return what was explained about a return, by rule and cell. One query."""
    rows = Explanation.objects.filter(sheet=sheet).select_related("by")
    return {(row.rule, cell_of_columns(row.line_key, row.members)): row for row in rows}


def explanations_of_all(sheet_ids: Iterable[int]) -> dict[int, dict[Explained, Explanation]]:
    """Return what was explained about many returns, by their ids. One query."""
    found: dict[int, dict[Explained, Explanation]] = {sheet_id: {} for sheet_id in sheet_ids}
    for row in Explanation.objects.filter(sheet_id__in=list(found)):
        found[row.sheet_id][row.rule, cell_of_columns(row.line_key, row.members)] = row
    return found


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of one cell."""

    cell: Cell
    old: str  # mapping.figure_text
    new: str
    origin: Origin
    reason: str
    by: str
    at: datetime


def changes_of(sheet: Return, *, cell: Cell | None = None, limit: int = 500) -> tuple[Changed, ...]:
    """Return the latest changes of a return, or of one cell of it, the newest first. One query."""
    rows = CellChange.objects.filter(sheet=sheet).select_related("by").order_by("-at", "-id")
    if cell is not None:
        line_key, members = cell_columns(cell)
        rows = rows.filter(line_key=line_key, members=members)
    return tuple(
        Changed(
            cell=cell_of_columns(row.line_key, row.members),
            old=row.old,
            new=row.new,
            origin=Origin(row.origin),
            reason=row.reason,
            by=row.by.full_name if row.by else "",
            at=row.at,
        )
        for row in rows[:limit]
    )
