"""What is wanted of figures: typed for a year, or taken from the plans by saying which figure follows a measure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures.selectors import form_of
from caicach.reports import access
from caicach.reports.models import LineTarget, Report, TargetBinding
from caicach.reports.selectors.targets import fitting_lines, plan_targets_of
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from reform.forms.figures import members_text
from reform.forms.tree import Cell
from reform.narratives import Relation
from vanban.text.forms import squeeze

__all__ = ["TargetDraft", "target_bind", "target_remove", "target_set", "target_unbind"]

_LARGEST = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What somebody wants of a figure."""

    cell: Cell
    relation: Relation
    value: Decimal
    citation: str = ""


@transaction.atomic
def target_set(report: Report, draft: TargetDraft, *, actor: Actor, now: datetime) -> LineTarget:
    """Set what the report's year wants of a figure; the one before is replaced.

    Audit: ``reports.target``.

    Raises:
        NotAllowed: the actor does not write the report.
        BadInput: the number cannot be kept.
    """
    access.require(access.can_write(actor, report))
    if not draft.value.is_finite() or abs(draft.value) >= _LARGEST:
        raise BadInput(_("Số này quá lớn, không lưu được. Kiểm tra lại số."))
    values: dict[str, Any] = {
        "relation": draft.relation.value,
        "value": draft.value,
        "citation": squeeze(draft.citation)[:300],
        "set_by_id": actor.user_id,
        "set_at": now,
    }
    target, _is_new = LineTarget.objects.update_or_create(
        agency_id=report.agency_id,
        form_key=report.period.form_key,
        year=report.period.year,
        line_key=draft.cell.key,
        members=members_text(draft.cell),
        defaults=values,
    )
    new = {"line": str(draft.cell), "relation": draft.relation.value, "value": str(draft.value)}
    audit.record("reports.target", report, actor=actor, new=new, at=now)
    return target


@transaction.atomic
def target_remove(report: Report, target_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a target of the report's year away.

    Audit: ``reports.target``.

    Raises:
        NotAllowed: the actor does not write the report.
    """
    access.require(access.can_write(actor, report))
    mine = LineTarget.objects.filter(pk=target_id, agency=report.agency_id, year=report.period.year)
    if mine.delete()[0]:
        audit.record("reports.target", report, actor=actor, old={"target": target_id}, at=now)


@transaction.atomic
def target_bind(report: Report, measure_key: str, cell: Cell, *, actor: Actor, now: datetime) -> TargetBinding:
    """Say by which figure the body follows a measure of its plans: from now on, in every period and later plan.

    Audit: ``reports.bind``.

    Raises:
        NotAllowed: the actor does not write the report.
        BadInput: no plan of the year sets such a target, or the line cannot follow it (a rate, an amount).
    """
    access.require(access.can_write(actor, report))
    told = plan_targets_of(report)
    target = next((one for one in (*told.free, *(two.target for two in told.bound)) if one.key == measure_key), None)
    if target is None:
        raise BadInput(_("Chỉ tiêu này không còn trong kế hoạch của năm. Tải lại trang để xem."))
    lines, _likely = fitting_lines(target, form_of(report.period.form))
    if cell.key not in {line.key for line in lines}:
        raise BadInput(_("Chọn dòng cùng loại: chỉ tiêu phần trăm gắn với dòng tỷ lệ, số lượng gắn với dòng số lượng."))
    values: dict[str, Any] = {
        "measure": target.measure[:300],
        "line_key": cell.key,
        "members": members_text(cell),
        "bound_by_id": actor.user_id,
        "bound_at": now,
    }
    made, _is_new = TargetBinding.objects.update_or_create(
        agency_id=report.agency_id, form_key=report.period.form_key, measure_key=measure_key, defaults=values
    )
    audit.record("reports.bind", report, actor=actor, new={"measure": made.measure, "line": str(cell)}, at=now)
    return made


@transaction.atomic
def target_unbind(report: Report, binding_id: int, *, actor: Actor, now: datetime) -> None:
    """Follow a measure of the plans by no figure any more.

    Audit: ``reports.bind``.

    Raises:
        NotAllowed: the actor does not write the report.
    """
    access.require(access.can_write(actor, report))
    mine = TargetBinding.objects.filter(pk=binding_id, agency=report.agency_id, form_key=report.period.form_key)
    if mine.delete()[0]:
        audit.record("reports.bind", report, actor=actor, old={"binding": binding_id}, at=now)
