"""The document as on paper, with the words that findings are about marked in place.

Every mark has its finding's number; marks never overlap: words that are marked already keep their first mark, and the
other's number stands behind them. Words that a person fixed are struck, with the new ones behind them; they come first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.doctor.mapping.result import Found

__all__ = ["Leaf", "Segment", "SheetBlock", "SheetCell", "sheet_of"]

_FIXED = "mk--done"
TONES = {"error": "", "warning": "mk--warn", "advice": "mk--tip"}
_MOST_HEADER_WIDTH = 3  # columns of a header block
_HEADER_BLOCKS = 8  # it stands among the first
_LONGEST_TITLE = 160
_MOTTO = re.compile(r"\W*độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc\W*", re.IGNORECASE)
_DATED = re.compile(r"[^,]{2,40},\s*ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.{0,8}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words, marked (``number`` from 1) or not."""

    text: str
    number: int = 0
    tone: str = ""
    id: str = ""
    new: str | None = None  # what stands there once it is fixed; empty: the words go


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as printed: what it covers is not repeated."""

    segments: tuple[Segment, ...]
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A paragraph (``segments``), the header block of a document (``sides``) or a table (``head``, ``body``)."""

    segments: tuple[Segment, ...] = ()
    is_bold: bool = False
    is_centred: bool = False
    is_right: bool = False  # place and date of a document whose header block is lines
    sides: tuple[SheetCell, ...] = ()
    head: tuple[tuple[SheetCell, ...], ...] = ()
    body: tuple[tuple[SheetCell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet of paper: a page where the format has pages, else the document and each annex."""

    name: str
    blocks: tuple[SheetBlock, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    number: int
    tone: str
    id: str
    new: str | None = None


class _Marks:
    """The marks of each text by its place."""

    def __init__(self, found: Sequence[Found], fixed: Sequence[Found]) -> None:
        self._by_place: dict[tuple[Any, ...], list[_Mark]] = {}
        self._fixes: dict[tuple[Any, ...], list[_Mark]] = {}
        for one in fixed:
            for nth, edit in enumerate(one.edits, start=1):
                self._add_fix(one, nth, edit)
        for one in found:
            for nth, place in enumerate((one.place, *one.also), start=1):
                self._add(one, nth, place)

    def _add(self, one: Found, nth: int, place: Mapping[str, Any]) -> None:
        row, column = place.get("row"), place.get("column")
        if row is not None and column is None:
            column = 0  # a whole row is marked at its first cell
        key = (place.get("block"), row, column)
        mark = _Mark(
            place.get("start") or 0,
            10**9 if place.get("end") is None else place["end"],
            one.number,
            TONES[one.severity],
            _id(one, nth),
        )
        self._by_place.setdefault(key, []).append(mark)

    def segments(self, text: str, *place: int | None) -> tuple[Segment, ...]:
        """Return ``text`` with its marks."""
        found = sorted(self._by_place.get(place, ()), key=lambda mark: (mark.start, mark.number))
        fixes = sorted(self._fixes.get(place, ()), key=lambda mark: mark.start)
        return tuple(_segments(text, found, fixes))

    def _add_fix(self, one: Found, nth: int, edit: Mapping[str, Any]) -> None:
        place = edit["place"]
        key = (place.get("block"), place.get("row"), place.get("column"))
        mark = _Mark(place["start"], place["end"], one.number, _FIXED, _id(one, nth), edit["new"])
        self._fixes.setdefault(key, []).append(mark)


def _id(one: Found, nth: int) -> str:
    return f"m{one.number}" if nth == 1 else f"m{one.number}-{nth}"


def _segments(text: str, marks: Sequence[_Mark], fixes: Sequence[_Mark]) -> Iterator[Segment]:
    """Yield the text with its fixes; the marks between them, each from where the fix before it ends."""
    at, left = 0, list(marks)
    for fix in fixes:
        yield from _marked(text, at, fix.start, [mark for mark in left if mark.start < fix.start])
        left = [mark for mark in left if mark.start >= fix.start]
        yield Segment(text[fix.start : fix.end], fix.number, fix.tone, fix.id, fix.new)
        at = fix.end
    yield from _marked(text, at, len(text), left)


def _marked(text: str, at: int, stop: int, marks: Sequence[_Mark]) -> Iterator[Segment]:
    for mark in marks:
        start, end = min(max(mark.start, at), stop), min(mark.end, stop)
        if start > at:
            yield Segment(text[at:start])
        yield Segment(text[start : max(start, end)], mark.number, mark.tone, mark.id)
        at = max(start, end)
    if at < stop:
        yield Segment(text[at:stop])


def sheet_of(
    blocks: Sequence[Mapping[str, Any]], found: Sequence[Found], fixed: Sequence[Found] = ()
) -> tuple[Leaf, ...]:
    """Return the document as sheets of paper with the marks of ``found``, and with the words of ``fixed`` replaced."""
    marks = _Marks(found, fixed)
    leaves: list[tuple[str, list[SheetBlock]]] = []
    page: int | None = None
    for at, block in enumerate(blocks):
        turns = block["g"] is not None and block["g"] != page
        if not leaves or turns or (block["g"] is None and _is_annex(block)):
            leaves.append((_leaf_name(block, len(leaves)), []))
            page = block["g"]
        leaves[-1][1].append(_block(block, at, marks))
    return tuple(Leaf(name, tuple(shown)) for name, shown in leaves)


def _leaf_name(block: Mapping[str, Any], before: int) -> str:
    if block["g"] is not None:
        return _("Trang %(number)s của văn bản") % {"number": block["g"]}
    return _("Phụ lục của văn bản") if before else _("Văn bản")


def _is_annex(block: Mapping[str, Any]) -> bool:
    text = block.get("p", "").strip()
    return len(text) < 40 and text.casefold().startswith("phụ lục")


def _block(block: Mapping[str, Any], at: int, marks: _Marks) -> SheetBlock:
    if "p" in block:
        text: str = block["p"]
        stands_out = bool(block["h"] or block["b"])
        is_title = stands_out and not text[:1].isdigit() and len(text) < _LONGEST_TITLE and _is_title(text)
        return SheetBlock(
            marks.segments(text, at, None, None),
            is_bold=stands_out,
            is_centred=is_title or _is_capitals(text) or _MOTTO.fullmatch(text) is not None,
            is_right=at < _HEADER_BLOCKS and _DATED.fullmatch(text) is not None,
        )
    rows = tuple(_rows(block["t"], at, marks))
    if at < _HEADER_BLOCKS and _is_header(block["t"]):
        return SheetBlock(sides=_sides(rows))
    header_rows = min(block["d"], max(1, len(rows) - 1))
    return SheetBlock(head=rows[:header_rows], body=rows[header_rows:])


def _is_title(text: str) -> bool:
    """Whether a line that stands out is the document's own title or a caption, and no numbered heading."""
    first = text.split(" ", 1)[0].rstrip(".:)")
    return not (first and set(first) <= set("IVX")) and len(first) != 1


def _is_capitals(text: str) -> bool:
    return len(text) < 90 and text.isupper() and text[:1].isalpha() and _is_title(text)


def _is_header(rows: Sequence[Any]) -> bool:
    """Whether a table without lines holds the issuing body and the state's title side by side."""
    words = " ".join(cell["x"] for cells in rows for cell in cells).casefold()
    return bool(rows) and len(rows[0]) <= _MOST_HEADER_WIDTH and "độc lập" in words and "hạnh phúc" in words


def _sides(rows: Sequence[tuple[SheetCell, ...]]) -> tuple[SheetCell, ...]:
    """Return the columns of the header block, each as one cell of lines."""
    width = max(map(len, rows))
    line_break = Segment("\n")
    sides = []
    for column in range(width):
        cells = [row[column].segments for row in rows if column < len(row) and row[column].segments]
        if cells:
            joined = cells[0] + tuple(part for more in cells[1:] for part in (line_break, *more))
            sides.append(SheetCell(joined, 1, 1))
    return tuple(sides)


def _rows(table: Sequence[Sequence[Mapping[str, Any]]], at: int, marks: _Marks) -> Iterator[tuple[SheetCell, ...]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if cell.get("m"):
                top, left = cell["m"]
                wide, high = spans.get((top, left), (1, 1))
                spans[top, left] = max(wide, column - left + 1), max(high, row - top + 1)
    for row, cells in enumerate(table):
        yield tuple(
            SheetCell(marks.segments(cell["x"], at, row, column), *spans.get((row, column), (1, 1)))
            for column, cell in enumerate(cells)
            if not cell.get("m")
        )
