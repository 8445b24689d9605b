"""Reads of plans; each starts from what the actor may see."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.audit import selectors as audit
from caicach.calendars import selectors as calendars
from caicach.documents.registry import Use
from caicach.obligations import access as obligations
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.selectors import is_late
from caicach.plans import access
from caicach.plans.constants import DELIVERABLE, PLAN, MeaningState, Ownership, PartyRole, PlanState
from caicach.plans.mapping.expansion import (
    DeliverableFacts,
    Expansion,
    PartyFacts,
    PlanFacts,
    deadlines_of,
    expand_plan,
)
from caicach.plans.models import Deliverable, Party, Plan
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState
from reform.groups.register import RegisterEntry
from reform.groups.resolver import Resolver

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.obligations.models import Duty

__all__ = [
    "Expansion",
    "Left",
    "Progress",
    "bodies_named",
    "bodies_of",
    "deliverables_of",
    "expansion_of",
    "facts_of",
    "headers_of",
    "issuers_for",
    "job_uid",
    "label_of",
    "plan_assigned",
    "plan_for",
    "plan_left",
    "plan_to_extend",
    "plan_to_review",
    "plan_with_source",
    "plans_for",
    "progress_of",
    "resolver_of",
    "row_to_correct",
    "source_blocks",
    "source_of_duty",
    "source_of_row",
    "uses_document",
    "uses_of_document",
]


PLACE = ("block", "row", "column")  # of a place, as an address names it


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """Return the plans within reach, the newest first, with their number of deliverables."""
    return (
        access.visible_plans(actor)
        .select_related("issuer", "job")
        .annotate(
            deliverable_count=Count("deliverables"),
            seen_count=Count("deliverables", filter=Q(deliverables__reviewed_at__isnull=False)),
        )
        .order_by("-year", "-issued_on", "-pk")
    )


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


def bodies_of(resolver: Resolver) -> list[tuple[int, str]]:
    """Return the bodies directly under the issuer and the issuer itself, as (id, name): who may accept or lead."""
    register = resolver.register
    ids = (resolver.issuer_id, *register.children(resolver.issuer_id))
    return [(agency_id, resolver.name(agency_id)) for agency_id in ids]


def bodies_named(resolver: Resolver, query: str, limit: int = 8) -> tuple[RegisterEntry, ...]:
    """Return the bodies of the plan's day whose name holds the words of ``query``; none for an empty one."""
    return agencies.search_agencies(query, on=resolver.on, limit=limit) if query else ()


def deliverables_of(plan: Plan) -> list[Deliverable]:
    """Return the deliverables of ``plan`` in order, with tasks and parties: two queries."""
    return list(
        plan.deliverables.select_related("task", "acceptor", "duty")
        .prefetch_related("parties__agency")
        .order_by("position")
    )


def label_of(plan: Plan) -> str:
    """Return the plan's name as duties carry it: "Kế hoạch số 512/KH-UBND"."""
    kind = (plan.type or "kế hoạch").capitalize()
    return _("%(kind)s số %(symbol)s") % {"kind": kind, "symbol": plan.symbol} if plan.symbol else plan.file_name


def resolver_of(plan: Plan) -> Resolver:
    """Return what finds bodies for the phrases of ``plan``: the register on the day of its signature."""
    return agencies.resolver_for(plan.issuer_id, on=plan.issued_on or date(plan.year, 1, 1))


def facts_of(plan: Plan, *, today: date) -> PlanFacts:
    """Return the plan's own facts; of a past year it is history, unless it runs as if current."""
    return PlanFacts(
        plan_id=plan.pk,
        plan_uid=plan.uid,
        label=label_of(plan),
        title=plan.title,
        year=plan.year,
        issuer_id=plan.issuer_id,
        standing_id=plan.standing_body_id or plan.issuer_id,
        signed_on=plan.issued_on,
        is_history=plan.year < today.year and not plan.is_run_as_current,
        ended_ids=agencies.ended_ids(on=today),
    )


def expansion_of(
    plan: Plan,
    *,
    today: date,
    deliverables: Sequence[Deliverable] | None = None,
    resolver: Resolver | None = None,
) -> Expansion:
    """Return what ``plan`` would make its agencies owe, as its rows stand now."""
    rows = deliverables_of(plan) if deliverables is None else deliverables
    register = resolver or resolver_of(plan)
    frame = calendars.frame_of(year=plan.year, signed_on=plan.issued_on, recipient_level=register.level(plan.issuer_id))
    return expand_plan(facts_of(plan, today=today), [_facts(row) for row in rows], resolver=register, frame=frame)


def _facts(row: Deliverable) -> DeliverableFacts:
    return DeliverableFacts(
        deliverable_id=row.pk,
        number=f"{row.task.annex_number}.{row.task.number}".strip("."),
        task=row.task.text,
        text=row.text,
        area_code=row.task.area_code,
        place=row.place,
        mode=TrackingMode(row.mode),
        ownership=Ownership(row.ownership),
        deadlines=deadlines_of(row.deadlines),
        deadline_text=row.deadline_text,
        due_override_on=row.due_override_on,
        acceptor_id=row.acceptor_id,
        parties=tuple(_party(party) for party in row.parties.all()),
    )


