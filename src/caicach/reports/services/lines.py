"""What a body adds for itself: a typed number becomes a line that is compared from then on, and a line of the form."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures.selectors import sheet_for
from caicach.figures.services import LineTaken, Taken, form_lines_take
from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.models import OwnLine, OwnValue, Report
from caicach.reports.selectors.kept import KeptLine
from caicach.reports.services.opening import hold
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from reform.drafting.extending import ExtensionLine
from reform.forms.model import Aggregation, LineType
from vanban.text.forms import compare_key, squeeze

__all__ = ["LineDraft", "LinesTaken", "own_line_make", "own_line_switch", "own_lines_take"]

_KEY_LENGTH = 30  # characters of each part of a key
_NO_KEY = re.compile(r"[^a-z0-9_]")
_LARGEST = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A number that somebody typed, and what it counts."""

    label: str
    value: Decimal
    unit: str = ""
    is_rate: bool = False


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
    line, is_new = _line(report, draft, label, actor=actor, now=now)
    if line.key in _on_sheet(report):
        raise BadInput(
            _("“%(label)s” nay là dòng của biểu. Nhập số vào bản số liệu, báo cáo tự lấy.") % {"label": line.label}
        )
    values: dict[str, Any] = {"value": draft.value, "by_id": actor.user_id, "at": now}
    OwnValue.objects.update_or_create(line=line, period_id=report.period_id, defaults=values)
    new = {"key": line.key, "label": label, "value": str(draft.value), "is_new": is_new}
    audit.record("reports.own_line", report, actor=actor, new=new, at=now)
    return line


def _line(report: Report, draft: LineDraft, label: str, *, actor: Actor, now: datetime) -> tuple[OwnLine, bool]:
    """Return the body's line of that name, whatever the body was called when it was made; else a new one."""
    form_key = report.period.form_key
    mine = {row.key: row for row in OwnLine.objects.filter(agency=report.agency_id, form_key=form_key)}
    known = next((row for row in mine.values() if compare_key(row.label) == compare_key(label)), None)
    if known is not None:
        return known, False
    values = {"form_key": form_key, "label": label, "unit": squeeze(draft.unit)[:40], "is_rate": draft.is_rate}
    made = {**values, "created_by_id": actor.user_id, "created_at": now}
    taken = OwnLine.objects.filter(agency=report.agency_id).values_list("key", flat=True)
    return OwnLine.objects.get_or_create(agency_id=report.agency_id, key=_key(report, label, set(taken)), defaults=made)


def _on_sheet(report: Report) -> frozenset[str]:
    return frozenset(row.line.key for row in sheet_for(report.period.form, report.sheet.level).rows)


def _key(report: Report, label: str, taken: Collection[str]) -> str:
    """Return a key that a form takes too; two names that begin alike get two keys."""
    stem = f"x.{_part(report.agency.current_name)}.{_part(label)}"
    return next(key for key in (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3))) if key not in taken)


def _part(words: str) -> str:
    joined = "_".join(compare_key(words).split())
    kept = _NO_KEY.sub("", joined)[:_KEY_LENGTH].strip("_")
    return kept if kept[:1].isalpha() else f"x_{kept}".rstrip("_")


@transaction.atomic
def own_line_switch(line: OwnLine, *, is_active: bool, actor: Actor, now: datetime) -> OwnLine:
    """Let a line stand in no new report, or in reports again; its figures stay.

    Audit: ``reports.own_line_switch``.

    Raises:
        NotAllowed: the actor does not write for the body.
    """
    if not actor.is_system and line.agency_id not in access.writable_agency_ids(actor):
        raise NotAllowed(_("Chỉ công chức, lãnh đạo của cơ quan thôi dùng chỉ tiêu bổ sung của cơ quan mình."))
    OwnLine.objects.filter(pk=line.pk).update(is_active=is_active)
    line.is_active = is_active
    audit.record("reports.own_line_switch", line, actor=actor, new={"key": line.key, "is_active": is_active}, at=now)
    return line


