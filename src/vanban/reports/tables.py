"""The statistics tables of a report: the rows below the header, and where a page breaks a table.

Owns: repeated headers, headers missing on a continued table. Does not: understand headers (``layouts``) or read what
lines say (``lines``).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from vanban.reading.model import Cell, Table
from vanban.reading.repeats import is_header_again
from vanban.reports.layouts import INDEX, Layout, find_header, layout_of
from vanban.reports.numbers import is_number
from vanban.text.forms import squeeze

__all__ = ["StatRow", "StatTable", "read_statistics"]

_LEAST_WIDTH = 2


@dataclass(frozen=True, slots=True)
class StatRow:
    """One row below the header."""

    cells: tuple[Cell, ...]
    after_break: bool  # the first behind a page break, a repeated header or at the top of a continuing table
    page: int | None


@dataclass(frozen=True, slots=True)
class StatTable:
    """A statistics table."""

    table: Table
    layout: Layout
    rows: tuple[StatRow, ...]
    continues: bool  # it goes on with the lines of the table before
    inherited: bool  # it has no header of its own


def read_statistics(table: Table, before: Layout | None, *, is_blank: bool = False) -> StatTable | None:
    """Return ``table`` as a statistics table, or None where it is none.

    Args:
        table: Any table.
        before: The layout of the statistics table right before, which a table without a header goes on with.
        is_blank: Nothing is filled in yet: no numbers are asked of it.
    """
    found = find_header(table)
    if found is None:
        if before is None or before.width != table.width or not _goes_on(table, before):
            return None
        return StatTable(table, before, _body(table, 0, before, broken=True), continues=True, inherited=True)
    start, end = found
    layout = layout_of(table, start, end, is_blank=is_blank)
    if layout is None:
        return None
    continues = before is not None and is_header_again(table.rows[start], before.keys)
    end = _skip_index(table, end)
    return StatTable(table, layout, _body(table, end, layout, broken=continues), continues, inherited=False)


def _goes_on(table: Table, before: Layout) -> bool:
    """Say whether a table without a header holds lines of the one before: codes or numbers where they belong."""
    if before.width <= _LEAST_WIDTH:
        return False
    columns = [column.column for column in before.values]
    numbers = any(is_number(row.cells[column].text) for row in table.rows for column in columns)
    return numbers or (before.no is not None and any(row.cells[before.no].text[:1].isdigit() for row in table.rows))


def _skip_index(table: Table, end: int) -> int:
    """Return ``end`` behind a row that only numbers the columns: (1) (2) (3) = (1) + (2)."""
    if end >= len(table.rows):
        return end
    marks = [text for cell in table.rows[end].cells if (text := squeeze(cell.text))]
    numbers = [int(match[0]) for mark in marks if (match := re.search(r"\d{1,2}", mark))]
    rising = len(numbers) > 1 and all(right == left + 1 for left, right in pairwise(numbers))
    return end + 1 if len(marks) > 2 and rising and all(INDEX.match(mark) for mark in marks) else end


def _body(table: Table, start: int, layout: Layout, *, broken: bool) -> tuple[StatRow, ...]:
    """Return the rows below the header; repeated headers are left out and mark a page break."""
    rows: list[StatRow] = []
    for row in table.rows[start:]:
        if (row.header and rows) or is_header_again(row, layout.keys):
            broken = True
            continue
        if not any(cell.text.strip() for cell in row.cells):
            continue
        turned = bool(rows) and row.page is not None and row.page != rows[-1].page
        rows.append(StatRow(row.cells, broken or turned, row.page))
        broken = False
    return tuple(rows)
