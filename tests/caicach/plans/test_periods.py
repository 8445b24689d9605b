"""Plans of several years stand above the plans of single years."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Duty, Obligation
from caicach.plans import services
from caicach.plans.models import Plan, PlanTask
from caicach.plans.services.periods import period_task_set
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast
from plans_correcting import assigned, hand_in
from plans_sample import HEAD, ROWS, plan_text

PERIOD_HEAD = HEAD.replace("88/KH-UBND", "7/KH-UBND").replace(
    "Cải cách hành chính nhà nước năm 2026", "Cải cách hành chính nhà nước giai đoạn 2026 - 2030"
)
PERIOD_ROWS = (
    "I\tCải cách thể chế\t\t\t\t\t",
    "1\tRà soát văn bản\tBáo cáo rà soát\tHằng năm\tUBND các xã, phường\tSở Tài chính\tSở Tài chính",
    "2\tSửa quy chế làm việc\tQuy chế làm việc mới\tQuý IV/2027\tSở Tài chính\t\t",
    "3\tXây dựng nếp làm việc\tNếp làm việc\t2026-2030\tSở Tài chính\t\t",
)
YEAR_HEAD = HEAD.replace(
    "**Phụ lục**",
    "Căn cứ Kế hoạch số 7/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Sông Mây.\n\n**Phụ lục**",
)


@pytest.fixture
def period(upload: Callable[..., Plan]) -> Plan:
    """A plan of five years under review."""
    made = services.plan_read(upload(plan_text(*PERIOD_ROWS, head=PERIOD_HEAD)), year=None)
    return Plan.objects.get(pk=made.pk)


@pytest.fixture
def above(period: Plan, cast: Cast) -> Plan:
    """The same, assigned."""
    return assigned(period, cast)


@pytest.fixture
def year(above: Plan, upload: Callable[..., Plan]) -> Plan:
    """The plan of a year that cites it, under review."""
    made = services.plan_read(upload(plan_text(*ROWS, head=YEAR_HEAD)), year=None)
    return Plan.objects.get(pk=made.pk)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


def address(name: str, plan: Plan) -> str:
    return reverse(f"plans:{name}", args=[plan.uid])


def test_the_title_says_which_years(period: Plan) -> None:
    assert (period.kind, period.year, period.period_from, period.period_to) == ("period", 2026, 2026, 2030)


def test_only_what_has_a_day_of_its_own_is_owed_by_it(period: Plan, cast: Cast) -> None:
    assigned(period, cast)
    (one,) = Obligation.objects.all()
    assert (one.duty.title, one.due_on, one.duty.year) == ("Quy chế làm việc mới", date(2027, 12, 31), 2027)
    assert [row.mode for row in period.deliverables.all()] == ["not_tracked", "document", "not_tracked"]


def test_a_period_plan_may_leave_everything_to_its_years(upload: Callable[..., Plan], cast: Cast) -> None:
    made = services.plan_read(upload(plan_text(*PERIOD_ROWS[:2], head=PERIOD_HEAD)), year=None)
    assert assigned(Plan.objects.get(pk=made.pk), cast).state == "confirmed"
    assert not Duty.objects.exists()


def test_a_year_plan_names_the_period_plan_that_it_cites(year: Plan, above: Plan) -> None:
    assert year.period_plan == above
    task = year.tasks.get(text="Rà soát văn bản")
    assert task.period_task == above.tasks.get(text="Rà soát văn bản")
    assert year.tasks.get(text="Công bố thủ tục").period_task is None


def test_without_a_citation_none_is_named(above: Plan, plan: Plan) -> None:
    assert plan.period_plan is None


def test_the_page_shows_which_year_carries_which_task(officer: Client, above: Plan, year: Plan, cast: Cast) -> None:
    assigned(year, cast)
    hand_in(Obligation.objects.filter(duty__title="Báo cáo rà soát của xã")[0], cast, is_accepted=True)
    page = officer.get(address("period", above)).context["page"]
    told = [(line.text, line.state, [cell.text for cell in line.cells]) for line in page.lines]
    assert told == [
        ("Rà soát văn bản", "1 trong 3 đã nghiệm thu", ["1 / 3"]),
        ("Sửa quy chế làm việc", "0 trong 1 đã nghiệm thu", ["–"]),
        ("Xây dựng nếp làm việc", "chưa vào kế hoạch năm nào", ["–"]),
    ]
    assert [task.text for task in page.untied] == ["Theo dõi giải quyết hồ sơ", "Công bố thủ tục"]


def test_a_task_is_tied_by_hand(officer: Client, above: Plan, year: Plan, cast: Cast) -> None:
    assigned(year, cast)
    task = year.tasks.get(text="Công bố thủ tục")
    officer.post(address("period", above), {"task": task.pk, "position": "3"})
    assert PlanTask.objects.get(pk=task.pk).period_task == above.tasks.get(position=3)


@pytest.mark.parametrize("data", [{}, {"task": "1", "position": "x"}, {"task": "99999", "position": "1"}])
def test_what_is_no_task_is_refused_in_words(officer: Client, above: Plan, data: dict[str, str]) -> None:
    text = officer.post(address("period", above), data, follow=True).content.decode()
    assert "Nhập số thứ tự" in text or "không có nhiệm vụ này" in text


def test_nobody_else_ties(above: Plan, year: Plan, cast: Cast) -> None:
    task = year.tasks.all()[0]
    with pytest.raises(NotAllowed):
        period_task_set(above, actor=cast.commune_leader.actor, task_id=task.pk, period_position=1, now=cast.now)
    with pytest.raises(BadInput):
        period_task_set(above, actor=cast.standing_officer.actor, task_id=task.pk, period_position=99, now=cast.now)


def test_the_reviewer_decides_of_which_years_it_is(officer: Client, period: Plan) -> None:
    data = officer.get(address("header", period)).context["page"].form.initial
    told = {name: value if value is not None else "" for name, value in data.items()}
    told["issued_on"] = "05/01/2026"
    answer = officer.post(address("header", period), {**told, "period_from": "2026", "period_to": ""})
    assert answer.status_code == 422
    officer.post(address("header", period), {**told, "period_from": "", "period_to": ""})
    period.refresh_from_db()
    assert (period.kind, period.period_from) == ("year", None)
    assert period.deliverables.get(position=1).mode != "not_tracked"
    officer.post(address("header", period), {**told, "period_from": "2026", "period_to": "2030"})
    period.refresh_from_db()
    assert (period.kind, period.deliverables.get(position=1).mode) == ("period", "not_tracked")


def test_the_list_says_what_each_plan_is(officer: Client, above: Plan, year: Plan) -> None:
    lines = officer.get(reverse("plans:list")).context["page"].lines
    assert {(line.name, line.kind) for line in lines} == {
        ("Kế hoạch số 7/KH-UBND", "kế hoạch giai đoạn"),
        ("Kế hoạch số 88/KH-UBND", "kế hoạch năm"),
    }
    assert {line.year for line in lines} == {"2026–2030", "2026"}


def test_a_commune_sees_the_period_above_its_plan(client: Client, above: Plan, year: Plan, cast: Cast) -> None:
    client.force_login(cast.commune_officer.user)
    assert client.get(address("period", above)).status_code == 404
    assigned(year, cast)
    assert client.get(address("period", above)).status_code == 200
    assert client.post(address("period", above), {}).status_code == 403


def test_a_year_plan_has_no_page_of_years(officer: Client, year: Plan) -> None:
    assert officer.get(address("period", year)).status_code == 409


def test_the_page_asks_few_queries(
    officer: Client, above: Plan, year: Plan, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    assigned(year, cast)
    with django_assert_max_num_queries(14):
        assert officer.get(address("period", above)).status_code == 200
