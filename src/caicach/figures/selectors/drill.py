"""From a figure of the whole down to the figures of each body below, and side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.mapping import form_of, sheet_for
from caicach.figures.models import Explanation, Period, Return
from caicach.figures.selectors.feeds import asked_keys
from caicach.figures.selectors.sums import COUNTED
from caicach.figures.selectors.tallies import figures_below
from caicach.figures.selectors.years import YearBefore, years_before
from caicach.web import clock
from reform.forms import Cell, Form, Line
from reform.forms.completing import completed
from reform.forms.figures import Figure, Filled
from reform.forms.spread import spreads
from reform.forms.tree import When, asked_by

__all__ = ["Part", "explained_below", "handed_in_late", "is_stray", "late_days_of", "parts_of_cell", "parts_of_lines"]

_NOTHING_BEFORE = YearBefore()
_HANDED_IN = (ReturnState.SUBMITTED, *COUNTED)


@dataclass(frozen=True, slots=True)
class Part:
    """What one body gave for a cell of the whole."""

    sheet: Return
    cell: Cell  # of its own sheet
    figure: Figure | None
    year_before: Figure | None  # in today's form and borders, as ``years``
    is_counted: bool  # its return goes into the whole
    is_near: bool  # that figure means only nearly the same
    agencies_before: tuple[str, ...]  # the units before a merger that it is of; empty: of the body itself
    is_stray: bool  # far from what it gave for the same period of the year before


def late_days_of(sheet: Return, period: Period, today: date) -> int:
    """Return by how many days a return is missing past its day; 0 where it was handed in, or is not due."""
    if sheet.state in _HANDED_IN or period.is_history:
        return 0
    due_on = sheet.obligation.due_on if sheet.obligation is not None else period.due_on
    return max(0, (today - (due_on or period.due_on)).days)


def handed_in_late(sheet: Return, period: Period) -> int:
    """Return by how many days a return came after its day; 0 where it came in time or has not come."""
    if sheet.first_submitted_at is None or period.is_history:
        return 0
    due_on = sheet.obligation.due_on if sheet.obligation is not None else period.due_on
    return max(0, (clock.local_date(sheet.first_submitted_at) - (due_on or period.due_on)).days)


def is_stray(line: Line, form: Form, now: Figure | None, before: Figure | None) -> bool:
    """Tell whether a figure is so far from that of the year before that somebody should look: by the form's measure."""
    tolerance = line.tolerance or form.tolerance
    new, old = (figure.number if figure is not None else None for figure in (now, before))
    if tolerance is None or tolerance.year_before is None or new is None or old is None:
        return False
    far = abs(new - old)
    return far >= tolerance.least and far * 100 > tolerance.year_before * abs(old)


def parts_of_cell(whole: Return, units: Sequence[Return], cell: Cell) -> tuple[Part, ...]:
    """Return what every body whose sheet has a part of ``cell`` gave for it; those without a figure last.

    Six queries whatever the number of bodies; the owner's own return is the first of equals.
    """
    line = form_of(whole.period.form).by_key()[cell.key]
    parts = parts_of_lines(whole, units, [line.key], cell=cell)[line.key]
    return tuple(sorted(parts.values(), key=_by_value))


def _by_value(part: Part) -> tuple[bool, Decimal, str]:
    number = part.figure.number if part.figure is not None else None
    return part.figure is None, -(number or Decimal(0)), part.sheet.agency.current_sort_key


def parts_of_lines(
    whole: Return, units: Sequence[Return], keys: Sequence[str], *, cell: Cell | None = None
) -> dict[str, dict[int, Part]]:
    """Return what every body gave for the lines ``keys``: by line, then by return. Six queries at most.

    Of a line that is split the body's total is meant, or the members that ``cell`` names.
    """
    form = form_of(whole.period.form)
    lines = form.by_key()
    asked = {key: _asked_line(lines[key]) for key in keys}
    needed = asked_keys(form, frozenset(asked.values()))
    now = _filled(units, needed, form)
    before = years_before(whole, units, needed)
    made: dict[str, dict[int, Part]] = {key: {} for key in keys}
    for sheet in units:
        owed = set(sheet_for(whole.period.form, sheet.level).cells)
        for key in keys:
            own = _own_cell(form, lines[asked[key]], sheet.level, cell, owed)
            if own is not None:
                figure, then = now[sheet.pk].get(own), before.get(sheet.pk, _NOTHING_BEFORE)
                made[key][sheet.pk] = _part(sheet, own, figure, then, form)
    return made


def _part(sheet: Return, cell: Cell, figure: Figure | None, before: YearBefore, form: Form) -> Part:
    then = before.filled.get(cell)
    return Part(
        sheet,
        cell,
        figure,
        year_before=then,
        is_near=cell in before.approximate,
        agencies_before=before.agencies if then is not None else (),
        is_counted=sheet.state in COUNTED,
        is_stray=is_stray(form.by_key()[cell.key], form, figure, then),
    )


def _asked_line(line: Line) -> str:
    """Return the line that bodies fill for ``line``: of a count by a condition the one that the condition is about."""
    if line.counts is None:
        return line.key
    return min((asked.cell.key for asked in asked_by(line.counts) if asked.when is When.NOW), default=line.key)


def _own_cell(form: Form, line: Line, level: str, cell: Cell | None, owed: set[Cell]) -> Cell | None:
    """Return the cell of a sheet of ``level`` that stands for ``cell``, or for the total of ``line``."""
    members = cell.members if cell is not None and cell.key == line.key else ()
    wanted = set(members)
    fixed = spreads(form, level)[line.key].fixed
    if any(dimension in fixed and fixed[dimension] != member for dimension, member in members):
        return None
    fitting = [one for one in owed if one.key == line.key and wanted <= set(one.members)]
    least = [one for one in fitting if all(pair in fixed.items() for pair in set(one.members) - wanted)]
    return min(least, key=lambda one: len(one.members), default=None)


def _filled(units: Iterable[Return], keys: frozenset[str], form: Form) -> dict[int, Filled]:
    rows = list(units)
    stored = figures_below([one.pk for one in rows], keys)
    return {one.pk: completed(form, one.level, stored[one.pk]) for one in rows}


def explained_below(period: Period, line_keys: Iterable[str]) -> tuple[Explanation, ...]:
    """Return what bodies explained about these lines, by line: one query."""
    rows = Explanation.objects.filter(
        sheet__period=period, sheet__kind=ReturnKind.OWN, sheet__state__in=_HANDED_IN, line_key__in=set(line_keys)
    )
    return tuple(rows.select_related("sheet__agency").order_by("line_key", "sheet__agency__current_sort_key", "pk"))
