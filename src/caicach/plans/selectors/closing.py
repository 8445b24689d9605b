"""Plans at the end of their year: which may be closed, and where what is not done may go on."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.obligations.selectors.leftovers import Leftover
from caicach.plans import access
from caicach.plans.constants import PlanKind, PlanState
from caicach.plans.mapping.wordings import line_of
from caicach.plans.models import Plan, PlanClosing
from caicach.plans.selectors.expanding import deliverables_of
from caicach.plans.selectors.plans import plan_assigned, plan_for
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState
from vanban.plans.matching import align

__all__ = ["closing_of", "next_plans", "plan_closed", "plan_to_close", "proposed_rows", "version_of_leftovers"]


def plan_to_close(actor: Actor, uid: UUID) -> Plan:
    """Return an assigned plan that the actor may close.

    Raises:
        Beyond, NotAllowed, WrongState: as ``plan_assigned``; WrongState too where it is a period plan or an amendment.
    """
    plan = plan_assigned(actor, uid)
    if plan.kind in (PlanKind.AMENDMENT, PlanKind.PERIOD):
        raise WrongState(_("Chỉ đóng kế hoạch năm. Kế hoạch giai đoạn và văn bản sửa đổi không đóng riêng."))
    return plan


def plan_closed(actor: Actor, uid: UUID) -> tuple[Plan, PlanClosing]:
    """Return a closed plan within reach with its closing.

    Raises:
        Beyond: there is none, or none for this actor; or it is not closed.
    """
    plan = plan_for(actor, uid)
    closing = closing_of(plan)
    if closing is None:
        raise Beyond(_("Kế hoạch này chưa đóng nên chưa có bản tổng hợp."))
    return plan, closing


def closing_of(plan: Plan) -> PlanClosing | None:
    """Return the closing that stands; None while the plan is open."""
    return plan.closings.filter(reopened_at=None).select_related("closed_by", "next_plan").first()


def version_of_leftovers(found: Sequence[Leftover]) -> str:
    """Return a mark of what is not done: a preview with another mark is stale."""
    seen = [[one.key, [(o.pk, o.state, o.due_on, o.is_extension_asked) for o in one.owing]] for one in found]
    return sha256(repr(seen).encode()).hexdigest()[:32]


def next_plans(plan: Plan, actor: Actor) -> list[Plan]:
    """Return where the rest of ``plan`` may go: assigned plans of the same issuer for a later year, the next first."""
    later = Plan.objects.filter(issuer_id=plan.issuer_id, year__gt=plan.year, state=PlanState.CONFIRMED)
    allowed = later.filter(issuer__in=access.issuer_ids(actor))
    return list(allowed.exclude(kind__in=(PlanKind.AMENDMENT, PlanKind.PERIOD)).order_by("year", "pk"))


def proposed_rows(plan: Plan, next_plan: Plan) -> dict[int, int]:
    """Return which row of ``next_plan`` goes on with which row of ``plan``, by their words: old -> new."""
    old, new = deliverables_of(plan), [row for row in deliverables_of(next_plan) if row.duty_id]
    found = align([line_of(row) for row in old], [line_of(row) for row in new])
    return {one.key: other.key for one, other in found.pairs}
