"""The sheets of a workbook (XLSX), cell by cell, within bounds.

Owns: the parts of the archive, shared words, formats of numbers, merges, what is hidden. Does not: compute formulas
(the results that the file holds are read), believe what a sheet says of its own size, or open links and pictures.
The parts are walked as a stream: a sheet that is only formatted down to its last row costs time, not memory.
"""

import io
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from vanban.reading.archives import check_declared, parse_part, unpack_parts
from vanban.reading.bounds import Bounds
from vanban.reading.errors import ReadError
from vanban.reading.sheets.model import Merge, OpenedSheets, Sheet, SheetCell, SheetRow
from vanban.reading.sheets.shown import BUILT_IN, shown
from vanban.text.findings import Finding, Severity
from vanban.text.forms import normalise

__all__ = ["open_workbook"]

_PARTS = re.compile(
    r"xl/(?:workbook|styles|sharedStrings|worksheets/[^/]+)\.xml\Z|xl/_rels/workbook\.xml\.rels\Z", re.IGNORECASE
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how the format writes control characters
_LAST_COLUMN = 16_384
_MOST_MERGES = 20_000
_HIDDEN_ROWS = 200  # of a hidden sheet: enough for a stamp at its top


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets point to."""

    words: Sequence[str]
    formats: Sequence[str]  # the number format of each cell style
    bold: Sequence[bool]
    from_1904: bool


def open_workbook(data: bytes, *, name: str) -> OpenedSheets:
    """Return the visible sheets of a workbook.

    Raises:
        ReadError: The archive is broken or built to exhaust the machine, or the sheets hold more than can be read.
    """
    parts = unpack_parts(data, lambda part: _PARTS.match(part) is not None)
    if "xl/workbook.xml" not in parts:
        raise ReadError("RD014", name=name)
    workbook = parse_part(parts["xl/workbook.xml"])
    bounds = Bounds(name=name)
    formats, bold = _styles(parts)
    from_1904 = any(_local(one) == "workbookPr" and one.get("date1904") in ("1", "true") for one in workbook)
    book = _Book(_words(parts, bounds), formats, bold, from_1904)
    sheets, hidden = [], []
    for title, part, is_hidden in _listed(workbook, parts):
        if is_hidden:
            hidden.append(_sheet(title, parts[part], book, Bounds(name=name), most_rows=_HIDDEN_ROWS))
        else:
            sheets.append(_sheet(title, parts[part], book, bounds))
    said = (
        Finding("RD142", Severity.NOTE, evidence=sheet.name, params={"sheet": sheet.name})
        for sheet in hidden
        if sheet.rows
    )
    return OpenedSheets(tuple(sheets), tuple(said), hidden=tuple(hidden))


def _local(element: etree._Element | None) -> str:
    """Return an element's name without its namespace: the strict form of the format has another one."""
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""


def _listed(workbook: etree._Element, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, bool]]:
    """Yield title, part and whether it is hidden of each sheet, in the order of the tabs; charts have no part."""
    relations = parts.get("xl/_rels/workbook.xml.rels")
    targets = {one.get("Id") or "": one.get("Target") or "" for one in parse_part(relations)} if relations else {}
    for one in workbook.iter():
        if _local(one) != "sheet":
            continue
        key = next((str(value) for attribute, value in one.items() if str(attribute).endswith("}id")), "")
        part = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
        if part in parts:
            yield normalise(one.get("name") or ""), part, one.get("state") in ("hidden", "veryHidden")


def _words(parts: Mapping[str, bytes], bounds: Bounds) -> list[str]:
    """Return the shared words; each is counted where a cell shows it, here only so that they can be held."""
    content = parts.get("xl/sharedStrings.xml")
    return [bounds.whole(_text_of(item)) for item in _walk(content, "si")] if content else []


def _text_of(item: etree._Element) -> str:
    """Return the words of a shared or inline string; the reading aids of East Asian scripts (rPh) are no part of it."""
    texts = (one.text or "" for one in item.iter() if _local(one) == "t" and _local(one.getparent()) != "rPh")
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return normalise(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text)


