"""The targets of the year: those of the plans with the figure that follows each, and those that somebody typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.plans.selectors import PlanTarget
from caicach.reports.forms import BindForm
from caicach.reports.models import LineTarget, Report
from caicach.reports.pages.navigation import crumbs_of
from caicach.reports.selectors import BoundTarget, PlanTargets, fitting_lines, relation_of
from caicach.ui.notation import number_text
from caicach.ui.values import Link
from reform.forms.figures import Figure, cell_of
from reform.forms.tree import Cell
from reform.narratives import Facts, Relation, Target, printed_figure

__all__ = ["TargetsPage", "targets_page"]

_SIGNS = {Relation.LEAST: "≥", Relation.MOST: "≤", Relation.EXACT: "="}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target that the report compares with."""

    label: str  # of the form's line
    measure: str  # in the plan's words; empty where it was typed
    wanted: str
    now: str
    verdict: str
    tone: str
    horizon: str
    source: Link  # the plan, or what somebody gave as the basis
    is_typed: bool
    note: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A target of a plan that no figure follows yet."""

    measure: str
    wanted: str
    words: str  # the plan's own
    horizon: str
    plan: Link
    form: BindForm | None  # None where the reader does not write


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """The targets of the year."""

    title: str
    crumbs: tuple[Link, ...]
    rows: tuple[TargetRow, ...]
    proposed: tuple[ProposedRow, ...]
    bind_url: str
    form: Any  # TargetForm; None where the reader does not write
    back_url: str


def targets_page(
    report: Report,
    typed: Sequence[LineTarget],
    of_plans: PlanTargets,
    facts: Facts,
    form: Any,
    *,
    readable: frozenset[UUID],
    refused: BindForm | None = None,
) -> TargetsPage:
    """Return the page; ``readable`` are the plans that the reader may open, ``refused`` a choice that was refused."""
    return TargetsPage(
        title=_("Chỉ tiêu kế hoạch năm %(year)s") % {"year": report.period.year},
        crumbs=crumbs_of(report, Link(_("Chỉ tiêu"))),
        rows=(
            *(_bound(report, one, facts, readable) for one in of_plans.bound),
            *(_typed(report, one, facts) for one in typed),
        ),
        proposed=tuple(
            ProposedRow(
                measure=capfirst(one.measure),
                wanted=f"{_SIGNS[relation_of(one)]} {_plan_value(one.value, one.unit)}",
                words=one.words,
                horizon=str(one.horizon),
                plan=_plan_link(one.plan, one.plan_uid, readable),
                form=_bind_form(number, one, facts, refused) if form is not None else None,
            )
            for number, one in enumerate(of_plans.free, start=1)
        ),
        bind_url=reverse("reports:target-bind", args=[report.uid]),
        form=form,
        back_url=reverse("reports:report", args=[report.uid]),
    )


def _bind_form(number: int, one: PlanTarget, facts: Facts, refused: BindForm | None) -> BindForm:
    if refused is not None and refused.data.get("measure") == one.key:
        return refused
    lines, likely = fitting_lines(one, facts.form)
    form = BindForm(initial={"measure": one.key, "line": likely.key if likely else ""}, lines=lines)
    form.auto_id = f"id_{number}_%s"
    return form


def _bound(report: Report, one: BoundTarget, facts: Facts, readable: frozenset[UUID]) -> TargetRow:
    shown = facts.targets.get(one.cell)
    is_first = shown is not None and shown.source == str(one.target.plan_uid) and shown.value == one.target.value
    target = Target(one.target.value, relation_of(one.target))
    return TargetRow(
        **_compared(one.cell, target, facts),
        measure=capfirst(one.target.measure),
        horizon=str(one.target.horizon),
        source=_plan_link(one.target.plan, one.target.plan_uid, readable),
        is_typed=False,
        note="" if is_first else _("một chỉ tiêu khác của kế hoạch đã dùng dòng này"),
        remove_url=reverse("reports:target-unbind", args=[report.uid, one.binding.pk]),
    )


def _typed(report: Report, row: LineTarget, facts: Facts) -> TargetRow:
    cell = cell_of(row.line_key, row.members)
    shown = facts.targets.get(cell)
    is_over = shown is not None and bool(shown.source)
    return TargetRow(
        **_compared(cell, Target(row.value, Relation(row.relation)), facts),
        measure="",
        horizon=str(row.year),
        source=Link(row.citation),
        is_typed=True,
        note=_("không dùng: kế hoạch đã đặt mức cho dòng này") if is_over else "",
        remove_url=reverse("reports:target-remove", args=[report.uid, row.pk]),
    )


def _compared(cell: Cell, target: Target, facts: Facts) -> dict[str, str]:
    """Return what the figure is, what it has to be, and whether it is."""
    line, figure = facts.lines().get(cell.key), facts.figure(cell)
    if line is None:
        return {
            "label": cell.key,
            "wanted": "",
            "now": "",
            "verdict": _("biểu của kỳ này không có dòng"),
            "tone": "warn",
        }
    wanted = f"{_SIGNS[target.relation]} {printed_figure(Figure(target.value), line, facts.form)}"
    if figure is None or figure.number is None:
        return {"label": line.label, "wanted": wanted, "now": "", "verdict": _("chưa có số"), "tone": ""}
    is_met = target.is_met(figure.number)
    return {
        "label": line.label,
        "wanted": wanted,
        "now": printed_figure(figure, line, facts.form),
        "verdict": _("Đạt") if is_met else _("Chưa đạt"),
        "tone": "ok" if is_met else "warn",
    }


def _plan_value(value: Decimal, unit: str) -> str:
    return f"{number_text(value)}%" if unit == "%" else f"{number_text(value)} {unit}".strip()


def _plan_link(label: str, uid: UUID, readable: frozenset[UUID]) -> Link:
    return Link(label, reverse("plans:detail", args=[uid]) if uid in readable else "")
