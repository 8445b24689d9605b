"""Many rows of a plan under review at once: accepted as they were read, or changed alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import Ownership, PartyRole
from caicach.plans.models import Deliverable, Party, Plan
from caicach.plans.services.claim import claim, require_version
from caicach.plans.services.review import Choice
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

__all__ = ["RowsChange", "rows_accept", "rows_set"]


@dataclass(frozen=True, slots=True)
class RowsChange:
    """What many rows get alike; what is None stays as each row has it."""

    mode: TrackingMode | None = None
    ownership: Ownership | None = None
    acceptor_id: int | None = None
    lead: Choice | None = None  # one body or group instead of all leads of the row
    lead_text: str = ""  # the words for it


@transaction.atomic
def rows_accept(plan: Plan, *, actor: Actor, deliverable_ids: Sequence[int], now: datetime, version: str = "") -> int:
    """Say that rows are right as they stand; return how many were not seen before.

    Args:
        plan: The plan under review.
        actor: Who looked at them.
        deliverable_ids: The rows; those of other plans are left alone.
        now: The moment.
        version: Of one row alone: the mark of what the actor saw; empty asks nothing.

    Audit: plans.accept_rows.

    Raises:
        NotAllowed, WrongState: as every change under review.
        StaleRow: somebody changed the one row meanwhile.
    """
    claim(plan, actor)
    rows = plan.deliverables.filter(pk__in=deliverable_ids)
    if version and (row := rows.first()):
        require_version(row, version)
    count = rows.filter(reviewed_at=None).update(reviewed_at=now)
    if count:
        audit.record("plans.accept_rows", plan, actor=actor, new={"rows": sorted(deliverable_ids)}, at=now)
    return count


@transaction.atomic
def rows_set(plan: Plan, *, actor: Actor, deliverable_ids: Sequence[int], change: RowsChange, now: datetime) -> int:
    """Change the way of proof, the owners, the acceptor or the lead of many deliverables; return how many.

    Audit: plans.set_rows.

    Raises:
        NotAllowed, WrongState: as every change under review.
        BadInput: nothing was said to change.
    """
    claim(plan, actor)
    values = _values(change)
    if not values and change.lead is None:
        raise BadInput(
            _("Chưa chọn điều gì để đổi. Chọn cách theo dõi, cách giao, nghiệm thu hoặc chủ trì rồi bấm lại.")
        )
    rows = plan.deliverables.filter(pk__in=deliverable_ids)
    count = rows.update(**values, reviewed_at=now)
    if change.lead is not None:
        _lead(list(rows), change.lead, change.lead_text)
    new = {
        "mode": change.mode,
        "ownership": change.ownership,
        "acceptor": change.acceptor_id,
        "lead": change.lead_text,
        "rows": sorted(deliverable_ids),
    }
    audit.record("plans.set_rows", plan, actor=actor, new=new, at=now)
    return count


def _values(change: RowsChange) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.mode:
        values |= {"mode": change.mode, "mode_rule": ""}
    if change.ownership:
        values |= {"ownership": change.ownership, "ownership_rule": ""}
    if change.acceptor_id:
        values["acceptor_id"] = change.acceptor_id
    return values


def _lead(rows: Sequence[Deliverable], choice: Choice, text: str) -> None:
    Party.objects.filter(deliverable__in=rows, role=PartyRole.LEAD).delete()
    Party.objects.bulk_create(
        Party(
            deliverable=row,
            role=PartyRole.LEAD,
            position=1,
            text=text[:1000],
            kind="group" if choice.expression else "agency",
            meaning=choice.state,
            agency_id=choice.agency_id,
            expression=choice.expression,
        )
        for row in rows
    )