def _party(party: Party) -> PartyFacts:
    return PartyFacts(
        role=PartyRole(party.role),
        text=party.text,
        note=party.note,
        meaning=MeaningState(party.meaning),
        agency_id=party.agency_id,
        expression=party.expression,
        is_request=party.is_request,
    )


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
        raise WrongState(_("Kế hoạch này chưa giao việc hoặc đã thu hồi. Mở lại từ danh sách kế hoạch."))
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


def headers_of(plan: Plan) -> tuple[str, ...]:
    """Return the headers of the plan's first table, as printed; none where it has no table with a header."""
    annexes = json.loads(plan.reading).get("annexes", ())
    place: dict[str, int] = next((task.get("source") or {} for one in annexes for task in one.get("tasks", ())), {})
    blocks, at = source_blocks(plan), place.get("block")
    table = blocks[at].get("t") if at is not None and 0 <= at < len(blocks) else None
    return tuple(cell["x"] for cell in table[0]) if table else ()


def row_to_correct(actor: Actor, uid: UUID, position: int) -> Deliverable:
    """Return one row of an assigned plan, with its plan, task and parties.

    Raises:
        Beyond, NotAllowed, WrongState: as ``plan_assigned``; Beyond too where the plan has no such row.
    """
    plan = plan_assigned(actor, uid)
    rows = plan.deliverables.select_related("task", "acceptor", "duty").prefetch_related("parties__agency")
    row = rows.filter(position=position).first()
    if row is None:
        raise Beyond(_("Kế hoạch không có dòng này."))
    row.plan = plan
    return row


def plan_with_source(actor: Actor, uid: UUID) -> Plan:
    """Return a plan whose document the actor may read: its own reach, and whoever sees something it assigned.

    Raises:
        Beyond: there is none, or none for this actor.
    """
    named = obligations.visible_obligations(actor).filter(duty__source_uid=uid)
    plan = (
        Plan.objects.select_related("document")
        .filter(Q(pk__in=access.visible_plans(actor).values("pk")) | Q(Exists(named)), uid=uid)
        .exclude(state=PlanState.READING)
        .first()
    )
    if plan is None:
        raise Beyond(_("Không có kế hoạch này, hoặc kế hoạch nằm ngoài phạm vi của bạn."))
    return plan


def source_of_duty(duty: "Duty") -> str:
    """Return the address of a duty's place in its plan (``obligations.registry.sources``); empty where it has none."""
    place: dict[str, int] = json.loads(duty.place or "{}")
    known = list(takewhile(lambda part: part is not None, (place.get(name) for name in PLACE)))
    if duty.source_uid is None or (not known and duty.source_kind == DELIVERABLE):
        return ""  # a row that was added stands in no document of ours
    return _source_address(duty.source_uid, known)


def source_of_row(row: Deliverable) -> str:
    """Return the address of a row's place in the document; empty where it stands in none."""
    place: dict[str, int] = json.loads(row.place or "{}")
    known = list(takewhile(lambda part: part is not None, (place.get(name) for name in PLACE)))
    return _source_address(row.plan.uid, known) if known else ""


def _source_address(uid: UUID, known: Sequence[int | None]) -> str:
    address = reverse("plans:source", args=[uid])
    return f"{address}?cho={'.'.join(map(str, known))}#cho" if known else address


def uses_document(actor: Actor, document: "Document") -> bool:
    """Whether ``document`` is that of a plan within reach (``documents.registry.viewers``)."""
    return access.visible_plans(actor).filter(document=document).exists()


def uses_of_document(actor: Actor, document: "Document") -> tuple[Use, ...]:
    """Return the plans within reach that were read from ``document`` (``documents.registry.uses``)."""
    found = access.visible_plans(actor).filter(document=document).order_by("-pk")
    return tuple(Use(label_of(plan), reverse("plans:detail", args=[plan.uid]), _("kế hoạch")) for plan in found)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the obligations of one duty, or of a plan, are; the actor's reach alone is counted."""

    total: int = 0
    accepted: int = 0
    submitted: int = 0  # waits for acceptance
    late: int = 0  # past due, and nothing in hand to accept
    dormant: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


def progress_of(plan: Plan, actor: Actor, *, today: date) -> dict[int, Progress]:
    """Return the progress of each duty of ``plan`` within the actor's reach, by duty: one query.

    What was cancelled is not owed and counts nowhere.
    """
    mine = (
        obligations.visible_obligations(actor)
        .filter(Q(duty__deliverable__plan=plan) | Q(duty__source_kind=PLAN, duty__source_id=plan.pk))
        .exclude(state=ObligationState.CANCELLED)
    )
    rows = mine.values("duty").annotate(
        total=Count("pk"),
        accepted=Count("pk", filter=Q(state=ObligationState.ACCEPTED)),
        submitted=Count("pk", filter=Q(state=ObligationState.SUBMITTED)),
        late=Count("pk", filter=is_late(today)),
        dormant=Count("pk", filter=Q(state=ObligationState.DORMANT)),
    )
    return {
        row["duty"]: Progress(row["total"], row["accepted"], row["submitted"], row["late"], row["dormant"])
        for row in rows
    }


def source_blocks(plan: Plan) -> list[dict[str, Any]]:
    """Return the document's blocks as ``mapping.source`` keeps them."""
    blocks: list[dict[str, Any]] = json.loads(plan.source)
    return blocks
