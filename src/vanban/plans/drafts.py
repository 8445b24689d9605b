"""Rows as they are gathered from a table, before their cells are read.

Owns: which cells make one line of a task, also where a page break or a merge divides them. Does not: read words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.plans.columns import Role, is_mark
from vanban.plans.tables import BodyRow, PlanTable
from vanban.text.findings import Place

__all__ = [
    "Part",
    "RowDraft",
    "TaskDraft",
    "continues_sentence",
    "draft_row",
    "joined_text",
    "only_agencies",
    "place_in",
]

_AGENCIES = frozenset({Role.LEAD, Role.COORDINATING, Role.MONITORING, Role.LEAD_AND_COORDINATING})


@dataclass(frozen=True, slots=True)
class Part:
    """The words of one cell."""

    text: str
    place: Place
    glue: str = "\n"  # what joins it to the part before: a blank where a page break divides a sentence
    written: int | None = None  # letters in the cell, where the text stands for a mark there


@dataclass(slots=True)
class RowDraft:
    """One line of a task: the words of each role, in source order."""

    parts: dict[Role, list[Part]]
    notes: list[tuple[str, Part]]  # columns whose meaning is unknown: header and words
    place: Place
    own: frozenset[Role]  # the roles whose cells stand in this row; others reach down from above

    def text(self, role: Role) -> str:
        """Return the words of ``role``."""
        return joined_text(self.parts.get(role, ()))

    def filled(self) -> frozenset[Role]:
        """Return the roles with words of their own in this row."""
        return frozenset(role for role in self.own if self.text(role))

    def join(self, other: "RowDraft") -> None:
        """Add the words of a row that continues this one."""
        for role in other.own:
            parts = self.parts.setdefault(role, [])
            for part in other.parts[role]:
                if part.text:
                    glue = " " if parts and part.text[:1].islower() else "\n"
                    parts.append(Part(part.text, part.place, glue))
        self.notes.extend(other.notes)


@dataclass(slots=True)
class TaskDraft:
    """A task with its lines."""

    no: str | None
    parts: list[Part]
    place: Place
    rows: list[RowDraft] = field(default_factory=list)
    page_continuation: bool = False


def draft_row(table: PlanTable, row: BodyRow) -> RowDraft:
    """Return a row's words by role; a cell that reaches down from above speaks for this row too."""
    parts: dict[Role, list[Part]] = {}
    own = set()
    notes = []
    for column, role in enumerate(table.columns.roles):
        part, here = _part(table, row, column)
        if (period := table.columns.period(column)) is not None:
            part = _marked(part, period, _last_period(table, row, column))
        if role is None:
            if part.text and table.columns.titles[column] and here:
                notes.append((table.columns.titles[column], part))
            continue
        if role in _AGENCIES and parts.get(role):
            part = replace(part, glue=";\n")  # bodies of two columns are never one name
        parts.setdefault(role, []).append(part)
        if here:
            own.add(role)
    return RowDraft(parts, notes, _row_place(row), frozenset(own))


def _part(table: PlanTable, row: BodyRow, column: int) -> tuple[Part, bool]:
    """Return the words that hold for ``column`` and whether they stand in this row itself."""
    cell = row.cells[column]
    if cell.merged_from is None or cell.merged_from[0] == cell.place.row:
        return Part(cell.text, cell.place), True
    if cell.merged_from[0] < (table.rows[0].cells[0].place.row or 0):
        return Part("", cell.place), True  # it reaches down from the header
    origin = table.table.rows[cell.merged_from[0]].cells[cell.merged_from[1]]
    return Part(origin.text, origin.place), False


def _last_period(table: PlanTable, row: BodyRow, column: int) -> str | None:
    """Return the last period that a cell reaches over to the right, or None where it covers one column."""
    origin = (row.cells[column].place.row, column)
    last = None
    for right in range(column + 1, len(row.cells)):
        if row.cells[right].merged_from != origin:
            break
        last = table.columns.period(right) or last
    return last


def _marked(part: Part, period: str, last: str | None) -> Part:
    """Return what a cell in the column of one period says: the period where it is marked, else its own words."""
    if not is_mark(part.text):
        return part
    return Part(f"{period} - {last}" if last else period, part.place, written=len(part.text))


def _row_place(row: BodyRow) -> Place:
    first = row.cells[0].place
    return Place(page=first.page, block=first.block, table=first.table, row=first.row)


def joined_text(parts: Sequence[Part]) -> str:
    """Return the words of parts as one text; ``place_in`` finds the places in it."""
    text = ""
    for part in _filled(parts):
        text += (part.glue if text else "") + part.text
    return text


def place_in(parts: Sequence[Part], start: int, end: int) -> Place:
    """Return the place of the span ``[start, end)`` of ``joined_text(parts)``: in the cell where it begins."""
    position = 0
    filled = _filled(parts)
    for index, part in enumerate(filled):
        begin = position + (len(part.glue) if index else 0)
        position = begin + len(part.text)
        if start < position or index == len(filled) - 1:
            before = part.place.start or 0  # the part may be a piece of a longer text
            first, last = max(start - begin, 0), max(min(end - begin, len(part.text)), 0)
            if part.written is not None:
                first, last = 0, part.written
            return part.place.within(before + first, before + last)
    return parts[0].place if parts else Place()


def _filled(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.text]


def continues_sentence(above: RowDraft, below: RowDraft) -> bool:
    """Say whether ``below`` holds the rest of sentences that a page break divides."""
    for role in below.filled():
        text, before = below.text(role), above.text(role)
        if before and text[:1].islower() and not before.rstrip().endswith((".", ";")):
            return True
    return False


def only_agencies(row: RowDraft) -> bool:
    """Say whether the row has words for bodies alone."""
    return bool(row.filled()) and row.filled() <= _AGENCIES
