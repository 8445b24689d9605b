"""Mergers, splits and ends: one register becomes the next, and who took over from whom is kept."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import access
from caicach.agencies.constants import ReorganisationKind
from caicach.agencies.mapping import NewAgency
from caicach.agencies.models import AgencyVersion, Reorganisation, Succession
from caicach.agencies.services.projection import closure_refresh, projection_refresh
from caicach.agencies.services.versions import begin, change_version, end
from caicach.audit import services as audit
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

__all__ = ["ReorganisationPlan", "agencies_reorganise"]

_KINDS = frozenset({ReorganisationKind.MERGE, ReorganisationKind.SPLIT, ReorganisationKind.DISSOLVE})


@dataclass(frozen=True, slots=True)
class ReorganisationPlan:
    """One event: which bodies end on a day, and who takes over."""

    kind: ReorganisationKind  # merge, split or dissolve
    effective_on: date  # the first day of the new order
    ending: tuple[int, ...]  # bodies that are no more from that day
    heirs: tuple[int | NewAgency, ...] = ()  # existing or new; the first is the main heir
    legal_basis: str = ""
    children_to: int | None = None  # under whom those move who stood under an ending body; None: the main heir


@transaction.atomic
def agencies_reorganise(plan: ReorganisationPlan, *, actor: Actor, today: date) -> Reorganisation:
    """Merge, split or dissolve bodies, half open: the old ones until the day before, the new ones from the day.

    What stood under an ending body and does not end with it moves to ``children_to``, else to the main heir.
    Audit: agencies.reorganise.

    Raises:
        NotAllowed: the actor may not change the register at one of the bodies.
        BadInput: nothing ends; a body does not exist before that day, or changed after it; nobody takes over but the
            kind is no end; bodies would be left without a parent.
    """
    access.require(actor, "change", *plan.ending, *_above_heirs(plan))
    _check(plan)
    event = Reorganisation.objects.create(kind=plan.kind, effective_on=plan.effective_on, legal_basis=plan.legal_basis)
    heirs = [_heir(heir, plan) for heir in plan.heirs]
    moved = _move_children(plan, plan.children_to or (heirs[0] if heirs else None))
    for agency_id in plan.ending:
        end(agency_id, on=plan.effective_on)
    Succession.objects.bulk_create(
        Succession(reorganisation=event, predecessor_id=old, successor_id=heir, is_main=heir == heirs[0])
        for old in plan.ending
        for heir in heirs
    )
    touched = {*plan.ending, *heirs, *moved}
    closure_refresh(touched)
    projection_refresh(today=today, agency_ids=touched)
    audit.record(
        "agencies.reorganise", event, actor=actor, old={"ending": plan.ending}, new={"heirs": heirs, "moved": moved}
    )
    return event


def _above_heirs(plan: ReorganisationPlan) -> list[int | None]:
    """Return the heirs that are there, and the bodies under which new ones begin."""
    return [heir if isinstance(heir, int) else heir.parent_id for heir in plan.heirs]


def _check(plan: ReorganisationPlan) -> None:
    if plan.kind not in _KINDS:
        raise BadInput(_("Đổi tên và chuyển cơ quan quản lý có chức năng riêng."))
    if not plan.ending:
        raise BadInput(_("Hãy chọn cơ quan kết thúc hoạt động."))
    if not plan.heirs and plan.kind != ReorganisationKind.DISSOLVE:
        raise BadInput(_("Hãy cho biết cơ quan kế thừa."))
    if set(plan.ending).intersection(heir for heir in plan.heirs if isinstance(heir, int)):
        raise BadInput(_("Một cơ quan không thể vừa kết thúc vừa kế thừa trong cùng một lần sắp xếp."))


def _heir(heir: int | NewAgency, plan: ReorganisationPlan) -> int:
    if isinstance(heir, int):
        return heir
    return begin(heir, started_on=plan.effective_on, legal_basis=plan.legal_basis).pk


def _move_children(plan: ReorganisationPlan, to: int | None) -> list[int]:
    """Move what stands under the ending bodies and stays; return the ids moved."""
    staying = (
        AgencyVersion.objects.filter(parent_id__in=plan.ending, valid_to__gt=plan.effective_on)
        .exclude(agency_id__in=plan.ending)
        .order_by("agency_id")
    )
    moved = list(dict.fromkeys(staying.values_list("agency_id", flat=True)))
    if moved and to is None:
        raise BadInput(_("Còn %(count)d cơ quan trực thuộc; hãy cho biết chúng chuyển về đâu.") % {"count": len(moved)})
    for agency_id in moved:
        change_version(agency_id, on=plan.effective_on, legal_basis=plan.legal_basis, parent_id=to)
    return moved
