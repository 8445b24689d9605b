"""Paragraphs and tables as the document's blocks, with their places.

Owns: the grid of a finished table, places and boxes, bounds. Does not: join anything.
"""

from collections.abc import Sequence

from vanban.reading.bounds import Bounds
from vanban.reading.lines import tidy_lines
from vanban.reading.model import Cell, Paragraph, Row, Table
from vanban.reading.pdf.flow import Written
from vanban.reading.pdf.ink import Box, box_around, place_box
from vanban.reading.pdf.notes import without_marks
from vanban.reading.pdf.paragraphs import Placed, joined_text, paragraphs_of
from vanban.reading.pdf.rows import OpenCell, OpenTable
from vanban.text.findings import Place

__all__ = ["paragraph_of", "table_of"]


def paragraph_of(written: Written, block: int, bounds: Bounds, *, note: bool = False) -> Paragraph | None:
    """Return a paragraph as a block; None where nothing is left of it."""
    lines = [placed.line for placed in written.lines]
    text = tidy_lines(joined_text(lines))
    text = without_marks(text) if note else text
    if not text:
        return None
    bounds.block()
    own = [line.box for line in lines if line.page == written.page.number]
    place = Place(page=written.page.number, block=block, box=place_box(box_around(own), written.page))
    return Paragraph(bounds.whole(bounds.text(text)), place, bold=all(line.bold for line in lines), note=note)


def table_of(table: OpenTable, block: int, index: int, bounds: Bounds) -> Table | None:
    """Return a table as a block; None where nothing is written in it."""
    width = len(table.xs) - 1
    bounds.table(len(table.pages), width)
    corners = {(cell.row, _column(cell.x0, table.xs)): cell for cell in table.cells}
    covered = _covered(table, width)
    top = table.last.page if not table.pages else table.pages[0]
    boxes = [Box(*cell.boxes[0]) for cell in table.cells if cell.page is top]
    rows = []
    for row, page in enumerate(table.pages):
        cells = []
        for column in range(width):
            place = Place(page=page.number, block=block, table=index, row=row, column=column)
            cells.append(_cell(corners.get((row, column)), covered.get((row, column)), place, bounds))
        rows.append(Row(tuple(cells), header=row < table.headers, page=page.number))
    if not any(cell.text for one in rows for cell in one.cells):
        return None
    box = place_box(box_around(boxes), top)
    return Table(tuple(rows), Place(page=top.number, block=block, table=index, box=box))


def _cell(own: OpenCell | None, origin: tuple[int, int] | None, place: Place, bounds: Bounds) -> Cell:
    if own is None:
        return Cell("", place, merged_from=origin)
    text, bold = _words(own.lines)
    box = place_box(Box(*own.boxes[0]), own.page)
    where = Place(page=place.page, block=place.block, table=place.table, row=place.row, column=place.column, box=box)
    return Cell(bounds.whole(bounds.text(text)), where, bold=bold)


def _words(lines: Sequence[Placed]) -> tuple[str, bool]:
    paragraphs = [joined_text([placed.line for placed in group]) for group in paragraphs_of(lines)]
    text = tidy_lines("\n".join(paragraphs))
    return text, bool(text) and all(placed.line.bold for placed in lines)


def _covered(table: OpenTable, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for every position under a merged cell where that cell stands."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for cell in table.cells:
        start, end = _column(cell.x0, table.xs), _column(cell.x1, table.xs)
        for row in range(cell.row, min(cell.row_end, len(table.pages))):
            for column in range(start, min(max(end, start + 1), width)):
                if (row, column) != (cell.row, start):
                    found[row, column] = (cell.row, start)
    return found


def _column(x: float, xs: Sequence[float]) -> int:
    return min(range(len(xs)), key=lambda index: abs(xs[index] - x))
