"""Where a printed figure comes from: its cell of the whole, down to what each unit gave, or of the unit's return."""

from django.urls import reverse
from django.utils.http import urlencode

from caicach.figures.constants import ReturnKind
from caicach.figures.selectors import sheet_for
from caicach.reports.models import Report
from reform.forms.figures import members_text
from reform.forms.tree import Cell

__all__ = ["figure_address"]


def figure_address(report: Report, cell: Cell) -> str:
    """Return the page of the cell that a printed figure is of; empty where the form's sheet has no such line.

    Of a whole that is what the figure is made of, unit by unit; of a return the cell with its history and evidence.
    """
    printed = sheet_for(report.period.form, report.sheet.level)
    stands = tuple(one for one in printed.cells if one.key == cell.key)
    shown = cell if cell in stands else _nearest(cell, stands)
    if shown is None:
        return ""
    if report.sheet.kind == ReturnKind.WHOLE:
        base = reverse("figures:whole-cell", args=[report.period.uid])
    else:
        base = reverse("figures:cell", args=[report.sheet.uid])
    return f"{base}?{urlencode({'dong': shown.key, 'o': members_text(shown)})}"


def _nearest(cell: Cell, stands: tuple[Cell, ...]) -> Cell | None:
    """Return the printed cell that tells most of one that no sheet prints.

    A total over members is reached by the cell of its line with the fewest more members, a member that is added up by
    the form alone by the one that it is a part of.
    """
    wanted = set(cell.members)
    inside = [one for one in stands if wanted <= set(one.members)]
    if inside:
        return min(inside, key=lambda one: len(one.members))
    around = [one for one in stands if set(one.members) <= wanted]
    return max(around, key=lambda one: len(one.members), default=stands[0] if stands else None)
