"""The document as it was read, whole and in order, with the place of a row and of each of its fields marked."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caicach.plans.constants import PartyRole
from caicach.plans.models import Deliverable
from vanban.text.forms import compare_key

__all__ = ["Mark", "Sheet", "SheetBlock", "SheetCell", "SheetRow", "mark_of", "master_of", "sheet_of"]

Json = Mapping[str, Any]
# Roles of the columns in the reading -> fields of the form.
FIELDS = {
    "no": "number",
    "task": "task_text",
    "deliverable": "text",
    "deadline": "deadline_text",
    "lead": "lead",
    "coordinating": "coordinating",
    "monitoring": "monitoring",
    "budget": "budget",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as it stands in the document."""

    id: str
    text: str
    columns: int = 1
    rows: int = 1
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a table."""

    id: str
    cells: tuple[SheetCell, ...]
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A paragraph, or a table under its header."""

    id: str
    text: str = ""
    level: int = 0  # of a heading, from 1; 0: a plain paragraph
    header: SheetRow | None = None
    rows: tuple[SheetRow, ...] = ()
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole document."""

    blocks: tuple[SheetBlock, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a row stands in the document, as ids of the sheet's parts; empty where the place is not known."""

    row: str = ""  # of the row, or of the paragraph
    cell: str = ""  # what is marked before any field has the focus
    fields: Mapping[str, str] | None = None  # field of the form -> id of its cell
    page: int | None = None


def mark_of(blocks: Sequence[Json], reading: Json, row: Deliverable, *, first: str = "text") -> Mark:
    """Return the place of ``row`` and of its fields; ``first`` is the field that is marked before any has the focus."""
    place = json.loads(row.place)
    block, at = place.get("block"), place.get("row")
    if block is None or not 0 <= block < len(blocks):
        return Mark()
    if "t" not in blocks[block] or at is None or at >= len(blocks[block]["t"]):
        return Mark(row=f"n{block}", cell=f"n{block}", page=place.get("page"))
    table = blocks[block]["t"]
    fields = _known(place, json.loads(row.task.place), block, table)
    fields |= _named(row, block, table, at, taken=fields)
    fields |= _by_order(_columns(reading, table, at), block, table, at, taken=fields)
    cell = fields.get(first) or fields.get("text") or ""
    return Mark(row=f"n{block}-{at}", cell=cell, fields=fields, page=place.get("page"))


def _known(place: Json, task: Json, block: int, table: Sequence[Any]) -> dict[str, str]:
    """Return the cells that the reading itself gives."""
    found: dict[str, str] = {}
    for name, known in (("text", place), ("task_text", task)):
        if known.get("block") == block and known.get("column") is not None and known.get("row", -1) < len(table):
            found[name] = _id(block, table, known["row"], known["column"])
    return found


def _named(row: Deliverable, block: int, table: Sequence[Any], at: int, *, taken: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that hold the words of a field: bodies and the deadline."""
    cells = [compare_key(master_of(table, at, column)[2]) for column in range(len(table[at]))]
    words = {str(role): [party.text for party in row.parties.all() if party.role == role] for role in PartyRole}
    words["deadline_text"] = row.deadline_text.split("; ")[:1] if row.deadline_text else []
    found: dict[str, str] = {}
    for name, texts in words.items():
        keys = [key for text in texts if (key := compare_key(text))]
        holding = [column for column, cell in enumerate(cells) if keys and all(key in cell for key in keys)]
        free = [column for column in holding if _id(block, table, at, column) not in {*taken.values(), *found.values()}]
        if len(free) == 1:
            found[name] = _id(block, table, at, free[0])
    return found


def _by_order(
    columns: Sequence[str], block: int, table: Sequence[Any], at: int, *, taken: Mapping[str, str]
) -> dict[str, str]:
    """Return the cells of the other fields by the order of the columns; none where a column has no meaning."""
    if len(columns) != len(table[at]):
        return {}
    named = {FIELDS[name]: column for column, name in enumerate(columns) if name in FIELDS}
    return {name: _id(block, table, at, column) for name, column in named.items() if name not in taken}


def _columns(reading: Json, table: Sequence[Any], at: int) -> Sequence[str]:
    """Return the columns of the annex that has as many as the row."""
    width = len(table[at])
    fitting = (annex.get("columns") or () for annex in reading.get("annexes", ()))
    return next((columns for columns in fitting if len(columns) == width), ())


def master_of(table: Sequence[Any], row: int, column: int) -> tuple[int, int, str]:
    """Return the cell that covers a place: its row, its column and its words."""
    cell: Json = table[row][column] if column < len(table[row]) else {"x": ""}
    covered = cell.get("m")
    if covered and covered[0] < len(table) and covered[1] < len(table[covered[0]]):
        return covered[0], covered[1], table[covered[0]][covered[1]]["x"]
    return row, column, cell["x"]


def _id(block: int, table: Sequence[Any], row: int, column: int) -> str:
    top, left, _text = master_of(table, row, column)
    return f"n{block}-{top}-{left}"


def sheet_of(blocks: Sequence[Json], mark: Mark) -> Sheet:
    """Return the whole document; every part has an id, what is marked is marked without any script."""
    return Sheet(tuple(_block(index, block, mark) for index, block in enumerate(blocks)))


def _block(index: int, block: Json, mark: Mark) -> SheetBlock:
    own = f"n{index}"
    if "t" not in block:
        return SheetBlock(own, text=block["p"], level=block.get("h") or 0, is_marked=own == mark.row)
    rows = tuple(_rows(own, block["t"], mark))
    return SheetBlock(own, header=rows[0] if rows else None, rows=rows[1:])


def _rows(own: str, table: Sequence[Any], mark: Mark) -> Iterable[SheetRow]:
    """Yield the rows; a cell that covers others spans them, and they are not drawn."""
    spans: dict[tuple[int, int], list[int]] = {}
    for at, cells in enumerate(table):
        for column, cell in enumerate(cells):
            top, left, _text = master_of(table, at, column)
            span = spans.setdefault((top, left), [1, 1])
            if cell.get("m"):
                span[0], span[1] = max(span[0], at - top + 1), max(span[1], column - left + 1)
    for at, cells in enumerate(table):
        row = f"{own}-{at}"
        yield SheetRow(
            id=row,
            cells=tuple(
                _cell(f"{row}-{column}", cell["x"], spans[at, column], mark)
                for column, cell in enumerate(cells)
                if not cell.get("m")
            ),
            is_marked=row == mark.row,
        )


def _cell(own: str, text: str, span: Sequence[int], mark: Mark) -> SheetCell:
    return SheetCell(own, text, columns=span[1], rows=span[0], is_marked=own == mark.cell)
