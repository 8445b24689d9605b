"""Plans within reach, and the doors through which each step obtains one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.audit import selectors as audit
from caicach.plans import access
from caicach.plans.constants import ASSIGNED, PlanKind, PlanState
from caicach.plans.models import Plan, PlanTask
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState

__all__ = [
    "Left",
    "issuers_for",
    "job_uid",
    "label_of",
    "plan_assigned",
    "plan_for",
    "plan_left",
    "plan_to_extend",
    "plan_to_review",
    "plans_asked",
    "plans_for",
    "task_counts",
    "years_of",
]


def task_counts(issuer_ids: Iterable[int], *, year: int, kinds: Iterable[PlanKind]) -> Mapping[int, int]:
    """Return of how many tasks the assigned plans of each body of that year are, by body. One query."""
    rows = PlanTask.objects.filter(
        plan__issuer__in=tuple(issuer_ids), plan__year=year, plan__state__in=ASSIGNED, plan__kind__in=tuple(kinds)
    )
    return dict(rows.order_by().values_list("plan__issuer").annotate(total=Count("pk")))


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """Return the plans within reach, the newest first, with their number of deliverables."""
    return (
        access.visible_plans(actor)
        .select_related("issuer", "job", "amends")
        .annotate(
            is_amended=_is_amended(),
            deliverable_count=Count("deliverables"),
            seen_count=Count("deliverables", filter=Q(deliverables__reviewed_at__isnull=False)),
        )
        .order_by("-year", "-issued_on", "-pk")
    )


def _is_amended() -> Exists:
    return Exists(Plan.objects.filter(amends=OuterRef("pk"), state=PlanState.CONFIRMED))


def plans_asked(plans: QuerySet[Plan], asked: Mapping[str, str]) -> QuerySet[Plan]:
    """Return those of ``plans_for`` that a filter asks for: ``year`` (of a period, any of its years), ``kind``,
    ``state`` ("amended": in force, and amended)."""
    if year := asked.get("year"):
        plans = plans.filter(Q(period_to=None, year=year) | Q(period_from__lte=year, period_to__gte=year))
    if kind := asked.get("kind"):
        plans = plans.filter(kind=kind)
    state = asked.get("state")
    if state == "amended":
        return plans.filter(_is_amended(), state=PlanState.CONFIRMED)
    return plans.filter(state=state) if state else plans


def years_of(actor: Actor) -> list[int]:
    """Return the years of the plans within reach, the last first."""
    spans = access.visible_plans(actor).values_list("year", F("period_to")).order_by().distinct()
    return sorted({year for first, last in spans for year in range(first, (last or first) + 1)}, reverse=True)


def plan_for(actor: Actor, uid: UUID) -> Plan:
    """Return one plan within reach.

    Raises:
        Beyond: there is none, or none for this actor.
    """
    plan = access.visible_plans(actor).select_related("issuer", "standing_body", "job", "file").filter(uid=uid).first()
    if plan is None:
        raise Beyond(_("Không có kế hoạch này, hoặc kế hoạch nằm ngoài phạm vi của bạn."))
    return plan


def plan_to_review(actor: Actor, uid: UUID) -> Plan:
    """Return a plan under review that the actor may change.

    Raises:
        Beyond: there is none, or none for this actor.
        NotAllowed: the actor sees the plan but does not assign for its issuer.
        WrongState: it is still being read, or was assigned already.
    """
    plan = plan_for(actor, uid)
    access.require(actor, plan.issuer_id)
    if plan.state != PlanState.REVIEW:
        raise WrongState(_("Kế hoạch này không ở bước rà soát. Mở lại từ danh sách kế hoạch."))
    return plan


@dataclass(frozen=True, slots=True)
class Left:
    """How a plan left the review."""

    uid: UUID
    how: str  # "confirmed", "cancelled", "" where it is not known
    name: str  # who did it
    at: datetime | None


def plan_left(actor: Actor, uid: UUID) -> Left | None:
    """Return how the plan ``uid`` left the review, for somebody who could have reviewed it; None where it did not.

    Of a cancelled plan nothing is kept but the act in the audit, which says whose plan it was.
    """
    plan = access.visible_plans(actor).select_related("confirmed_by").filter(uid=uid).first()
    if plan is not None:
        if plan.state != PlanState.CONFIRMED or not access.can_assign(actor, plan.issuer_id).allowed:
            return None
        return Left(uid, "confirmed", str(plan.confirmed_by or ""), plan.confirmed_at)
    gone = audit.entry_naming(Plan, "plans.cancel", str(uid))
    if gone is None or gone.old.get("issuer") not in access.issuer_ids(actor):
        return None
    who = get_user_model().objects.filter(pk=gone.actor_id).first() if gone.actor_id is not None else None
    return Left(uid, "cancelled", str(who or ""), gone.at)


def job_uid(plan: Plan) -> UUID:
    """Return the job that reads ``plan``."""
    if plan.job is None:
        raise Beyond(_("Không có việc đọc của kế hoạch này."))
    return plan.job.uid


def issuers_for(actor: Actor) -> list[tuple[int, str]]:
    """Return the bodies whose plans the actor may bring in, as (id, name)."""
    names = agencies.names_of(access.issuer_ids(actor))
    return [(agency_id, names[agency_id]) for agency_id in access.issuer_ids(actor)]


def label_of(plan: Plan) -> str:
    """Return the plan's name as duties carry it: "Kế hoạch số 512/KH-UBND"."""
    kind = (plan.type or "kế hoạch").capitalize()
    return _("%(kind)s số %(symbol)s") % {"kind": kind, "symbol": plan.symbol} if plan.symbol else plan.file_name


def plan_assigned(actor: Actor, uid: UUID) -> Plan:
    """Return an assigned plan that the actor may correct, extend or withdraw.

    Raises:
        Beyond: there is none, or none for this actor.
        NotAllowed: the actor sees the plan but does not assign for its issuer.
        WrongState: it is not assigned, or was withdrawn.
    """
    plan = plan_for(actor, uid)
    access.require(actor, plan.issuer_id)
    if plan.state != PlanState.CONFIRMED:
        raise WrongState(_("Kế hoạch này chưa giao việc, đã đóng hoặc đã thu hồi. Mở lại từ danh sách kế hoạch."))
    return plan


def plan_to_extend(actor: Actor, uid: UUID) -> Plan:
    """Return a plan that takes further rows from the actor: under review, or assigned.

    Raises:
        Beyond: there is none, or none for this actor.
        NotAllowed: the actor sees the plan but does not assign for its issuer.
        WrongState: it is being read, or was withdrawn.
    """
    plan = plan_for(actor, uid)
    access.require(actor, plan.issuer_id)
    if plan.state not in (PlanState.REVIEW, PlanState.CONFIRMED):
        raise WrongState(_("Kế hoạch này không nhận thêm dòng: đang đọc hoặc đã thu hồi."))
    return plan
