"""The figures that a return is held against: across periods, versions of the form and mergers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caicach.agencies.models import Reorganisation, Succession
from caicach.figures.models import FigureCell, FormVersion, Period, Return
from caicach.figures.selectors import earlier_for, earlier_of, findings_for, return_for
from caicach.web.actor import SYSTEM
from figures_cast import FORM_NEXT, GOOD, FiguresCast, drafts_of, form_make
from reform.forms import Cell, When
from reform.forms.figures import cell_of

RECEIVED = cell_of("dossier.received", "channel_in=direct,tier=commune")
OPEN = cell_of("dossier.open", "tier=commune")
QUOTA = cell_of("staff.quota", "")
RATE = cell_of("dossier.rate", "tier=commune")


@pytest.fixture
def past(figures: FiguresCast) -> Any:
    """Make a return of an earlier period as it was taken in then."""

    def do(code: str, year: int, values: dict[str, Any], sheet: Return | None = None, **of_period: Any) -> Return:
        now = figures.period
        standard = {"data_from": date(year - 1, 12, 15), "data_to": _END[code](year), "is_cumulative": True}
        period, _made = Period.objects.get_or_create(
            owner=now.owner,
            form_key=now.form_key,
            year=year,
            code=code,
            defaults={
                "receiver": now.receiver, "form": now.form, "name": f"{code} {year}", "due_on": _END[code](year),
                "opened_at": figures.cast.now, "is_history": True, **standard, **of_period,
            },
        )  # fmt: skip
        about = sheet or figures.commune
        made = Return.objects.create(
            period=period, agency=about.agency, level=about.level, state="accepted", submitted_at=figures.cast.now
        )
        FigureCell.objects.bulk_create(
            FigureCell(
                sheet=made,
                line_key=draft.cell.key,
                members=",".join(f"{one}={member}" for one, member in draft.cell.members),
                value=draft.figure.number,
                word="" if draft.figure.number is not None else draft.figure.value,
                updated_at=figures.cast.now,
            )
            for draft in drafts_of(values)
        )
        return made

    return do


_END = {
    "Q1": lambda year: date(year, 3, 14),
    "H1": lambda year: date(year, 6, 14),
    "Q3": lambda year: date(year, 9, 14),
    "Y": lambda year: date(year, 12, 14),
}


def value(figures: FiguresCast, when: When, cell: Cell) -> Decimal | str | None:
    found = earlier_for(figures.again(figures.commune)).get(when, {}).get(cell)
    return found.value if found else None


def test_last_year_and_its_end_are_held_beside_with_their_computed_lines(figures: FiguresCast, past: Any) -> None:
    past("Q1", 2025, GOOD)
    past("Y", 2025, {**GOOD, "dossier.open[tier=commune]": 12})
    assert value(figures, When.YEAR_BEFORE, RECEIVED) == 30
    assert value(figures, When.YEAR_BEFORE, RATE) == Decimal("97.8261")
    assert value(figures, When.YEAR_END, OPEN) == 12
    assert value(figures, When.PREVIOUS, OPEN) is None
    figures.save(figures.commune, GOOD)
    assert [one.rule for one in findings_for(figures.again(figures.commune))] == []
    figures.save(figures.commune, {"dossier.carried[tier=commune]": 13, "dossier.late[tier=commune]": 3})
    assert "V03" in {one.rule for one in findings_for(figures.again(figures.commune))}


def test_a_draft_or_what_was_given_back_is_nobodys_word(figures: FiguresCast, past: Any) -> None:
    for state in ("draft", "returned"):
        Return.objects.filter(period__year=2025).delete()
        made = past("Q1", 2025, GOOD)
        Return.objects.filter(pk=made.pk).update(state=state)
        assert value(figures, When.YEAR_BEFORE, RECEIVED) is None


def test_what_a_district_had_does_not_speak_for_the_commune_at_its_seat(figures: FiguresCast, past: Any) -> None:
    made = past("Q1", 2025, GOOD)
    assert value(figures, When.YEAR_BEFORE, RECEIVED) == 30
    Return.objects.filter(pk=made.pk).update(level="district")
    assert value(figures, When.YEAR_BEFORE, RECEIVED) is None


def test_flows_are_compared_with_what_counts_from_the_same_day_on(figures: FiguresCast, past: Any) -> None:
    Period.objects.filter(pk=figures.period.pk).update(code="Y", data_to=date(2026, 12, 14))
    past("H1", 2026, {**GOOD, "dossier.received[channel_in=direct,tier=commune]": 60})
    alone = {"data_from": date(2026, 6, 15), "is_cumulative": False}
    quarter = {**GOOD, "dossier.received[channel_in=direct,tier=commune]": 20, "dossier.open[tier=commune]": 7}
    past("Q3", 2026, quarter, **alone)
    assert value(figures, When.PREVIOUS, RECEIVED) == 60  # of the half-year: quarter III alone began anew
    assert value(figures, When.PREVIOUS, OPEN) == 7  # a stock is that of the latest period


def test_nine_months_are_not_compared_with_a_quarter_alone(figures: FiguresCast, past: Any) -> None:
    Period.objects.filter(pk=figures.period.pk).update(
        code="Q3", data_from=date(2026, 6, 15), data_to=date(2026, 9, 14), is_cumulative=False
    )
    past("Q3", 2025, GOOD)
    assert value(figures, When.YEAR_BEFORE, RECEIVED) is None
    assert value(figures, When.YEAR_BEFORE, QUOTA) == 22


def test_units_that_became_one_are_added_up_where_a_line_is_a_sum(figures: FiguresCast, past: Any) -> None:
    past("Q1", 2025, GOOD)
    other = {**GOOD, "dossier.received[channel_in=direct,tier=commune]": 5, "steer.plan": "no"}
    past("Q1", 2025, other, figures.neighbour)
    _merge(figures)
    told = earlier_of(figures.again(figures.commune))
    figures_then = told.filled[When.YEAR_BEFORE]
    assert figures_then[RECEIVED].value == 35
    assert figures_then[QUOTA].value == 44
    assert cell_of("steer.plan", "") not in figures_then  # "yes" and "no" are no sum
    assert figures_then[RATE].value == Decimal("97.8261")  # of the sums, never a sum of rates
    assert set(told.returns[When.YEAR_BEFORE].agencies) == {"UBND xã Suối Nhạn", "UBND xã Đồi Chè"}


def test_another_version_is_carried_by_its_keys_and_its_crosswalk(figures: FiguresCast, past: Any) -> None:
    past("Q1", 2025, GOOD)
    text = FORM_NEXT.replace("staff.quota", "staff.posts")
    text += """
