"""The rows of a draft's own annex: as the paper has them, each with the cell that it asks for.

Owns: their shape in the draft's file, and what is shown of them. Does not: find their cells (``building``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reform.drafting.lines import Row
from reform.forms.tree import Cell
from vanban.reports import AskedFor, BlankLine

__all__ = ["DraftRow", "annex_rows", "shown_rows"]

PATH = " / "


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of the annex, and what the draft makes of it."""

    at: int  # index in the annex
    label: str
    cell: Cell | None  # None: a heading, or nothing that a form can ask for
    asked: AskedFor
    is_kept: bool  # the form in force has this line: its history goes on
    likeness: float  # to that line, 0 to 1


def annex_rows(
    lines: Sequence[BlankLine], rows: Mapping[int, Row], answers: Mapping[int, Mapping[str, str]]
) -> tuple[dict[str, Any], ...]:
    """Return the rows of the annex for the draft's file; those without a cell are headings."""
    found, code = [], ""
    for at, line in enumerate(lines):
        code = code if line.is_part else line.code or ""
        said: dict[str, Any] = {"at": at + 1, "code": code} if code else {"at": at + 1}
        said |= {"path": PATH.join(_path(lines, at))} if line.is_part else {"label": line.label}
        if at in rows:
            said["to"] = str(_cell(rows[at]))
            said |= {"answers": dict(answers[at])} if answers.get(at) else {}
        elif line.is_part:
            said["label"] = line.label
        found.append(said)
    return tuple(found)


def shown_rows(lines: Sequence[BlankLine], rows: Mapping[int, Row], before: Collection[str]) -> tuple[DraftRow, ...]:
    """Return what became of each row; ``before``: the keys of the form in force."""
    return tuple(_shown(at, line, rows.get(at), before) for at, line in enumerate(lines))


def _shown(at: int, line: BlankLine, row: Row | None, before: Collection[str]) -> DraftRow:
    if row is None:
        return DraftRow(at, line.label, None, line.asked, is_kept=False, likeness=0.0)
    return DraftRow(at, line.label, _cell(row), line.asked, is_kept=row.key in before, likeness=row.likeness)


def _cell(row: Row) -> Cell:
    return Cell(row.key, tuple(sorted(row.members.items())))


def _path(lines: Sequence[BlankLine], at: int) -> list[str]:
    line = lines[at]
    above = _path(lines, line.parent) if line.is_part and line.parent is not None else []
    return [*above, line.label.replace(PATH, "/")] if line.is_part else []
