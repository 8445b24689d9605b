"""A table that goes on over pages becomes one table.

Owns: which parts belong together, headers repeated on every page, rows that a page break cuts in two.
Does not: read what cells say beyond whether a sentence goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from vanban.reading.pdf.ink import Page
from vanban.reading.pdf.lines import Line
from vanban.reading.pdf.page_text import TablePart
from vanban.reading.pdf.paragraphs import Placed, is_full, starts_fresh

__all__ = ["OpenCell", "OpenTable", "goes_on_with"]

_SAME_EDGE = 6.0  # points
_SAME_HEADER = 0.75
_MOST_HEADER = 4  # rows
_CLOSED = (".", ";", ":", "/", "”", ")")
_LEAST_PAD, _MOST_PAD = 1.0, 8.0  # points between a cell's border and its words


@dataclass(slots=True)
class OpenCell:
    """A cell that may still go on."""

    row: int
    row_end: int
    x0: float  # in the measure of the table's first part
    x1: float
    page: Page
    lines: list[Placed]
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words, for comparing."""
        return " ".join(placed.line.text for placed in self.lines)


@dataclass(slots=True)
class OpenTable:
    """A table as far as it was read."""

    xs: list[float]
    cells: list[OpenCell]
    pages: list[Page]  # of each row
    last: TablePart
    headers: int = 0  # rows that later pages repeat
    dropped: list[Line] = field(default_factory=list)  # what those repeated

    @classmethod
    def of(cls, part: TablePart) -> "OpenTable":
        """Begin a table."""
        table = cls(list(part.grid.xs), [], [], part)
        table._append(_cells(part, part.grid.xs), len(part.grid.ys) - 1, part.page)
        return table

    def add(self, part: TablePart) -> None:
        """Go on with the part on the next page."""
        xs = _measured(part, self)
        cells = _cells(part, xs)
        rows = len(part.grid.ys) - 1
        repeated = self._repeated(cells, rows)
        if repeated:
            self.headers = max(self.headers, repeated)
            self.dropped += [placed.line for cell in cells if cell.row < repeated for placed in cell.lines]
            cells = [cell for cell in cells if cell.row >= repeated]
            for cell in cells:
                cell.row, cell.row_end = cell.row - repeated, cell.row_end - repeated
            rows -= repeated
        self.xs = _with_borders(self.xs, xs)
        first = [cell for cell in cells if cell.row == 0]
        if rows and first and self._is_rest(first):
            self._stitch(first)
            cells = [cell for cell in cells if cell.row > 0]
            for cell in cells:
                cell.row, cell.row_end = cell.row - 1, cell.row_end - 1
            rows -= 1
        self._append(cells, rows, part.page)
        self.last = part

    def _append(self, cells: list[OpenCell], rows: int, page: Page) -> None:
        start = len(self.pages)
        for cell in cells:
            cell.row, cell.row_end = cell.row + start, cell.row_end + start
        self.cells += cells
        self.pages += [page] * rows

    def _repeated(self, cells: list[OpenCell], rows: int) -> int:
        """Return how many rows at the head say again what the table's first rows say."""
        count = 0
        while count < min(rows, _MOST_HEADER, len(self.pages)):
            own, first = _words(cells, count), _words(self.cells, count)
            if not own or SequenceMatcher(None, own, first, autojunk=False).ratio() <= _SAME_HEADER:
                break
            count += 1
        while count and any(cell.row < count < cell.row_end for cell in cells):
            count -= 1  # a header's cell reaches into the body: no header after all
        return count

    def _is_rest(self, below: Sequence[OpenCell]) -> bool:
        """Say whether a row at the head of a page is the rest of the last row of the page before."""
        first = min(below, key=lambda cell: cell.x0)
        if first.text.strip() and first.x1 - first.x0 < 0.5 * (self.xs[-1] - self.xs[0]) and _is_number(first.text):
            return False
        if not self.cells or len(self.pages) <= self.headers:
            return False
        weights = [self._weight(cell) for cell in below if cell.lines]
        if not weights:
            return True  # the room that a cut row left on the next page: nothing is written in it
        if self.last.grid.open_bottom:
            return sum(weights) >= 0
        return not first.text.strip() and sum(weights) > 0 if _numbered(self.cells) else min(weights) > 0

    def _weight(self, below: OpenCell) -> int:
        """Return how much a cell speaks for going on with the one above it (above 0), or for beginning anew."""
        above = self._above(below)
        if above is None or not above.lines:
            return 0 if self.last.grid.open_bottom else -1
        upper, lower = above.lines[-1], below.lines[0]
        text = upper.line.text.rstrip()
        if starts_fresh(text, lower.line.text):
            return 1 if self.last.grid.open_bottom else 0
        if lower.line.text[:1].islower():
            return 3
        if text.endswith(_CLOSED):
            return 1 if self.last.grid.open_bottom else -1
        return 1 if is_full(upper, lower.line) else -2

    def _above(self, below: OpenCell) -> OpenCell | None:
        last = len(self.pages)
        middle = (below.x0 + below.x1) / 2
        return next((cell for cell in self.cells[::-1] if cell.row_end == last and cell.x0 <= middle <= cell.x1), None)

    def _stitch(self, below: Sequence[OpenCell]) -> None:
        for cell in below:
            above = self._above(cell)
            if above is None:
                continue
            above.lines += cell.lines
        for cell in below:
            above = self._above(cell)
            if above is not None and cell.row_end > 1:
                above.row_end += cell.row_end - 1


