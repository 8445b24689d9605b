"""Correction slips: the list, one slip with what it does to the sum, and writing one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.constants import CorrectionState
from caicach.figures.mapping import figure_of_row, figure_of_text, form_of, sheet_for
from caicach.figures.models import Correction, FigureCell, Return
from caicach.figures.pages.entry.shown import Shown, change_text, shown_of
from caicach.figures.pages.whole.frame import counts_text
from caicach.figures.services import correction_cells
from caicach.ui.notation import moment_text, number_text
from caicach.ui.values import Fact, Link
from reform.forms.figures import Figure, cell_text, members_text
from reform.forms.model import Aggregation, LineType
from reform.forms.sheets import CellKind, Row
from reform.forms.tree import Cell

__all__ = [
    "AskPage",
    "CorrectionPage",
    "CorrectionsPage",
    "SlipSent",
    "ask_page",
    "correction_page",
    "corrections_page",
]


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A slip in the list."""

    title: str
    url: str
    agency: str
    reason: str
    state: str
    tone: str
    asked: str


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """The list."""

    title: str
    crumbs: tuple[Link, ...]
    views: tuple[Link, ...]
    lines: tuple[SlipLine, ...]


@dataclass(frozen=True, slots=True)
class CellLine:
    """One figure that a slip changes."""

    number: str
    label: str
    old: Shown
    new: Shown
    change: str
    sum_now: Shown
    sum_after: str  # of a line that is a sum; else that it is worked out again


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """One slip."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    state: str
    tone: str
    facts: tuple[Fact, ...]
    reason: str
    lines: tuple[CellLine, ...]
    effect: str
    may_decide: bool
    why_not: str  # why this person does not decide, where others do
    url: str
    error: str
    said: str


@dataclass(frozen=True, slots=True)
class SlipSent:
    """A slip that was sent and refused."""

    typed: Mapping[str, str] = field(default_factory=dict)  # by the name of the cell
    errors: Mapping[str, str] = field(default_factory=dict)  # the same
    reason: str = ""
    error: str = ""  # of the whole slip


@dataclass(frozen=True, slots=True)
class AskRow:
    """A cell that may be corrected."""

    name: str
    number: str
    label: str
    depth: int
    is_typed: bool
    now: Shown
    typed: str
    words: tuple[tuple[str, str], ...]
    error: str
    why_not: str = ""  # it is not filled in: worked out, or added up from the units
    whole: Shown | None = None  # of the body that adds up: the sum, which the slip moves
    url: str = ""  # what the sum is made of, down to the cell of each unit
    counts: str = ""  # from how many units of how many


@dataclass(frozen=True, slots=True)
class AskPage:
    """Writing a slip for one section of a return."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    sections: tuple[Link, ...]
    rows: tuple[AskRow, ...]
    reason: str
    error: str
    url: str
    section: str
    of_units: str  # what a slip here does not correct, and where that is done; empty: of a unit's return
    why_not: str  # no slip can be written now


_TONES = {CorrectionState.ASKED: "warn", CorrectionState.APPROVED: "ok", CorrectionState.REFUSED: "bad"}


def corrections_page(rows: Sequence[Correction], *, waiting: bool, base: str, query: str) -> CorrectionsPage:
    """Return the list."""
    count = sum(one.state == CorrectionState.ASKED for one in rows)
    joined = "&" if query else ""
    return CorrectionsPage(
        title=ngettext("%(count)s phiếu đính chính chờ duyệt", "%(count)s phiếu đính chính chờ duyệt", count)
        % {"count": number_text(count)},
        crumbs=(Link(_("Số liệu"), reverse("figures:list")), Link(_("Đính chính"))),
        views=(
            Link(_("Tất cả"), f"{base}?{query}", current=not waiting),
            Link(_("Chờ duyệt"), f"{base}?{query}{joined}cho=1", current=waiting),
        ),
        lines=tuple(_slip(one) for one in rows),
    )


