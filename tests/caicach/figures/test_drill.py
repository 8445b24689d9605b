"""From the whole down: what is far from a year before, who is late, and which cell of a body is meant."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from caicach.figures.constants import ReturnState
from caicach.figures.mapping import form_of
from caicach.figures.models import Period, Return
from caicach.figures.selectors.drill import is_stray, late_days_of, parts_of_cell
from caicach.figures.selectors.whole import units_of
from figures_cast import GOOD, FiguresCast
from reform.forms.figures import Figure, cell_of
from reform.forms.model import Tolerance

pytestmark = pytest.mark.django_db


def number(value: int) -> Figure:
    return Figure(Decimal(value))


class TestFarFromAYearBefore:
    """A figure is marked by the form's own measure."""

    @pytest.mark.parametrize(
        ("now", "before", "is_far"),
        [
            (160, 100, True),
            (150, 100, False),  # half as much again is the measure itself
            (40, 100, True),
            (16, 10, False),  # too few to speak of
            (30, 0, True),
            (0, 0, False),
        ],
    )
    def test_more_than_so_many_per_cent_and_units(
        self, figures: FiguresCast, now: int, before: int, is_far: bool
    ) -> None:
        form = form_of(figures.form)
        measure = Tolerance(year_before=Decimal(50), least=Decimal(20))
        line = next(line for line in form.lines if line.key == "steer.docs")
        object.__setattr__(line, "tolerance", measure)
        assert is_stray(line, form, number(now), number(before)) is is_far
        assert not is_stray(line, form, number(now), None)
        object.__setattr__(line, "tolerance", None)


class TestWhoIsLate:
    """Lateness is that of what was not handed in."""

    def test_days_count_from_the_day_after_the_due_day(self, figures: FiguresCast) -> None:
        due = figures.period.due_on
        assert late_days_of(figures.third, figures.period, due) == 0
        assert late_days_of(figures.third, figures.period, due + timedelta(days=3)) == 3

    def test_what_was_handed_in_or_is_history_is_not_late(self, figures: FiguresCast) -> None:
        later = figures.period.due_on + timedelta(days=3)
        figures.third.state = ReturnState.SUBMITTED
        assert late_days_of(figures.third, figures.period, later) == 0
        figures.period.is_history = True
        assert late_days_of(figures.commune, figures.period, later) == 0


class TestParts:
    """What each body gave for a figure of the whole."""

    @pytest.fixture
    def filled(self, figures: FiguresCast) -> FiguresCast:
        figures.save(figures.commune, GOOD)
        figures.save(figures.neighbour, {**GOOD, "dossier.on_time[tier=commune]": 10})
        Return.objects.filter(pk__in=[figures.commune.pk, figures.neighbour.pk]).update(
            state=ReturnState.ACCEPTED, submitted_at=figures.cast.now
        )
        return figures

    def test_members_of_communes_are_asked_of_communes_alone(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.late", "tier=commune"))
        assert {one.sheet.level for one in parts} == {"commune", "province"}

    def test_a_total_is_each_bodys_own_part_the_largest_first_the_blank_last(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.on_time", ""))
        assert [one.figure for one in parts][:3] == [number(90), number(10), None]

    def test_a_rate_is_worked_out_body_by_body(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.rate", "tier=commune"))
        assert parts[1].figure == Figure(Decimal("83.3333"))  # 10 of 12

    def test_a_count_opens_the_answers_that_were_counted(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("link.communes", ""))
        assert [one.figure for one in parts if one.is_counted] == [Figure("yes"), Figure("yes")]

    def test_the_year_before_is_that_of_the_same_period(self, filled: FiguresCast) -> None:
        before = Period.objects.create(
            owner=filled.period.owner, receiver=filled.period.receiver, form=filled.form, form_key="song-may",
            year=2025, code="Q1", name="quý I năm 2025", data_from=date(2024, 12, 15), data_to=date(2025, 3, 14),
            due_on=date(2025, 3, 20), opened_at=filled.cast.now,
        )  # fmt: skip
        then = Return.objects.create(period=before, agency=filled.cast.commune, level="commune")
        filled.save(filled.again(then), {"dossier.on_time[tier=commune]": 50})
        Return.objects.filter(pk=then.pk).update(state=ReturnState.ACCEPTED, submitted_at=filled.cast.now)
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.on_time", ""))
        assert {one.sheet.agency_id: one.year_before for one in parts}[filled.cast.commune.pk] == number(50)