def goes_on_with(table: OpenTable, part: TablePart) -> bool:
    """Say whether a table at the head of a page has the columns of the one at the foot of the page before."""
    own = _measured(part, table)
    known = table.xs
    if abs(own[0] - known[0]) > _SAME_EDGE or abs(own[-1] - known[-1]) > _SAME_EDGE:
        return False
    if not (_among(own, known) or _among(known, own)):
        return False
    return not _has_new_header(table, part, own)


def _has_new_header(table: OpenTable, part: TablePart, xs: Sequence[float]) -> bool:
    """Say whether a part begins with a header of its own: bold over most columns, other words, as the table's was."""
    cells = _cells(part, xs)
    first = [cell for cell in cells if cell.row == 0 and cell.lines]
    upper = [cell for cell in table.cells if cell.row == 0 and cell.lines]
    least = max(3, (len(table.xs) - 1) // 2)
    if len(first) < least or len(upper) < least or _is_number(first[0].text):
        return False
    bold = all(placed.line.bold for cell in (*first, *upper) for placed in cell.lines)
    alike = SequenceMatcher(None, _words(cells, 0), _words(table.cells, 0), autojunk=False).ratio()
    return bold and alike <= _SAME_HEADER


def _cells(part: TablePart, xs: Sequence[float]) -> list[OpenCell]:
    pad = _padding(part)
    found = []
    for span in part.grid.spans:
        box = part.grid.box_of(span)
        lines = [Placed(line, box.x0 + pad, box.x1 - pad) for line in part.cells[span]]
        cell = OpenCell(span.row, span.row_end, xs[span.column], xs[span.column_end], part.page, lines)
        found.append(cell)
        cell.boxes.append((box.x0, box.top, box.x1, box.bottom))
    return found


def _padding(part: TablePart) -> float:
    """Return how far words stand from the borders of cells."""
    gaps = [line.box.x0 - part.grid.xs[span.column] for span, lines in part.cells.items() for line in lines]
    return min(max(min(gaps, default=_LEAST_PAD), _LEAST_PAD), _MOST_PAD)


def _measured(part: TablePart, table: OpenTable) -> list[float]:
    """Return the borders of a part in the measure of the table: pages may be turned, or mirrored in their margins."""
    own, known = part.grid.xs, table.xs
    if not part.ruled:  # its last column ends where its longest words do, which other pages need not have
        return [*own[:-1], max(known[-1], own[-2] + _SAME_EDGE)]
    scale = (known[-1] - known[0]) / (own[-1] - own[0])
    if abs(scale - 1) < 0.02 and part.page.width == table.last.page.width:
        scale = 1.0
    return [known[0] + (x - own[0]) * scale for x in own]


def _among(some: Sequence[float], every: Sequence[float]) -> bool:
    return all(any(abs(x - other) <= _SAME_EDGE for other in every) for x in some)


def _with_borders(known: list[float], own: Sequence[float]) -> list[float]:
    more = [x for x in own if all(abs(x - other) > _SAME_EDGE for other in known)]
    return sorted([*known, *more])


def _words(cells: Sequence[OpenCell], row: int) -> str:
    return " | ".join(cell.text for cell in sorted(cells, key=lambda cell: cell.x0) if cell.row == row and cell.lines)


def _is_number(text: str) -> bool:
    bare = text.strip().strip(".()")
    return bare.replace(".", "").isdigit() or (bool(bare) and len(bare) <= 5 and set(bare) <= set("IVXLCABCDEĐGH"))


def _numbered(cells: Sequence[OpenCell]) -> bool:
    """Say whether the first column of the table holds numbers."""
    left = min(cell.x0 for cell in cells)
    return sum(_is_number(cell.text) for cell in cells if cell.x0 <= left + 1 and cell.lines) > 0
