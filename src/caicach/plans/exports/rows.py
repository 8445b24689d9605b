"""The rows of a plan as its tables had them, each with what became of it.

Owns: area rows, which rows of a task stand together. Does not: word cells (``cells``), know files, or count.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caicach.obligations.constants import TrackingMode
from caicach.plans.exports.cells import CellWriter, Said
from caicach.plans.exports.columns import PlanColumn, PlanColumns
from caicach.plans.exports.facts import AnnexFacts
from caicach.plans.exports.results import Result, result_of
from caicach.plans.models import Deliverable, PlanTask
from reform.areas import area_of
from vanban.language.deadlines import DeadlineKind
from vanban.plans.columns import Role

__all__ = ["AreaLine", "ItemLine", "RowTable", "tables_of"]

# What became of a row that nobody owes.
_REQUESTED = "Đề nghị, không tính hạn"
_NOT_TRACKED = "Không theo dõi"
_DONE_BEFORE = "Đã thực hiện trước khi giao"
_NOT_SEEN = "Ngoài phạm vi số liệu"
_IN_PROSE = "Nhiệm vụ nêu trong phần lời văn"


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The heading of an area inside the table."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One deliverable."""

    task_id: int
    row_key: tuple[int, ...]  # lines of one row of the source have one key
    area: str
    cells: tuple[str, ...]  # one for each column of the plan
    result: Result


@dataclass(frozen=True, slots=True)
class RowTable:
    """Rows under one header."""

    columns: tuple[PlanColumn, ...]
    lines: tuple[AreaLine | ItemLine, ...]


def tables_of(
    facts: AnnexFacts, columns: PlanColumns, *, today: date, leaves_rows_out: bool = False
) -> tuple[RowTable, ...]:
    """Return the rows of a plan in their order, divided where the columns change.

    Args:
        facts: The rows with what was found of them.
        columns: Of the plan's own tables.
        today: The day of the figures.
        leaves_rows_out: Leave out the rows of which nothing was found.
    """
    tables: list[tuple[tuple[PlanColumn, ...], list[AreaLine | ItemLine]]] = []
    heading: AreaLine | None = None
    for row in facts.deliverables:
        if leaves_rows_out and row.duty_id not in facts.owed:
            continue
        place = json.loads(row.place)
        own = columns.at(place.get("block")) or (tables[-1][0] if tables else columns.usual)
        if not tables or tables[-1][0] != own:
            tables.append((own, []))
        above = _heading(row.task, today, below=heading)
        if above is not None and above != heading:
            tables[-1][1].append(above)
        heading = above or heading
        tables[-1][1].append(_item(row, place, columns, own, facts, today))
    return tuple(RowTable(own, tuple(lines)) for own, lines in tables)


def _heading(task: PlanTask, today: date, *, below: AreaLine | None) -> AreaLine | None:
    """Return the heading that a task asks for; none for a plan that has no areas, or where it stands under its own."""
    if task.annex_title or task.annex_number:
        return AreaLine(task.annex_number, task.annex_title or _area(task, today))
    if "prose" in json.loads(task.place):
        return AreaLine("", _IN_PROSE)
    return AreaLine("", _area(task, today)) if below and below.title != _area(task, today) else None


def _area(task: PlanTask, today: date) -> str:
    return task.annex_title or area_of(task.area_code, today).name


def _item(
    row: Deliverable, place: Mapping[str, Any], columns: PlanColumns, own: Sequence[PlanColumn], facts: AnnexFacts,
    today: date,
) -> ItemLine:  # fmt: skip
    at = (place.get("block", -1), place.get("row", -1))
    write = CellWriter(columns, at, Said.of(row, facts.parties.get(row.pk, ())))
    return ItemLine(
        task_id=row.task_id,
        row_key=(row.task_id, *at) if at in columns.rows else (row.task_id, -1, row.pk),
        area=_area(row.task, today),
        cells=tuple(_noted(write.cell(column), column, facts.amended.get(row.pk, "")) for column in own),
        result=_result(row, facts, today),
    )


def _noted(text: str, column: PlanColumn, amended: str) -> str:
    """Return a cell; that of the product says by what the row was changed."""
    return f"{text}\n({amended})".strip() if amended and column.role == Role.DELIVERABLE else text


def _result(row: Deliverable, facts: AnnexFacts, today: date) -> Result:
    owed = facts.owed.get(row.duty_id or 0)
    if owed:
        return result_of(owed, facts.hand_ins, today)
    return Result(verdict=next(_without_owner(row, facts)))


def _without_owner(row: Deliverable, facts: AnnexFacts) -> Iterator[str]:
    """Yield why nothing is owed, the surest reason first."""
    if row.pk in facts.requested:
        yield _REQUESTED
    if row.mode == TrackingMode.NOT_TRACKED:
        yield _NOT_TRACKED
    if row.duty_id is not None:
        yield _NOT_SEEN
    kinds = {deadline.get("kind") for deadline in json.loads(row.deadlines)}
    yield _DONE_BEFORE if DeadlineKind.DONE in kinds else _NOT_TRACKED
