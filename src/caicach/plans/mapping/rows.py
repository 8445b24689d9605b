"""The rows of a plan, made from a reading in the shape of the contract.

Owns: which deadline, lead and mode each deliverable starts its review with. Does not: touch the database or decide
what a phrase means (the register's resolver does).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import Ownership, PartyRole
from reform.tracking import propose_mode, propose_ownership
from vanban.language.agencies import AgencyPhrase
from vanban.language.deadlines import deadline_from_json

__all__ = ["DeliverableRow", "PartyRow", "TaskRow", "rows_of"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A phrase that names a body, as read."""

    role: PartyRole
    text: str
    kind: str  # agency, group, related
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """One deliverable with what the reading proposes for it."""

    text: str
    deadlines: tuple[Json, ...]
    deadline_text: str
    mode: TrackingMode
    mode_rule: str
    ownership: Ownership
    ownership_rule: str
    budget: str
    note: str
    place: Json
    parties: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with its deliverables, in the document's order."""

    annex_number: str
    annex_title: str
    area_code: str
    number: str
    text: str
    place: Json
    deliverables: tuple[DeliverableRow, ...]


def rows_of(reading: Json) -> tuple[TaskRow, ...]:
    """Return the tasks of a reading, each with at least one deliverable (the task itself, where none is named)."""
    return tuple(
        TaskRow(
            annex_number=annex.get("number") or "",
            annex_title=annex.get("title") or "",
            area_code=annex.get("area") or "other",
            number=task.get("no") or "",
            text=task["task"],
            place=task.get("source") or {},
            deliverables=tuple(_deliverables(task)),
        )
        for annex in reading.get("annexes", ())
        for task in annex.get("tasks", ())
    )


def _deliverables(task: Json) -> Iterator[DeliverableRow]:
    for row in task.get("rows", ()):
        yield from _of_row(task["task"], row)


def _of_row(task_text: str, row: Json) -> Iterator[DeliverableRow]:
    """Yield the deliverables of one row; a row that names none yields its task as one."""
    named = [_named(item) for item in row.get("deliverables") or ()] or [(task_text, None, {})]
    leads = [AgencyPhrase(one["text"], one["kind"], one.get("role")) for one in row.get("lead") or ()]
    for text, indexes, place in named:
        deadlines = _own(row.get("deadlines") or (), indexes)
        mode = propose_mode(task_text, text, [deadline_from_json(deadline) for deadline in deadlines])
        owners = propose_ownership(text, leads)
        yield DeliverableRow(
            text=text,
            deadlines=deadlines,
            deadline_text="; ".join(deadline["text"] for deadline in deadlines if deadline["text"]),
            mode=TrackingMode(mode.mode.value),
            mode_rule=mode.rule_id,
            ownership=Ownership(owners.scope.value),
            ownership_rule=owners.rule_id,
            budget=row.get("budget") or "",
            note=row.get("note") or "",
            place=place or row.get("source") or {},
            parties=(*_leads([leads[at] for at in owners.leads]), *_others(row)),
        )


def _own(deadlines: Sequence[Json], indexes: Sequence[int] | None) -> tuple[Json, ...]:
    """Return the deadlines of one deliverable: those tied to it, or all of the row where none is tied."""
    return tuple(deadlines) if not indexes else tuple(deadlines[at] for at in indexes)


def _leads(phrases: Sequence[AgencyPhrase]) -> Iterator[PartyRow]:
    return (PartyRow(PartyRole.LEAD, one.text, one.kind, one.role or "") for one in phrases)


def _others(row: Json) -> Iterator[PartyRow]:
    for role in (PartyRole.COORDINATING, PartyRole.MONITORING):
        for one in row.get(role.value) or ():
            yield PartyRow(role, one["text"], one["kind"], one.get("role") or "")


def _named(item: str | Json) -> tuple[str, Sequence[int] | None, Json]:
    if isinstance(item, str):
        return item, None, {}
    return item["text"], item.get("deadlines"), item.get("source") or {}
