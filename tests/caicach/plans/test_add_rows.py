"""Rows are added to a plan, by hand or pasted."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations.models import Duty, Obligation
from caicach.plans.mapping.paste import read_pasted
from caicach.plans.models import Deliverable, Plan
from caicach.plans.services.add_rows import addition_of, rows_add
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from plans_correcting import assigned
from plans_sample import COLUMNS

BASIS = "Bổ sung theo Công văn số 120/UBND-KSTT ngày 12/3/2026."
DONE_BY_DEPARTMENT = f"{COLUMNS}\n7\tRà soát thủ tục\tBáo cáo rà soát\tTrước ngày 30/6/2026\tSở Tài chính\t\t"
IN_REPORT = f"{COLUMNS}\n8\tTheo dõi hồ sơ\tKết quả thực hiện\tHằng quý\tSở Tài chính\t\tVăn phòng UBND tỉnh"
OPEN = f"{COLUMNS}\n9\tNiêm yết\tBảng niêm yết\tTháng 6/2026\tTT PVHCC\t\t"


def add(plan: Plan, cast: Cast, text: str, *, basis: str = BASIS, version: str | None = None, **picked: Any) -> Any:
    """Preview the rows of ``text`` and add them as the standing officer."""
    rows = read_pasted(text, year=plan.year).rows
    shown = addition_of(plan, rows, picked=picked, now=cast.now, today=cast.today)
    return rows_add(
        plan,
        actor=cast.standing_officer.actor,
        rows=rows,
        picked=picked,
        basis=basis,
        version=shown.version if version is None else version,
        now=cast.now,
        today=cast.today,
    )


def test_a_row_added_to_an_assigned_plan_is_owed_at_once(plan: Plan, cast: Cast) -> None:
    assigned(plan, cast)
    before = Obligation.objects.count()
    add(plan, cast, DONE_BY_DEPARTMENT)
    row = plan.deliverables.get(text="Báo cáo rà soát")
    assert (row.basis, row.position) == (BASIS, plan.deliverables.count())
    assert row.duty is not None
    assert Obligation.objects.count() == before + 1
    assert BASIS in Entry.objects.get(action="plans.add_rows").data


def test_a_row_proved_in_the_report_hangs_on_the_report_of_the_plan(plan: Plan, cast: Cast) -> None:
    assigned(plan, cast)
    Deliverable.objects.filter(plan=plan, position=3).update(mode="in_report")
    add(plan, cast, IN_REPORT)
    row = plan.deliverables.get(text="Kết quả thực hiện")
    carried = Obligation.objects.filter(duty=row.duty)
    assert carried.count() == 4
    assert {one.carrier.duty.is_report for one in carried.select_related("carrier__duty") if one.carrier} == {True}
    assert Duty.objects.filter(is_report=True).count() == 1


def test_the_preview_keeps_nothing(plan: Plan, cast: Cast) -> None:
    assigned(plan, cast)
    before = (Obligation.objects.count(), plan.deliverables.count())
    rows = read_pasted(DONE_BY_DEPARTMENT, year=2026).rows
    made = addition_of(plan, rows, picked={}, now=cast.now, today=cast.today)
    assert made.expansion.obligation_count == 1
    assert (Obligation.objects.count(), plan.deliverables.count()) == before


def test_a_row_added_under_review_owes_nothing_yet(plan: Plan, cast: Cast) -> None:
    add(plan, cast, OPEN, basis="")
    assert plan.deliverables.filter(text="Bảng niêm yết").exists()
    assert not Obligation.objects.exists()


@pytest.mark.parametrize(
    ("text", "basis", "words"),
    [(OPEN, BASIS, "chưa rõ"), (DONE_BY_DEPARTMENT, " ", "Thiếu lý do"), ("", BASIS, "Không có dòng")],
)
def test_what_cannot_be_added_changes_nothing(plan: Plan, cast: Cast, text: str, basis: str, words: str) -> None:
    assigned(plan, cast)
    before = (Obligation.objects.count(), plan.deliverables.count())
    with pytest.raises(BadInput, match=words):
        add(plan, cast, text, basis=basis)
    assert (Obligation.objects.count(), plan.deliverables.count()) == before


def test_a_double_click_adds_once(plan: Plan, cast: Cast) -> None:
    assigned(plan, cast)
    rows = read_pasted(DONE_BY_DEPARTMENT, year=2026).rows
    seen = addition_of(plan, rows, picked={}, now=cast.now, today=cast.today).version
    add(plan, cast, DONE_BY_DEPARTMENT, version=seen)
    with pytest.raises(WrongState, match="hai lần"):
        add(plan, cast, DONE_BY_DEPARTMENT, version=seen)
    assert plan.deliverables.filter(text="Báo cáo rà soát").count() == 1


def test_nobody_else_may_add(plan: Plan, cast: Cast) -> None:
    rows = read_pasted(DONE_BY_DEPARTMENT, year=2026).rows
    with pytest.raises(NotAllowed):
        rows_add(
            plan,
            actor=cast.commune_leader.actor,
            rows=rows,
            picked={},
            basis=BASIS,
            version="",
            now=cast.now,
            today=cast.today,
        )


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


def address(plan: Plan) -> str:
    return reverse("plans:add", args=[plan.uid])


def test_pasted_rows_are_shown_then_assigned(officer: Client, plan: Plan, cast: Cast) -> None:
    assigned(plan, cast)
    data = {"text": DONE_BY_DEPARTMENT, "area_code": "procedures", "basis": BASIS}
    shown = officer.post(address(plan), data).context["page"].reading
    assert [(line.leads, line.count, line.area) for line in shown.lines] == [("Sở Tài chính", 1, "Thủ tục hành chính")]
    assert "30/06/2026" in shown.lines[0].how[0]
    answer = officer.post(address(plan), {**data, "seen": shown.version, "xac-nhan": "1"}, follow=True)
    assert "Đã bổ sung 1 dòng" in answer.content.decode()
    assert BASIS in answer.content.decode()


def test_the_columns_of_the_plan_are_those_of_rows_without_a_header(officer: Client, plan: Plan) -> None:
    row = "7\tRà soát\tBáo cáo rà soát\tTrước ngày 30/6/2026\tSở Tài chính\t\t"
    reading = officer.post(address(plan), {"text": row, "area_code": "procedures"}).context["page"].reading
    assert reading.columns.split(" · ") == COLUMNS.split("\t")
    assert [line.deadline for line in reading.lines] == ["Trước ngày 30/6/2026"]


def test_an_unknown_body_is_asked_for_and_chosen(officer: Client, plan: Plan, cast: Cast) -> None:
    assigned(plan, cast)
    data = {"text": OPEN, "area_code": "procedures", "basis": BASIS}
    answer = officer.post(address(plan), data)
    assert "“TT PVHCC” là cơ quan nào?" in answer.content.decode()
    assert "Bổ sung và giao việc" not in answer.content.decode()
    data["picked"] = f"a:{cast.office.pk}|TT PVHCC"
    shown = officer.post(address(plan), data).context["page"].reading
    officer.post(address(plan), {**data, "seen": shown.version, "xac-nhan": "1"})
    assert Obligation.objects.filter(duty__title="Bảng niêm yết").get().agency == cast.office


def test_a_row_is_typed_by_hand(officer: Client, plan: Plan, cast: Cast) -> None:
    assigned(plan, cast)
    data = {
        "area_code": "procedures",
        "task_text": "Rà soát thủ tục",
        "lead": "UBND xã Suối Nhạn\nUBND xã Đồi Chè",
        "deadline_text": "Quý III/2026",
        "basis": BASIS,
    }
    shown = officer.post(address(plan) + "?cach=tay", data).context["page"].reading
    assert (shown.obligation_count, shown.is_ready) == (2, True)
    officer.post(address(plan) + "?cach=tay", {**data, "seen": shown.version, "xac-nhan": "1"})
    assert Obligation.objects.filter(duty__title="Rà soát thủ tục").count() == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": "", "area_code": "procedures", "basis": BASIS}, "Chưa dán gì"),
        ({"text": DONE_BY_DEPARTMENT, "area_code": "procedures", "basis": ""}, "Thiếu căn cứ"),
    ],
)
def test_what_is_missing_is_named_under_its_field(
    officer: Client, plan: Plan, cast: Cast, data: dict[str, str], words: str
) -> None:
    assigned(plan, cast)
    answer = officer.post(address(plan), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_paste_in_which_nothing_is_found_says_what_to_do(officer: Client, plan: Plan) -> None:
    answer = officer.post(address(plan), {"text": "Không có bảng nào.", "area_code": "procedures"})
    assert "Không đọc được dòng nào" in answer.content.decode()
    assert "Đưa vào rà soát" not in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("commune_officer", 403), ("stranger", 404)])
def test_the_page_is_nobody_else_s(client: Client, plan: Plan, cast: Cast, who: str, status: int) -> None:
    assigned(plan, cast)
    client.force_login(getattr(cast, who).user)
    assert client.get(address(plan)).status_code == status


def test_the_preview_asks_few_queries(
    officer: Client, plan: Plan, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    assigned(plan, cast)
    with django_assert_max_num_queries(50):
        officer.post(address(plan), {"text": DONE_BY_DEPARTMENT, "area_code": "procedures", "basis": BASIS})


def test_the_review_and_the_plan_lead_here(officer: Client, plan: Plan, cast: Cast) -> None:
    assert address(plan) in officer.get(reverse("plans:row", args=[plan.uid, 1])).content.decode()
    assigned(plan, cast)
    assert address(plan) in officer.get(reverse("plans:detail", args=[plan.uid])).content.decode()