@dataclass(frozen=True, slots=True)
class LinesTaken:
    """What became of lines that were to be taken into a form."""

    version: str  # of the draft that they stand in
    uid: UUID  # of the draft
    sentence: str


@transaction.atomic
def own_lines_take(lines: Sequence[KeptLine], *, actor: Actor, now: datetime, today: date) -> LinesTaken:
    """Take lines of bodies into the next version of their form: a draft that somebody writes, else one that begins.

    All of one form. Their figures of earlier periods follow them by their keys (``selectors.histories_of``).

    Audit: ``reports.own_line_take``; of the draft as ``figures.services.form_lines_take``.

    Raises:
        NotAllowed: the actor does not keep the form.
        BadInput: no line, no value, lines of several forms; a form or its draft has all of them already.
        WrongState: somebody changed the draft meanwhile.
    """
    fresh = [one for one in lines if one.place is None]
    if not fresh:
        raise BadInput(_there(lines[0]) if lines else _("Chưa chọn chỉ tiêu nào."))
    if len({(one.owner_id, one.row.form_key) for one in fresh}) > 1:
        raise BadInput(_("Chọn các chỉ tiêu của cùng một biểu."))
    first = fresh[0]
    if not first.owner_id:
        raise BadInput(_("Chỉ tiêu này chưa có số của kỳ nào nên chưa biết đưa vào biểu của cơ quan nào."))
    wanted = [LineTaken(one.row.key.split(".")[1], _extension(one)) for one in fresh]
    made = form_lines_take(first.owner_id, first.row.form_key, wanted, actor=actor, now=now, today=today)
    if not made.added:
        raise WrongState(_told_known(first, made))
    for one in fresh:
        new = {"key": one.row.key, "version": made.draft.version}
        audit.record("reports.own_line_take", one.row, actor=actor, new=new, at=now)
    return LinesTaken(made.draft.version, made.draft.uid, _told(made, actor))


def _there(one: KeptLine) -> str:
    if one.place is None:
        return ""
    words = {"label": one.row.label, "version": one.place.version, "name": one.place.by}
    if one.place.is_draft:
        return _("“%(label)s” đã ở trong bản soạn phiên bản %(version)s mà %(name)s đang soạn.") % words
    return _("“%(label)s” đã là dòng của biểu từ phiên bản %(version)s.") % words


def _told_known(one: KeptLine, made: Taken) -> str:
    """Somebody else took it a moment before."""
    words = {"label": one.row.label, "version": made.draft.version}
    return _("“%(label)s” vừa được đưa vào bản soạn phiên bản %(version)s.") % words


def _extension(one: KeptLine) -> ExtensionLine:
    row = one.row
    is_whole = all(value == value.to_integral_value() and value >= 0 for _period, value in one.values)
    kind = LineType.PERCENT if row.is_rate else LineType.COUNT if is_whole else LineType.NUMBER
    # A rate that was typed has no parts to add up: each body keeps its own.
    added_up = Aggregation.OWN if row.is_rate else Aggregation.SUM
    return ExtensionLine(row.label, row.unit, kind, aggregation=added_up, key=row.key, level=one.level)


def _told(made: Taken, actor: Actor) -> str:
    by = made.draft.created_by
    words = {"count": len(made.added), "version": made.draft.version, "name": by.full_name if by else ""}
    if made.is_new:
        return _("Đã mở bản soạn phiên bản %(version)s và đưa vào %(count)s chỉ tiêu. Ghi căn cứ rồi ban hành.") % words
    if by is not None and by.pk != actor.user_id:
        return _("Đã đưa %(count)s chỉ tiêu vào bản soạn phiên bản %(version)s mà %(name)s đang soạn.") % words
    return _("Đã đưa %(count)s chỉ tiêu vào bản soạn phiên bản %(version)s.") % words
