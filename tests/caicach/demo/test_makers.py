"""Made-up figures fit together, with what was counted too, and from period to period."""

from decimal import Decimal
from functools import lru_cache

import pytest

from caicach.demo.makers import Size, made_up
from caicach.demo.whole.terms import SWITCHED_ON
from reform.forms import Background, Cell, Figure, Filled, Form, When, completed, findings_of, read_form
from reform.forms.packaged import packaged_forms
from reform.forms.sheets import sheet_of

CODES = ("Q1", "H1", "Q3", "Y")
EXTRA = frozenset(SWITCHED_ON)


@lru_cache(maxsize=2)
def form_of(version: str) -> Form:
    return next(form for form in map(read_form, packaged_forms()) if form.version == version)


def made(form: Form, level: str, year: int, code: str, *, seed: str = "UBND xã Suối Nhạn", **more: object) -> Filled:
    sheet = sheet_of(form, level, extra=EXTRA)
    return completed(form, level, made_up(form, sheet, seed=seed, year=year, code=code, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("version", "level"),
    [("2024.1", "district"), ("2024.1", "department"), ("2025.1", "commune"), ("2025.1", "department")],
)
def test_no_finding_stands_within_a_return(version: str, level: str) -> None:
    form = form_of(version)
    for seed in ("Suối Nhạn", "Sở Tư pháp", "Bến Mây"):
        found = findings_of(form, level, made(form, level, 2025, "Q3", seed=seed), extra=EXTRA)
        assert [(one.rule, one.sentence) for one in found] == [], seed


def test_no_finding_stands_between_the_periods_of_two_years() -> None:
    form = form_of("2025.1")
    for before, code in ((None, "Q1"), ("Q1", "H1"), ("H1", "Q3"), ("Q3", "Y")):
        earlier = {
            When.YEAR_BEFORE: made(form, "commune", 2025, code),
            When.YEAR_END: made(form, "commune", 2025, "Y"),
        } | ({When.PREVIOUS: made(form, "commune", 2026, before)} if before else {})
        now = made(form, "commune", 2026, code)
        found = findings_of(form, "commune", now, Background(earlier=earlier), extra=EXTRA)
        assert [(one.rule, one.sentence) for one in found] == [], code


def test_what_was_counted_stands_and_the_others_fit_with_it() -> None:
    form = form_of("2025.1")
    counted = {Cell("org.psu"): Figure(Decimal(7)), Cell("assigned.total"): Figure(Decimal(19))}
    filled = made(form, "department", 2026, "Y", stands=counted)
    assert {cell: filled[cell] for cell in counted} == counted
    assert filled[Cell("fin.psu")].number == 7
    assert filled[Cell("org.psu_education")].number + filled[Cell("org.psu_other")].number == 7
    assert 12 < filled[Cell("assigned.on_time")].number < 19


def test_a_district_of_old_is_as_large_as_its_communes() -> None:
    form = form_of("2024.1")
    one, ten = (made(form, "district", 2025, "H1", size=Size(Decimal(times))) for times in (1, 10))
    received = Cell("dossier.received")
    assert one[received].number * 9 < ten[received].number < one[received].number * 11
    assert one[Cell("plan.tasks")] == ten[Cell("plan.tasks")], "a plan is a plan"


def test_more_people_hand_in_online_each_year() -> None:
    form = form_of("2025.1")
    rates = [made(form, "commune", year, "Y")[Cell("dossier.online_rate")].number for year in (2024, 2025, 2026)]
    assert rates == sorted(rates)
    assert 50 < rates[0] < rates[-1] < 90
