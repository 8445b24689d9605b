"""A plan in the shape in which it is printed: contracts of reading, JSON values only.

Owns: the keys and their order. Does not: read or judge.
"""

from typing import Any

from vanban.plans.model import Annex, Deliverable, PeriodicDuty, Plan, PlanRow, Task
from vanban.text.findings import Finding
from vanban.text.messages import message_of

__all__ = ["finding_to_json", "plan_to_json"]


def plan_to_json(plan: Plan, *, source: str) -> dict[str, Any]:
    """Return ``plan`` as JSON values; ``source`` is the name of the file it was read from."""
    return {
        "source": source,
        "document": plan.header.to_json(),
        "annexes": [_annex(annex) for annex in plan.annexes],
        "targets": [target.to_json() | {"source": place.to_json()} for target, place in plan.targets],
        "citations": [citation.to_json() | {"source": place.to_json()} for citation, place in plan.citations],
        "periodic_duties": [_duty(duty) for duty in plan.periodic_duties],
        "findings": [finding_to_json(finding) for finding in plan.findings],
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding with its sentence."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "where": finding.place.to_json(),
        "evidence": finding.evidence,
        "message": message_of(finding),
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "number": annex.number,
        "title": annex.title,
        "area": annex.area,
        "columns": list(annex.columns),
        "tasks": [_task(task) for task in annex.tasks],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "no": task.no,
        "page_continuation": task.page_continuation,
        "task": task.text,
        "rows": [_row(row) for row in task.rows],
        "source": task.place.to_json(),
    }


def _row(row: PlanRow) -> dict[str, Any]:
    deadlines = zip(row.deadlines, row.deadline_places, strict=True)
    return {
        "deliverables": [_deliverable(deliverable) for deliverable in row.deliverables],
        "lead": [agency.to_json() for agency in row.lead],
        "coordinating": [agency.to_json() for agency in row.coordinating],
        "monitoring": [agency.to_json() for agency in row.monitoring],
        "deadlines": [deadline.to_json() | {"source": place.to_json()} for deadline, place in deadlines],
        "budget": row.budget,
        "note": row.note,
        "source": row.place.to_json(),
    }


def _deliverable(deliverable: Deliverable) -> dict[str, Any]:
    return {
        "text": deliverable.text,
        "deadlines": list(deliverable.deadlines),
        "source": deliverable.place.to_json(),
    }


def _duty(duty: PeriodicDuty) -> dict[str, Any]:
    return {
        "who": duty.who,
        "what": duty.what,
        "when": duty.when,
        "to": duty.to,
        "section": duty.section,
        **({"area": duty.area} if duty.area else {}),
        "leads": [agency.to_json() for agency in duty.leads],
        "deadlines": [deadline.to_json() for deadline in duty.deadlines],
        "source": duty.place.to_json(),
    }
