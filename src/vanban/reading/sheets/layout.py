"""Where the tables of a sheet stand: what is written above, the header, the rows, what is written below.

Owns: finding the header row wherever it stands, headers of two rows, several tables under each other. Does not: know
what columns mean; the header is told by its shape, words side by side above rows as wide.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from vanban.reading.errors import ReadError
from vanban.reading.sheets.model import Sheet, SheetCell, SheetRow
from vanban.text.forms import compare_key

__all__ = ["Covered", "Part", "covered_cells", "parts_of"]

Covered = dict[tuple[int, int], tuple[int, int]]  # (row number, column) -> the cell that covers it

_SEARCHED_ROWS = 200  # with anything in them: a header stands near the top
_LONGEST_TITLE = 200  # letters of one header cell
_LONGEST_SECOND = 8  # words of a cell in the second row of a header
_LEAST_SAME = 0.3  # of the titles: a table below another one, with headings of its own
_MOST_COVERED = 400_000  # positions under merged cells


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a sheet."""

    above: tuple[SheetRow, ...]
    header: tuple[SheetRow, ...]  # none where no row is one
    rows: tuple[SheetRow, ...]
    below: tuple[SheetRow, ...]


def covered_cells(sheet: Sheet, *, name: str) -> Covered:
    """Return the positions of filled rows that merged cells cover.

    Raises:
        ReadError: The merges overlap each other as no program writes them, beyond all measure.
    """
    numbers = [row.number for row in sheet.rows]
    width = max((len(row.cells) for row in sheet.rows), default=0)
    covered: Covered = {}
    left = _MOST_COVERED
    for top, first, bottom, last in sheet.merges:
        rows = numbers[bisect_left(numbers, top) : bisect_left(numbers, bottom + 1)]
        columns = range(first, min(last + 1, width))
        left -= len(rows) * len(columns)
        if left < 0:
            raise ReadError("RD020", name=name)
        covered |= {(row, column): (top, first) for row in rows for column in columns}
        covered.pop((top, first), None)
    return covered


def parts_of(sheet: Sheet, covered: Covered) -> tuple[Part, ...]:
    """Return the tables of ``sheet`` in order; at least one where anything stands in it."""
    rows = sheet.rows
    start = _header_at(rows, covered)
    if start is None:
        return (_headless(rows),) if rows else ()
    starts = [
        start,
        *(at for at in range(start + 1, len(rows)) if _is_new(rows, at) and _is_like(rows[start], rows[at])),
    ]
    edges = [0, *(_first_above(rows, at) for at in starts[1:]), len(rows)]
    return tuple(
        _part(rows[edge:end], at - edge, covered) for at, edge, end in zip(starts, edges, edges[1:], strict=False)
    )


def _filled(row: SheetRow) -> list[SheetCell]:
    return [cell for cell in row.cells if cell.text]


def _key(row: SheetRow) -> tuple[str, ...]:
    return tuple(compare_key(cell.text) for cell in row.cells)


def _extent(row: SheetRow, covered: Covered) -> int:
    """Return how many columns a row fills, those under cells merged to the right too."""
    wide = sum(covered.get((row.number, at), (0, 0))[0] == row.number for at in range(len(row.cells)))
    return len(_filled(row)) + wide


def _header_at(rows: Sequence[SheetRow], covered: Covered) -> int | None:
    """Return the first row that has words side by side, at least half as many as most rows below have cells."""
    searched = rows[:_SEARCHED_ROWS]
    counts = sorted(len(_filled(row)) for row in searched)
    typical = counts[int(len(counts) * 0.75)] if counts else 0
    least = max(2, min(3, typical))
    for at, row in enumerate(searched):
        wide = _extent(row, covered) >= ceil(typical / 2) and len(_filled(row)) >= least
        if wide and _is_title_row(row) and _has_body(searched, at):
            return at
    return None


