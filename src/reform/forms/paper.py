"""The annex as it goes out on paper: the prescribed rows in the prescribed order, with those of one level alone.

Owns: which rows a level prints, their numbers, labels and units. Does not: lay them out or hold figures.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reform.forms.model import AnnexRow, Form, Line
from reform.forms.sheets import CellKind, Row, Sheet, sheet_of
from reform.forms.tree import Cell
from vanban.reports.codes import Depths, code_of

__all__ = ["PaperRow", "answers_of", "paper_of"]

_Pair = tuple[AnnexRow, "Row | None"]

WITHIN = "Trong đó"  # printed instead of a number before the first of the parts
ADDED = "Chỉ tiêu bổ sung"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One printed row: STT, Chỉ tiêu, Đơn vị tính; what stands under Số liệu is the figure of ``cell``."""

    number: str  # "3.3.1", "Trong đó" before the first part, empty before the others
    label: str
    unit: str  # answers with their numbers where one of several is asked: "Không = 0; Có = 1"
    cell: Cell | None  # None: a heading
    depth: int  # 0: numbered; 1: a part; 2: a part of a part
    answers: Mapping[str, str]  # word of a choice -> its printed number; empty where no choice is asked

    @property
    def is_heading(self) -> bool:
        """Whether the row only names those below it."""
        return self.cell is None


def paper_of(form: Form, level: str, *, extra: Collection[str] = ()) -> tuple[PaperRow, ...]:
    """Return what ``level`` prints of ``form``, in order.

    A form without an annex of its own is printed as its sheet stands. Whatever the level fills in is printed: members
    that the annex does not name follow its rows of their line, and optional lines that are switched on (``extra``)
    stand at the end, so that the prescribed rows stay where whoever receives the annex looks for them.
    """
    sheet = sheet_of(form, level, extra=extra)
    if not form.annex:
        return tuple(_of_sheet(sheet))
    prescribed = _filled(_prescribed(form, level, sheet))
    left = _left(sheet, {own.cell for _, own in prescribed if own is not None})
    inside = _inserted(form, level, prescribed, left)
    lines = {row.target.key for row in form.annex if row.target is not None}
    return (*_marked(inside), *_added([row for row in left if row.line.key not in lines]))


def _left(sheet: Sheet, printed: Collection[Cell]) -> list[Row]:
    """Return the rows that the annex does not have; a total that it does not ask for is none where it has the parts."""
    keys = {cell.key for cell in printed}
    return [row for row in sheet.rows if row.cell not in printed and _is_asked(row, keys)]


def _is_asked(row: Row, printed: Collection[str]) -> bool:
    return row.kind is not CellKind.MARGIN or (row.depth == 0 and row.line.key not in printed)


def _inserted(form: Form, level: str, rows: list[_Pair], left: Sequence[Row]) -> list[_Pair]:
    """Return the rows of the annex with those that are ``left`` behind the last that their line has there."""
    last = {row.target.key: row for row in form.annex if row.target is not None}
    first = {row.target.key: row for row in reversed(form.annex) if row.target is not None}
    made = [
        (_like(form, level, first[row.line.key], last[row.line.key], row), row) for row in left if row.line.key in last
    ]
    return sorted([*rows, *made], key=lambda pair: pair[0].order)


def _like(form: Form, level: str, first: AnnexRow, last: AnnexRow, row: Row) -> AnnexRow:
    """Return a row of the annex for a row of the sheet that it lacks: the line, or a part named by all its members."""
    members = dict(row.cell.members)
    dimensions = [form.dimensions[key] for key in row.line.by if key in members]
    words = [one.members[members[one.key]] for one in dimensions if len(one.members_of(level)) > 1]
    joined = ", ".join(words)
    if not words:
        return AnnexRow(last.order, first.code, row.line.label, (), row.cell, answers=first.answers)
    if any(one.target == Cell(row.line.key) for one in form.annex):
        return AnnexRow(last.order, first.code, "", (joined,), row.cell, answers=first.answers)
    return AnnexRow(last.order, "", f"{row.line.label}: {joined}", (), row.cell, answers=first.answers)


