"""The words in a plan's own columns: the document's where they still hold, else those of the review.

Owns: telling whether a cell of the document says what its row says now. Does not: know results.
A cell as it stands in the document is what officers know again, and what our reader reads alike. But a row may be one
of several that share a cell, may be joined over a page break, and a person may have changed it; then its words are put
together from what the review holds, so that they read back to the same bodies and deadlines.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from caicach.plans.constants import PartyRole
from caicach.plans.exports.columns import UNKNOWN, PlanColumn, PlanColumns
from caicach.plans.exports.facts import PartyText
from caicach.plans.models import Deliverable
from vanban.plans.columns import Role
from vanban.text.forms import squeeze

__all__ = ["CellWriter", "Said"]

_BODIES = {
    Role.LEAD: PartyRole.LEAD,
    Role.COORDINATING: PartyRole.COORDINATING,
    Role.MONITORING: PartyRole.MONITORING,
}
_BOTH = (Role.LEAD, Role.COORDINATING)


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says after its review."""

    words: Mapping[str, str]  # by role, as they are written where the document's cell does not hold
    phrases: Mapping[str, tuple[str, ...]]  # by role, as a reading divides them
    labelled: str  # its deadlines behind the words that tie them to it

    @classmethod
    def of(cls, row: Deliverable, parties: Sequence[PartyText]) -> "Said":
        """Return what ``row`` says."""
        bodies = {role: [one for one in parties if one.role == own] for role, own in _BODIES.items()}
        deadlines = [one for one in json.loads(row.deadlines) if one.get("text")]
        texts = tuple(one["text"] for one in deadlines)
        is_as_read = row.deadline_text == "; ".join(texts)
        return cls(
            words={
                Role.NO: row.task.number,
                Role.TASK: row.task.text,
                # A row that named nothing to hand in stands for its task.
                Role.DELIVERABLE: "" if row.text == row.task.text else row.text,
                Role.DEADLINE: row.deadline_text,
                Role.BUDGET: row.budget,
                Role.NOTE: row.note,
                Role.LEAD_AND_COORDINATING: _lead_and_coordinating(*(_joined(bodies[role]) for role in _BOTH)),
                **{role: _joined(named) for role, named in bodies.items()},
            },
            phrases={
                Role.DEADLINE: texts if is_as_read else (row.deadline_text,),
                **{role: tuple(one.text for one in named) for role, named in bodies.items()},
            },
            labelled=_labelled(deadlines) if is_as_read else row.deadline_text,
        )


class CellWriter:
    """Writes the cells of one row."""

    def __init__(self, columns: PlanColumns, at: tuple[int, int], said: Said) -> None:
        self.columns = columns
        self.at = at  # block and row of the document
        self.row = columns.rows.get(at)
        self.said = said

    def cell(self, column: PlanColumn) -> str:
        """Return the words in ``column``."""
        words = self.said.words.get(column.role, "")
        if self.row is None or not column.indexes or column.role in (Role.NO, Role.TASK, Role.DELIVERABLE):
            return words
        cell = self.columns.words(*self.at, column)
        if column.role == UNKNOWN or self._holds(column, squeeze(cell)):
            return cell
        return self._deadlines() if column.role == Role.DEADLINE else words

    def _holds(self, column: PlanColumn, cell: str) -> bool:
        """Whether the document's cell says what the row says now: all of it, and nothing that was taken away."""
        if self.row is None or not cell:
            return False
        if column.role == Role.NOTE:
            return self.row.note == self.said.words[Role.NOTE]
        if column.role == Role.BUDGET:
            return cell == self.said.words[Role.BUDGET]
        if column.role == Role.DEADLINE and self.row.is_tied:
            return False
        roles = _BOTH if column.role == Role.LEAD_AND_COORDINATING else (Role(column.role),)
        read = [text for role in roles for text in self.row.texts.get(role, ())]
        now = [text for role in roles for text in self.said.phrases[role]]
        return now == read and all(squeeze(text) in cell for text in read)

    def _deadlines(self) -> str:
        """Return the row's own deadlines; where no label tied any of several to it, all of them without labels."""
        is_everything = self.row is not None and self.said.phrases[Role.DEADLINE] == self.row.texts[Role.DEADLINE]
        return self.said.words[Role.DEADLINE] if is_everything else self.said.labelled


def _joined(parties: Sequence[PartyText]) -> str:
    """Return the phrases of a role, those with one task of their own together on a line."""
    groups = [(note, [one.text for one in ones]) for note, ones in groupby(parties, lambda one: one.note)]
    has_tasks = any(note for note, _names in groups)
    return (";\n" if has_tasks else "; ").join(_with_task(note, names) for note, names in groups)


def _with_task(note: str, names: Sequence[str]) -> str:
    together = "; ".join(names)
    if not note:
        return together
    # Behind one body its task, before several theirs: so plans write it.
    return f"{together}: {note}" if len(names) == 1 else f"{note}: {together}"


def _lead_and_coordinating(lead: str, others: str) -> str:
    return f"Chủ trì: {lead}\nPhối hợp: {others}" if others else lead


def _labelled(deadlines: Sequence[Mapping[str, str]]) -> str:
    said: dict[str, list[str]] = {}
    for one in deadlines:
        said.setdefault(one.get("label") or "", []).append(one["text"])
    return "\n".join((f"{label}: " if label else "") + "; ".join(texts) for label, texts in said.items())