def _slip(one: Correction) -> SlipLine:
    state = CorrectionState(one.state)
    return SlipLine(
        title=_title(one),
        url=reverse("figures:correction", args=[one.uid]),
        agency=one.sheet.agency.current_name,
        reason=one.reason,
        state=str(state.label),
        tone=_TONES[state],
        asked=_by(one.asked_by, one.asked_at),
    )


def _title(one: Correction) -> str:
    said = {"number": number_text(one.number), "period": one.sheet.period.name}
    return _("Phiếu số %(number)s, %(period)s") % said


def _by(user: object, at: datetime | None) -> str:
    name = user.full_name if user is not None else _("hệ thống")  # type: ignore[attr-defined]  # a user
    return f"{name}, {moment_text(at)}" if at is not None else name


def correction_page(
    one: Correction,
    sums: Mapping[Cell, Figure],
    *,
    may_decide: bool,
    is_own: bool = False,
    error: str = "",
    said: str = "",
) -> CorrectionPage:
    """Return a slip; ``sums`` are the figures of the whole as they stand, empty where nobody added up yet.

    ``is_own``: the reader asked for it, and the rule is that somebody else decides.
    """
    state = CorrectionState(one.state)
    return CorrectionPage(
        title=_title(one),
        kicker=one.sheet.agency.current_name,
        crumbs=(
            Link(_("Số liệu"), reverse("figures:list")),
            Link(_("Đính chính"), reverse("figures:corrections")),
            Link(_title(one)),
        ),
        state=str(state.label),
        tone=_TONES[state],
        facts=_facts(one),
        reason=one.reason,
        lines=_cells(one, sums),
        effect=_effect(one, sums),
        may_decide=may_decide and not is_own and state is CorrectionState.ASKED,
        why_not=_("Bạn lập phiếu này nên người khác quyết định: cán bộ thường trực khác hoặc lãnh đạo cơ quan.")
        if is_own and state is CorrectionState.ASKED
        else "",
        url=reverse("figures:correction", args=[one.uid]),
        error=error,
        said=said,
    )


def _effect(one: Correction, sums: Mapping[Cell, Figure]) -> str:
    if not sums:
        return _("Kỳ này chưa tổng hợp, nên phiếu chưa ảnh hưởng số tổng hợp nào.")
    if one.state == CorrectionState.ASKED:
        return _("Duyệt xong, số tổng hợp được đánh dấu là đã cũ hoặc tự cộng lại nếu kỳ còn mở.")
    return ""


def _facts(one: Correction) -> tuple[Fact, ...]:
    facts = [Fact(_("Người lập"), _by(one.asked_by, one.asked_at))]
    if one.decided_at is not None:
        facts.append(Fact(_("Người quyết định"), _by(one.decided_by, one.decided_at)))
    if one.decision_reason:
        facts.append(Fact(_("Ý kiến"), one.decision_reason))
    url = reverse("figures:entry", args=[one.sheet.uid])
    return (*facts, Fact(_("Bản số liệu"), one.sheet.period.name, url=url))


def _cells(one: Correction, sums: Mapping[Cell, Figure]) -> tuple[CellLine, ...]:
    form = form_of(one.sheet.period.form)
    changed = correction_cells(one)
    lines, above = [], ""
    for row in sheet_for(one.sheet.period.form, one.sheet.level).rows:
        above = row.label if row.depth == 0 else above
        if row.cell in changed:
            old, new = (figure_of_text(text, row.line) for text in changed[row.cell])
            standing = sums.get(row.cell)
            lines.append(
                CellLine(
                    number=row.number,
                    label=row.label if row.depth == 0 else f"{above}: {row.label}",
                    old=shown_of(old, row.line, form),
                    new=shown_of(new, row.line, form),
                    change=change_text(new, old, row.line),
                    sum_now=shown_of(standing, row.line, form),
                    sum_after=_after(one, row, standing, old, new),
                )
            )
    return tuple(lines)


