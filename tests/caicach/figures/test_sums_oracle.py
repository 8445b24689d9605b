"""Whatever bodies tell and leave out, the database adds up to what merging their whole returns gives."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.figures.constants import ReturnState
from caicach.figures.mapping import cell_columns, form_of, sheet_for
from caicach.figures.models import FigureCell, FormVersion, Period, Return
from caicach.figures.selectors.sums import Sum
from caicach.figures.selectors.whole import added_up, units_of
from figures_cast import FORM, FiguresCast
from reform.forms import fingerprint
from reform.forms.figures import Figure
from reform.forms.merging import Contribution, merged
from reform.forms.model import LineType
from reform.forms.sheets import CellKind, Row
from reform.forms.tree import Cell

pytestmark = pytest.mark.django_db

Told = dict[Cell, Figure]

# Every way of adding up: beside the sums and rates of the cast's form.
MORE = """
    - {num: "3.1.4", key: more.procs, label: Thủ tục, unit: nguoi, agg: distinct, by: [tier], req: all}
    - {num: "3.1.5", key: more.best, label: Cao nhất, unit: nguoi, agg: max, req: all}
    - {num: "3.1.6", key: more.newest, label: Mới nhất, unit: nguoi, agg: latest, time: stock, req: all}
    - {num: "3.1.7", key: more.grade, label: Điểm, unit: pct, type: percent, agg: wavg, weight: staff.present, req: all}
    - {num: "3.1.8", key: more.told, label: Có tổ chức, type: choice, choices: yes_no, agg: max, req: all}
    - {num: "3.1.9", key: more.empty, label: Còn thiếu, unit: nguoi, req: computed, calc: "staff.quota - staff.present"}
"""


@pytest.fixture
def every(figures: FiguresCast) -> FiguresCast:
    """The cast's period with lines of every way of adding up."""
    text = FORM.replace("rules:\n", MORE.lstrip("\n") + "rules:\n", 1)
    FormVersion.objects.filter(pk=figures.form.pk).update(definition=text, fingerprint=fingerprint(text))
    figures.period.form.refresh_from_db()
    figures.whole.period.form.refresh_from_db()
    return figures


def figure_for(row: Row) -> st.SearchStrategy[Figure | None]:
    nothing = st.sampled_from([None, Figure(None, "none_yet"), Figure(None, "not_applicable"), None])
    unknown = st.just(Figure(None, "not_collected"))
    if row.line.type is LineType.CHOICE:
        return st.one_of(st.sampled_from([Figure("yes"), Figure("no")]), nothing)
    most = 100 if row.line.type is LineType.PERCENT else 500
    number = st.integers(0, most).map(lambda value: Figure(Decimal(value)))
    return st.one_of(number, number, number, number, nothing, unknown)


@st.composite
def told(draw: Any, rows: Sequence[Row]) -> Told:
    """What one body tells: everything, nothing, or anything between."""
    kind = draw(st.sampled_from(["all", "some", "none"]))
    if kind == "none":
        return {}
    drawn = {row.cell: draw(figure_for(row)) for row in rows}
    whole = (
        {row.cell: Figure(Decimal(7)) for row in rows if row.line.type is not LineType.CHOICE} if kind == "all" else {}
    )
    return {cell: figure for cell, figure in {**whole, **drawn}.items() if figure is not None} | (
        {cell: figure for cell, figure in whole.items() if drawn[cell] is None}
    )


def rows_of(period: Period, level: str) -> list[Row]:
    return [row for row in sheet_for(period.form, level).rows if row.kind is CellKind.TYPED]


def store(filled: Mapping[Return, Told], figures: FiguresCast) -> None:
    FigureCell.objects.filter(sheet__period=figures.period).delete()
    FigureCell.objects.bulk_create(_rows(filled, figures))


def _rows(filled: Mapping[Return, Told], figures: FiguresCast) -> Iterator[FigureCell]:
    for sheet, told_by in filled.items():
        for one, figure in told_by.items():
            key, members = cell_columns(one)
            word = figure.value if isinstance(figure.value, str) else ""
            value = figure.value if isinstance(figure.value, Decimal) else None
            yield FigureCell(
                sheet=sheet, line_key=key, members=members, value=value, word=word,
                reason="" if figure.value is not None else figure.reason, updated_at=figures.cast.now,
            )  # fmt: skip


def by_database(figures: FiguresCast, cells: Sequence[Cell] | None = None) -> dict[Cell, Sum]:
    Return.objects.filter(period=figures.period).update(state=ReturnState.ACCEPTED, submitted_at=figures.cast.now)
    return added_up(figures.whole, units_of(figures.period), with_submitted=False, cells=cells).sums


def by_merging(figures: FiguresCast, filled: Mapping[Return, Told]) -> dict[Cell, Sum]:
    owed: dict[str, int] = {}
    for sheet in figures.below:
        owed[sheet.level] = owed.get(sheet.level, 0) + 1
    below = [Contribution(sheet.pk, filled[sheet], sheet.level) for sheet in figures.below]
    made = merged(form_of(figures.period.form), "province", filled[figures.own], below, owed)
    return {cell: Sum(one.figure, one.received, one.expected) for cell, one in made.items()}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_database_adds_up_what_merging_gives(every: FiguresCast, data: Any) -> None:
    sheets = (*every.below, every.own)
    filled = {
        sheet: data.draw(told(rows_of(every.period, sheet.level)), label=sheet.agency.current_name) for sheet in sheets
    }
    store(filled, every)
    merging = by_merging(every, filled)
    assert {str(cell): one for cell, one in by_database(every).items()} == {
        str(cell): merging[cell] for cell in sheet_for(every.period.form, "province").cells
    }
