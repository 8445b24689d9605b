"""Closing a plan's year, through the browser's door."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.plans.constants import Fate
from caicach.plans.models import Plan
from caicach.web import clock
from cast import Cast
from plans_closing import END_NOW, all_of, close, next_plan_of, of, preview
from plans_correcting import assigned
from vanban.reading import Table, read_document

REVIEW, PROPOSAL = "Báo cáo rà soát của xã", "Tờ trình công bố"
COMMUNE = "UBND xã Suối Nhạn"


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


@pytest.fixture
def officer(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The standing officer's browser, at the end of the year."""
    monkeypatch.setattr(clock, "now", lambda: END_NOW)
    client.force_login(cast.standing_officer.user)
    return client


def address(name: str, plan: Plan) -> str:
    return reverse(f"plans:{name}", args=[plan.uid])


def key_of(officer: Client, plan: Plan, title: str, kind: str) -> str:
    page = officer.get(address("close", plan)).context["page"]
    (key,) = (line.key for group in page.groups for line in group.lines if (line.title, group.kind) == (title, kind))
    return str(key)


def test_the_page_lists_what_is_not_done_by_reason(officer: Client, plan: Plan) -> None:
    page = officer.get(address("close", plan)).context["page"]
    assert [group.kind for group in page.groups] == ["late", "open", "dormant"]
    assert (page.is_early, page.is_shown) == (True, False)


def test_the_choice_of_a_group_holds_where_a_row_has_none(officer: Client, plan: Plan) -> None:
    asleep = key_of(officer, plan, PROPOSAL, "dormant")
    data = {"fate-late": "cancel", "fate-dormant": "cancel", f"fate-{asleep}": "stays", "reason": "Hết năm, hủy."}
    page = officer.post(address("close", plan), data).context["page"]
    assert page.is_shown
    assert dict((words, count) for count, words in page.counts)["hủy, có lý do"] > 0
    officer.post(address("close", plan), {**data, "seen": page.version, "xac-nhan": "1"})
    assert of(plan, REVIEW, COMMUNE).state == "cancelled"
    assert of(plan, PROPOSAL, "Sở Tài chính").state == "dormant"


def test_a_row_goes_on_in_the_next_plan(officer: Client, plan: Plan, cast: Cast, upload: Callable[..., Plan]) -> None:
    next_plan = next_plan_of(upload, cast)
    page = officer.get(address("close", plan)).context["page"]
    (line,) = (line for group in page.groups for line in group.lines if line.title == REVIEW)
    assert line.row == str(next_plan.deliverables.get(text=REVIEW).position), "the likely row is proposed"
    data = {f"fate-{line.key}": "merge", f"row-{line.key}": line.row, "next_plan": str(next_plan.uid)}
    shown = officer.post(address("close", plan), data).context["page"]
    answer = officer.post(address("close", plan), {**data, "seen": shown.version, "xac-nhan": "1"}, follow=True)
    assert "Tổng hợp kết quả năm" in answer.content.decode()
    assert of(plan, REVIEW, COMMUNE).continued_by == of(next_plan, REVIEW, COMMUNE)


def test_old_and_new_lead_to_each_other(
    officer: Client, client: Client, plan: Plan, cast: Cast, upload: Callable[..., Plan]
) -> None:
    next_plan = next_plan_of(upload, cast)
    close(plan, cast, all_of(preview(plan, cast), Fate.CARRY, PROPOSAL), next_plan=next_plan)
    old, new = of(plan, PROPOSAL, "Sở Tài chính"), of(next_plan, PROPOSAL, "Sở Tài chính")
    pages = [reverse("obligations:detail", args=[one.uid]) for one in (old, new)]
    assert pages[1] in officer.get(pages[0]).content.decode()
    assert pages[0] in officer.get(pages[1]).content.decode()
    client.force_login(cast.department_officer.user)
    assert "Tiếp nối:" in client.get(pages[1]).content.decode()


def test_without_a_reason_nothing_is_cancelled(officer: Client, plan: Plan) -> None:
    data = {"fate-late": "cancel"}
    shown = officer.post(address("close", plan), data).context["page"]
    answer = officer.post(address("close", plan), {**data, "seen": shown.version, "xac-nhan": "1"})
    assert answer.status_code == 422
    assert "Thiếu lý do" in answer.content.decode()
    assert Plan.objects.get(pk=plan.pk).state == "confirmed"


@pytest.mark.parametrize("fate", ["x", "merge", ""])
def test_an_answer_that_is_none_leaves_it_owed(officer: Client, plan: Plan, fate: str) -> None:
    page = officer.post(address("close", plan), {"fate-late": fate, "row-late-1": "x"}).context["page"]
    assert dict((words, count) for count, words in page.counts)["còn phải làm"] == 20


def test_a_closed_plan_says_so_and_can_be_opened_again(officer: Client, plan: Plan, cast: Cast) -> None:
    close(plan, cast)
    text = officer.get(address("detail", plan)).content.decode()
    assert "Đã đóng kế hoạch này" in text
    assert address("add", plan) not in text
    assert "Sửa dòng" not in text
    assert officer.get(address("close", plan)).status_code == 409
    assert officer.post(address("closed", plan), {"reason": ""}).status_code == 422
    officer.post(address("closed", plan), {"reason": "Còn báo cáo nộp muộn."})
    assert Plan.objects.get(pk=plan.pk).state == "confirmed"


def test_agencies_read_the_summary_and_do_not_open_it(client: Client, plan: Plan, cast: Cast) -> None:
    close(plan, cast)
    client.force_login(cast.commune_officer.user)
    assert client.get(address("closed", plan)).status_code == 200
    assert client.post(address("closed", plan), {"reason": "Mở lại cho tôi."}).status_code == 403
    assert client.get(address("annex", plan)).status_code == 200
    client.force_login(cast.stranger.user)
    assert client.get(address("closed", plan)).status_code == 404


def test_the_summary_is_an_official_paper(officer: Client, plan: Plan, cast: Cast) -> None:
    close(plan, cast)
    answer = officer.get(address("minutes", plan))
    assert 'filename="Tong-hop-ket-qua-88-KH-UBND.docx"' in answer.headers["Content-Disposition"]
    document = read_document(io.BytesIO(answer.content).read(), name="tong-hop.docx")
    text = "\n".join(block.text for block in document.blocks if not isinstance(block, Table))
    assert "TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2026" in text
    assert "giao 20 nhiệm vụ; đã hoàn thành 0 nhiệm vụ (đạt 0%)" in text
    cells = [
        cell.text for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells
    ]
    assert any("Quá hạn, chưa nộp" in cell for cell in cells)
    assert any(f"{COMMUNE} (15/05/2026)" in cell for cell in cells)


def test_an_open_plan_has_no_summary(officer: Client, plan: Plan) -> None:
    assert officer.get(address("closed", plan)).status_code == 404
    assert officer.get(address("minutes", plan)).status_code == 404


def test_the_page_asks_few_queries(officer: Client, plan: Plan, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(45):
        assert officer.get(address("close", plan)).status_code == 200