def _is_title_row(row: SheetRow) -> bool:
    words = [cell.text for cell in _filled(row)]
    known = {compare_key(word) for word in words}
    return (
        not any(cell.is_number for cell in _filled(row))
        and all(len(word) <= _LONGEST_TITLE for word in words)
        and any(any(char.isalpha() for char in word) for word in words)
        and len(known) == len(words)
    )


def _has_body(rows: Sequence[SheetRow], at: int) -> bool:
    return any(len(_filled(row)) >= 2 for row in rows[at + 1 : at + 30])


def _is_like(header: SheetRow, row: SheetRow) -> bool:
    """Whether ``row`` is a header like the first: words side by side, some of them the same in the same column."""
    same = sum(bool(own) and own == other for own, other in zip(_key(header), _key(row), strict=False))
    width = len(_filled(header))
    return same >= max(1, width * _LEAST_SAME) and len(_filled(row)) >= width / 2 and _is_title_row(row)


def _is_new(rows: Sequence[SheetRow], at: int) -> bool:
    """Whether a header that comes again begins a table of its own: something is written above it, or a row is empty."""
    return rows[at].number > rows[at - 1].number + 1 or len(_filled(rows[at - 1])) <= 1


def _first_above(rows: Sequence[SheetRow], at: int) -> int:
    """Return the first of the lines that stand above the header in row ``at``, as far as the last row of a table."""
    while at and len(_filled(rows[at - 1])) <= 1 and rows[at].number <= rows[at - 1].number + 3:
        at -= 1
    return at


def _part(rows: Sequence[SheetRow], start: int, covered: Covered) -> Part:
    end = start + _header_height(rows, start, covered)
    last = _last_of_table(rows, end, least=len(_filled(rows[start])))
    return Part(tuple(rows[:start]), tuple(rows[start:end]), tuple(rows[end:last]), tuple(rows[last:]))


def _header_height(rows: Sequence[SheetRow], start: int, covered: Covered) -> int:
    """Return how many rows the header has."""
    first = rows[start]
    below = {number for (number, _), origin in covered.items() if origin[0] == first.number and number > first.number}
    tall = sum(row.number in below for row in rows[start + 1 : start + 4])
    if tall:
        return 1 + tall
    return 2 if start + 1 < len(rows) and _divides(first, rows[start + 1], covered) else 1


def _divides(first: SheetRow, second: SheetRow, covered: Covered) -> bool:
    """Whether the second row divides wide cells of the first: words, all of them under such cells."""
    if second.number != first.number + 1 or len(second.cells) > len(first.cells) + 3:
        return False
    width = max(len(first.cells), len(second.cells))
    titles = [first.cells[at].text if at < len(first.cells) else "" for at in range(width)]
    open_to = {
        at for at in range(width) if not titles[at] or covered.get((first.number, at), (0, 0))[0] == first.number
    }
    under = open_to | {at - 1 for at in open_to}
    filled = [at for at, cell in enumerate(second.cells) if cell.text]
    return (
        len(filled) > 1
        and 0 not in filled
        and set(filled) <= under
        and len(filled) < width - 1
        and not any(second.cells[at].is_number for at in filled)
        and all(len(second.cells[at].text.split()) <= _LONGEST_SECOND for at in filled)
    )


def _last_of_table(rows: Sequence[SheetRow], start: int, *, least: int) -> int:
    """Return where the table ends: behind its last wide row, unless narrow rows follow without an empty row between."""
    last = len(rows)
    wide = max((at for at in range(start, last) if len(_filled(rows[at])) >= max(2, least // 2)), default=start - 1)
    for at in range(wide + 1, last):
        if rows[at].number > rows[at - 1].number + 1:
            return at
    return last


def _headless(rows: Sequence[SheetRow]) -> Part:
    """Return the part of a sheet without a header: the lines above its first row with two cells, then the rows."""
    start = next((at for at, row in enumerate(rows) if len(_filled(row)) >= 2), len(rows))
    return Part(tuple(rows[:start]), (), tuple(rows[start:]), ())