def answers_of(line: Line, printed: Mapping[str, str]) -> dict[str, str]:
    """Return the printed number of each word of a choice: as the annex says (number -> word), else counted from 0."""
    if line.choice is None:
        return {}
    if printed:
        return {word: number for number, word in printed.items()}
    return {word: str(at) for at, word in enumerate(line.choice.words)}


def _prescribed(form: Form, level: str, sheet: Sheet) -> Iterator[_Pair]:
    """Yield the rows of the annex with those of the sheet; what the level does not have is left out."""
    rows, lines = sheet.by_cell(), form.by_key()
    targets = {row.target for row in form.annex}
    for row in form.annex:
        if row.target is None:
            yield row, None
            continue
        cell = _at_level(form, lines[row.target.key], row.target, level, targets)
        if cell is not None and cell in rows:
            yield row, rows[cell]


def _at_level(form: Form, line: Line, cell: Cell, level: str, targets: Collection[Cell | None]) -> Cell | None:
    """Return the cell that stands for ``cell`` at ``level``; None where another row says the same there.

    A level with one member of a dimension has no parts by it: its row is the whole one, which it fills as that member.
    """
    members = dict(cell.members)
    for key in line.by:
        of_level = form.dimensions[key].members_of(level)
        if len(of_level) != 1:
            continue
        whole = Cell(cell.key, tuple(pair for pair in cell.members if pair[0] != key))
        if key in members and whole in targets:
            return None
        members.setdefault(key, of_level[0])
    return Cell(cell.key, tuple(sorted(members.items())))


def _filled(rows: Iterator[_Pair]) -> list[_Pair]:
    """Return the rows without the headings that have nothing below them."""
    found = list(rows)
    depths, counted = [], Depths()
    for row, _ in found:
        depths.append(counted.of(code) if not row.path and (code := code_of(row.code)) else 99)
    kept = []
    for at, (row, own) in enumerate(found):
        below = next((end for end in range(at + 1, len(found)) if depths[end] <= depths[at]), len(found))
        if row.target is not None or any(found[one][0].target is not None for one in range(at + 1, below)):
            kept.append((row, own))
    return kept


def _marked(rows: Sequence[_Pair]) -> list[PaperRow]:
    """Return the printed rows; the first part below a numbered row stands behind "Trong đó"."""
    found: list[PaperRow] = []
    for row, own in rows:
        first = bool(row.path) and (not found or found[-1].depth == 0)
        number = row.code if not row.path else WITHIN if first else ""
        depth = len(row.path) if row.path and found else 0
        found.append(_paper(row, own, number, depth))
    return found


def _paper(row: AnnexRow, own: Row | None, number: str, depth: int) -> PaperRow:
    if own is None:
        return PaperRow(number, row.label, "", None, depth, {})
    label = row.path[-1] if row.path else row.label or own.line.label
    answers = answers_of(own.line, row.answers)
    return PaperRow(number, label, _unit(own.line, answers), own.cell, depth, answers)


def _unit(line: Line, answers: Mapping[str, str]) -> str:
    if line.choice is None:
        return line.unit
    return "; ".join(f"{line.choice.words[word]} = {number}" for word, number in answers.items())


def _added(rows: Sequence[Row]) -> Iterator[PaperRow]:
    if not rows:
        return
    yield PaperRow("", ADDED, "", None, 0, {})
    count, before = 0, 0
    for row in rows:
        count += row.depth == 0
        first = row.depth > 0 and before == 0
        number = f"BS.{count}" if row.depth == 0 else WITHIN if first else ""
        yield _row(row, number)
        before = row.depth


def _row(row: Row, number: str) -> PaperRow:
    answers = answers_of(row.line, {})
    return PaperRow(number, row.label, _unit(row.line, answers), row.cell, row.depth, answers)


def _of_sheet(sheet: Sheet) -> Iterator[PaperRow]:
    for section in sheet.sections:
        yield PaperRow(section.number, section.label, "", None, 0, {})
        for group in section.groups:
            yield PaperRow(group.number, group.label, "", None, 0, {})
            before = 0
            for row in group.rows:
                first = row.depth > 0 and before == 0
                yield _row(row, row.number if row.depth == 0 else WITHIN if first else "")
                before = row.depth
