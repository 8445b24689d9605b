"""A plan comes in: the file is kept, a job reads it, its rows are laid down for the review."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.audit import services as audit
from caicach.files import services as files
from caicach.jobs import services as jobs
from caicach.plans import access
from caicach.plans.constants import PartyRole, PlanState
from caicach.plans.mapping.meaning import meaning_of
from caicach.plans.mapping.rows import DeliverableRow, PartyRow, TaskRow
from caicach.plans.models import Deliverable, Party, Plan, PlanTask
from caicach.plans.services.parties import Meant, meanings_inherit, parties_of
from caicach.plans.services.periods import kind_read
from caicach.web.actor import Actor
from caicach.web.errors import WrongState
from reform.groups.resolver import Resolver

if TYPE_CHECKING:
    from caicach.jobs.models import JobRun

__all__ = ["plan_fill", "plan_upload", "rows_lay", "start_reading"]

# Rule of ``reform.tracking``: every lead of the row has a part of its own, none of them this one.
LEFT_TO_AREA_LEAD = "OW011"


@transaction.atomic
def plan_upload(
    *,
    actor: Actor,
    content: bytes | files.Source,
    file_name: str,
    issuer_id: int,
    year: int | None,
    is_run_as_current: bool,
    now: datetime,
) -> Plan:
    """Keep a plan's file and start reading it.

    Args:
        actor: Who brings it in.
        content: The whole file, or something to read it from.
        file_name: Its name, shown to people.
        issuer_id: The body that issued the plan.
        year: The year it is for; None takes it from the document.
        is_run_as_current: Whether a plan of a past year runs as if it were current (demonstrations only).
        now: The moment.

    Transition: none → reading.  Audit: plans.upload.  After commit: the job ``plans.read``.

    Raises:
        NotAllowed: the actor does not assign for the issuer.
        BadInput: the file is empty, too large, of a kind that is not read, or bears the stamp of a state secret.
    """
    access.require(actor, issuer_id)
    plan = Plan.objects.create(
        file=files.file_store(files.without_secrets(content, name=file_name), now=now, allowed=None),
        file_name=file_name[-255:],
        issuer_id=issuer_id,
        year=year or now.year,
        is_run_as_current=is_run_as_current,
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )
    plan.job = start_reading(plan, year, actor=actor, now=now)
    plan.save(update_fields=["job"])
    audit.record("plans.upload", plan, actor=actor, new={"file": plan.file.sha256, "issuer": issuer_id}, at=now)
    return plan


def start_reading(plan: Plan, year: int | None, *, actor: Actor, now: datetime) -> "JobRun":
    """Enqueue the reading of ``plan``."""
    return jobs.enqueue(
        "plans.read",
        actor=actor,
        label=_("Đọc %(name)s") % {"name": plan.file_name},
        arguments={"plan_id": plan.pk, "year": year},
        now=now,
    )


@transaction.atomic
def plan_fill(
    plan: Plan, *, reading: dict[str, Any], source: Sequence[Any], rows: Sequence[TaskRow], year: int
) -> Plan:
    """Lay down what was read of ``plan`` and open its review; a job that is run again changes nothing twice.

    Transition: reading → review.

    Raises:
        WrongState: the plan is no longer being read (somebody cancelled it).
    """
    header = reading.get("document", {})
    claimed = Plan.objects.filter(pk=plan.pk, state=PlanState.READING).update(
        state=PlanState.REVIEW,
        type=(header.get("type") or "")[:40],
        symbol=(header.get("symbol") or "")[:80],
        issued_on=header.get("issued"),
        title=(header.get("title") or "")[:1000],
        signer=(header.get("signer") or "")[:120],
        year=year,
        reading=json.dumps(reading, ensure_ascii=False),
        source=json.dumps(source, ensure_ascii=False),
        standing_body_id=None,
    )
    if not claimed:
        raise WrongState(_("Kế hoạch này không còn ở bước đọc."))
    plan.refresh_from_db()
    resolver = agencies.resolver_for(plan.issuer_id, on=plan.issued_on or date(year, 1, 1))
    Plan.objects.filter(pk=plan.pk).update(standing_body_id=resolver.standing_body())
    rows_lay(plan, rows, resolver=resolver)
    plan.standing_body_id = resolver.standing_body()
    if plan.amends_id is not None:
        meanings_inherit(plan)
    kind_read(plan, reading)
    return plan


def rows_lay(
    plan: Plan, rows: Sequence[TaskRow], *, resolver: Resolver | None = None, after: int = 0, after_task: int = 0
) -> list[Deliverable]:
    """Save tasks, deliverables and parties in three statements, behind position ``after`` (of tasks ``after_task``)."""
    register = resolver or agencies.resolver_for(plan.issuer_id, on=plan.issued_on or date(plan.year, 1, 1))
    # The same phrase stands in many rows: the register is asked once for each.
    mean: Meant = cache(lambda text, kind: meaning_of(register.resolve(text, kind)))
    led = _with_leads(rows, register)
    tasks = PlanTask.objects.bulk_create(_task(plan, at, row) for at, row in enumerate(led, start=after_task + 1))
    pairs = [(task, row) for task, one in zip(tasks, led, strict=True) for row in one.deliverables]
    deliverables = Deliverable.objects.bulk_create(
        _deliverable(plan, task, at, row) for at, (task, row) in enumerate(pairs, start=after + 1)
    )
    Party.objects.bulk_create(
        party
        for deliverable, (task, row) in zip(deliverables, pairs, strict=True)
        for party in parties_of(deliverable, task.text, row.parties, mean)
    )
    return deliverables


def _task(plan: Plan, position: int, row: TaskRow) -> PlanTask:
    return PlanTask(
        plan=plan,
        position=position,
        annex_number=row.annex_number[:20],
        annex_title=row.annex_title[:500],
        area_code=row.area_code,
        number=row.number[:20],
        text=row.text,
        place=json.dumps(row.place),
    )


def _deliverable(plan: Plan, task: PlanTask, position: int, row: DeliverableRow) -> Deliverable:
    return Deliverable(
        plan=plan,
        task=task,
        position=position,
        text=row.text,
        deadline_text=row.deadline_text[:1000],
        deadlines=json.dumps(row.deadlines, ensure_ascii=False),
        mode=row.mode,
        mode_rule=row.mode_rule,
        ownership=row.ownership,
        ownership_rule=row.ownership_rule,
        budget=row.budget[:500],
        note=row.note,
        place=json.dumps(row.place),
    )


def _with_leads(rows: Sequence[TaskRow], resolver: Resolver) -> list[TaskRow]:
    """Give what nobody of its row leads (each lead has a part of its own) to the body that leads the area."""
    return [
        replace(task, deliverables=tuple(_with_lead(one, task, resolver) for one in task.deliverables)) for task in rows
    ]


def _with_lead(row: DeliverableRow, task: TaskRow, resolver: Resolver) -> DeliverableRow:
    lead_id = resolver.area_lead(task.area_code)
    if row.ownership_rule != LEFT_TO_AREA_LEAD or lead_id is None:
        return row
    return replace(row, parties=(PartyRow(PartyRole.LEAD, resolver.name(lead_id), "agency"), *row.parties))
