"""What programs read of plans: records in the order of their uid, page after page, within reach."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.plans import access
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["PlanRecord", "plan_record", "plans_after"]

_FIELDS = (
    "uid",
    "type",
    "symbol",
    "issued_on",
    "title",
    "year",
    "kind",
    "state",
    "issuer__uid",
    "issuer__current_name",
)


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan without what was read from it."""

    uid: UUID
    type: str
    symbol: str
    issued_on: date | None
    title: str
    year: int
    kind: str
    state: str
    issuer_uid: UUID
    issuer_name: str


def plans_after(actor: Actor, after: UUID | None, limit: int, *, year: int | None = None) -> tuple[PlanRecord, ...]:
    """Return up to ``limit`` plans within reach behind the uid ``after``: one query."""
    found = access.visible_plans(actor)
    if after is not None:
        found = found.filter(uid__gt=after)
    if year is not None:
        found = found.filter(year=year)
    return tuple(PlanRecord(*row) for row in found.order_by("uid").values_list(*_FIELDS)[:limit])


def plan_record(actor: Actor, uid: UUID) -> PlanRecord:
    """Return one plan: one query.

    Raises:
        Beyond: there is none within reach.
    """
    row = access.visible_plans(actor).filter(uid=uid).values_list(*_FIELDS).first()
    if row is None:
        raise Beyond(_("Không có kế hoạch này, hoặc kế hoạch nằm ngoài phạm vi của bạn."))
    return PlanRecord(*row)
