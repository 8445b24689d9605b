"""Tables that converters leave in a text as HTML, as rows of a grid.

Owns: rows, cells, merges of ``<table>``. Does not: read the mark-up within a cell (``markup``), or whole web pages.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

__all__ = ["HtmlCell", "pieces_of", "rows_of"]

_OPEN, _CLOSE = "<table", "</table>"
_MOST_SPAN = 63  # columns that a cell covers; a larger span is damage
_INNER = frozenset({"b", "strong", "i", "em", "u", "s", "br", "ul", "ol", "li", "p", "div", "span", "sub", "sup"})


@dataclass(slots=True)
class HtmlCell:
    """One position of the grid."""

    marked: str = ""  # the text with its mark-up
    header: bool = False
    merged_from: tuple[int, int] | None = None  # (row, column) of the cell that covers this one


def pieces_of(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a text in order, each with whether it is a table in HTML."""
    lowered = text.lower()
    start = 0
    while (begin := lowered.find(_OPEN, start)) >= 0 and (close := lowered.find(_CLOSE, begin)) >= 0:
        yield False, text[start:begin]
        start = close + len(_CLOSE)
        yield True, text[begin:start]
    yield False, text[start:]


def rows_of(table: str, count: Callable[[int], None]) -> list[list[HtmlCell]]:
    """Return the rows of a table, all of one width.

    Args:
        table: From ``<table`` to ``</table>``.
        count: Told of the cells before they are made; it raises where they are too many.
    """
    parser = _Rows(count)
    parser.feed(table)
    parser.close()
    width = max((len(row) for row in parser.rows), default=0)
    count(sum(width - len(row) for row in parser.rows))
    return [row + [HtmlCell() for _ in range(width - len(row))] for row in parser.rows]


class _Rows(HTMLParser):
    """Gathers the cells of one table; a table within a cell is read as its text."""

    def __init__(self, count: Callable[[int], None]) -> None:
        super().__init__(convert_charrefs=True)
        self._count = count
        self.rows: list[list[HtmlCell]] = []
        self._reaching: dict[int, tuple[int, tuple[int, int]]] = {}  # column -> rows still covered, and by which cell
        self._cell: HtmlCell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell, or keep the mark-up of a cell's text."""
        if tag == "tr":
            self._begin_row()
        elif tag in ("td", "th"):
            self._begin_cell(dict(attrs), header=tag == "th")
        elif self._cell is not None and tag in _INNER:
            self._cell.marked += f"<{tag}>"

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a row."""
        if tag in ("td", "th"):
            self._cell = None
        elif tag == "tr":
            self._cell = None
            self._cover(max(self._reaching, default=-1) + 1)
        elif self._cell is not None and tag in _INNER and tag != "br":
            self._cell.marked += f"</{tag}>"

    def handle_data(self, data: str) -> None:
        """Add to the cell's text; white space in HTML is one blank."""
        if self._cell is not None:
            self._cell.marked += re.sub(r"\s+", " ", data).replace("<", "&lt;")

    def _begin_row(self) -> None:
        self.rows.append([])
        self._cell = None

    def _begin_cell(self, attributes: dict[str, str | None], *, header: bool) -> None:
        if not self.rows:
            self._begin_row()
        self._cover(0)
        row, column = len(self.rows) - 1, len(self.rows[-1])
        self._cell = HtmlCell(header=header)
        wide, high = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        self._count(wide)
        self.rows[-1].append(self._cell)
        self.rows[-1].extend(HtmlCell(merged_from=(row, column)) for _ in range(wide - 1))
        if high > 1:
            self._reaching |= {at: (high - 1, (row, column)) for at in range(column, column + wide)}

    def _cover(self, width: int) -> None:
        """Fill the positions that cells above reach down to: those next in the row, and all up to ``width``."""
        row, index = (self.rows[-1], len(self.rows) - 1) if self.rows else ([], 0)
        while (column := len(row)) < width or column in self._reaching:
            left, origin = self._reaching.get(column, (0, (index, column)))
            if origin[0] >= index and column >= width:
                return
            self._count(1)
            covered = origin[0] < index
            row.append(HtmlCell(merged_from=origin) if covered else HtmlCell())
            if covered:
                self._reaching[column] = (left - 1, origin)
                if left <= 1:
                    del self._reaching[column]


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isascii() and text.isdigit() and int(text or 0) > 0 else 1
