"""Bodies side by side for one section: all of them by line, or a chosen few held against each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.mapping import LEVEL_WORDS
from caicach.figures.models import Return
from caicach.figures.pages.entry.shown import Shown, change_text, shown_of
from caicach.figures.pages.whole.frame import address, crumbs_of, kicker_of, tabs_of
from caicach.figures.selectors.drill import Part
from caicach.figures.selectors.whole_view import WholeView
from caicach.ui.notation import number_text
from caicach.ui.values import Link
from reform.forms.figures import members_text
from reform.forms.model import Line
from reform.forms.sheets import SheetSection

__all__ = ["MOST_COMPARED", "MatrixPage", "matrix_page", "wanted_units"]

MOST_COMPARED = 6
ROWS = 50


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One figure of one body."""

    shown: Shown
    url: str
    change: str  # since the year before; shown where it is far
    is_stray: bool
    is_absent: bool  # not on the body's sheet


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A body, or a line, with its figures."""

    uid: str  # of the return, to choose it by; empty for a line
    title: str
    note: str
    cells: tuple[MatrixCell, ...]
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A line, or a body, over its figures."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The page."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    sections: tuple[Link, ...]
    levels: tuple[Link, ...]
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    is_comparison: bool
    page: object
    query: QueryDict
    url: str
    level: str


def wanted_units(units: Sequence[Return], query: QueryDict) -> tuple[tuple[Return, ...], bool]:
    """Return the bodies that an address asks for, and whether they are a chosen few."""
    asked = set(query.getlist("don-vi"))
    chosen = tuple(one for one in units if str(one.uid) in asked)[:MOST_COMPARED]
    if chosen:
        return chosen, True
    level = query.get("cap", "")
    return tuple(one for one in units if not level or one.level == level), False


def matrix_page(
    view: WholeView,
    section: SheetSection,
    units: Sequence[Return],
    parts: Mapping[str, Mapping[int, Part]],
    *,
    query: QueryDict,
    is_comparison: bool,
) -> MatrixPage:
    """Return the page; ``parts`` are those of ``units`` for the lines of ``section``."""
    lines = _lines(section, parts)
    shown = Paginator(units, ROWS).get_page(query.get("trang", "1"))
    strays = sum(one.is_stray for line in lines for one in parts[line.key].values())
    grid = _compared(view, lines, units, parts) if is_comparison else _all(view, lines, list(shown), parts)
    columns, rows = grid
    return MatrixPage(
        title=_("So sánh %(count)s đơn vị") % {"count": number_text(len(units))}
        if is_comparison
        else _("%(section)s, theo đơn vị") % {"section": f"{section.number}. {section.label}"},
        kicker=kicker_of(view),
        lead=_lead(strays),
        crumbs=crumbs_of(view.whole, Link(_("Theo đơn vị"))),
        tabs=tabs_of(view, "matrix"),
        sections=tuple(
            Link(f"{one.number}. {one.label}", _section_url(view, one.key, query), one.key == section.key)
            for one in view.printed.sections
        ),
        levels=_levels(view, section, query),
        columns=columns,
        rows=rows,
        is_comparison=is_comparison,
        page=shown,
        query=query,
        url=address(view.whole, "whole-matrix", section=section.key),
        level=query.get("cap", ""),
    )


def _lead(strays: int) -> str:
    if not strays:
        return _("Không có số nào khác xa cùng kỳ năm trước.")
    words = ngettext(
        "%(count)s số khác xa cùng kỳ năm trước, được đánh dấu.",
        "%(count)s số khác xa cùng kỳ năm trước, được đánh dấu.",
        strays,
    )
    return words % {"count": number_text(strays)}


def _lines(section: SheetSection, parts: Mapping[str, Mapping[int, Part]]) -> tuple[Line, ...]:
    """Return the lines that some body fills, each once."""
    lines = {row.line.key: row.line for row in section.rows}
    return tuple(line for key, line in lines.items() if parts.get(key))


def _section_url(view: WholeView, key: str, query: QueryDict) -> str:
    kept = [("don-vi", one) for one in query.getlist("don-vi")]
    kept += [("cap", one) for one in query.getlist("cap")[:1]]
    base = address(view.whole, "whole-matrix", section=key)
    return f"{base}?{urlencode(kept)}" if kept else base


def _levels(view: WholeView, section: SheetSection, query: QueryDict) -> tuple[Link, ...]:
    base = address(view.whole, "whole-matrix", section=section.key)
    current = query.get("cap", "")
    each = (Link(str(LEVEL_WORDS[one]), f"{base}?cap={one}", one == current) for one in view.below.levels)
    return (Link(_("Tất cả"), base, not current), *each)


def _all(
    view: WholeView, lines: Iterable[Line], units: Iterable[Return], parts: Mapping[str, Mapping[int, Part]]
) -> tuple[tuple[Column, ...], tuple[MatrixRow, ...]]:
    lines = tuple(lines)
    rows = tuple(
        MatrixRow(
            str(one.uid),
            one.agency.current_name,
            str(one.get_state_display()),
            tuple(_cell(view, line, parts[line.key].get(one.pk)) for line in lines),
        )
        for one in units
    )
    return tuple(Column(line.number, line.label) for line in lines), rows


def _compared(
    view: WholeView, lines: Iterable[Line], units: Sequence[Return], parts: Mapping[str, Mapping[int, Part]]
) -> tuple[tuple[Column, ...], tuple[MatrixRow, ...]]:
    rows = tuple(
        MatrixRow(
            "",
            f"{line.number} {line.label}",
            line.unit,
            tuple(_cell(view, line, parts[line.key].get(one.pk), with_change=True) for one in units),
        )
        for line in lines
    )
    return tuple(Column("", one.agency.current_name) for one in units), rows


def _cell(view: WholeView, line: Line, part: Part | None, *, with_change: bool = False) -> MatrixCell:
    if part is None:
        return MatrixCell(Shown("", _("không có trong biểu của đơn vị này")), "", "", is_stray=False, is_absent=True)
    form = view.printed.form
    mine = form.by_key()[part.cell.key]
    query = urlencode({"dong": part.cell.key, "o": members_text(part.cell)})
    change = change_text(part.figure, part.year_before, mine)
    return MatrixCell(
        shown_of(part.figure, mine, form, blank=_("chưa nhập")),
        f"{reverse('figures:cell', args=[part.sheet.uid])}?{query}",
        change if part.is_stray or with_change else "",
        is_stray=part.is_stray,
        is_absent=False,
    )
