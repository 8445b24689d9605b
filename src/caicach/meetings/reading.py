"""From a document that gives tasks to drafts of instructions, in the document's own words.

Owns: which rows and sentences become instructions. Does not: read documents (``vanban.plans``) or write rows.
"""

from collections.abc import Iterator

from caicach.meetings.services.instructions import InstructionDraft
from caicach.obligations.constants import TrackingMode
from reform.tracking import Mode, propose_mode
from vanban.language.area_titles import OTHER
from vanban.language.deadlines import DeadlineKind
from vanban.plans import Deliverable, PeriodicDuty, Plan, PlanRow, Task

__all__ = ["drafts_of"]

_STEERING = "steering"
_MODES = {Mode.FIGURE: TrackingMode.FIGURE, Mode.DECLARED: TrackingMode.DECLARED}  # anything else is a document


def drafts_of(plan: Plan) -> tuple[InstructionDraft, ...]:
    """Return a draft for every deliverable of the tables and every duty of the prose that names a body."""
    rows = [
        _of_row(annex.area, task, row, deliverable)
        for annex in plan.annexes
        for task in annex.tasks
        for row in task.rows
        for deliverable in row.deliverables
    ]
    return (*rows, *_of_prose(plan.periodic_duties))


def _of_row(area: str, task: Task, row: PlanRow, deliverable: Deliverable) -> InstructionDraft:
    deadlines = [row.deadlines[index] for index in deliverable.deadlines] or list(row.deadlines)
    return InstructionDraft(
        text=task.text or deliverable.text,
        product=deliverable.text if deliverable.text != task.text else "",
        lead_text="; ".join(phrase.text for phrase in row.lead),
        coordinating_text="; ".join(phrase.text for phrase in row.coordinating),
        deadline_text="; ".join(one.text for one in deadlines if one.kind is not DeadlineKind.NONE),
        mode=_mode(task.text, deliverable.text, deadlines),
        area_code=_STEERING if area == OTHER else area,
    )


def _of_prose(duties: tuple[PeriodicDuty, ...]) -> Iterator[InstructionDraft]:
    for duty in duties:
        if not duty.who:
            continue
        words = f"{duty.what} {duty.to}" if duty.to else duty.what
        yield InstructionDraft(
            text=words[:1].upper() + words[1:],
            lead_text="; ".join(phrase.text for phrase in duty.leads) or duty.who,
            deadline_text=duty.when,
            mode=_mode(duty.what, duty.what, duty.deadlines),
            area_code=duty.area or _STEERING,
        )


def _mode(task: str, deliverable: str, deadlines: object) -> TrackingMode:
    proposed = propose_mode(task, deliverable, tuple(deadlines)).mode  # type: ignore[arg-type]
    return _MODES.get(proposed, TrackingMode.DOCUMENT)
