"""What was pasted from Word or Excel, as the text of a file that the plain reader takes.

Three things come out of a clipboard: columns divided by tabs (a cell with line breaks in quotation marks), the mark-up
of a table, and plain lines. All become one text, so that headers, lists, bodies and deadlines are read by the same
rules as in a file. Owns: the shapes of a clipboard, the columns of rows without a header. Does not: read a plan.
"""

import csv
import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from caicach.plans.mapping.rows import TaskRow, rows_of
from caicach.ui.sentences import in_language
from caicach.web.requests import whole_number
from vanban.plans import read_plan
from vanban.reading import ReadError, read_document
from vanban.text.forms import squeeze

__all__ = ["HEADERS", "Pasted", "read_pasted"]

Json = dict[str, Any]
Grid = list[list[str]]

# The order of columns that most annexes keep; of rows without a header, as many as they have columns.
HEADERS: dict[int, tuple[str, ...]] = {
    2: ("Nhiệm vụ", "Chủ trì"),
    3: ("Nhiệm vụ", "Chủ trì", "Thời hạn"),
    4: ("Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn"),
    5: ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn"),
    6: ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn"),
    7: ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Theo dõi", "Thời hạn"),
}
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\W*(?:\d{1,3}(?:\.\d+)*|[IVXLC]+)\W*")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read of a paste."""

    rows: tuple[TaskRow, ...]
    columns: tuple[str, ...]  # the headers that were taken, where the paste has none
    findings: tuple[str, ...]  # sentences of the reader


def read_pasted(text: str, *, year: int, headers: Sequence[str] = ()) -> Pasted:
    """Return the rows of ``text``; never raises, a paste in which nothing is found has no rows.

    Args:
        text: What was pasted.
        year: The year of the plan: deadlines without a year are of it.
        headers: Those of the plan's own table, tried first where the paste has none and as many columns.
    """
    grid = _grid(text)
    if grid is None:
        rows, findings = _read(text, year)
        return Pasted(rows, (), findings)
    rows, findings = _read(_text_of(grid), year)
    if rows:
        return Pasted(rows, (), findings)
    taken = _headers(grid, headers)
    if not taken:
        return Pasted((), (), findings)
    again, found = _read(_text_of([list(taken), *_with_number(grid, taken)]), year)
    return Pasted(again, taken, found) if again else Pasted((), (), findings)


def _grid(text: str) -> Grid | None:
    """Return the cells of a table; None where there is none."""
    if _TABLE.search(text):
        tables = _Tables()
        tables.feed(text)
        return tables.rows or None
    if "\t" not in text:
        return None
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t") if _is_quoted(text) else None
    return [list(row) for row in rows] if rows else [line.split("\t") for line in text.splitlines()]


def _is_quoted(text: str) -> bool:
    """Whether cells stand in quotation marks as spreadsheets write those with line breaks."""
    return bool(re.search(r'(?:^|\t)"', text, re.MULTILINE)) and text.count('"') % 2 == 0


def _text_of(grid: Grid) -> str:
    """Return a table as the plain reader takes it: a line a row, line breaks of cells as mark-up."""
    width = max(len(row) for row in grid)
    return "\n".join("\t".join(_cell(cell) for cell in [*row, *[""] * (width - len(row))]) for row in grid) + "\n"


def _cell(text: str) -> str:
    lines = [squeeze(line) for line in text.replace("\t", " ").splitlines()]
    # A sign of the text is not to be taken for mark-up.
    return "<br>".join(html.escape(line, quote=False) for line in lines if line)


def _headers(grid: Grid, own: Sequence[str]) -> tuple[str, ...]:
    """Return the headers of rows that bring none: those of the plan, else the usual ones."""
    width = max(len(row) for row in grid)
    if len(own) == width:
        return tuple(own)
    numbered = sum(bool(_NUMBER.fullmatch(row[0])) for row in grid if row)
    usual = HEADERS.get(width, ())
    if usual and usual[0] != "TT" and numbered * 2 > len(grid):
        return ("TT", *HEADERS.get(width - 1, ())) if width > 2 else ()
    return usual


def _with_number(grid: Grid, headers: Sequence[str]) -> Grid:
    """Return the rows; where a column of numbers stays empty, each row gets one, so that none continues another."""
    if headers[0] != "TT":
        return grid
    return [
        [row[0] or str(at) if any(squeeze(cell) for cell in row[1:2]) else row[0], *row[1:]] if row else row
        for at, row in enumerate(grid, start=1)
    ]


def _read(text: str, year: int) -> tuple[tuple[TaskRow, ...], tuple[str, ...]]:
    try:
        document = read_document(text.encode(), name="dan.txt")
    except ReadError as error:
        return (), (in_language(str(error)),)
    reading: Json = read_plan(document, year=year).to_json(source="dan.txt")
    # What is missing of a document (symbol, date, signer) is missing of every clipboard.
    told = (one for one in reading.get("findings", ()) if one["severity"] != "note" and one["where"])
    said = dict.fromkeys(in_language(one["message"]) for one in told)
    return rows_of(reading), tuple(said)


class _Tables(HTMLParser):
    """Takes the cells of all tables of a clipboard's mark-up; a spanned place is empty."""

    BREAKS = frozenset({"br", "p", "div", "li"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Grid = []
        self._cell: list[str] | None = None
        self._wide = 1  # columns of the open cell
        self._above: dict[int, int] = {}  # columns of the open row that a cell above covers
        self._below: dict[int, int] = {}  # column -> rows below the open one that stay covered

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell; mark a line where the mark-up breaks one."""
        if tag == "tr":
            self.rows.append([])
            self._above = self._below
            self._below = {column: left - 1 for column, left in self._above.items() if left > 1}
        elif tag in ("td", "th") and self.rows:
            self._open({name: _count(value) for name, value in attrs})
        elif tag in self.BREAKS and self._cell is not None:
            self._cell.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell or a row."""
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1] += ["".join(self._cell).strip(), *[""] * (self._wide - 1)]
            self._cell = None
        elif tag == "tr" and self.rows:
            self._skip_covered()

    def handle_data(self, data: str) -> None:
        """Take the words of a cell; a line break of the mark-up is a blank."""
        if self._cell is not None:
            self._cell.append(re.sub(r"\s+", " ", data))

    def _open(self, spans: dict[str, int]) -> None:
        self._skip_covered()
        self._wide = spans.get("colspan", 1)
        at = len(self.rows[-1])
        if spans.get("rowspan", 1) > 1:
            self._below |= dict.fromkeys(range(at, at + self._wide), spans["rowspan"] - 1)
        self._cell = []

    def _skip_covered(self) -> None:
        """Leave the places empty that a cell above covers."""
        row = self.rows[-1]
        while len(row) in self._above:
            row.append("")


def _count(value: str | None) -> int:
    return min(whole_number(value or "") or 1, 200)
