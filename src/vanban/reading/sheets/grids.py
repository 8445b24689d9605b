"""The tables of a file as a person maps them: one title a column, the rows with their numbers in the sheet.

Owns: joining the rows of a header, filling what merged cells cover. Does not: know what columns mean.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.reading.sheets.layout import Covered, Part, covered_cells, parts_of
from vanban.reading.sheets.model import OpenedSheets, SheetCell, SheetRow
from vanban.text.forms import compare_key, squeeze

__all__ = ["Grid", "GridRow", "grids_of", "is_counting"]

_COUNTING = frozenset({"tt", "stt", "so tt", "so thu tu", "thu tu"})


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


def grids_of(opened: OpenedSheets, *, name: str) -> tuple[Grid, ...]:
    """Return the tables that have a header, in order.

    Raises:
        ReadError: the merges of a sheet are built to exhaust the machine.
    """
    grids: list[Grid] = []
    for sheet in opened.sheets:
        covered = covered_cells(sheet, name=name)
        grids.extend(_grid(sheet.name, part, covered) for part in parts_of(sheet, covered) if part.header)
    return tuple(grids)


def is_counting(title: str) -> bool:
    """Whether a column under ``title`` only counts its rows: 1.1 there is no number with a decimal."""
    return compare_key(title) in _COUNTING


def _grid(sheet: str, part: Part, covered: Covered) -> Grid:
    width = max(len(row.cells) for row in (*part.header, *part.rows))
    header = tuple(_title(part.header, column, covered) for column in range(width))
    counting = frozenset(at for at, title in enumerate(header) if is_counting(title))
    known = {row.number: row for row in part.rows}
    rows = (GridRow(row.number, tuple(_texts(row, width, covered, known, counting))) for row in part.rows)
    return Grid(
        sheet,
        tuple(cell.text for row in part.above for cell in row.cells if cell.text),
        header,
        part.header[0].number,
        tuple(row for row in rows if any(row.cells) and not _is_index(row.cells)),
    )


def _at(row: SheetRow, column: int) -> SheetCell:
    return row.cells[column] if column < len(row.cells) else SheetCell()


def _title(rows: Sequence[SheetRow], column: int, covered: Covered) -> str:
    words = []
    for row in rows:
        origin = covered.get((row.number, column))
        from_left = origin is not None and origin[0] == row.number
        words.append(squeeze(_at(row, origin[1]).text if origin and from_left else _at(row, column).text))
    return " – ".join(dict.fromkeys(word for word in words if word))


def _texts(
    row: SheetRow, width: int, covered: Covered, known: dict[int, SheetRow], counting: frozenset[int]
) -> Iterator[str]:
    for column in range(width):
        cell = _at(row, column)
        origin = covered.get((row.number, column))
        # A cell merged over several rows says the same of each; one merged to the right belongs to its own column.
        if origin is not None and origin[1] == column and origin[0] in known:
            cell = _at(known[origin[0]], column)
        yield cell.text.replace(",", ".") if cell.is_number and column in counting else cell.text


def _is_index(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    marks = [re.sub(r"\W", "", cell) for cell in cells if cell]
    return len(marks) > 2 and marks == [str(number) for number in range(1, len(marks) + 1)]
