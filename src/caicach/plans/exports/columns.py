"""The columns that a plan's tables had, the words over them and in them.

Owns: finding them again in the stored source and reading. Does not: decide what the annex writes (``rows``).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caicach.plans.models import Plan
from vanban.plans.columns import Role
from vanban.plans.tables import Columns, read_table
from vanban.reading.model import Cell, Row, Table
from vanban.text.findings import Place
from vanban.text.forms import squeeze

__all__ = ["UNKNOWN", "PlanColumn", "PlanColumns", "columns_of"]

UNKNOWN = ""  # a column whose meaning no word says
_BODIES = (Role.LEAD, Role.COORDINATING, Role.MONITORING)
# Where a plan has no table: its duties stood in lists or in prose.
_WITHOUT_TABLE = (
    (Role.NO, "TT"),
    (Role.TASK, "Nhiệm vụ"),
    (Role.DELIVERABLE, "Sản phẩm"),
    (Role.LEAD, "Cơ quan chủ trì"),
    (Role.COORDINATING, "Cơ quan phối hợp"),
    (Role.DEADLINE, "Thời hạn"),
)


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One column of a plan's table."""

    role: str  # a value of ``vanban.plans.columns.Role``, or UNKNOWN
    title: str
    indexes: tuple[int, ...] = ()  # the table's own columns; several where their meaning is one


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What one row of a plan's table said, as read."""

    texts: Mapping[str, tuple[str, ...]]  # by role: phrases of bodies, deadlines
    note: str
    is_tied: bool = False  # labels in its deadlines say which of several deliverables each is for


@dataclass(frozen=True, slots=True)
class PlanColumns:
    """The columns of each table of tasks, by the block where it stands, with their words."""

    by_block: Mapping[int, tuple[PlanColumn, ...]]
    usual: tuple[PlanColumn, ...]  # of rows that stand in no table
    blocks: Sequence[Mapping[str, Any]]
    rows: Mapping[tuple[int, int], SourceRow]  # by block and row

    def at(self, block: int | None) -> tuple[PlanColumn, ...] | None:
        """Return the columns of the table at ``block``; None where no table of tasks stands there."""
        return None if block is None else self.by_block.get(block)

    def words(self, block: int, row: int, column: PlanColumn) -> str:
        """Return the document's words in one column of a row; a cell that reaches down speaks for the row."""
        cells = self.blocks[block]["t"]
        found = []
        for index in column.indexes:
            above = cells[row][index].get("m")
            found.append(cells[above[0]][above[1]]["x"] if above else cells[row][index]["x"])
        return "\n".join(dict.fromkeys(text for text in found if text))


def columns_of(plan: Plan) -> PlanColumns:
    """Return the columns of the tables of ``plan`` as its document had them."""
    by_block = {}
    before: Columns | None = None
    blocks = json.loads(plan.source)
    for index, block in enumerate(blocks):
        table = read_table(_table(block["t"], index), before) if block.get("t") else None
        if table is not None:
            before = table.columns
            by_block[index] = _columns(table.columns)
    usual = tuple(PlanColumn(role, title) for role, title in _WITHOUT_TABLE)
    return PlanColumns(by_block, next(iter(by_block.values()), usual), blocks, _source_rows(json.loads(plan.reading)))


def _source_rows(reading: Mapping[str, Any]) -> dict[tuple[int, int], SourceRow]:
    rows = [row for annex in reading.get("annexes", ()) for task in annex["tasks"] for row in task["rows"]]
    known = [row for row in rows if {"block", "row"} <= row.get("source", {}).keys()]
    return {(row["source"]["block"], row["source"]["row"]): _source_row(row) for row in known}


def _source_row(row: Mapping[str, Any]) -> SourceRow:
    keys = {**{role: str(role) for role in _BODIES}, Role.DEADLINE: "deadlines"}
    texts: dict[str, tuple[str, ...]] = {
        role: tuple(one["text"] for one in row.get(key) or () if one["text"]) for role, key in keys.items()
    }
    has_labels = any(one.get("label") for one in row.get("deadlines") or ())
    return SourceRow(texts, row.get("note") or "", has_labels and len(row.get("deliverables") or ()) > 1)


def _table(rows: Sequence[Sequence[Mapping[str, Any]]], block: int) -> Table:
    return Table(
        rows=tuple(
            Row(tuple(_cell(cell, Place(block=block, row=row, column=at)) for at, cell in enumerate(cells)))
            for row, cells in enumerate(rows)
        ),
        place=Place(block=block),
    )


def _cell(cell: Mapping[str, Any], place: Place) -> Cell:
    covered = cell.get("m")
    return Cell(cell["x"], place, merged_from=(covered[0], covered[1]) if covered else None)


def _columns(columns: Columns) -> tuple[PlanColumn, ...]:
    """Return the columns left to right; those of one meaning are one, under all their words."""
    found: dict[str, list[int]] = {}
    for index, (role, title) in enumerate(zip(columns.roles, columns.titles, strict=True)):
        if role is not Role.RESULT and (role is not None or squeeze(title)):
            found.setdefault(str(role) if role else str(index), []).append(index)
    return tuple(
        PlanColumn(
            role=UNKNOWN if key.isdigit() else key,
            title=" / ".join(dict.fromkeys(squeeze(columns.titles[index]) for index in indexes)),
            indexes=tuple(indexes),
        )
        for key, indexes in found.items()
    )
