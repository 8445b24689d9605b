"""Correction slips: the list, one slip with what it does to the sum, and writing one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.constants import CorrectionState
from caicach.figures.mapping import figure_of_text, form_of, sheet_for
from caicach.figures.models import Correction, Return
from caicach.figures.pages.entry.shown import Shown, change_text, shown_of
from caicach.figures.services import correction_cells
from caicach.ui.notation import moment_text, number_text
from caicach.ui.values import Fact, Link
from reform.forms.figures import Figure, cell_text
from reform.forms.model import Aggregation, LineType
from reform.forms.sheets import CellKind, Row
from reform.forms.tree import Cell

__all__ = ["AskPage", "CorrectionPage", "CorrectionsPage", "ask_page", "correction_page", "corrections_page"]


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
    url: str
    error: str
    said: str


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


_TONES = {CorrectionState.ASKED: "warn", CorrectionState.APPROVED: "ok", CorrectionState.REFUSED: "bad"}


def corrections_page(rows: Sequence[Correction], *, waiting: bool, base: str, query: str) -> CorrectionsPage:
    """Return the list."""
    count = sum(one.state == CorrectionState.ASKED for one in rows)
    joined = "&" if query else ""
    return CorrectionsPage(
        title=_("%(count)s phiếu đính chính chờ duyệt") % {"count": number_text(count)},
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
    one: Correction, sums: Mapping[Cell, Figure], *, may_decide: bool, error: str = "", said: str = ""
) -> CorrectionPage:
    """Return a slip; ``sums`` are the figures of the whole as they stand, empty where nobody added up yet."""
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
        may_decide=may_decide and state is CorrectionState.ASKED,
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
                    sum_after=_after(row, standing, old, new, is_waiting=one.state == CorrectionState.ASKED),
                )
            )
    return tuple(lines)


def _after(row: Row, standing: Figure | None, old: Figure | None, new: Figure | None, *, is_waiting: bool) -> str:
    """Return what the sum becomes when the slip is approved."""
    if not is_waiting or standing is None:
        return ""
    if row.line.aggregation is Aggregation.OWN:
        return _("không đổi")
    if row.line.aggregation is not Aggregation.SUM or standing.number is None:
        return _("tính lại")
    before, after = ((one.number if one is not None else None) or 0 for one in (old, new))
    return number_text(standing.number - before + after)


def ask_page(
    sheet: Return,
    filled: Mapping[Cell, Figure],
    *,
    section: str,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    reason: str = "",
    error: str = "",
) -> AskPage:
    """Return the page on which a slip is written for ``section``; what was typed and refused stays."""
    printed = sheet_for(sheet.period.form, sheet.level)
    form, base = printed.form, reverse("figures:correction-ask", args=[sheet.uid])
    shown = next((one for one in printed.sections if one.key == section), printed.sections[0])
    typed, errors = typed or {}, errors or {}
    rows = tuple(
        AskRow(
            name=cell_text(row.cell),
            number=row.number,
            label=row.label,
            depth=row.depth,
            is_typed=row.kind is CellKind.TYPED,
            now=shown_of(filled.get(row.cell), row.line, form, blank=_("chưa có số liệu")),
            typed=typed.get(cell_text(row.cell), ""),
            words=tuple(row.line.choice.words.items()) if row.line.type is LineType.CHOICE and row.line.choice else (),
            error=errors.get(cell_text(row.cell), ""),
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
        reason=reason,
        error=error,
        url=base,
        section=shown.key,
    )
