"""How far a plan is."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from caicach.obligations.selectors import Progress, progress_by
from caicach.plans.constants import PLAN
from caicach.plans.models import Plan
from caicach.web.actor import Actor

__all__ = ["plan_progress"]


def plan_progress(plan: Plan, actor: Actor, *, today: date) -> Mapping[int, Progress]:
    """Return the progress of each duty of ``plan`` within the actor's reach, by duty: one query."""
    owed = Q(duty__deliverable__plan=plan) | Q(duty__source_kind=PLAN, duty__source_id=plan.pk)
    return progress_by(actor, owed, "duty", today=today)
