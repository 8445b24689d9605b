"""The plan that an agency writes itself: what the superior's plans ask of it, and what it says of that."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.obligations import access as obligations
from caicach.obligations.constants import ObligationState, ParticipantRole, TrackingMode
from caicach.plans import access
from caicach.plans.constants import OwnPlanState, PartyRole, PlanKind, PlanState
from caicach.plans.mapping.expansion import deadlines_of
from caicach.plans.mapping.own_plan import Limits, by_day
from caicach.plans.models import Deliverable, OwnPlan, OwnRow, Plan
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState
from reform.areas import areas
from vanban.text.forms import compare_key

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = [
    "Concern",
    "Unit",
    "agencies_writing",
    "concerns_of",
    "duties_to_prove",
    "limits_of",
    "own_draft_of",
    "own_plan_for",
    "own_plan_to_write",
    "own_plans_for",
    "own_row_to_write",
    "own_rows_of",
    "own_rows_sorted",
    "superiors_for",
    "units_of",
]

_ROLES = {
    ParticipantRole.JOINT: PartyRole.LEAD,
    ParticipantRole.COORDINATE: PartyRole.COORDINATING,
    ParticipantRole.MONITOR: PartyRole.MONITORING,
}
_LIVE = tuple(
    state for state in ObligationState if state not in (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
)
# "Kế hoạch cải cách hành chính năm 2026 của xã", "ban hành kế hoạch thực hiện …".
_IS_A_PLAN = re.compile(r"\A(?:ban hanh )?ke hoach\b|\bban hanh ke hoach\b|\bxay dung ke hoach\b")
_ORDER = (PartyRole.LEAD, PartyRole.COORDINATING, PartyRole.MONITORING)


@dataclass(frozen=True, slots=True)
class Concern:
    """A row of a superior's plan that concerns an agency."""

    deliverable: Deliverable  # with its task and plan
    role: PartyRole
    due_on: date | None  # the one day it is due; None: several times, or when something happens

    @property
    def limits(self) -> Limits:
        """What stays as the superior says it."""
        return limits_of(self.deliverable, self.due_on)


@dataclass(frozen=True, slots=True)
class Unit:
    """A body below an agency, or the agency itself."""

    id: int
    name: str


def limits_of(row: Deliverable, due_on: date | None) -> Limits:
    """Return what a superior's row says; ``due_on``: the day the agency owes it by, where there is one."""
    override = row.due_override_on
    deadlines = (by_day(override),) if override else deadlines_of(row.deadlines)
    return Limits(row.task.text, row.text, due_on, deadlines)


def agencies_writing(actor: Actor) -> list[tuple[int, str]]:
    """Return the agencies whose own plan the actor writes, as (id, name): one query."""
    ids = access.writing_ids(actor)
    names = agencies.names_of(ids)
    return [(agency_id, names[agency_id]) for agency_id in ids if agency_id in names]


def superiors_for(agency_id: int, *, year: int) -> list[Plan]:
    """Return the assigned plans of ``year`` by other bodies that ask something of an agency, the newest first."""
    owed = Deliverable.objects.filter(duty__obligations__agency_id=agency_id, duty__obligations__state__in=_LIVE)
    named = Deliverable.objects.filter(duty__participants__agency_id=agency_id)
    plans = Plan.objects.filter(
        Q(pk__in=owed.values("plan")) | Q(pk__in=named.values("plan")), year=year, state=PlanState.CONFIRMED
    )
    return list(
        plans.exclude(issuer_id=agency_id)
        .exclude(kind=PlanKind.AMENDMENT)
        .select_related("issuer", "document")
        .order_by("-issued_on", "-pk")
    )


def concerns_of(agency_id: int, plan_ids: Iterable[int]) -> tuple[Concern, ...]:
    """Return the rows of these plans that concern an agency, in their order; of several roles the first counts.

    At most four queries, whatever their number.
    """
    standing = Deliverable.objects.filter(plan__in=tuple(plan_ids), dropped_by=None)
    owing = {row_id: day for row_id, (day, times) in _spans(standing, agency_id).items() if times}
    roles: dict[int, PartyRole] = dict.fromkeys(owing, PartyRole.LEAD)
    named = standing.filter(duty__participants__agency_id=agency_id)
    for row_id, role in named.values_list("pk", "duty__participants__role"):
        mine = _ROLES[ParticipantRole(role)]
        roles[row_id] = min(mine, roles.get(row_id, mine), key=_ORDER.index)
    others = _spans(standing.filter(pk__in=[one for one in roles if one not in owing]))
    days = {row_id: day for row_id, (day, _times) in others.items()} | owing
    rows = standing.filter(pk__in=roles).select_related("task", "plan").order_by("plan_id", "position")
    return tuple(Concern(row, roles[row.pk], days.get(row.pk)) for row in rows)


