"""Scorecards: what they count, who is compared with whom, that each number opens its rows, files, reach, cost."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl.reader.excel import load_workbook

from caicach.desk.pages import BoardPage, CardPage
from caicach.obligations.constants import DutyOrigin, LateCause, ObligationState
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors import Score, board_of, scores_of
from caicach.obligations.services import obligation_return
from caicach.web.actor import SYSTEM
from cast import Cast, Person
from reform.scorecards import Part, span_between, span_of

Counting = Callable[[int], AbstractContextManager[Any]]
DAY = timedelta(days=1)
SPAN = span_of(2026, Part.QUARTER_1)
URL = "/bang-diem/"
DUE_ON = date(2026, 3, 2)


def past(cast: Cast, agency: Any, *, met: int | None, origin: str = "plan", cause: str = "") -> Obligation:
    """Make a task that fell due on 2 March: handed in so many days after it (below 0: before), or never (None)."""
    state = ObligationState.OPEN if met is None else ObligationState.ACCEPTED
    made = cast.obligation(agency_id=agency.pk, state=state, due_on=DUE_ON, duty={"origin": origin})
    met_on = None if met is None else DUE_ON + timedelta(days=met)
    Obligation.objects.filter(pk=made.pk).update(met_on=met_on, late_cause=cause)
    return made


def score(cast: Cast, agency: Any, origin: str = DutyOrigin.PLAN) -> Score:
    found = scores_of(cast.standing_officer.actor, SPAN, today=cast.today)
    return next((one.score(origin) for one in found if one.agency.uid == agency.uid), Score())


def shown(client: Client, who: Person, query: str = "") -> Any:
    client.force_login(who.user)
    response = client.get(f"{URL}{query}")
    assert response.status_code == 200, response
    return response.context["page"]


def counted(client: Client, url: str) -> int:
    response = client.get(url)
    assert response.status_code == 200
    total: int = response.context["page"].page.paginator.count
    return total


@pytest.fixture
def ledger(cast: Cast) -> Cast:
    """Three bodies of two kinds: on time, late in both ways, given back, waiting for others, from elsewhere."""
    for met in (-1, 0, 0, -5, 3):
        past(cast, cast.commune, met=met, cause=LateCause.OBJECTIVE if met > 0 else "")
    for met in (0, 2, None, None, -2, -3):
        past(cast, cast.neighbour, met=met, cause=LateCause.SUBJECTIVE if met == 2 else "")
    for met in (0, None):
        past(cast, cast.department, met=met)
    past(cast, cast.commune, met=None, origin=DutyOrigin.FROM_ABOVE)
    returned = cast.obligation(state=ObligationState.RETURNED, due_on=DUE_ON, agency_id=cast.neighbour.pk)
    assert returned.state == ObligationState.RETURNED
    waiting = past(cast, cast.commune, met=None)
    Obligation.objects.filter(pk=waiting.pk).update(paused_on=DUE_ON - DAY)
    cast.obligation(due_on=cast.today)  # not due yet
    return cast


class TestCounting:
    """What one card counts."""

    def test_on_time_and_late_in_both_ways_are_what_fell_due(self, ledger: Cast) -> None:
        found = score(ledger, ledger.neighbour)
        assert (found.due, found.on_time, found.met_late, found.late) == (7, 3, 1, 3)
        assert found.on_time_share == Decimal("42.86")

    def test_what_another_body_has_stands_apart(self, ledger: Cast) -> None:
        found = score(ledger, ledger.commune)
        assert (found.due, found.waiting) == (5, 1)

    def test_other_origins_are_counted_apart(self, ledger: Cast) -> None:
        assert score(ledger, ledger.commune, DutyOrigin.FROM_ABOVE).late == 1
        assert score(ledger, ledger.neighbour, DutyOrigin.FROM_ABOVE) == Score()

    def test_causes_are_counted_among_what_is_behind(self, ledger: Cast) -> None:
        found = score(ledger, ledger.neighbour)
        assert (found.subjective, found.objective, found.unexplained) == (1, 0, 3)
        assert found.subjective_share == Decimal(100)
        assert score(ledger, ledger.commune).subjective_share == Decimal(0)

    def test_a_cause_of_what_came_in_time_is_not_counted(self, cast: Cast) -> None:
        past(cast, cast.commune, met=0, cause=LateCause.SUBJECTIVE)
        assert score(cast, cast.commune).subjective == 0

    def test_days_behind_are_averaged_over_what_is_behind(self, cast: Cast) -> None:
        past(cast, cast.commune, met=4)
        past(cast, cast.commune, met=None)  # since 2 March: 14 days on the 16th
        past(cast, cast.commune, met=-9)
        assert score(cast, cast.commune).mean_behind_days == Decimal("9.0")

    def test_a_clock_that_stood_later_stops_the_days(self, cast: Cast) -> None:
        late = past(cast, cast.commune, met=None)
        Obligation.objects.filter(pk=late.pk).update(paused_on=DUE_ON + timedelta(days=5))
        assert score(cast, cast.commune).mean_behind_days == Decimal("5.0")

    def test_days_to_acceptance_run_from_the_assignment(self, cast: Cast) -> None:
        one, two = past(cast, cast.commune, met=0), past(cast, cast.commune, met=0)
        for made, days in ((one, 10), (two, 5)):
            at = made.created_at + timedelta(days=days, hours=12)
            Obligation.objects.filter(pk=made.pk).update(accepted_at=at)
        assert score(cast, cast.commune).mean_accepted_days == Decimal("8.0")

    def test_whoever_was_given_back_once_counts_once(self, cast: Cast) -> None:
        made = cast.obligation(state=ObligationState.RETURNED, due_on=DUE_ON)
        cast.submit(made)
        obligation_return(made, actor=SYSTEM, reason="Vẫn thiếu chữ ký.", now=cast.now)
        cast.submit(made)
        assert Submission.objects.filter(obligation=made, state="returned").count() == 2
        assert score(cast, cast.commune).given_back == 1

    def test_what_statistics_leave_out_is_left_out(self, ledger: Cast) -> None:
        before = scores_of(ledger.standing_officer.actor, SPAN, today=ledger.today)
        ledger.obligation(is_history=True, due_on=DUE_ON)
        ledger.obligation(state=ObligationState.DORMANT)
        ledger.obligation(duty={"mode": "not_tracked"}, due_on=DUE_ON)
        carrier = (ledger.commune.pk, "2026-Q1")
        inside = ledger.draft(mode="in_report", obligations=(ledger.owed(carrier=carrier, due_on=DUE_ON),))
        ledger.assign(ledger.draft(is_report=True, obligations=(ledger.owed(due_on=ledger.today),)), inside)
        assert set(map(repr, scores_of(ledger.standing_officer.actor, SPAN, today=ledger.today))) == set(
            map(repr, before)
        )

    def test_only_what_falls_due_in_the_span_is_counted(self, ledger: Cast) -> None:
        actor = ledger.standing_officer.actor
        assert scores_of(actor, span_between(date(2026, 1, 1), DUE_ON - DAY), today=ledger.today) == ()
        assert scores_of(actor, span_between(DUE_ON, DUE_ON), today=ledger.today) != ()


class TestRanks:
    """Who is compared with whom."""

    def test_communes_are_ranked_among_communes(self, ledger: Cast) -> None:
        board = board_of(ledger.standing_officer.actor, SPAN, today=ledger.today)
        groups = {group.key: [(line.rank, line.agency.agency.name) for line in group.lines] for group in board.groups}
        assert groups == {
            "departments": [(None, "Sở Tài chính")],
            "communes": [(1, "UBND xã Suối Nhạn"), (2, "UBND xã Đồi Chè")],
        }

    def test_the_same_share_has_the_same_rank(self, cast: Cast) -> None:
        for agency in (cast.commune, cast.neighbour):
            for met in (0, 0, 0, 0, 1):
                past(cast, agency, met=met)
        (group,) = board_of(cast.standing_officer.actor, SPAN, today=cast.today).groups
        assert [line.rank for line in group.lines] == [1, 1]

    def test_too_few_tasks_make_no_rank(self, cast: Cast) -> None:
        for met in (0, 0, 0, 0, 0):
            past(cast, cast.commune, met=met)
        for met in (0, 0, 0, 0):
            past(cast, cast.neighbour, met=met)
        (group,) = board_of(cast.standing_officer.actor, SPAN, today=cast.today).groups
        assert [(line.rank, line.score.due) for line in group.lines] == [(1, 5), (None, 4)]

    def test_bodies_of_a_ministry_stand_apart(self, ledger: Cast) -> None:
        past(ledger, ledger.stranger_agency, met=0)
        board = board_of(ledger.standing_officer.actor, SPAN, today=ledger.today)
        assert [group.key for group in board.groups] == ["vertical", "departments", "communes"]


def promises(page: BoardPage | CardPage) -> Iterator[tuple[str, str, int]]:
    """Yield every counted figure with its address and how many rows it must hold."""
    for figure in page.ribbon:
        if "%" not in str(figure.value) and "/" not in str(figure.value):
            yield str(figure.label), figure.url, int(str(figure.value))
    cells = page.cells if isinstance(page, CardPage) else [cell for line in page.lines for cell in line.cells]
    whole = () if isinstance(page, CardPage) else page.whole
    for cell in (*cells, *whole):
        if cell.url and cell.text.isdecimal():
            yield cell.head, cell.url, int(cell.text)


class TestPages:
    """The two pages."""

    @pytest.mark.parametrize("who", ["standing_officer", "commune_leader", "department_officer", "province_leader"])
    @pytest.mark.parametrize("query", ["?part=q1", "?part=q1&group=departments", "?part=q1&origin=from_above", ""])
    def test_every_number_opens_as_many_rows(self, ledger: Cast, client: Client, who: str, query: str) -> None:
        page = shown(client, getattr(ledger, who), query)
        assert [one for one in promises(page) if counted(client, one[1]) != one[2]] == []

    def test_the_board_has_numbers_to_open(self, ledger: Cast, client: Client) -> None:
        assert len(list(promises(shown(client, ledger.standing_officer, "?part=q1")))) > 10

    def test_the_numbers_of_a_card_open_their_rows(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.standing_officer, f"{ledger.neighbour.uid}/?part=q1")
        kept = list(promises(page))
        assert [one for one in kept if counted(client, one[1]) != one[2]] == []
        assert {"Đến hạn", "Nộp muộn", "Quá hạn", "Bị trả lại", "Chưa nêu nguyên nhân"} <= {one[0] for one in kept}
        assert page.place == "Hạng 2 trong 2 cơ quan được xếp hạng của nhóm “Ủy ban nhân dân cấp xã”"

    def test_the_trend_ends_with_the_span_asked_for(self, ledger: Cast, client: Client) -> None:
        for met in (0, 0, 0, 1, None):
            made = past(ledger, ledger.commune, met=met)
            met_on = None if met is None else date(2025, 11, 5) + timedelta(days=met)
            Obligation.objects.filter(pk=made.pk).update(due_on=date(2025, 11, 5), met_on=met_on)
        page = shown(client, ledger.commune_leader, f"{ledger.commune.uid}/?part=q1")
        assert [line.name for line in page.trend][-2:] == ["Quý IV năm 2025", "Quý I năm 2026"]
        assert [line.share for line in page.trend][-2:] == ["60,00\xa0%", "80,00\xa0%"]
        assert [counted(client, line.url) for line in page.trend if line.url] == [5, 5]
        assert "<svg" in page.wide

    def test_the_card_of_somebody_else_is_not_there(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.commune_leader.user)
        assert client.get(f"{URL}{ledger.neighbour.uid}/").status_code == 404
        assert client.get(f"{URL}{ledger.commune.uid}/").status_code == 200

    def test_an_agency_sees_its_own_card_and_no_rank(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.commune_leader, "?part=q1")
        assert [(line.rank, line.name) for line in page.lines] == [("–", "UBND xã Suối Nhạn")]
        assert page.ranking == "Một cơ quan trong phạm vi của bạn: không xếp hạng."

    def test_the_group_of_the_reader_comes_first(self, ledger: Cast, client: Client) -> None:
        past(ledger, ledger.standing, met=0)
        assert shown(client, ledger.standing_officer, "?part=q1").group == "Sở, ban, ngành"

    def test_half_a_card_is_no_card(self, ledger: Cast, client: Client) -> None:
        """What a body accepts of others is seen in lists; their card stays theirs."""
        Obligation.objects.update(acceptor=ledger.department)
        page = shown(client, ledger.department_officer, "?part=q1")
        assert [line.name for line in page.lines] == ["Sở Tài chính"]

    def test_days_that_cannot_be_a_span_are_refused_in_words(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.standing_officer.user)
        turned = client.get(URL, {"from_on": "05/03/2026", "until_on": "01/03/2026"})
        half = client.get(URL, {"from_on": "05/03/2026"})
        assert (turned.status_code, half.status_code) == (422, 422)
        assert "Ngày cuối đứng trước ngày đầu" in turned.content.decode()
        assert "Nhập cả hai ngày" in half.content.decode()

    def test_free_days_are_a_span_too(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.standing_officer, "?from_on=02/03/2026&until_on=02/03/2026")
        assert page.title == "Bảng điểm thực hiện nhiệm vụ: từ 02/03/2026 đến 02/03/2026"
        assert len(page.lines) == 2

    def test_every_figure_is_explained_on_the_page(self, ledger: Cast, client: Client) -> None:
        page = shown(client, ledger.standing_officer, "?part=q1")
        text = client.get(f"{URL}?part=q1").content.decode()
        assert all(str(fact.value) in text for fact in page.definitions)
        assert "ít hơn 5 nhiệm vụ đến hạn thì không xếp hạng" in text

    @pytest.mark.parametrize("size", [1, 12])
    def test_the_cost_does_not_grow(
        self, cast: Cast, client: Client, size: int, django_assert_num_queries: Counting
    ) -> None:
        for number in range(size):
            past(cast, (cast.commune, cast.neighbour, cast.department)[number % 3], met=number % 4)
        client.force_login(cast.standing_officer.user)
        with django_assert_num_queries(7):
            client.get(URL)
        with django_assert_num_queries(9):
            client.get(f"{URL}{cast.commune.uid}/")


class TestFiles:
    """The board as files."""

    def test_the_workbook_holds_numbers(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.standing_officer.user)
        answer = client.get(f"{URL}?part=q1&format=xlsx")
        assert "Bang-diem-Quy-I-nam-2026" in answer.headers["Content-Disposition"]
        book = load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames == ["Sở, ban, ngành", "Ủy ban nhân dân cấp xã"]
        rows = [row[:5] for row in book["Ủy ban nhân dân cấp xã"].iter_rows(values_only=True)]
        assert (1, "UBND xã Suối Nhạn", 5, 4, 80) in rows
        assert any(row[1:4] == ("Cả nhóm", 12, 7) for row in rows)

    def test_the_paper_has_the_official_head_and_says_what_it_counts(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.standing_officer.user)
        content = client.get(f"{URL}?part=q1&format=docx").content
        text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        for words in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SỞ NỘI VỤ",
            "QUÝ I NĂM 2026",
            "UBND xã Đồi Chè",
            "Không tính",
        ):
            assert words in text

    def test_the_file_of_a_card_holds_that_agency_alone(self, ledger: Cast, client: Client) -> None:
        client.force_login(ledger.standing_officer.user)
        answer = client.get(f"{URL}{ledger.neighbour.uid}/?part=q1&format=xlsx")
        (sheet,) = load_workbook(io.BytesIO(answer.content)).worksheets
        names = [row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[2], int)]
        assert names == ["UBND xã Đồi Chè"]

    def test_an_empty_span_makes_a_file_too(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.standing_officer.user)
        for ending in ("docx", "xlsx"):
            assert client.get(f"{URL}?year=2024&format={ending}").status_code == 200
