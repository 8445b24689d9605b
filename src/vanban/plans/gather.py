"""The tasks of one table, gathered row by row: headings, tasks, lines that continue them.

Owns: which row begins a task and which goes on with one. Does not: read what the cells say (``rows``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.plans.columns import Role
from vanban.plans.drafts import Part, RowDraft, TaskDraft, continues_sentence, draft_row, only_agencies
from vanban.plans.headings import Heading, heading_row, is_total_row
from vanban.plans.tables import BodyRow, PlanTable
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["Gatherer", "Group"]

_TYPED_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)[.)]\s+\D")
_EDGES = re.compile(r"\A[\s.()\-–]+|[\s.()\-–:;,]+\Z")


@dataclass(slots=True)
class Group:
    """The tasks under one heading."""

    heading: Heading | None
    columns: tuple[str, ...]
    above: bool  # the heading stands above its table, not in it
    tasks: list[TaskDraft] = field(default_factory=list)


class Gatherer:
    """Gathers the tasks of a document's tables in order."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.findings: list[Finding] = []

    def open(self, heading: Heading | None, columns: tuple[str, ...], *, above: bool) -> None:
        """Begin a group under ``heading``, which stands above its table or is one of its rows."""
        self.groups.append(Group(heading, columns, above))

    def add(self, table: PlanTable) -> None:
        """Gather the rows of ``table`` into the last group and those that its heading rows begin."""
        for row, below in _with_next(table.rows):
            heading = heading_row(row, table.columns, below)
            if heading is not None:
                self.open(heading, table.columns.names(), above=False)
            elif not is_total_row(row):
                self._row(draft_row(table, row), row)

    def _row(self, draft: RowDraft, row: BodyRow) -> None:
        task = self._last_task()
        if Role.NO in draft.filled() or self._begins_task(draft, row, task):
            self._begin(draft)
        elif task is None:
            self.findings.append(Finding("PL005", Severity.WARNING, draft.place, _words(draft)))
            self._begin(draft)
        else:
            self._continue(task, draft, row)

    def _last_task(self) -> TaskDraft | None:
        tasks = self.groups[-1].tasks
        return tasks[-1] if tasks else None

    @staticmethod
    def _begins_task(draft: RowDraft, row: BodyRow, task: TaskDraft | None) -> bool:
        """Say whether a row without a number begins a task: it has a task's words, and they do not go on from above."""
        if Role.TASK not in draft.filled():
            return False
        return task is None or not _goes_on(task, draft, row)

    def _begin(self, draft: RowDraft) -> None:
        parts = draft.parts.get(Role.TASK, [])
        no = _EDGES.sub("", squeeze(draft.text(Role.NO))) or _typed_number(draft.text(Role.TASK))
        place = next((part.place for part in parts if part.text), draft.place)
        task = TaskDraft(no, list(parts), place, rows=[draft])
        if not any(part.text for part in parts):
            self.findings.append(Finding("PL006", Severity.WARNING, draft.place, _words(draft)))
        self.groups[-1].tasks.append(task)

    @staticmethod
    def _continue(task: TaskDraft, draft: RowDraft, row: BodyRow) -> None:
        above = task.rows[-1]
        task.page_continuation = task.page_continuation or row.after_break
        if _goes_on(task, draft, row):
            if Role.TASK in draft.filled():
                task.parts.extend(Part(part.text, part.place, " ") for part in draft.parts[Role.TASK])
            above.join(draft)
            return
        has_deliverable = bool(draft.text(Role.DELIVERABLE))
        if not has_deliverable and (row.after_break or only_agencies(draft)):
            above.join(draft)
            return
        if not has_deliverable and Role.DELIVERABLE in above.parts:
            draft.parts[Role.DELIVERABLE] = above.parts[Role.DELIVERABLE]
        task.rows.append(draft)


def _typed_number(text: str) -> str | None:
    """Return the number typed before a task's words, where no column holds it."""
    match = _TYPED_NUMBER.match(text)
    return match[1] if match else None


def _goes_on(task: TaskDraft, draft: RowDraft, row: BodyRow) -> bool:
    """Say whether a row holds the rest of sentences above: behind a page break, or words of the task alone."""
    divided = row.after_break or draft.filled() == {Role.TASK}
    return divided and continues_sentence(_as_row(task), draft)


def _as_row(task: TaskDraft) -> RowDraft:
    """Return the task's last line with the task's own words, for finding sentences that go on."""
    above = task.rows[-1]
    return RowDraft({**above.parts, Role.TASK: task.parts}, [], above.place, above.own | {Role.TASK})


def _words(draft: RowDraft) -> str:
    return " | ".join(squeeze(draft.text(role)) for role in draft.parts if draft.text(role))[:160]


def _with_next(rows: tuple[BodyRow, ...]) -> Iterator[tuple[BodyRow, BodyRow | None]]:
    # A header over blank rows alone leaves nothing to pair.
    return zip(rows, (*rows[1:], None) if rows else (), strict=True)
