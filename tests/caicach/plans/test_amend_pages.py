"""Amending a plan, through the browser's door."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Obligation
from caicach.plans.models import Plan, RowPair
from cast import Cast
from plans_amending import DECISION, LATER, amend, brought_in, due_days, read_amendment
from plans_correcting import assigned
from plans_sample import COLUMNS, plan_text


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


@pytest.fixture
def amendment(plan: Plan, cast: Cast) -> Plan:
    """A decision under review that moves a day."""
    return read_amendment(plan, cast, *LATER)


def address(name: str, plan: Plan) -> str:
    return reverse(f"plans:{name}", args=[plan.uid])


def test_a_decision_is_brought_in_from_the_page_of_its_plan(officer: Client, plan: Plan, settings: Any) -> None:
    settings.JOBS_INLINE = True
    assert address("amend", plan) in officer.get(address("detail", plan)).content.decode()
    file = SimpleUploadedFile("quyet-dinh.txt", plan_text(*LATER, head=DECISION, columns=COLUMNS))
    answer = officer.post(address("amend", plan), {"file": file, "how": "partial"})
    made = Plan.objects.get(amends=plan)
    assert answer.status_code == 302
    assert (made.kind, made.amends_how, made.year) == ("amendment", "partial", 2026)


def test_what_is_missing_in_the_form_is_named(officer: Client, plan: Plan) -> None:
    answer = officer.post(address("amend", plan), {})
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in answer.content.decode()


def test_the_comparison_shows_old_and_new_beside_each_other(officer: Client, amendment: Plan) -> None:
    text = officer.get(address("compare", amendment)).content.decode()
    assert "<del>Chậm nhất ngày 15/5/2026</del>" in text
    assert "<ins>Chậm nhất ngày 15/6/2026</ins>" in text
    assert "Việc đang giao đổi thế nào" in text
    assert "Không nêu tên trong văn bản, giữ nguyên" in text


def test_the_review_leads_to_the_comparison(officer: Client, amendment: Plan) -> None:
    assert officer.get(address("confirm", amendment)).headers["Location"] == address("compare", amendment)
    assert officer.get(address("detail", amendment)).headers["Location"] == address("compare", amendment)


def test_it_is_applied_as_it_was_shown(officer: Client, plan: Plan, amendment: Plan) -> None:
    seen = officer.get(address("compare", amendment)).context["page"].version
    answer = officer.post(address("compare", amendment), {"seen": seen}, follow=True)
    text = answer.content.decode()
    assert "Đã sửa đổi 1 dòng; các dòng đó nay có 2 nhiệm vụ." in text
    assert "(sửa đổi theo Quyết định số 120/QĐ-UBND)" in text
    assert {state for state, _due in due_days(2, plan).values()} == {"open"}


def test_without_what_was_seen_nothing_is_applied(officer: Client, amendment: Plan) -> None:
    answer = officer.post(address("compare", amendment), {})
    assert answer.status_code == 409
    assert "Chưa có gì thay đổi" in answer.content.decode()


def test_a_row_is_dropped_and_given_back_with_buttons(officer: Client, plan: Plan, amendment: Plan) -> None:
    row = plan.deliverables.get(position=4)
    officer.post(address("pair", amendment), {"old": row.pk, "choice": "dropped"})
    page = officer.get(address("compare", amendment)).context["page"]
    assert [group.fate for group in page.groups] == ["changed", "dropped", "unnamed"]
    officer.post(address("pair", amendment), {"old": row.pk, "choice": ""})
    assert not RowPair.objects.exists()


def test_a_row_is_copied_to_be_changed_by_hand(officer: Client, plan: Plan, cast: Cast) -> None:
    amendment = brought_in(plan, cast, b"%PDF-1.7 scanned", file_name="quyet-dinh.pdf", is_by_hand=True)
    row = plan.deliverables.get(position=2)
    answer = officer.post(address("pair", amendment), {"old": row.pk, "choice": "copy"})
    assert answer.headers["Location"] == reverse("plans:row", args=[amendment.uid, 1])
    assert officer.get(answer.headers["Location"]).status_code == 200
    assert officer.get(address("compare", amendment)).context["page"].groups[0].fate == "unchanged"


@pytest.mark.parametrize("data", [{}, {"old": "x", "choice": "dropped"}, {"old": "999999", "choice": "dropped"}])
def test_an_answer_that_is_none_is_refused_in_words(officer: Client, amendment: Plan, data: dict[str, str]) -> None:
    text = officer.post(address("pair", amendment), data, follow=True).content.decode()
    assert "Tải lại trang rồi chọn lại" in text or "Chưa chọn dòng nào" in text
    assert not RowPair.objects.exists()


def test_the_history_keeps_the_former_words(officer: Client, plan: Plan, amendment: Plan, cast: Cast) -> None:
    amend(amendment, cast)
    text = officer.get(address("history", plan)).content.decode()
    assert "<del>Chậm nhất ngày 15/5/2026</del>" in text
    assert "Quyết định số 120/QĐ-UBND" in text


def test_the_history_of_three_versions_tells_each(officer: Client, plan: Plan, amendment: Plan, cast: Cast) -> None:
    amend(amendment, cast)
    again = DECISION.replace("120/QĐ", "130/QĐ").replace("10 tháng 3", "12 tháng 3")
    rows = (LATER[0], LATER[1].replace("15/6/2026", "30/6/2026"))
    amend(read_amendment(plan, cast, *rows, head=again), cast)
    parts = officer.get(address("history", plan)).context["page"].parts
    assert [part.label for part in parts] == ["Quyết định số 130/QĐ-UBND", "Quyết định số 120/QĐ-UBND"]
    days = [[change.new for change in part.rows[0].changes if change.label == "Thời hạn"] for part in parts]
    assert days == [["Chậm nhất ngày 30/6/2026"], ["Chậm nhất ngày 15/6/2026"]]


def test_a_commune_reads_the_decision_that_changed_its_duty(
    client: Client, plan: Plan, amendment: Plan, cast: Cast
) -> None:
    client.force_login(cast.commune_officer.user)
    assert client.get(address("compare", amendment)).status_code == 404
    amend(amendment, cast)
    assert client.get(address("source", amendment)).status_code == 200
    assert client.get(address("history", plan)).status_code == 200
    client.force_login(cast.stranger.user)
    assert client.get(address("source", amendment)).status_code == 404


def test_cancelling_an_amendment_leaves_the_plan(officer: Client, plan: Plan, amendment: Plan) -> None:
    count = Obligation.objects.count()
    officer.post(address("cancel", amendment))
    assert not Plan.objects.filter(amends=plan).exists()
    assert Obligation.objects.count() == count


def test_the_comparison_asks_few_queries(officer: Client, amendment: Plan, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(75):
        assert officer.get(address("compare", amendment)).status_code == 200
