"""One section of the whole: every figure with how many bodies it comes from, and earlier ones beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.figures.models import Explanation
from caicach.figures.pages.entry.shown import Shown, change_text, shown_of
from caicach.figures.pages.whole.frame import (
    Banner,
    address,
    banner_of,
    cell_address,
    correct_address,
    counts_text,
    crumbs_of,
    kicker_of,
    tabs_of,
)
from caicach.figures.pages.whole.notes import Refused, SumNote, notes_of, open_in
from caicach.figures.selectors.drill import is_stray
from caicach.figures.selectors.whole_view import WholeView
from caicach.ui.notation import number_text
from caicach.ui.values import Link
from reform.forms.figures import cell_text
from reform.forms.model import LineType
from reform.forms.sheets import CellKind, Row, SheetSection
from reform.forms.tree import Cell, When

__all__ = ["SectionPage", "section_page"]


@dataclass(frozen=True, slots=True)
class SumRow:
    """One figure of the whole."""

    id: str
    number: str
    label: str
    unit: str
    depth: int
    url: str  # to what it is made of
    now: Shown
    is_blank: bool
    counts: str  # "165/166"; empty: the body's own
    is_short: bool  # some are missing
    is_computed: bool
    is_stray: bool
    year_before: Shown
    before: Shown
    change: str
    notes: tuple[SumNote, ...]


@dataclass(frozen=True, slots=True)
class SumGroup:
    """Rows under one heading."""

    number: str
    label: str
    rows: tuple[SumRow, ...]


@dataclass(frozen=True, slots=True)
class SectionPage:
    """The page."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    sections: tuple[Link, ...]
    banner: Banner | None
    groups: tuple[tuple[str, tuple[SumGroup, ...]], ...]  # by section: its heading, where all are shown
    year_before: str  # heading of the column
    before: str
    all_url: str  # every section on one page, for paper
    matrix_url: str
    explain_url: str
    correct_url: str  # to a slip, where figures do not follow the returns any more and this person may ask


def section_page(
    view: WholeView,
    sections: Sequence[SheetSection],
    explained: Iterable[Explanation],
    *,
    is_all: bool = False,
    refused: Refused | None = None,
) -> SectionPage:
    """Return the page of one section, or of all; ``explained``: by bodies below, ``refused``: of the whole itself."""
    maker = _Maker(view, notes_of(view, explained, refused=refused))
    first = sections[0]
    return SectionPage(
        title=_("Toàn bộ biểu") if is_all else f"{first.number}. {first.label}",
        kicker=kicker_of(view),
        lead=_lead(view, maker, sections),
        crumbs=crumbs_of(view.whole, Link(_("Toàn bộ biểu") if is_all else first.label)),
        tabs=tabs_of(view, "section"),
        sections=_links(view, "" if is_all else first.key),
        banner=banner_of(view),
        groups=tuple((f"{one.number}. {one.label}" if is_all else "", maker.groups(one)) for one in sections),
        year_before=_period_name(view, When.YEAR_BEFORE, _("Cùng kỳ năm trước")),
        before=_period_name(view, When.PREVIOUS, _("Kỳ trước")),
        all_url=address(view.whole, "whole-all"),
        matrix_url=address(view.whole, "whole-matrix", section=first.key),
        explain_url=address(view.whole, "whole-explain"),
        correct_url=correct_address(view, first.key),
    )


def _links(view: WholeView, current: str) -> tuple[Link, ...]:
    counts = {one.key: len(open_in(view, (row.cell for row in one.rows))) for one in view.printed.sections}
    return tuple(
        Link(
            f"{one.number}. {one.label}",
            address(view.whole, "whole-section", section=one.key),
            one.key == current,
            count=counts[one.key] or None,
            tone="warn",
            icon="circle-check" if one.key in view.done else "",
        )
        for one in view.printed.sections
    )


def _lead(view: WholeView, maker: "_Maker", sections: Sequence[SheetSection]) -> str:
    cells = [row.cell for section in sections for row in section.rows]
    short = sum(maker.is_short(cell) for cell in cells)
    wrong = len(open_in(view, cells))
    return _("%(short)s trong %(all)s ô chưa đủ đơn vị; %(wrong)s chỗ chưa khớp, chưa giải trình.") % {
        "short": number_text(short), "all": number_text(len(cells)), "wrong": number_text(wrong),
    }  # fmt: skip


def _period_name(view: WholeView, when: When, otherwise: str) -> str:
    known = view.earlier.returns.get(when)
    return known.period[:1].upper() + known.period[1:] if known is not None else otherwise


class _Maker:
    """Makes the rows of sections."""

    def __init__(self, view: WholeView, notes: Iterable[SumNote]) -> None:
        self.view, self.form = view, view.printed.form
        self.found: dict[str, list[SumNote]] = {}
        for note in notes:
            self.found.setdefault(note.cell, []).append(note)

    def groups(self, section: SheetSection) -> tuple[SumGroup, ...]:
        """Return the groups of a section."""
        return tuple(SumGroup(one.number, one.label, tuple(map(self.row, one.rows))) for one in section.groups)

    def is_short(self, cell: Cell) -> bool:
        """Whether bodies are missing in a figure."""
        stored = self.view.stored.get(cell)
        return stored is not None and (stored.received or 0) < (stored.expected or 0)

    def row(self, row: Row) -> SumRow:
        """Return the row of a cell."""
        view, cell, line = self.view, row.cell, row.line
        figure, stored = view.figure(cell), view.stored.get(cell)
        year_before, before = view.figure_at(When.YEAR_BEFORE, cell), view.figure_at(When.PREVIOUS, cell)
        return SumRow(
            id=view.places[cell],
            number=row.number,
            label=row.label,
            unit="" if line.type is LineType.CHOICE else line.unit,
            depth=row.depth,
            url=cell_address(view.whole, cell),
            now=shown_of(figure, line, self.form),
            is_blank=figure is None,
            counts=counts_text(stored.received, stored.expected) if stored is not None else "",
            is_short=self.is_short(cell),
            is_computed=row.kind is CellKind.COMPUTED or row.kind is CellKind.MARGIN,
            is_stray=is_stray(line, self.form, figure, year_before),
            year_before=shown_of(year_before, line, self.form, blank=_("chưa có số so sánh")),
            before=shown_of(before, line, self.form, blank=_("chưa có số so sánh")),
            change=change_text(figure, year_before, line),
            notes=tuple(self.found.get(cell_text(cell), ())),
        )
