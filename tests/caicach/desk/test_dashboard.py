"""The dashboard: its numbers open the rows they count; what it says of too little; its cost."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from caicach.desk.pages import DashboardPage
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation, Participant
from cast import Cast, Person

Counting = Callable[[int], AbstractContextManager[Any]]
URL = "/tong-quan/"
DAY = timedelta(days=1)


def shown(client: Client, who: Person, query: str = "") -> DashboardPage:
    client.force_login(who.user)
    response = client.get(f"{URL}{query}")
    assert response.status_code == 200
    page: DashboardPage = response.context["page"]
    return page


def number(text: object) -> int:
    """Read "1.234" as people write it."""
    return int(str(text).replace(".", ""))


def counted(client: Client, url: str) -> int:
    """Return how many rows the list of an address holds."""
    response = client.get(url)
    assert response.status_code == 200
    total: int = response.context["page"].page.paginator.count
    return total


def promises(page: DashboardPage) -> Iterator[tuple[str, str, int]]:
    """Yield every figure of the page with its address: (what, address, how many rows it must hold)."""
    due, on_time, late, waiting = page.ribbon
    yield "đến hạn", due.url, number(due.value)
    yield "đúng hạn", on_time.url, number(str(on_time.note).split()[0])
    yield "quá hạn", late.url, number(late.value)
    yield "chờ nghiệm thu", waiting.url, number(waiting.value)
    yield "danh sách quá hạn", page.late_url, page.late_count
    if page.earlier_late:
        yield "năm trước", page.earlier_late.url, page.earlier_late.count or 0
    for row in (*page.heat.rows, *page.heat.sums) if page.heat else ():
        yield from ((f"{row.name}: {cell.say}", cell.url, cell.due) for cell in (*row.cells, row.whole) if cell.url)
        if row.url:
            yield row.name, row.url, row.whole.due
    for month in page.trend.months if page.trend else ():
        if month.due:
            yield month.name, month.url, month.due


class TestRows:
    """Each number opens its rows."""

    @pytest.mark.parametrize("who", ["standing_officer", "commune_officer", "area_lead"])
    @pytest.mark.parametrize(
        "query", ["", "?year=2025", "?area=digital", "?level=commune", "?kind=department", "?table=commune&rows=all"]
    )
    def test_every_link_leads_to_as_many_rows_as_it_says(
        self, ledger: Cast, client: Client, who: str, query: str
    ) -> None:
        page = shown(client, getattr(ledger, who), query)

        kept = [(what, counted(client, url), rows) for what, url, rows in promises(page)]

        assert [one for one in kept if one[1] != one[2]] == []
        assert page.is_empty or len(kept) > 5

    def test_a_plan_narrows_them_too(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.standing_officer, "?plan=00000000-0000-0000-0000-000000000001")

        assert all(counted(client, url) == rows for _what, url, rows in promises(page))
        assert number(page.ribbon[0].value) < number(shown(client, ledger.standing_officer).ribbon[0].value)

    def test_the_figures_of_the_ledger_are_these(self, ledger: Cast, client: Client) -> None:
        due, on_time, late, waiting = shown(client, ledger.standing_officer).ribbon

        assert (due.value, late.value, waiting.value) == ("11", "6", "0")
        assert (on_time.value, on_time.unit) == ("36,36", "%")
        assert on_time.note == "4 trong 11 nhiệm vụ · −53,64 điểm so với cùng kỳ 2025"
        assert late.tone == "bad"


class TestHeat:
    """Agencies by area."""

    def past(self, cast: Cast, agency: Any, count: int, *, on_time: int = 0, area: str = "digital") -> None:
        for at in range(count):
            state = ObligationState.ACCEPTED if at < on_time else ObligationState.OPEN
            due_on = cast.today - DAY if state == ObligationState.OPEN else cast.today
            made = cast.obligation(agency_id=agency.pk, state=state, due_on=due_on, duty={"area_code": area})
            Obligation.objects.filter(pk=made.pk).update(due_on=cast.today - DAY)
            if state == ObligationState.ACCEPTED:
                Obligation.objects.filter(pk=made.pk).update(met_on=cast.today - DAY)

    def test_the_worst_comes_first_and_too_few_to_compare_last(self, cast: Cast, client: Client) -> None:
        self.past(cast, cast.department, 4, on_time=3)
        self.past(cast, cast.office, 4, on_time=1)
        self.past(cast, cast.standing, 2)

        page = shown(client, cast.standing_officer)

        assert page.heat is not None
        rows = [(row.name, row.whole.text, row.whole.tone) for row in page.heat.rows]
        assert rows == [
            ("Văn phòng UBND tỉnh", "25,0", "k1"),
            ("Sở Tài chính", "75,0", "k2"),
            ("Sở Nội vụ", "0/2", ""),
        ]
        assert page.heat.rows[2].whole.say == "0 trong 2 nhiệm vụ đúng hạn; quá ít để tính tỷ lệ"

    def test_levels_have_tables_of_their_own(self, cast: Cast, client: Client) -> None:
        self.past(cast, cast.department, 3)
        self.past(cast, cast.commune, 3, on_time=3)

        page, communes = (shown(client, cast.standing_officer, query) for query in ("", "?table=commune"))

        assert page.heat is not None
        assert communes.heat is not None
        assert [(tab.label, tab.current, tab.count) for tab in page.heat.tabs] == [
            ("Cấp tỉnh", True, 1),
            ("Cấp xã", False, 1),
        ]
        assert [row.name for row in page.heat.rows] == ["Sở Tài chính"]
        assert [(row.name, row.whole.text, row.whole.tone) for row in communes.heat.rows] == [
            ("UBND xã Suối Nhạn", "100", "k5 full")
        ]
        assert [(row.name, row.whole.text) for row in page.heat.sums] == [
            ("1 cơ quan cấp tỉnh", "0,0"),
            ("Tất cả 2 cơ quan", "50,0"),
        ]

    def test_the_level_of_the_reader_s_own_agency_comes_first(self, cast: Cast, client: Client) -> None:
        self.past(cast, cast.department, 3)
        self.past(cast, cast.commune, 3)
        Participant.objects.create(
            duty=Obligation.objects.filter(agency=cast.department)[0].duty, agency=cast.commune, role="coordinate"
        )

        page = shown(client, cast.commune_officer)

        assert page.heat is not None
        assert [(tab.label, tab.current) for tab in page.heat.tabs] == [("Cấp tỉnh", False), ("Cấp xã", True)]

    def test_a_cell_without_tasks_says_so_and_opens_nothing(self, cast: Cast, client: Client) -> None:
        self.past(cast, cast.department, 3)

        page = shown(client, cast.standing_officer)

        assert page.heat is not None
        empty = next(cell for cell in page.heat.rows[0].cells if not cell.due)
        assert (empty.text, empty.tone, empty.url, empty.say) == ("–", "kx", "", "không có nhiệm vụ đến hạn")


class TestTrend:
    """The share from the start of the year on."""

    def test_the_last_point_is_the_headline_figure(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.standing_officer)

        assert page.trend is not None
        assert "Tỷ lệ đúng hạn lũy kế năm 2026" in page.trend.wide
        assert f"2026: {page.ribbon[1].value}" in page.trend.wide
        assert page.trend.months[2].so_far == f"{page.ribbon[1].value}\u00a0%"
        assert page.trend.months[3].so_far == "–"
        assert page.trend.has_before

    def test_the_drawings_obey_the_policy_of_content_and_fit_their_screens(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.standing_officer)

        assert page.trend is not None
        for drawing, place in ((page.trend.wide, "not-phone"), (page.trend.narrow, "only-phone")):
            assert drawing.startswith(f'<svg class="drawing {place}" viewBox="0 0 ')
            assert 'role="img" aria-label="' in drawing
            assert not re.search(r"\sstyle=|<style|<script|xlink|aria-roledescription", drawing)

    def test_too_little_is_no_trend(self, cast: Cast, client: Client) -> None:
        cast.obligation(due_on=cast.today - DAY)

        page = shown(client, cast.standing_officer)

        assert page.trend is None
        assert (page.ribbon[1].value, page.ribbon[1].unit) == ("–", "")


class TestPage:
    """The whole page."""

    def test_nothing_to_count_says_what_comes_next(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.stranger.user)

        page = client.get(URL).content.decode()

        assert "Chưa có nhiệm vụ nào có hạn trong năm này" in page
        assert 'class="heat"' not in page

    def test_a_commune_sees_itself_alone(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.commune_officer)

        assert page.heat is not None
        assert [row.name for row in page.heat.rows] == ["UBND xã Suối Nhạn"]
        assert page.heat.tabs == ()
        assert all(line.agency == "UBND xã Suối Nhạn" for line in page.late)

    def test_the_rule_of_counting_stands_beside_the_numbers(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.standing_officer.user)

        assert "Một nhiệm vụ là một sản phẩm của một cơ quan ở một kỳ" in client.get(URL).content.decode()

    def test_headings_follow_each_other(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.standing_officer.user)

        levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(URL).content.decode())]

        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_english_is_complete(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.standing_officer.user)
        client.post("/tai-khoan/ngon-ngu/", {"language": "en"})

        page = client.get(URL).content.decode()

        assert "<h1>Administrative reform in 2026, overview</h1>" in page
        assert "Late for longest" in page

    @pytest.mark.parametrize(
        "query", ["?year=1", "?year=abc", "?plan=x", "?area=không+có", "?level=1", "?kind=", "?table=x&rows=y"]
    )
    def test_an_address_that_makes_no_sense_shows_everything(self, ledger: Cast, client: Client, query: str) -> None:
        assert number(shown(client, ledger.standing_officer, query).ribbon[0].value) == 11

    def test_a_year_to_come_has_nothing_due(self, cast: Cast, client: Client) -> None:
        cast.obligation(due_on=date(2027, 3, 1))

        page = shown(client, cast.standing_officer, "?year=2027")

        assert [figure.value for figure in page.ribbon] == ["0", "–", "0", "0"]
        assert page.heat is None
        assert all(counted(client, url) == rows for _what, url, rows in promises(page) if "đúng" not in _what)

    def test_its_cost_is_fixed(self, ledger: Cast, client: Client, django_assert_num_queries: Counting) -> None:
        client.force_login(ledger.standing_officer.user)
        client.get(URL)

        # Session, person, grants, areas led; six of figures, one of what the reports among the late carry; plans.
        with django_assert_num_queries(12):
            client.get(URL)
