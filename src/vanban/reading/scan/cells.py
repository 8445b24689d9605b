"""The cells of a ruled table, recognised one by one.

Owns: the inside of a cell, the column of numbers, the table as rows of the page. Does not: find rules, join pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.reading.scan.cleaning import WORK_DPI, CleanPage
from vanban.reading.scan.flow import line_height
from vanban.reading.scan.lattice import Grid, GridCell
from vanban.reading.scan.model import PageCell, PageRow, PageTable
from vanban.reading.scan.numbers import DIGITS, ROMAN, NumberCell, is_number, is_number_column, is_plain_number, settle
from vanban.reading.scan.recognition import Line
from vanban.reading.scan.writing import Sheet, confidence_of, text_of, upright_strokes

__all__ = ["read_table"]

_RULE = 3  # pixels from a rule's middle to where writing may begin
_NEAR_RULE = 10  # pixels along the rules in which leftovers of them are no writing
_SURE, _DOUBTFUL = 0.9, 0.5  # confidence of a number: no need of another look; hardly read
# How a number is looked at again: among which letters, how large, with how much white around it in pixels.
_LOOKS = ((DIGITS, 1.0, 14), (DIGITS, 1.3, 3), ("", 1.3, 14), (DIGITS, 0.8, 14), (ROMAN, 1.0, 3), (ROMAN, 1.3, 14))
_LIKE_STROKES = re.compile(r"[HIMNUl|1]{1,3}[.)]?")
_FULL_HEIGHTS = 0.75  # of a line's height between the last line and the rule: another line finds no room


@dataclass(frozen=True, slots=True)
class _Written:
    """A cell as it was recognised."""

    cell: GridCell
    lines: tuple[Line, ...] = ()
    ink: bool = False
    number: tuple[str, float] | None = None  # of the column of numbers: text and confidence

    @property
    def text(self) -> str:
        if self.number is not None:
            return self.number[0]
        if not self.lines:
            return ""
        # Word processors leave as much white right of the words as left of them.
        pad = max(0, min(line.left for line in self.lines) - self.cell.left)
        return text_of(self.lines, self.cell.left + pad, self.cell.right - min(pad, 40))


def read_table(grid: Grid, sheet: Sheet, page: CleanPage) -> PageTable:
    """Return the table that stands in ``grid``."""
    written = {(cell.row, cell.column): _recognised(cell, sheet) for cell in grid.cells}
    written |= _numbered(grid, written, sheet)
    rows = tuple(
        PageRow(tuple(_page_cell(grid, written, page, row, column) for column in range(len(grid.across) - 1)))
        for row in range(len(grid.down) - 1)
    )
    left, right = grid.across[0], grid.across[-1]
    box = page.box(left, grid.down[0], right, grid.down[-1])
    edges = tuple(round((x - left) * 1000 / max(right - left, 1)) for x in grid.across)
    return PageTable(rows, box, edges)


def _recognised(cell: GridCell, sheet: Sheet) -> _Written:
    inner = (cell.left + _NEAR_RULE, cell.top + _NEAR_RULE, cell.right - _NEAR_RULE, cell.bottom - _NEAR_RULE)
    if sheet.is_blank(*inner):
        return _Written(cell)
    lines = sheet.lines(cell.left + _RULE, cell.top + _RULE, cell.right - _RULE, cell.bottom - _RULE // 2)
    return _Written(cell, lines, ink=True)


def _numbered(grid: Grid, written: dict[tuple[int, int], _Written], sheet: Sheet) -> dict[tuple[int, int], _Written]:
    """Return the cells of the first column anew, where it holds numbers: each read as a number too."""
    first = [one for (_, column), one in sorted(written.items()) if column == 0 and one.cell.column_end == 1]
    if len(grid.across) < 3 or not is_number_column([one.text for one in first]):
        return {}
    numbers = [one for one in first if one.ink and len(one.lines) <= 1 and len(one.text) <= 7]
    numbers = [one for one in numbers if one.text.casefold() not in ("tt", "stt")]
    settled = settle([_readings(one, sheet) for one in numbers])
    return {
        (one.cell.row, 0): _Written(one.cell, one.lines, ink=True, number=found)
        for one, found in zip(numbers, settled, strict=True)
    }


def _readings(one: _Written, sheet: Sheet) -> NumberCell:
    """Return what the engine makes of a number: as it stands where that is sure, else looked at in several ways."""
    plain = [(one.text, confidence_of(one.lines))] if one.text else []
    if plain and is_plain_number(plain[0][0]) and plain[0][1] >= _SURE:
        return NumberCell(tuple(plain))
    cell = one.cell
    inner = (cell.left + _NEAR_RULE, cell.top + _NEAR_RULE, cell.right - _NEAR_RULE, cell.bottom - _NEAR_RULE)
    if plain and _LIKE_STROKES.fullmatch(plain[0][0]):
        strokes = upright_strokes(sheet.ink[inner[1] : inner[3], inner[0] : inner[2]])
        if 2 <= strokes <= 3:
            return NumberCell((("I" * strokes, _SURE),))
    looks = [sheet.number(*inner, letters, scale, pad) for letters, scale, pad in _LOOKS]
    return NumberCell(tuple((text, sure) for text, sure in (*plain, *looks) if text))


def _page_cell(
    grid: Grid, written: dict[tuple[int, int], _Written], page: CleanPage, row: int, column: int
) -> PageCell:
    one = written.get((row, column))
    if one is None:
        origin = next(
            cell for cell in grid.cells if cell.row <= row < cell.row_end and cell.column <= column < cell.column_end
        )
        box = page.box(grid.across[column], grid.down[row], grid.across[column + 1], grid.down[row + 1])
        return PageCell("", box, merged_from=(origin.row, origin.column))
    cell = one.cell
    sure = one.number[1] if one.number else confidence_of(one.lines) if one.ink else None
    return PageCell(
        one.text,
        page.box(cell.left, cell.top, cell.right, cell.bottom),
        confidence=sure,
        full=_is_full(one.lines, cell),
        doubtful=one.number is not None and (one.number[1] < _DOUBTFUL or not is_number(one.number[0])),
    )


def _is_full(lines: Sequence[Line], cell: GridCell) -> bool:
    if not lines:
        return False
    height = max(line_height(lines), 0.1 * WORK_DPI)
    return cell.bottom - max(line.bottom for line in lines) < _FULL_HEIGHTS * height
