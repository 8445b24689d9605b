"""What one figure of the whole is made of: body by body, the largest first; who is missing; how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from caicach.figures.constants import Origin, ReturnState
from caicach.figures.mapping import figure_of_text
from caicach.figures.models import CellProof
from caicach.figures.pages.entry.proofs import ProofLine, proof_line
from caicach.figures.pages.entry.shown import Shown, change_text, shown_of
from caicach.figures.pages.whole.frame import (
    Banner,
    address,
    banner_of,
    cell_address,
    counts_text,
    crumbs_of,
    kicker_of,
)
from caicach.figures.selectors.cells import Changed
from caicach.figures.selectors.drill import Part, late_days_of
from caicach.figures.selectors.whole_view import WholeView
from caicach.ui.notation import moment_text
from caicach.ui.values import Link, Moment
from reform.forms.figures import members_text
from reform.forms.model import Aggregation
from reform.forms.sheets import Row
from reform.forms.tree import Cell, When, asked_by

__all__ = ["CellBelow", "CellPage", "cell_page"]

_HOW = {
    Aggregation.SUM: lambda: _("Cộng số của cơ quan tổng hợp và của các đơn vị."),
    Aggregation.OWN: lambda: _("Chỉ lấy số của cơ quan tổng hợp; số của đơn vị để tham khảo, không cộng."),
    Aggregation.RATIO: lambda: _("Tính lại từ tử số và mẫu số đã cộng, không lấy trung bình."),
    Aggregation.WEIGHTED: lambda: _("Trung bình các tỷ lệ theo trọng số."),
    Aggregation.DISTINCT: lambda: _("Đếm không trùng: lấy số lớn nhất, vì các đơn vị cùng cấp có chung danh mục."),
    Aggregation.COUNT_IF: lambda: _("Đếm số đơn vị trả lời “có”."),
    Aggregation.MAX: lambda: _("Lấy giá trị cao nhất."),
    Aggregation.LATEST: lambda: _("Lấy giá trị mới nhất."),
}


@dataclass(frozen=True, slots=True)
class CellBelow:
    """What stands under a figure of the whole: what each body gave, and what proves it, by return."""

    parts: Sequence[Part]
    proofs: Mapping[int, Sequence[CellProof]]


@dataclass(frozen=True, slots=True)
class PartLine:
    """What one body gave."""

    name: str
    url: str  # the cell in its return: history, evidence, remarks
    figure: Shown
    year_before: Shown
    agencies_before: str  # the units before a merger that it is of
    change: str
    is_stray: bool
    state: str  # in words, where the return is not counted
    late_days: int  # of a return that is missing
    proofs: tuple[ProofLine, ...]


@dataclass(frozen=True, slots=True)
class CellPage:
    """The page."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    banner: Banner | None
    value: str
    unit: str
    counts: str
    how: str
    inputs: tuple[Link, ...]  # what a rate is computed from
    members: tuple[Link, ...]  # the same line, member by member
    parts: tuple[PartLine, ...]
    missing: tuple[PartLine, ...]
    history: tuple[Moment, ...]
    back: str


def cell_page(
    view: WholeView, row: Row, below: CellBelow, changes: Sequence[Changed], *, section_key: str, today: date
) -> CellPage:
    """Return the page of the cell of ``row``."""
    parts = below.parts
    line, form, cell = row.line, view.printed.form, row.cell
    figure, stored = view.figure(cell), view.stored.get(cell)
    shown = shown_of(figure, line, form, blank=_("chưa có số liệu"))
    given = [one for one in parts if one.figure is not None and one.is_counted]
    absent = [one for one in parts if one.figure is None or not one.is_counted]
    lacking = sorted(absent, key=lambda one: _latest_first(view, one, today))
    back = address(view.whole, "whole-section", section=section_key)
    label = _label(view, row)
    return CellPage(
        title=f"{row.number} {label}" if row.depth == 0 else label,
        kicker=kicker_of(view),
        lead=shown.title,
        crumbs=crumbs_of(view.whole, Link(_section_label(view, section_key), back), Link(label)),
        banner=banner_of(view),
        value=shown.text,
        unit=line.unit,
        counts=counts_text(stored.received, stored.expected) if stored is not None else "",
        how=_HOW[line.aggregation](),
        inputs=_inputs(view, row),
        members=_members(view, row),
        parts=tuple(_line(view, one, below, today) for one in given),
        missing=tuple(
            _line(view, one, below, today) for one in sorted(lacking, key=lambda one: _latest_first(view, one, today))
        ),
        history=tuple(_moment(view, row, one) for one in changes),
        back=back,
    )