def _spans(rows: QuerySet[Deliverable], agency_id: int | None = None) -> dict[int, tuple[date | None, int]]:
    """Return of each row its one day (None: it comes several times, or has none yet) and how often it comes.

    Args:
        rows: The rows.
        agency_id: Only what this agency owes; None: what anybody owes.
    """
    owed = Q(duty__obligations__state__in=_LIVE)
    if agency_id is not None:
        owed &= Q(duty__obligations__agency_id=agency_id)
        rows = rows.filter(duty__obligations__agency_id=agency_id)
    found = (
        rows.order_by()
        .values("pk")
        .annotate(
            last=Max("duty__obligations__due_on", filter=owed),
            times=Count("duty__obligations__occurrence_key", distinct=True, filter=owed),
        )
    )
    return {row["pk"]: (row["last"] if row["times"] == 1 else None, row["times"]) for row in found}


def own_plans_for(actor: Actor) -> QuerySet[OwnPlan]:
    """Return the own plans that the actor reads, the newest first."""
    return access.visible_own_plans(actor).select_related("agency", "plan").order_by("-year", "-pk")


def own_plan_for(actor: Actor, uid: UUID) -> OwnPlan:
    """Return one own plan within reach.

    Raises:
        Beyond: there is none, or none for this actor.
    """
    found = own_plans_for(actor).select_related("plan__document").filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có kế hoạch này, hoặc kế hoạch nằm ngoài phạm vi của bạn."))
    return found


def own_draft_of(agency_id: int, year: int) -> OwnPlan | None:
    """Return the plan of ``year`` that an agency is writing, if it is: one query. Whoever adds to it is asked there."""
    return OwnPlan.objects.filter(agency=agency_id, year=year, state=OwnPlanState.DRAFT).first()


def own_rows_of(ids: Iterable[int]) -> dict[int, OwnRow]:
    """Return those of these rows that still stand, with their plans: one query, none of nothing."""
    wanted = tuple(ids)
    return OwnRow.objects.select_related("own_plan").in_bulk(wanted) if wanted else {}


def own_plan_to_write(actor: Actor, uid: UUID, *, issuing: bool = False) -> OwnPlan:
    """Return an own plan that the actor may change; ``issuing``: enter what văn thư gave it.

    Raises:
        Beyond, NotAllowed: out of reach, or not the actor's to write.
        WrongState: it was issued.
    """
    own = own_plan_for(actor, uid)
    access.require_own(actor, own.agency_id, issuing=issuing)
    if own.plan_id is not None:
        raise WrongState(_("Kế hoạch này đã ban hành. Sửa đổi bằng văn bản mới, từ trang của kế hoạch."))
    return own


def own_row_to_write(actor: Actor, uid: UUID, position: int) -> OwnRow:
    """Return one row of an own plan that the actor may change.

    Raises:
        Beyond, NotAllowed, WrongState: as ``own_plan_to_write``; Beyond too where there is no such row.
    """
    own = own_plan_to_write(actor, uid)
    row = own.rows.select_related("superior__task", "superior__plan", "doer").filter(position=position).first()
    if row is None:
        raise Beyond(_("Kế hoạch không có dòng này."))
    row.own_plan = own
    return row


def own_rows_sorted(own: OwnPlan, today: date) -> list[OwnRow]:
    """Return the rows that go into the plan: by area in the order of the chapters, then as they were written.

    Rows for one task of a superior stand together, where the first of them stands.
    """
    order = {area.code: area.order for area in areas(today)}
    rows = list(own.rows.filter(is_taken=True).select_related("superior__task", "superior__plan", "doer"))
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(row.superior.task_id if row.superior else -row.pk, row.position)
    return sorted(
        rows,
        key=lambda row: (
            order.get(row.area_code, len(order) + 1),
            row.area_code,
            first[row.superior.task_id if row.superior else -row.pk],
            row.position,
        ),
    )


def units_of(agency_id: int, *, on: date) -> tuple[Unit, ...]:
    """Return the bodies that stand below an agency on ``on``, by name: one query."""
    register = agencies.register_at(on)
    below = register.subtree(agency_id) if agency_id in register else ()
    return tuple(Unit(one.id, one.name) for one in register.ordered(set(below) - {agency_id}))


def duties_to_prove(actor: Actor, own: OwnPlan) -> "list[Obligation]":
    """Return what the agency owes its superiors for issuing this very plan: not handed in, proved by a document."""
    if own.plan_id is None:
        return []
    owed = obligations.visible_obligations(actor).filter(
        agency_id=own.agency_id,
        duty__deliverable__plan__in=own.superiors.values("pk"),
        duty__mode=TrackingMode.DOCUMENT,
        state__in=(ObligationState.OPEN, ObligationState.RETURNED),
    )
    rows = owed.select_related("duty", "agency", "acceptor").order_by("due_on", "pk")
    return [one for one in rows if _IS_A_PLAN.search(compare_key(f"{one.duty.title} {one.duty.task}"))]
