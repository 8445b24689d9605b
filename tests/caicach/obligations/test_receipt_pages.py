"""The pages of both sides: what waits for receipt, contests to answer, the terms of steps, and one duty's own page."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import ContestReason, ObligationState, ReceiptState
from caicach.obligations.models import ClockTerm, Obligation, Receipt
from caicach.obligations.services import Contest, receipt_contest
from cast import Cast, Person

pytestmark = pytest.mark.django_db
RECEIPTS, CONTESTS, CLOCKS = (reverse(f"obligations:{name}") for name in ("receipts", "contests", "clocks"))
WORDS = "Việc này thuộc thẩm quyền của Sở Tài chính theo quy định."


@pytest.fixture(autouse=True)
def at_the_casts_day(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    monkeypatch.setattr("caicach.web.clock.now", lambda: cast.now)


def act(one: Obligation, name: str) -> str:
    return reverse(f"obligations:{name}", args=[one.uid])


def contested(cast: Cast) -> Obligation:
    one = cast.obligation()
    said = Contest(ContestReason.WRONG_LEAD, WORDS, named_id=cast.department.pk)
    receipt_contest(one, said, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    return one


def get(client: Client, person: Person, url: str) -> str:
    client.force_login(person.user)
    return client.get(url).content.decode()


class TestReceipts:
    def test_a_whole_plan_in_one_click(self, cast: Cast, client: Client) -> None:
        plan = uuid4()
        for _ in range(3):
            cast.obligation(duty={"source_uid": plan})
        other = cast.obligation()
        page = get(client, cast.commune_officer, RECEIPTS)
        assert "4 nhiệm vụ chờ cơ quan bạn tiếp nhận" in page and "Tiếp nhận cả 3" in page
        sent = {"co_quan": cast.commune.pk, "nguon": str(plan), "ca_nguon": "1"}
        assert "Đã tiếp nhận 3 nhiệm vụ" in client.post(RECEIPTS, sent, follow=True).content.decode()
        assert not Receipt.objects.filter(duty=other.duty_id).exists()

    def test_duties_without_a_plan_are_a_group_of_their_own(self, cast: Cast, client: Client) -> None:
        cast.obligation(duty={"source_uid": uuid4()})
        alone = cast.obligation()
        client.force_login(cast.commune_officer.user)
        client.post(RECEIPTS, {"co_quan": cast.commune.pk, "nguon": "", "ca_nguon": "1"})
        assert Receipt.objects.get().duty_id == alone.duty_id

    def test_ticked_rows_alone(self, cast: Cast, client: Client) -> None:
        one, _other = cast.obligation(), cast.obligation()
        client.force_login(cast.commune_officer.user)
        client.post(RECEIPTS, {"co_quan": cast.commune.pk, "viec": [str(one.uid)]})
        assert Receipt.objects.get().duty_id == one.duty_id

    def test_nothing_ticked_says_so(self, cast: Cast, client: Client) -> None:
        cast.obligation()
        client.force_login(cast.commune_officer.user)
        page = client.post(RECEIPTS, {"co_quan": cast.commune.pk}, follow=True).content.decode()
        assert "Chưa chọn dòng nào" in page and not Receipt.objects.exists()

    @pytest.mark.parametrize("sent", [{}, {"co_quan": "x"}, {"co_quan": "1", "nguon": "khong-phai-uid"}])
    def test_what_cannot_be_read_is_refused(self, cast: Cast, client: Client, sent: dict[str, str]) -> None:
        client.force_login(cast.commune_officer.user)
        assert client.post(RECEIPTS, sent).status_code == 422

    def test_another_agency_is_refused(self, cast: Cast, client: Client) -> None:
        cast.obligation()
        client.force_login(cast.neighbour_officer.user)
        assert client.post(RECEIPTS, {"co_quan": cast.commune.pk, "ca_nguon": "1"}).status_code == 403
        assert not Receipt.objects.exists()

    def test_nothing_waiting_says_what_comes(self, cast: Cast, client: Client) -> None:
        assert "Không còn nhiệm vụ nào chờ tiếp nhận" in get(client, cast.commune_officer, RECEIPTS)

    @pytest.mark.parametrize("count", [1, 20])
    def test_its_cost_does_not_grow(
        self, cast: Cast, client: Client, count: int, django_assert_num_queries: Any
    ) -> None:
        for _ in range(count):
            cast.obligation(duty={"source_uid": uuid4()})
        client.force_login(cast.commune_officer.user)
        client.get(RECEIPTS)
        with django_assert_num_queries(7):  # session, person, grants, areas led; groups, terms, rows
            client.get(RECEIPTS)


class TestContests:
    def test_the_assigner_reads_why_and_by_when(self, cast: Cast, client: Client) -> None:
        contested(cast)
        page = get(client, cast.standing_officer, CONTESTS)
        for words in ("1 kiến nghị chờ trả lời", WORDS, "Sở Tài chính", "23/03/2026", "Lê Thị Mai Hương"):
            assert words in page

    def test_silence_stands_below(self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        cast.obligation()
        later = cast.now.replace(day=25)
        monkeypatch.setattr("caicach.web.clock.now", lambda: later)
        page = get(client, cast.standing_officer, CONTESTS)
        assert "Chưa tiếp nhận, đã quá hạn trả lời" in page and "chậm 2 ngày làm việc" in page

    def test_others_see_an_empty_list(self, cast: Cast, client: Client) -> None:
        contested(cast)
        assert WORDS not in get(client, cast.department_officer, CONTESTS)


class TestOneDuty:
    def test_the_agency_finds_both_buttons(self, cast: Cast, client: Client) -> None:
        one = cast.obligation()
        page = get(client, cast.commune_officer, act(one, "detail"))
        assert f'action="{act(one, "receipt-confirm")}"' in page
        assert f'action="{act(one, "contest")}"' in page
        assert "chậm nhất 23/03/2026" in page

    def test_others_read_that_it_was_not_taken_yet(self, cast: Cast, client: Client) -> None:
        one = cast.obligation()
        page = get(client, cast.standing_officer, act(one, "detail"))
        assert "Chưa tiếp nhận" in page
        assert act(one, "receipt-confirm") not in page and act(one, "contest") not in page

    def test_confirming(self, cast: Cast, client: Client) -> None:
        one = cast.obligation()
        client.force_login(cast.commune_officer.user)
        page = client.post(act(one, "receipt-confirm"), follow=True).content.decode()
        assert Receipt.objects.get().state == ReceiptState.CONFIRMED
        assert "<b>UBND xã Suối Nhạn</b> tiếp nhận nhiệm vụ" in page

    def test_contesting_deciding_and_both_sides_read_it(self, cast: Cast, client: Client) -> None:
        one = cast.obligation()
        client.force_login(cast.commune_officer.user)
        sent = {"reason": "wrong_lead", "words": WORDS, "named": cast.department.current_name}
        assert client.post(act(one, "contest"), sent).status_code == 302
        decision = get(client, cast.standing_officer, act(one, "detail"))
        assert f'action="{act(one, "contest-decide")}"' in decision
        assert f'value="{cast.department.current_name}" autocomplete="off"' in decision
        answer = {"outcome": "transfer", "heir": cast.department.current_name, "answer": "Đồng ý, chuyển Sở Tài chính."}
        assert client.post(act(one, "contest-decide"), answer).status_code == 302
        heir = Obligation.objects.get(agency=cast.department)
        for person in (cast.commune_officer, cast.standing_officer):
            page = get(client, person, act(one, "detail"))
            assert WORDS in page and "Đồng ý, chuyển Sở Tài chính." in page and act(heir, "detail") in page

    def test_a_refused_contest_comes_back_with_what_was_typed(self, cast: Cast, client: Client) -> None:
        one = cast.obligation()
        client.force_login(cast.commune_officer.user)
        answer = client.post(act(one, "contest"), {"reason": "date_passed", "words": WORDS})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Thiếu ngày đề xuất" in page and WORDS in page and '<details class="more noprint" open>' in page

    def test_a_refused_answer_comes_back_too(self, cast: Cast, client: Client) -> None:
        one = contested(cast)
        client.force_login(cast.standing_officer.user)
        answer = client.post(act(one, "contest-decide"), {"outcome": "transfer", "answer": "Đồng ý chuyển."})
        assert answer.status_code == 422 and "Chưa chọn cơ quan nhận" in answer.content.decode()

    def test_an_agency_that_was_not_offered_is_refused(self, cast: Cast, client: Client) -> None:
        one = contested(cast)
        client.force_login(cast.standing_officer.user)
        sent = {"outcome": "transfer", "answer": "Đồng ý chuyển.", "heir": "UBND xã Không Có"}
        assert client.post(act(one, "contest-decide"), sent).status_code == 422
        assert Receipt.objects.get().state == ReceiptState.CONTESTED

    def test_words_are_never_markup(self, cast: Cast, client: Client) -> None:
        one = cast.obligation()
        said = Contest(ContestReason.OTHER, "<script>alert(1)</script> không thuộc thẩm quyền")
        receipt_contest(one, said, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
        for url in (act(one, "detail"), CONTESTS):
            assert "<script>alert(1)" not in get(client, cast.standing_officer, url)

    def test_taking_a_contest_back(self, cast: Cast, client: Client) -> None:
        one = contested(cast)
        client.force_login(cast.commune_officer.user)
        assert client.post(act(one, "contest-withdraw")).status_code == 302
        assert Receipt.objects.get().state == ReceiptState.CONFIRMED

    @pytest.mark.parametrize("name", ["receipt-confirm", "contest", "contest-withdraw", "contest-decide"])
    def test_beyond_reach_is_not_there(self, cast: Cast, client: Client, name: str) -> None:
        one = cast.obligation()
        client.force_login(cast.stranger.user)
        assert client.post(act(one, name)).status_code == 404
        client.force_login(cast.commune_viewer.user)
        assert client.post(act(one, name)).status_code == 403
        assert client.get(act(one, name)).status_code == 405


class TestClocks:
    def test_it_says_what_holds_and_by_which_basis(self, cast: Cast, client: Client) -> None:
        page = get(client, cast.standing_officer, CLOCKS)
        assert "Sở Nội vụ" in page and "mặc định của chương trình" in page

    def test_setting(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.standing_officer.user)
        days = {"receipt": 3, "contest": 5, "extension": 3, "acceptance": 7}
        sent = {"body": cast.standing.pk, "basis": "Quyết định số 77/QĐ-UBND", **days}
        page = client.post(CLOCKS, sent, follow=True).content.decode()
        assert dict(ClockTerm.objects.values_list("kind", "working_days")) == {"receipt": 3, "acceptance": 7}
        assert "Quyết định số 77/QĐ-UBND" in page

    @pytest.mark.parametrize("days", ["0", "61", "", "ba"])
    def test_a_number_that_is_none_comes_back_under_its_field(self, cast: Cast, client: Client, days: str) -> None:
        client.force_login(cast.standing_officer.user)
        sent = {"body": cast.standing.pk, "receipt": days, "contest": 5, "extension": 3, "acceptance": 5}
        assert client.post(CLOCKS, sent).status_code == 422
        assert not ClockTerm.objects.exists()

    def test_others_are_refused(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_officer.user)
        assert client.get(CLOCKS).status_code == 403

    def test_another_body_is_refused(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.standing_officer.user)
        sent = {"body": cast.commune.pk, "receipt": 1, "contest": 5, "extension": 3, "acceptance": 5}
        assert client.post(CLOCKS, sent).status_code == 403


class TestDesk:
    def test_the_agency_sees_what_waits_and_the_assigner_the_contest(self, cast: Cast, client: Client) -> None:
        cast.obligation()
        contested(cast)
        commune = get(client, cast.commune_officer, reverse("desk:desk"))
        assert "Chờ tiếp nhận" in commune and "Kiến nghị chờ trả lời" not in commune
        assert "Kiến nghị chờ trả lời" in get(client, cast.standing_officer, reverse("desk:desk"))

    def test_the_standing_body_sees_who_is_late_to_accept(
        self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast.obligation(state=ObligationState.SUBMITTED, acceptor_id=cast.department.pk)
        later = cast.now.replace(day=26)
        monkeypatch.setattr("caicach.web.clock.now", lambda: later)
        page = get(client, cast.standing_officer, reverse("desk:desk"))
        assert "Sở Tài chính, lâu nhất 3 ngày làm việc" in page
        assert date(2026, 3, 23) == Obligation.objects.get().decide_by_on


@pytest.mark.parametrize("name", ["contest", "contest-decide", "reopen"])
def test_a_form_whose_step_is_over_says_so(cast: Cast, client: Client, name: str) -> None:
    one = cast.obligation(state=ObligationState.SUBMITTED)
    client.force_login((cast.commune_officer if name == "contest" else cast.standing_officer).user)
    answer = client.post(act(one, name), {})
    assert answer.status_code == 409 and "sang bước khác" in answer.content.decode()
