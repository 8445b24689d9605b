"""A plan says which plan of its superior it carries out, and which row which."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.plans import access
from caicach.plans.constants import PlanState
from caicach.plans.models import Deliverable, Plan
from caicach.plans.selectors.own_plan import concerns_of, superiors_for
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

__all__ = ["plan_follow"]


@transaction.atomic
def plan_follow(plan: Plan, *, actor: Actor, superior: Plan, choices: Mapping[int, int | None], now: datetime) -> int:
    """Join ``plan`` to the plan of its superior, row by row; return how many rows are joined.

    Nothing that is owed changes: the coverage of the superior's plan reads it.

    Args:
        plan: Under review, or assigned.
        actor: Who assigns for its issuer.
        superior: A plan of a body above that asks something of the issuer in that year.
        choices: By row of ``plan``: the superior's row that it carries out, or None; other rows stay as they are.
        now: The moment.

    Audit: plans.superior.

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan is being read, closed or withdrawn.
        BadInput: the other plan asks nothing of the issuer, or a row is not one of it.
    """
    access.require(actor, plan.issuer_id)
    if not Plan.objects.filter(pk=plan.pk, state__in=_TAKING).update(superior=superior):
        raise WrongState(_("Kế hoạch này đang đọc, đã đóng hoặc đã thu hồi nên không nối được với kế hoạch cấp trên."))
    if superior not in superiors_for(plan.issuer_id, year=plan.year):
        raise BadInput(_("Kế hoạch vừa chọn không giao việc gì cho cơ quan ban hành. Chọn kế hoạch khác."))
    known = {one.deliverable.pk for one in concerns_of(plan.issuer_id, [superior.pk])}
    if not {its for its in choices.values() if its is not None} <= known:
        raise BadInput(_("Có dòng không thuộc kế hoạch cấp trên vừa chọn. Tải lại trang rồi chọn lại."))
    rows = list(plan.deliverables.filter(pk__in=choices))
    for row in rows:
        row.superior_id = choices[row.pk]
    Deliverable.objects.bulk_update(rows, ["superior"])
    joined = sum(row.superior_id is not None for row in rows)
    audit.record("plans.superior", plan, actor=actor, new={"superior": superior.pk, "rows": joined}, at=now)
    return joined


_TAKING = (PlanState.REVIEW, PlanState.CONFIRMED)
