"""Opening a period: what is asked, and what opening would make."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.forms.periods import OpenForm
from caicach.figures.mapping import LEVEL_WORDS
from caicach.figures.selectors import Expected, PeriodPlan
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Fact, Link

__all__ = ["OpenPage"]


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One agency that would be asked."""

    agency_id: int
    name: str
    level: str
    due_on: date
    acceptor: str
    note: str
    is_excluded: bool
    reason: str  # why it returns nothing


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Opening a period: the form, and what it would make."""

    title: str
    crumbs: tuple[Link, ...]
    form: OpenForm
    facts: tuple[Fact, ...]
    lines: tuple[ExpectedLine, ...]
    asked: str
    is_open: bool
    kept: tuple[tuple[str, str], ...]  # what was filled in, carried along by the button that opens
    error: str = ""

    @classmethod
    def of(
        cls, form: OpenForm, plan: PeriodPlan | None, *, names: dict[int, str] | None = None, error: str = ""
    ) -> "OpenPage":
        """Return the page; ``plan`` is None before something was chosen."""
        excluded = plan.draft.excluded if plan else {}
        return cls(
            title=_("Mở kỳ %(period)s") % {"period": plan.name} if plan else _("Mở kỳ báo cáo"),
            crumbs=(Link(_("Số liệu"), reverse("figures:list")), Link(_("Mở kỳ báo cáo"))),
            form=form,
            facts=_plan_facts(plan) if plan else (),
            lines=tuple(_expected(one, excluded, names or {}) for one in plan.expected) if plan else (),
            asked=_asked(plan) if plan else "",
            is_open=plan.is_open if plan else False,
            kept=tuple((name, form.data.get(name, "")) for name in form.fields) if plan else (),
            error=error,
        )


def _asked(plan: PeriodPlan) -> str:
    words = {"asked": number_text(len(plan.asked)), "due": date_text(plan.due_on)}
    return _("%(asked)s đơn vị phải gửi số liệu, chậm nhất %(due)s") % words


def _plan_facts(plan: PeriodPlan) -> tuple[Fact, ...]:
    window = {"start": date_text(plan.data_from), "end": date_text(plan.data_to)}
    counted = _("lũy kế từ đầu năm báo cáo") if plan.is_cumulative else _("riêng trong kỳ")
    return (
        Fact(_("Biểu"), str(plan.form)),
        Fact(_("Số liệu"), f"{_('từ %(start)s đến %(end)s') % window}, {counted}"),
        Fact(_("Hạn gửi"), date_text(plan.due_on)),
        Fact(_("Căn cứ"), plan.legal_basis or "–"),
    )


def _expected(one: Expected, excluded: Any, names: dict[int, str]) -> ExpectedLine:
    notes = []
    if one.stands_for:
        notes.append(_("gồm số liệu của %(names)s trước sắp xếp") % {"names": ", ".join(one.stands_for)})
    if one.obligation_id is not None:
        notes.append(_("cùng báo cáo định kỳ của kế hoạch"))
    return ExpectedLine(
        agency_id=one.agency_id,
        name=one.name,
        level=str(LEVEL_WORDS.get(one.level, one.level)),
        due_on=one.due_on,
        acceptor=names.get(one.acceptor_id, ""),
        note="; ".join(notes),
        is_excluded=one.agency_id in excluded,
        reason=one.excluded,
    )
