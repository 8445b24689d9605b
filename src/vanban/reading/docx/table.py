"""The grid of a DOCX table: every row with one cell for every column, merges resolved.

Owns: gridSpan, vMerge, skipped grid columns, deleted rows. Does not: read text.
Source: ECMA-376 part 1, 17.4.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from vanban.reading.docx.names import W, attribute, flag

__all__ = ["MAX_COLUMNS", "GridCell", "GridRow", "read_grid"]

MAX_COLUMNS = 63  # Word's own limit; a span beyond it is damage
_ROW_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class GridCell:
    """One position of the grid."""

    element: etree._Element | None  # the w:tc whose text stands here; None where nothing stands
    merged_from: tuple[int, int] | None = None  # (row, column) of the cell that covers this position


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid."""

    cells: tuple[GridCell, ...]
    header: bool  # repeated on every page


def read_grid(table: etree._Element) -> list[GridRow]:
    """Return the rows of ``table`` (w:tbl), all of one width; rows deleted under tracked changes are left out."""
    rows: list[list[GridCell]] = []
    headers: list[bool] = []
    for element in _children(table, "tr"):
        properties = element.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        rows.append(_row(element, properties, rows))
        headers.append(bool(flag(properties, "tblHeader")))
    width = max((len(row) for row in rows), default=0)
    empty = GridCell(None)
    return [
        GridRow(tuple(row) + (empty,) * (width - len(row)), header) for row, header in zip(rows, headers, strict=True)
    ]


def _row(element: etree._Element, properties: etree._Element | None, above: list[list[GridCell]]) -> list[GridCell]:
    cells = [GridCell(None)] * _skipped(properties, "gridBefore")
    index = len(above)
    for cell in _children(element, "tc"):
        if len(cells) >= MAX_COLUMNS:
            break
        own = cell.find(W + "tcPr")
        column = len(cells)
        origin = _origin(above, column) if _continues(own) else None
        if origin is None and _joins_left(own) and cells:
            cells.append(GridCell(None, cells[-1].merged_from or (index, column - 1)))
            continue
        cells.append(GridCell(None, origin) if origin else GridCell(cell))
        span = min(_span(own), MAX_COLUMNS - column)
        cells.extend([GridCell(None, origin or (index, column))] * (span - 1))
    return cells


def _children(container: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children ``w:name`` of ``container``, through wrappers."""
    for child in container:
        if child.tag == W + name:
            yield child
        elif child.tag in _ROW_WRAPPERS:
            yield from _children(child, name)


def _continues(properties: etree._Element | None) -> bool:
    """Say whether the cell is covered by the one above: ``vMerge`` without ``restart``."""
    merge = None if properties is None else properties.find(W + "vMerge")
    return merge is not None and attribute(merge) != "restart"


def _joins_left(properties: etree._Element | None) -> bool:
    """Say whether the cell is covered by its left neighbour (``hMerge``, written by old programs)."""
    merge = None if properties is None else properties.find(W + "hMerge")
    return merge is not None and attribute(merge) != "restart"


def _origin(above: list[list[GridCell]], column: int) -> tuple[int, int] | None:
    """Return where the vertical merge that reaches down to ``column`` began; None where nothing stands above."""
    if not above or column >= len(above[-1]):
        return None
    upper = above[-1][column]
    return upper.merged_from or (len(above) - 1, column)


def _span(properties: etree._Element | None) -> int:
    return _number(attribute(None if properties is None else properties.find(W + "gridSpan")), 1)


def _skipped(properties: etree._Element | None, name: str) -> int:
    return min(_number(attribute(None if properties is None else properties.find(W + name)), 0), MAX_COLUMNS)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default
