"""Duties of a plan's prose become rows of the review, and so duties of its agencies."""

import json
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from caicach.audit import services as audit
from caicach.plans.mapping.prose import PROSE, prose_rows
from caicach.plans.models import Plan
from caicach.plans.services.claim import claim
from caicach.plans.services.upload import rows_lay
from caicach.web.actor import Actor

__all__ = ["prose_take", "prose_taken"]


@transaction.atomic
def prose_take(plan: Plan, *, actor: Actor, indexes: Collection[int], now: datetime) -> int:
    """Take duties of the prose over as rows at the plan's end; return how many are new.

    ``indexes`` count the duties of the reading from 0; one that was taken before, or is not there, is passed over.
    Audit: plans.take_prose.

    Raises:
        NotAllowed, WrongState: as every change under review.
    """
    claim(plan, actor)
    taken = prose_taken(plan)
    offered = prose_rows(json.loads(plan.reading), year=plan.year)
    rows = [row for at, row in enumerate(offered) if at in indexes and at not in taken]
    if rows:
        last = plan.deliverables.aggregate(at=Max("position"), task=Max("task__position"))
        rows_lay(plan, rows, after=last["at"] or 0, after_task=last["task"] or 0)
        new = {"duties": sorted(row.place[PROSE] for row in rows)}
        audit.record("plans.take_prose", plan, actor=actor, new=new, at=now)
    return len(rows)


def prose_taken(plan: Plan) -> dict[int, int]:
    """Return the duties of the prose that are rows already: index in the reading -> position of the row."""
    places = plan.deliverables.filter(task__place__contains=f'"{PROSE}"').values_list("task__place", "position")
    return {json.loads(place)[PROSE]: position for place, position in places}
