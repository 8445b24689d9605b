"""The tables of a file as a person maps them: one title a column, the rows with their numbers in the sheet.

Owns: joining the rows of a header, filling what merged cells cover. Does not: know what columns mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.reading.sheets.layout import Covered, Part, covered_cells, parts_of
from vanban.reading.sheets.meant import is_counting, is_dated, meant, notes_of, titles_over
from vanban.reading.sheets.model import OpenedSheets, Sheet, SheetRow
from vanban.text.findings import Finding, Place

__all__ = ["Grid", "GridRow", "grids_of"]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row below a header."""

    number: int  # from 1, as the program shows it
    cells: tuple[str, ...]  # one for every column


@dataclass(frozen=True, slots=True)
class Grid:
    """One table with its header."""

    sheet: str  # the tab's name; empty for CSV
    above: tuple[str, ...]  # the lines above the header
    header: tuple[str, ...]  # the words over each column, those of two rows joined; "" where none stand
    header_row: int  # the number of the header's first row
    rows: tuple[GridRow, ...]
    findings: tuple[Finding, ...] = ()  # what a person should know of its cells


def grids_of(opened: OpenedSheets, *, name: str) -> tuple[Grid, ...]:
    """Return the tables that have a header, in order.

    Raises:
        ReadError: the merges of a sheet are built to exhaust the machine.
    """
    grids: list[Grid] = []
    for sheet in opened.sheets:
        covered = covered_cells(sheet, name=name)
        grids.extend(_grid(sheet, part, covered) for part in parts_of(sheet, covered) if part.header)
    return tuple(grids)


def _grid(sheet: Sheet, part: Part, covered: Covered) -> Grid:
    width = max(len(row.cells) for row in (*part.header, *part.rows))
    header = titles_over(part.header, width, covered)
    counting = frozenset(at for at, title in enumerate(header) if is_counting(title))
    dated = frozenset(at for at, title in enumerate(header) if is_dated(title))
    known = {row.number: row for row in part.rows}

    def text(row: SheetRow, column: int) -> str:
        # A cell merged over several rows says the same of each; one merged to the right belongs to its own column.
        origin = covered.get((row.number, column))
        said_by = known[origin[0]] if origin is not None and origin[1] == column and origin[0] in known else row
        return meant(sheet, said_by, column, counting, dated).text

    rows = (GridRow(row.number, tuple(text(row, column) for column in range(width))) for row in part.rows)
    return Grid(
        sheet.name,
        tuple(cell.text for row in part.above for cell in row.cells if cell.text),
        header,
        part.header[0].number,
        tuple(row for row in rows if any(row.cells) and not _is_index(row.cells)),
        notes_of(sheet, (*part.header, *part.rows), dated, Place()),
    )


def _is_index(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    marks = [re.sub(r"\W", "", cell) for cell in cells if cell]
    return len(marks) > 2 and marks == [str(number) for number in range(1, len(marks) + 1)]
