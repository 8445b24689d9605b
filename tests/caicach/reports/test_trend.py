"""The trend of the rates: period by period, the oldest first, nobody's drafts in it."""

from typing import Any

import pytest

from caicach.figures.models import Return
from caicach.figures.services import PeriodDraft, period_open, return_submit
from caicach.reports.exports.charts import chart_of
from caicach.reports.selectors import trend as trend_module
from caicach.reports.selectors.trend import trend_of
from caicach.web.actor import SYSTEM
from cast import Cast
from figures_cast import GOOD, FiguresCast, figures_cast_make
from reform.regimes import PeriodCode

pytestmark = pytest.mark.django_db
RATE = "dossier.rate"  # as the small form of the tests names it


@pytest.fixture
def figures(cast: Cast) -> FiguresCast:
    return figures_cast_make(cast)


def half_year(figures: FiguresCast, sheet: Return) -> Return:
    """Return the return of the same agency for the half-year, filled."""
    draft = PeriodDraft(figures.cast.province.pk, "song-may", 2026, PeriodCode.H1)
    period = period_open(draft, actor=SYSTEM, now=figures.cast.now)
    made = figures.again(Return.objects.get(period=period, agency=sheet.agency_id, kind="own"))
    figures.save(made, GOOD | {"dossier.late[tier=commune]": 30})
    return made


def test_one_period_is_no_trend(figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)

    assert trend_of(figures.commune) == ()


def test_periods_stand_from_the_oldest_and_drafts_of_before_are_left_out(
    figures: FiguresCast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trend_module, "TREND_LINES", (RATE,))
    figures.save(figures.commune, GOOD)
    later = half_year(figures, figures.commune)
    assert trend_of(later) == (), "the quarter was never handed in"

    return_submit(figures.again(figures.commune), actor=SYSTEM, now=figures.cast.now, today=figures.cast.today)
    trend = trend_of(later)

    assert [one.values["kỳ"] for one in trend] == ["quý I năm 2026", "6 tháng đầu năm 2026"]
    assert float(trend[0].values[RATE]) > float(trend[1].values[RATE])


def test_two_queries_whatever_the_number_of_periods(figures: FiguresCast, django_assert_num_queries: Any) -> None:
    later = half_year(figures, figures.commune)

    with django_assert_num_queries(2):
        trend_of(later)


def test_the_chart_says_its_numbers_and_leaves_a_gap_where_there_is_none() -> None:
    told = {
        "kind": "trend", "title": "Diễn biến", "labels": ["Q1", "H1", "Q3"],
        "lines": [{"label": "Đúng hạn", "values": ["97.50", "", "99.10"]}],
    }  # fmt: skip

    chart = chart_of(told)

    assert "97,5" in chart.alternative_text and "99,1" in chart.alternative_text