def _after(one: Correction, row: Row, standing: Figure | None, old: Figure | None, new: Figure | None) -> str:
    """Return what the sum becomes when the slip is approved."""
    is_owners, form = one.sheet.agency_id == one.sheet.period.owner_id, form_of(one.sheet.period.form)
    if one.state != CorrectionState.ASKED or standing is None:
        return ""
    if row.line.aggregation is Aggregation.OWN:
        return _("không đổi") if not is_owners else shown_of(new, row.line, form).text
    if row.line.aggregation is not Aggregation.SUM or standing.number is None:
        return _("tính lại")
    before, after = ((figure.number if figure is not None else None) or 0 for figure in (old, new))
    return number_text(standing.number - before + after)


def ask_page(
    sheet: Return,
    filled: Mapping[Cell, Figure],
    *,
    section: str,
    sent: SlipSent | None = None,
    sums: Mapping[Cell, FigureCell] | None = None,
    why_not: str = "",
) -> AskPage:
    """Return the page on which a slip is written for ``section``; what was typed and refused stays.

    ``sums``: the cells of the whole, where the return is that of the body that adds up.
    """
    printed = sheet_for(sheet.period.form, sheet.level)
    form, base = printed.form, reverse("figures:correction-ask", args=[sheet.uid])
    shown = next((one for one in printed.sections if one.key == section), printed.sections[0])
    said = sent or SlipSent()
    rows = tuple(
        AskRow(
            name=cell_text(row.cell),
            number=row.number,
            label=row.label,
            depth=row.depth,
            is_typed=row.kind is CellKind.TYPED,
            now=shown_of(filled.get(row.cell), row.line, form, blank="" if _why_not(row) else _("chưa có số liệu")),
            typed=said.typed.get(cell_text(row.cell), ""),
            words=tuple(row.line.choice.words.items()) if row.line.type is LineType.CHOICE and row.line.choice else (),
            error=said.errors.get(cell_text(row.cell), ""),
            why_not=_why_not(row),
            **_sum_of(sheet, row, sums),
        )
        for row in shown.rows
    )
    return AskPage(
        title=_("Lập phiếu đính chính"),
        kicker=f"{sheet.agency.current_name} · {sheet.period.name}",
        crumbs=(
            Link(_("Số liệu"), reverse("figures:list")),
            Link(sheet.agency.current_name, reverse("figures:entry", args=[sheet.uid])),
            Link(_("Đính chính")),
        ),
        sections=tuple(
            Link(f"{one.number}. {one.label}", f"{base}?phan={one.key}", one.key == shown.key)
            for one in printed.sections
        ),
        rows=rows,
        reason=said.reason,
        error=said.error,
        url=base,
        section=shown.key,
        of_units=_of_units() if sums is not None else "",
        why_not=why_not,
    )


def _of_units() -> str:
    return _(
        "Phiếu này sửa số của chính cơ quan tổng hợp. Số do đơn vị gửi thì đơn vị lập phiếu: bấm số tổng hợp để tới ô "
        "của từng đơn vị. Duyệt xong, số tổng hợp được đánh dấu là đã cũ, không tự cộng lại."
    )


def _why_not(row: Row) -> str:
    if row.kind is CellKind.TYPED:
        return ""
    return _("cộng từ đơn vị") if row.kind is CellKind.ROLLED else _("tự tính")


def _sum_of(sheet: Return, row: Row, sums: Mapping[Cell, FigureCell] | None) -> dict[str, Any]:
    """Return what the sum is at this line, and where it is made of."""
    if sums is None:
        return {}
    stored = sums.get(row.cell)
    figure = figure_of_row(stored) if stored is not None else None
    query = urlencode({"dong": row.cell.key, "o": members_text(row.cell)})
    return {
        "whole": shown_of(figure, row.line, form_of(sheet.period.form), blank=_("chưa có số liệu")),
        "url": f"{reverse('figures:whole-cell', args=[sheet.period.uid])}?{query}",
        "counts": counts_text(stored.received, stored.expected) if stored is not None else "",
    }
