"""The whole document as it was read, with one place marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.models import Plan
from caicach.plans.pages.words import kicker_of
from caicach.plans.selectors import label_of, source_blocks
from caicach.ui.values import Link

__all__ = ["Place", "SourceBlock", "SourceCell", "SourcePage", "SourceRow", "place_of", "source_page"]

Cells = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a block, and of a table a row and perhaps a column; all from 0."""

    block: int
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as printed: what it covers is not repeated."""

    text: str
    columns: int
    rows: int
    is_marked: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table."""

    cells: tuple[SourceCell, ...]
    is_marked: bool


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A paragraph, a heading (``level`` from 1) or a table (``rows``)."""

    text: str
    level: int  # 0: no heading
    rows: tuple[SourceRow, ...]
    is_marked: bool
    name: str = ""  # of a table, as the reader of a screen hears it


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The document."""

    title: str
    kicker: str
    crumbs: list[Link]
    blocks: list[SourceBlock]
    is_marked: bool  # the place was found
    plan: Plan


def place_of(text: str) -> Place | None:
    """Return the place that an address names ("14", "14.3" or "14.3.2"); None for anything else."""
    parts = text.split(".")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdecimal() and len(part) < 7 for part in parts):
        return None
    return Place(*map(int, parts))


def source_page(plan: Plan, place: Place | None) -> SourcePage:
    """Return the page of the plan's document with ``place`` marked."""
    numbers = count(1)
    blocks = [
        _block(block, place if place and place.block == at else None, numbers)
        for at, block in enumerate(source_blocks(plan))
    ]
    return SourcePage(
        title=_("Văn bản gốc: %(label)s") % {"label": label_of(plan)},
        kicker=kicker_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Văn bản gốc")),
        ],
        blocks=blocks,
        is_marked=any(_has_mark(block) for block in blocks),
        plan=plan,
    )


def _has_mark(block: SourceBlock) -> bool:
    return block.is_marked or any(cell.is_marked for row in block.rows for cell in row.cells)


def _block(block: dict[str, Any], place: Place | None, numbers: Iterator[int]) -> SourceBlock:
    if "t" not in block:
        return SourceBlock(block["p"], block.get("h") or 0, (), is_marked=place is not None)
    grid: Sequence[Cells] = block["t"]
    name = _("bảng %(number)s của văn bản") % {"number": next(numbers)}
    return SourceBlock("", 0, tuple(_rows(grid, place)), is_marked=False, name=name)


def _rows(grid: Sequence[Cells], place: Place | None) -> Iterator[SourceRow]:
    spans = _spans(grid)
    at = _origin(grid, place) if place else None
    for index, cells in enumerate(grid):
        yield SourceRow(
            tuple(
                SourceCell(cell["x"], *spans.get((index, column), (1, 1)), is_marked=at == (index, column))
                for column, cell in enumerate(cells)
                if not cell.get("m")
            ),
            is_marked=place is not None and place.row == index,
        )


def _spans(grid: Sequence[Cells]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return (columns, rows) of the cells that cover others."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for index, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell.get("m"):
                row, first = cell["m"]
                wide, high = spans.get((row, first), (1, 1))
                spans[row, first] = max(wide, column - first + 1), max(high, index - row + 1)
    return spans


def _origin(grid: Sequence[Cells], place: Place) -> tuple[int, int] | None:
    """Return the cell that shows ``place``: itself, or the one that covers it; the first one where none is named."""
    if place.row is None or not 0 <= place.row < len(grid):
        return (0, 0) if grid and place.row is None else None
    cells = grid[place.row]
    column = place.column if place.column is not None and place.column < len(cells) else 0
    if column >= len(cells):
        return None
    covered = cells[column].get("m")
    return (covered[0], covered[1]) if covered else (place.row, column)
