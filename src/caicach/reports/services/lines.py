"""What a body adds for itself: a typed number becomes a line that is compared from then on; targets of the year."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.models import LineTarget, OwnLine, OwnValue, Report
from caicach.reports.services.opening import hold
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from reform.forms.figures import members_text
from reform.forms.tree import Cell
from reform.narratives import Relation
from vanban.text.forms import compare_key, squeeze

__all__ = ["LineDraft", "TargetDraft", "own_line_make", "target_remove", "target_set"]

_KEY_LENGTH = 30  # characters of each part of a key
_LARGEST = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A number that somebody typed, and what it counts."""

    label: str
    value: Decimal
    unit: str = ""
    is_rate: bool = False


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What the plan wants of a figure."""

    cell: Cell
    relation: Relation
    value: Decimal
    citation: str = ""


@transaction.atomic
def own_line_make(report: Report, draft: LineDraft, *, actor: Actor, now: datetime) -> OwnLine:
    """Make a line of the body's own with its value of the report's period; one of that name gets the value alone.

    Audit: ``reports.own_line``.

    Raises:
        NotAllowed: the actor does not write the report.
        BadInput: no name, or the number cannot be kept.
        WrongState: the report is frozen.
    """
    access.require(access.can_write(actor, report, area="other"))
    hold(report, ReportState.DRAFTING)
    label = squeeze(draft.label)[:300]
    if len(compare_key(label)) < 3:
        raise BadInput(_("Ghi tên chỉ tiêu: số này đếm gì."))
    if not draft.value.is_finite() or abs(draft.value) >= _LARGEST:
        raise BadInput(_("Số này quá lớn, không lưu được. Kiểm tra lại số."))
    line, is_new = OwnLine.objects.get_or_create(
        agency_id=report.agency_id,
        key=_key(report, label),
        defaults={
            "form_key": report.period.form_key,
            "label": label,
            "unit": squeeze(draft.unit)[:40],
            "is_rate": draft.is_rate,
            "created_by_id": actor.user_id,
            "created_at": now,
        },
    )
    values: dict[str, Any] = {"value": draft.value, "by_id": actor.user_id, "at": now}
    OwnValue.objects.update_or_create(line=line, period_id=report.period_id, defaults=values)
    new = {"key": line.key, "label": label, "value": str(draft.value), "is_new": is_new}
    audit.record("reports.own_line", report, actor=actor, new=new, at=now)
    return line


def _key(report: Report, label: str) -> str:
    owner = "_".join(compare_key(report.agency.current_name).split())[:_KEY_LENGTH].strip("_")
    name = "_".join(compare_key(label).split())
    kept = "".join(char for char in name if char.isalnum() or char == "_")[:_KEY_LENGTH].strip("_")
    return f"x.{owner}.{kept}"[:80]


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
