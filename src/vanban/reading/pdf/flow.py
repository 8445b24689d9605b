"""The pages of a PDF as one run of paragraphs and tables.

Owns: reading order on a page, what goes on over a page's end. Does not: decide about lines (``paragraphs``) or rows
(``rows``), or make blocks (``blocks``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vanban.reading.pdf.columns import Column, columns_of, right_edge
from vanban.reading.pdf.ink import Page
from vanban.reading.pdf.lines import Line, merged
from vanban.reading.pdf.page_text import PageText, TablePart
from vanban.reading.pdf.paragraphs import Placed, paragraphs_of, runs_on
from vanban.reading.pdf.rows import OpenTable, goes_on_with

__all__ = ["Flow", "Scanned", "Written"]


@dataclass(slots=True)
class Written:
    """A paragraph."""

    lines: list[Placed]
    page: Page  # on which it begins
    whole: bool  # it is set as wide as the page's text


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page that shows a picture: its words are recognised elsewhere."""

    page: int  # from 1


Item = Written | OpenTable | Scanned


class Flow:
    """What was read so far."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.notes: list[Written] = []

    def scanned(self, page: int) -> None:
        """Add a page that is read from its picture."""
        self.items.append(Scanned(page))

    def add(self, text: PageText) -> None:
        """Add a page."""
        first = True
        left, right = _edges(text)
        for item in _in_order(text, left, right):
            if isinstance(item, TablePart):
                self._table(item, first=first)
            else:
                self._column(item, text.page, first=first)
            first = False
        notes = [Placed(merged(row), left, right) for row in text.notes]
        self.notes += [Written(lines, text.page, whole=True) for lines in paragraphs_of(notes)]

    def _table(self, part: TablePart, *, first: bool) -> None:
        last = self.items[-1] if self.items else None
        follows = first and isinstance(last, OpenTable) and last.last.page.number == part.page.number - 1
        if follows and isinstance(last, OpenTable) and goes_on_with(last, part):
            last.add(part)
        else:
            self.items.append(OpenTable.of(part))

    def _column(self, column: Column, page: Page, *, first: bool) -> None:
        paragraphs = paragraphs_of([Placed(line, column.left, column.right) for line in column.lines])
        last = self.items[-1] if self.items else None
        if first and column.whole and isinstance(last, Written) and last.whole:
            above, below = last.lines[-1], paragraphs[0][0]
            if above.line.page == page.number - 1 and runs_on(above, below):
                last.lines += paragraphs.pop(0)
        self.items += [Written(lines, page, column.whole) for lines in paragraphs]


def _edges(text: PageText) -> tuple[float, float]:
    """Return between which edges the lines of a page are set."""
    lines = [row[0] for row in text.rows if len(row) == 1]
    lines = lines or [line for row in text.rows for line in row]
    if not lines:
        return 0.0, text.page.width
    left = min(line.box.x0 for line in lines)
    tables = [part.grid.xs[-1] - 5 for part in text.tables]
    right = right_edge(lines)
    # A page with a title above a table says little about where lines end; the table says more.
    return left, max([right, *tables]) if len(lines) < 5 else right


def _in_order(text: PageText, left: float, right: float) -> list[TablePart | Column]:
    found: list[TablePart | Column] = []
    rows = list(text.rows)
    for part in text.tables:
        above = _above(rows, part)
        found += columns_of(above, left, right)
        rows = rows[len(above) :]
        found.append(part)
    return found + columns_of(rows, left, right)


def _above(rows: Sequence[list[Line]], part: TablePart) -> list[list[Line]]:
    """Return the lines above a table, of those that are left."""
    middle = (part.grid.ys[0] + part.grid.ys[-1]) / 2
    count = 0
    while count < len(rows) and rows[count][0].centre < middle:
        count += 1
    return list(rows[:count])
