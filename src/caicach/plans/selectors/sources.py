"""Where the rows of a plan stand in its document."""

import json
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.documents.registry import Use
from caicach.obligations import access as obligations
from caicach.plans import access
from caicach.plans.constants import DELIVERABLE, PlanState
from caicach.plans.models import Deliverable, Plan
from caicach.plans.selectors.plans import label_of, plan_assigned
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, WrongState

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.obligations.models import Duty

__all__ = [
    "headers_of",
    "plan_with_source",
    "reach_documents",
    "row_to_correct",
    "source_blocks",
    "source_of_duty",
    "source_of_row",
    "uses_of_document",
]


PLACE = ("block", "row", "column")  # of a place, as an address names it


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
    if row.dropped_by_id is not None:
        raise WrongState(_("Dòng này đã bị bãi bỏ, không sửa được nữa. Xem ở phần các lần sửa đổi của kế hoạch."))
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


def reach_documents(actor: Actor) -> Q:
    """Return the condition that a document is that of a plan within reach (``documents.registry.reaches``)."""
    return Q(pk__in=access.visible_plans(actor).filter(document__isnull=False).values("document"))


def uses_of_document(actor: Actor, document: "Document") -> tuple[Use, ...]:
    """Return the plans within reach that were read from ``document`` (``documents.registry.uses``)."""
    found = access.visible_plans(actor).filter(document=document).order_by("-pk")
    return tuple(Use(label_of(plan), reverse("plans:detail", args=[plan.uid]), _("kế hoạch")) for plan in found)


def source_blocks(plan: Plan) -> list[dict[str, Any]]:
    """Return the document's blocks as ``mapping.source`` keeps them."""
    blocks: list[dict[str, Any]] = json.loads(plan.source)
    return blocks
