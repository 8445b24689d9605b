"""One return apart from its cells: opening it again, and its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.constants import Origin, ReturnState
from caicach.figures.forms.periods import ReopenForm
from caicach.figures.mapping import figure_of_text, sheet_for
from caicach.figures.models import Return
from caicach.figures.selectors import Changed
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Fact, Link
from caicach.web.clock import local_date
from reform.forms.model import Line
from reform.forms.sheets import Row

__all__ = ["ChangeLine", "HistoryPage", "ReopenPage"]


@dataclass(frozen=True, slots=True)
class ReopenPage:
    """Opening a return again for a time."""

    title: str
    crumbs: tuple[Link, ...]
    form: ReopenForm
    back_url: str

    @classmethod
    def of(cls, sheet: Return, form: ReopenForm) -> "ReopenPage":
        """Return the page."""
        name = {"agency": sheet.agency.current_name}
        return cls(
            title=_("Mở lại bản số liệu của %(agency)s") % name,
            crumbs=_return_crumbs(sheet, _("Mở lại")),
            form=form,
            back_url=reverse("figures:entry", args=[sheet.uid]),
        )


def _return_crumbs(sheet: Return, last: str) -> tuple[Link, ...]:
    return (
        Link(_("Số liệu"), reverse("figures:list")),
        Link(sheet.period.name, reverse("figures:period", args=[sheet.period.uid])),
        Link(sheet.agency.current_name, reverse("figures:entry", args=[sheet.uid])),
        Link(last),
    )


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of one cell, in words."""

    at: datetime
    by: str
    line: str
    old: str
    new: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Every change of a return."""

    title: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    lines: tuple[ChangeLine, ...]
    more: str  # that older ones are not shown

    @classmethod
    def of(cls, sheet: Return, changes: Sequence[Changed], *, limit: int) -> "HistoryPage":
        """Return the page."""
        rows = sheet_for(sheet.period.form, sheet.level).by_cell()
        labels = {cell: _label(row) for cell, row in rows.items()}
        reasons = _reasons(sheet)
        return cls(
            title=_("Lịch sử bản số liệu của %(agency)s") % {"agency": sheet.agency.current_name},
            crumbs=_return_crumbs(sheet, _("Lịch sử")),
            facts=_return_facts(sheet),
            lines=tuple(
                ChangeLine(
                    at=one.at,
                    by=one.by or _("Hệ thống"),
                    line=labels.get(one.cell, str(one.cell)),
                    old=_shown(one.old, rows[one.cell].line if one.cell in rows else None, reasons),
                    new=_shown(one.new, rows[one.cell].line if one.cell in rows else None, reasons),
                    origin=str(Origin(one.origin).label),
                    reason=one.reason,
                )
                for one in changes
            ),
            more=_("Chỉ hiện %(limit)s thay đổi gần nhất.") % {"limit": number_text(limit)}
            if len(changes) == limit
            else "",
        )


def _label(row: Row) -> str:
    said = f"{row.line.number} {row.line.label}"
    return f"{said} ({row.label})" if row.depth else said


def _reasons(sheet: Return) -> dict[str, str]:
    return dict(sheet_for(sheet.period.form, sheet.level).form.null_reasons)


def _shown(text: str, line: Line | None, reasons: dict[str, str]) -> str:
    """Return a stored figure as it is read on screen; a blank is said in words."""
    figure = figure_of_text(text, line) if line is not None else None
    if figure is None:
        return text or _("(trống)")
    if figure.value is None:
        return reasons.get(figure.reason, figure.reason)
    if isinstance(figure.value, str):
        return line.choice.words.get(figure.value, figure.value) if line and line.choice else figure.value
    return number_text(figure.value)


def _return_facts(sheet: Return) -> tuple[Fact, ...]:
    known = [
        Fact(_("Trạng thái"), str(ReturnState(sheet.state).label)),
        Fact(_("Lần sửa"), number_text(sheet.revision)),
    ]
    if sheet.submitted_at is not None:
        name = sheet.submitted_by.full_name if sheet.submitted_by else ""
        known.append(Fact(_("Đã gửi"), f"{date_text(local_date(sheet.submitted_at))} {name}".strip()))
    if sheet.on_behalf_by is not None:
        known.append(Fact(_("Nhập thay"), sheet.on_behalf_by.current_name))
    if sheet.decided_at is not None:
        name = sheet.decided_by.full_name if sheet.decided_by else ""
        known.append(Fact(_("Quyết định"), f"{date_text(local_date(sheet.decided_at))} {name}".strip()))
    return tuple(known)
