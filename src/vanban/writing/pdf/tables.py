"""Tables as mark-up: a header that is repeated, rows that stay whole, cells that reach over rows and columns.

Owns: the mark-up of tables. Does not: know what stands in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from vanban.writing.layout import Layout
from vanban.writing.model import Cell, Column, Table, plain
from vanban.writing.pdf.words import escaped, words
from vanban.writing.spans import Spans

__all__ = ["table"]

_LETTER_WIDTH = 0.47  # of a letter of Times, in heights
_LINE_HEIGHT = 1.15
_MM_A_PT = 25.4 / 72
_LONG = 0.4  # of the sheet's shorter side: what is higher may be divided, or it would leave a page half empty


def table(given: Table, layout: Layout, width_mm: float) -> str:
    """Return a table of ``width_mm``; its header is repeated, its rows stay whole but those that are very high.

    Raises:
        ValueError: rows and columns do not fit.
    """
    size = layout.table_size_pt(len(given.columns))
    room = _Room.of(given.columns, size, width_mm, layout.paper_mm[0] * _LONG)
    head = "".join(_rows(given.head_rows, given.columns, room, is_header=True))
    body = "".join(_rows(given.rows, given.columns, room, is_header=False))
    return (
        f'{_caption(given, size)}<table style="font-size: {size:g}pt"><colgroup>{_widths(given.columns)}</colgroup>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell, its column, and how many columns it takes."""

    at: int
    columns: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class _Room:
    """About how much a page holds: to know what cannot stay whole, an estimate is enough."""

    letters: tuple[float, ...]  # in a line of each column
    most_lines: float  # of what stays whole

    @classmethod
    def of(cls, columns: Sequence[Column], size_pt: float, width_mm: float, most_mm: float) -> "_Room":
        letter_mm = size_pt * _MM_A_PT * _LETTER_WIDTH
        whole = sum(column.weight for column in columns)
        letters = tuple(width_mm * column.weight / whole / letter_mm for column in columns)
        return cls(letters, most_mm / (size_pt * _MM_A_PT * _LINE_HEIGHT))

    def lines(self, row: Sequence[_Place]) -> float:
        """Return how many lines a row of cells takes."""
        return max((self._lines(place) / place.cell.rows for place in row), default=1.0)

    def _lines(self, place: _Place) -> float:
        letters = sum(self.letters[place.at : place.at + place.columns])
        return sum(max(1.0, ceil(len(line) / letters)) for line in plain(place.cell.text).split("\n"))


def _caption(given: Table, size_pt: float) -> str:
    """Return what stands above the table; outside of it, where the printer keeps it on the table's page."""
    lines = (("caption", given.caption), ("unit", given.unit))
    marks = "".join(f'<p class="{name}">{escaped(text)}</p>' for name, text in lines if text)
    return f'<div class="above" style="font-size: {size_pt:g}pt">{marks}</div>' if marks else ""


def _widths(columns: Sequence[Column]) -> str:
    whole = sum(column.weight for column in columns)
    return "".join(f'<col style="width: {100 * column.weight / whole:.3f}%">' for column in columns)


def _rows(
    rows: Sequence[Sequence[Cell | None]], columns: Sequence[Column], room: _Room, *, is_header: bool
) -> Iterator[str]:
    spans = Spans(len(columns))
    placed = [[_Place(*place) for place in _given(spans, row)] for row in rows]
    spans.check_closed()
    for group in _groups(placed):
        heights = [room.lines(row) for row in group]
        is_whole = sum(heights) <= room.most_lines
        for number, (row, lines) in enumerate(zip(group, heights, strict=True), start=1):
            keeps = (is_whole and number < len(group)) or any(place.cell.keeps_next for place in row)
            look = _classes("keeps" if keeps else "", "long" if lines > room.most_lines else "")
            marks = "".join(_cell(columns[place.at], place.cell, is_header=is_header) for place in row)
            yield f'<tr class="{look}">{marks}</tr>' if look else f"<tr>{marks}</tr>"


def _given(spans: Spans, row: Sequence[Cell | None]) -> Iterator[tuple[int, int, Cell]]:
    return ((at, columns, cell) for at, columns, cell in spans.row(row) if cell is not None)


def _groups(rows: Sequence[Sequence[_Place]]) -> Iterator[Sequence[Sequence[_Place]]]:
    """Yield the rows that cells reaching down hold together: a page that ends among them leaves these cells open."""
    first = until = 0
    for number, row in enumerate(rows):
        if number > until:
            yield rows[first:number]
            first = number
        until = max(number, until, *(number + place.cell.rows - 1 for place in row))
    if rows:
        yield rows[first:]


def _cell(column: Column, cell: Cell, *, is_header: bool) -> str:
    reach = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    reach += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    align = cell.align or ("center" if is_header else column.align)
    look = _classes(align, "bold" if cell.is_bold else "", "italic" if cell.is_italic else "")
    if is_header:
        return f'<th scope="{"colgroup" if cell.columns > 1 else "col"}"{reach} class="{look}">{words(cell.text)}</th>'
    return f'<td{reach} class="{look}">{words(cell.text)}</td>'


def _classes(*names: str) -> str:
    return " ".join(filter(None, names))