earlier:
- from: song-may/2025.1
  links:
  - {cell: staff.quota, to: staff.posts, quality: approx}
"""
    later = form_make(text, version="2026.1", valid_from=date(2026, 1, 1))
    Period.objects.filter(pk=figures.period.pk).update(form=later)
    told = earlier_of(return_for(SYSTEM, figures.commune.uid))
    then = told.filled[When.YEAR_BEFORE]
    assert then[cell_of("staff.posts", "")].value == 22
    assert QUOTA not in then
    assert then[RECEIVED].value == 30
    assert told.approximate == {(When.YEAR_BEFORE, cell_of("staff.posts", ""))}
    assert told.returns[When.YEAR_BEFORE].is_other_version


def test_history_costs_two_questions_and_two_more_where_units_were_merged(
    figures: FiguresCast, past: Any, django_assert_num_queries: Any
) -> None:
    for code in ("Q1", "H1", "Q3", "Y"):
        past(code, 2025, GOOD)
    sheet = figures.again(figures.commune)
    FormVersion.objects.get()
    with django_assert_num_queries(2):
        earlier_for(sheet)
    past("Q1", 2025, GOOD, figures.neighbour)
    _merge(figures)
    with django_assert_num_queries(4):
        earlier_for(sheet)


def _merge(figures: FiguresCast) -> None:
    """Let the neighbour be merged into the commune on 01/07/2025."""
    neighbour = figures.neighbour.agency
    neighbour.ended_on = date(2025, 7, 1)
    neighbour.save()
    merger = Reorganisation.objects.create(kind="merge", effective_on=date(2025, 7, 1), legal_basis="Nghị quyết số 1")
    Succession.objects.create(reorganisation=merger, predecessor=neighbour, successor=figures.commune.agency)
