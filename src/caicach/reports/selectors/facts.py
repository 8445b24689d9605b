"""Everything that the sentences of a report take: a fixed number of queries, whatever stands in the ledgers."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from caicach.figures import access as figures
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.selectors import completed_for, earlier_for, filled_for, form_of, sheet_for
from caicach.reports.mapping import line_of, next_name
from caicach.reports.models import Report
from caicach.reports.selectors.explained import explained_lists
from caicach.reports.selectors.kept import kept_figures, own_lines_of
from caicach.reports.selectors.ledger import documents_of_period, lists_of
from caicach.reports.selectors.targets import targets_of
from caicach.reports.selectors.trend import trend_of
from caicach.ui.notation import date_text
from caicach.web.actor import SYSTEM
from reform.forms import Cell, When
from reform.forms.completing import completed
from reform.forms.figures import Figure
from reform.narratives import Facts, Item, printed_figure

if TYPE_CHECKING:
    from caicach.figures.models import Period, Return

__all__ = ["facts_of", "targets_stand"]

_OWED = (ReturnState.DRAFT, ReturnState.RETURNED)


def facts_of(report: Report, *, today: date) -> Facts:
    """Return what ``report`` is written from, now: twenty-two queries at most."""
    sheet = report.sheet
    form = form_of(report.period.form)
    on = frozenset(row.line.key for row in sheet_for(report.period.form, sheet.level).rows)
    # What the form has by now is a cell of the ledger: its figure is that of the return, never the one typed before.
    own = tuple(row for row in own_lines_of(report) if row.key not in on)
    extras = tuple(line_of(row) for row in own)
    values = kept_figures(own)
    stands, before = _filled(sheet), earlier_for(sheet)
    filled = stands | values.get(report.period_id, {})
    earlier = _with_own(before, values, report.period)
    facts = Facts(
        form=form,
        level=sheet.level,
        filled=filled,
        earlier=earlier,
        targets=targets_of(report),
        extras=extras,
        on=on,
    )
    returned, missing, expected = _returns(report)
    met, unmet = targets_stand(facts)
    lists = (
        lists_of(report, today=today)
        | explained_lists(sheet, stands, before)
        | {
            "chua_gui": tuple(Item({"đơn vị": name}) for name in missing),
            "chi_tieu_dat": met,
            "chi_tieu_chua_dat": unmet,
            "xu_huong": trend_of(sheet),
        }
    )
    return Facts(
        form=form,
        level=facts.level,
        filled=filled,
        earlier=earlier,
        targets=facts.targets,
        names=_names(report, returned, expected),
        lists=lists,
        documents={"van_ban_trong_ky": documents_of_period(report)},
        extras=extras,
        on=facts.on,
    )


def _filled(sheet: "Return") -> dict[Cell, Figure]:
    """Return all figures: the whole has those of its sheet stored, an own return gets them computed.

    Totals that no sheet prints (a member of one dimension over all others) are made of what is stored.
    """
    if sheet.kind != ReturnKind.WHOLE:
        return completed_for(sheet)
    stored, version = filled_for(sheet), sheet.period.form
    printed = frozenset(row.cell for row in sheet_for(version, sheet.level).rows)
    made = completed(form_of(version), sheet.level, stored)
    return {cell: figure for cell, figure in made.items() if cell not in printed} | stored


def _names(report: Report, returned: int, expected: int) -> dict[str, str]:
    period = report.period
    names = {
        "ky": period.name,
        "ky_sau": next_name(period.code, period.year),
        "don_vi": report.agency.current_name,
        "tu_ngay": date_text(period.data_from),
        "den_ngay": date_text(report.sheet.as_of or period.data_to),
    }
    return names | ({"so_don_vi": f"{returned}/{expected}"} if expected else {})


def _returns(report: Report) -> tuple[int, tuple[str, ...], int]:
    """Return how many units gave figures, the names of those that did not, and how many owe them: one query."""
    if report.sheet.kind != ReturnKind.WHOLE:
        return 0, (), 0
    rows = (
        figures.visible_returns(SYSTEM)
        .filter(period=report.period_id, kind=ReturnKind.OWN)
        .exclude(agency=report.agency_id)
    )
    states = list(rows.order_by("agency__current_sort_key").values_list("agency__current_name", "state"))
    missing = tuple(name for name, state in states if state in _OWED)
    return len(states) - len(missing), missing, len(states)


def _with_own(
    earlier: Mapping[When, Mapping[Cell, Figure]], values: Mapping[int, Mapping[Cell, Figure]], period: "Period"
) -> dict[When, dict[Cell, Figure]]:
    """Return the earlier figures with those of added lines: of the last period that counts from the same day on, and
    of the same period of the year before. One query, none where nothing was added."""
    joined = {when: dict(filled) for when, filled in earlier.items()}
    if not values:
        return joined
    same = figures.visible_periods(SYSTEM).filter(owner=period.owner_id, form_key=period.form_key)
    before = Q(year=period.year, data_from=period.data_from, data_to__lt=period.data_to)
    year_before = Q(year=period.year - 1, code=period.code, is_cumulative=period.is_cumulative)
    for pk, year in same.filter(before | year_before).order_by("data_to", "pk").values_list("pk", "year"):
        when = When.PREVIOUS if year == period.year else When.YEAR_BEFORE
        joined[when] = {**joined.get(when, {}), **values.get(pk, {})}
    return joined


def targets_stand(facts: Facts) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the targets that are met, and those that are not; what has no figure yet is in neither."""
    lines = facts.lines()
    met: list[Item] = []
    unmet: list[Item] = []
    for cell, target in facts.targets.items():
        line, figure = lines.get(cell.key), facts.figure(cell)
        if line is None or figure is None or figure.number is None:
            continue
        wanted = printed_figure(Figure(target.value), line, facts.form)
        words = {"chỉ tiêu": line.label, "kết quả": printed_figure(figure, line, facts.form), "kế hoạch": wanted}
        (met if target.is_met(figure.number) else unmet).append(Item(words, key=str(cell)))
    return tuple(met), tuple(unmet)
