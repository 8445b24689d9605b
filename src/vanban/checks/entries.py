"""The annexes of a plan as entries: one thing to hand in with its task, its bodies and its time.

Owns: the flat view that rules compare. Does not: judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.language.deadlines import Deadline
from vanban.plans.model import Annex, Plan, PlanRow, Task
from vanban.text.findings import Place

__all__ = ["Entry", "entries_of", "said"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A deliverable, or the label of a deadline that is no deliverable's, or a task where the row has neither."""

    annex: Annex
    task: Task
    row: PlanRow
    text: str
    place: Place
    deadlines: tuple[Deadline, ...]
    due_place: Place | None  # of the first of ``deadlines``

    @property
    def lead(self) -> tuple[str, ...]:
        """Return the names of those who lead."""
        return tuple(body.text for body in self.row.lead)


def entries_of(plan: Plan) -> Iterator[Entry]:
    """Yield the entries of every row in source order."""
    for annex, task in plan.tasks():
        for row in task.rows:
            yield from _of_row(annex, task, row)


def _of_row(annex: Annex, task: Task, row: PlanRow) -> Iterator[Entry]:
    taken: set[int] = set()
    for one in row.deliverables:
        taken |= set(one.deadlines)
        yield _entry(annex, task, row, one.text, one.place, one.deadlines)
    for at, deadline in enumerate(row.deadlines):
        if at not in taken and deadline.label:
            yield _entry(annex, task, row, deadline.label, row.deadline_places[at], (at,))
    if not row.deliverables:
        free = tuple(at for at, deadline in enumerate(row.deadlines) if not deadline.label)
        yield _entry(annex, task, row, task.text, task.place, free)


def _entry(annex: Annex, task: Task, row: PlanRow, text: str, place: Place, due: tuple[int, ...]) -> Entry:
    deadlines = tuple(row.deadlines[at] for at in due)
    return Entry(annex, task, row, text, place, deadlines, row.deadline_places[due[0]] if due else None)


def said(deadline: Deadline) -> str:
    """Return a deadline in the document's words, behind its label where it has one that its words do not repeat."""
    label = deadline.label
    return f"{label}: {deadline.text}" if label and label not in deadline.text else deadline.text