def _styles(parts: Mapping[str, bytes]) -> tuple[list[str], list[bool]]:
    """Return the number format and the weight of each cell style."""
    content = parts.get("xl/styles.xml")
    if content is None:
        return [], []
    own: dict[int, str] = {}
    fonts: list[bool] = []
    styles: list[etree._Element] = []
    for group in parse_part(content):
        if _local(group) == "numFmts":
            own |= {_whole(one.get("numFmtId")): one.get("formatCode") or "" for one in group}
        elif _local(group) == "fonts":
            fonts = [
                any(_local(part) == "b" and part.get("val") not in ("0", "false") for part in one) for one in group
            ]
        elif _local(group) == "cellXfs":
            styles = list(group)
    codes = [_whole(style.get("numFmtId")) for style in styles]
    weights = [_whole(style.get("fontId")) for style in styles]
    formats = [own.get(code, BUILT_IN.get(code, "")) for code in codes]
    return formats, [0 <= font < len(fonts) and fonts[font] for font in weights]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _walk(content: bytes, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these names as they end, each emptied behind the reader."""
    check_declared(content)
    tags = tuple(f"{{*}}{name}" for name in names)
    try:
        parser = etree.iterparse(io.BytesIO(content), ("end",), tag=tags, resolve_entities=False, no_network=True)
        for _event, element in parser:
            yield element
            element.clear()
            while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
                parent.remove(before)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("RD014") from error


def _sheet(title: str, content: bytes, book: _Book, bounds: Bounds, *, most_rows: int | None = None) -> Sheet:
    rows: list[SheetRow] = []
    merges: list[Merge] = []
    unseen: list[range] = []
    bounds.block()
    last = 0
    for element in _walk(content, "col", "row", "mergeCell"):
        if _local(element) == "mergeCell":
            merges.extend(_merge(element.get("ref") or ""))
            continue
        if _local(element) == "col":
            unseen.extend(_unseen_columns(element))
            continue
        last = max(last + 1, _whole(element.get("r")))
        cells = _cells(element, book)
        if not cells:
            continue
        bounds.table(1, len(cells))
        for cell in cells:
            bounds.text(cell.text)
        rows.append(SheetRow(last, cells, is_hidden=_is_unseen(element, "ht")))
        if len(rows) == most_rows:
            break
    return Sheet(title, tuple(rows), tuple(merges[:_MOST_MERGES]), _filled_of(unseen, rows), book.from_1904)


def _is_unseen(element: etree._Element, size: str) -> bool:
    """Whether a row or columns are hidden, or made as small as nothing."""
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _unseen_columns(element: etree._Element) -> list[range]:
    """Return the hidden columns that one element describes, from 0."""
    first, last = _whole(element.get("min")), _whole(element.get("max"))
    return [range(first - 1, min(last, _LAST_COLUMN))] if first and _is_unseen(element, "width") else []


def _filled_of(columns: Sequence[range], rows: Sequence[SheetRow]) -> frozenset[int]:
    """Return those of the columns with anything in them."""
    width = max((len(row.cells) for row in rows), default=0)
    held = {at for row in rows for at, cell in enumerate(row.cells) if cell.text} if columns else set()
    return frozenset(
        at for one in columns[:_LAST_COLUMN] for at in range(one.start, min(one.stop, width)) if at in held
    )


def _merge(reference: str) -> list[Merge]:
    first, _, last = reference.partition(":")
    corners = _position(first), _position(last or first)
    if corners[0] is None or corners[1] is None or corners[0] == corners[1]:
        return []
    return [(*corners[0], *corners[1])]


def _position(reference: str) -> tuple[int, int] | None:
    """Return the row from 1 and the column from 0 of ``AB12``."""
    found = _REFERENCE.match(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(found[2]), column - 1) if column <= _LAST_COLUMN else None


def _cells(row: etree._Element, book: _Book) -> tuple[SheetCell, ...]:
    """Return the cells of a row up to the last with anything in it."""
    found: dict[int, SheetCell] = {}
    column = -1
    for element in row:
        if _local(element) != "c":
            continue
        position = _position(element.get("r") or "")
        column = position[1] if position is not None else column + 1
        cell = _cell(element, book)
        if (cell.text or cell.is_uncounted) and column < _LAST_COLUMN:
            found[column] = cell
    empty = SheetCell()
    return tuple(found.get(at, empty) for at in range(max(found) + 1)) if found else ()


def _cell(element: etree._Element, book: _Book) -> SheetCell:
    style, kind = _whole(element.get("s")), element.get("t") or "n"
    bold = style < len(book.bold) and book.bold[style]
    parts = {_local(part): part for part in element}
    value, counted = parts["v"].text if "v" in parts else None, "f" in parts
    if kind == "inlineStr" and "is" in parts:
        return SheetCell(_text_of(parts["is"]).strip(), bold)
    if not value:
        return SheetCell(bold=bold, is_uncounted=counted and kind != "str", is_formula=counted)
    if kind == "s":
        at = _whole(value)
        return SheetCell(book.words[at].strip() if at < len(book.words) else "", bold, is_formula=counted)
    if kind in ("str", "e", "d"):
        return SheetCell(_unescaped(value).strip(), bold, is_formula=counted)
    if kind == "b":
        return SheetCell("TRUE" if value == "1" else "FALSE", bold, is_number=True, is_formula=counted)
    code = book.formats[style] if style < len(book.formats) else ""
    text = shown(value, code, from_1904=book.from_1904)
    return SheetCell(text, bold, is_number=True, stored=value, format=code, is_formula=counted)
