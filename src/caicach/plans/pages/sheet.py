"""A piece of the document as it was read, with the place of a deliverable marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Sheet", "SheetCell", "SheetRow", "sheet_of"]

ROWS_AROUND = 4
PARAGRAPHS_AROUND = 3


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell of the piece shown."""

    text: str
    columns: int = 1  # how many columns it spans
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the piece shown."""

    cells: tuple[SheetCell, ...]
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The piece: rows of a table under its header, or paragraphs."""

    header: SheetRow | None
    rows: tuple[SheetRow, ...]
    paragraphs: tuple[tuple[str, bool], ...]  # (text, whether it is the place)
    page: int | None


def sheet_of(blocks: Sequence[dict[str, Any]], place: dict[str, int]) -> Sheet | None:
    """Return the piece of ``blocks`` around ``place`` (of ``vanban``); None where the place is not known."""
    at = place.get("block")
    if at is None or not 0 <= at < len(blocks):
        return None
    page = place.get("page")
    if "t" not in blocks[at]:
        near = range(max(0, at - PARAGRAPHS_AROUND), min(len(blocks), at + PARAGRAPHS_AROUND + 1))
        paragraphs = tuple((blocks[index]["p"], index == at) for index in near if "p" in blocks[index])
        return Sheet(header=None, rows=(), paragraphs=paragraphs, page=page)
    table = blocks[at]["t"]
    row, column = place.get("row", 0), place.get("column")
    near = range(max(1, row - ROWS_AROUND), min(len(table), row + ROWS_AROUND + 1))
    return Sheet(
        header=_row(table[0]) if table else None,
        rows=tuple(_row(table[index], column if index == row else None, is_marked=index == row) for index in near),
        paragraphs=(),
        page=page,
    )


def _row(cells: Sequence[dict[str, Any]], column: int | None = None, *, is_marked: bool = False) -> SheetRow:
    """Return a row; a cell covered from its left widens that one, a cell covered from above stays empty."""
    shown: list[SheetCell] = []
    origin: list[int] = []
    for index, cell in enumerate(cells):
        covered = cell.get("m")
        if covered and origin and covered[1] == origin[-1] < index:
            left = shown[-1]
            shown[-1] = SheetCell(left.text, left.columns + 1, left.is_marked or index == column)
            continue
        shown.append(SheetCell(cell["x"], is_marked=index == column))
        origin.append(index)
    return SheetRow(cells=tuple(shown), is_marked=is_marked)