def _label(view: WholeView, row: Row) -> str:
    """Return the words of a line with its members: a member's own label says too little."""
    dimensions = view.printed.form.dimensions
    members = [dimensions[key].members[member] for key, member in row.cell.members]
    return f"{row.line.label}: {', '.join(members)}" if members and row.depth else row.line.label


def _section_label(view: WholeView, key: str) -> str:
    return next(f"{one.number}. {one.label}" for one in view.printed.sections if one.key == key)


def _latest_first(view: WholeView, part: Part, today: date) -> tuple[int, str]:
    return -late_days_of(part.sheet, view.whole.period, today), part.sheet.agency.current_sort_key


def _inputs(view: WholeView, row: Row) -> tuple[Link, ...]:
    """Return the figures that a computed line comes from, each with its page."""
    if row.line.calc is None:
        return ()
    rows = view.printed.by_cell()
    keys = sorted({one.cell.key for one in asked_by(row.line.calc) if one.when is When.NOW})
    cells = [Cell(key, row.cell.members) for key in keys]
    return tuple(_link(view, rows[cell]) for cell in cells if cell in rows)


def _members(view: WholeView, row: Row) -> tuple[Link, ...]:
    same = [one for one in view.printed.rows if one.line.key == row.line.key and one.cell != row.cell]
    return tuple(_link(view, one) for one in same)


def _link(view: WholeView, row: Row) -> Link:
    shown = shown_of(view.figure(row.cell), row.line, view.printed.form)
    return Link(f"{_label(view, row)}: {shown.text}", cell_address(view.whole, row.cell))


def _line(view: WholeView, part: Part, below: CellBelow, today: date) -> PartLine:
    form = view.printed.form
    line = form.by_key()[part.cell.key]
    query = {"dong": part.cell.key, "o": members_text(part.cell)}
    return PartLine(
        name=part.sheet.agency.current_name,
        url=f"{reverse('figures:cell', args=[part.sheet.uid])}?{urlencode(query)}",
        figure=shown_of(part.figure, line, form, blank=_("chưa nhập")),
        year_before=shown_of(part.year_before, line, form, blank=_("chưa có số so sánh"), is_near=part.is_near),
        agencies_before=", ".join(part.agencies_before),
        change=change_text(part.figure, part.year_before, line),
        is_stray=part.is_stray,
        state="" if part.is_counted else str(ReturnState(part.sheet.state).label),
        late_days=late_days_of(part.sheet, view.whole.period, today),
        proofs=tuple(proof_line(one) for one in below.proofs.get(part.sheet.pk, ())),
    )


def _moment(view: WholeView, row: Row, change: Changed) -> Moment:
    form = view.printed.form
    old, new = (shown_of(figure_of_text(text, row.line), row.line, form) for text in (change.old, change.new))
    return Moment(
        what=_("%(old)s thành %(new)s")
        % {
            "old": _words(old, change.old),
            "new": _words(new, change.new),
        },
        when=", ".join(filter(None, (moment_text(change.at), change.by or _("hệ thống"), _origin(change.origin)))),
        icon="refresh",
        quote=change.reason,
    )


def _words(shown: Shown, stored: str) -> str:
    if not stored:
        return _("chưa có số")
    return f"{shown.text} ({shown.title})" if shown.title else shown.text


def _origin(origin: Origin) -> str:
    return str(Origin(origin).label)
