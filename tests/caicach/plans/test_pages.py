"""The pages of plans, through the browser's door."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.models import Party, Plan
from cast import Cast, Person

STEPS = ("plans:review", "plans:bulk", "plans:header", "plans:confirm")


def sign_in(client: Client, person: Person) -> Client:
    """Sign a person in without the form."""
    client.force_login(person.user)
    return client


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    return sign_in(client, cast.standing_officer)


def test_the_review_begins_with_what_is_open(officer: Client, open_plan: Plan) -> None:
    answer = officer.get(reverse("plans:review", args=[open_plan.uid]), follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("/ra-soat/5/")
    assert "Chưa rõ “TT PVHCC” là cơ quan nào." in text
    assert "Còn 1 dòng cần xem; chưa ai bị giao gì." in text


def test_the_source_stands_beside_what_was_read(officer: Client, plan: Plan) -> None:
    text = officer.get(reverse("plans:row", args=[plan.uid, 2])).content.decode()
    assert re.search(r'<tr id="n\d+-3" class="hl-row">', text)
    assert re.search(r'<td id="n\d+-3-2" class="hl">Báo cáo rà soát của xã</td>', text)


@pytest.mark.parametrize("name", STEPS)
def test_each_step_opens_and_says_the_plan_s_symbol(officer: Client, plan: Plan, name: str) -> None:
    answer = officer.get(reverse(name, args=[plan.uid]), follow=True)
    assert answer.status_code == 200
    assert "88/KH-UBND" in answer.content.decode()


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("commune_officer", 404)])
def test_a_plan_under_review_is_nobody_else_s(
    client: Client, plan: Plan, cast: Cast, name: str, who: str, status: int
) -> None:
    answer = sign_in(client, getattr(cast, who)).get(reverse(name, args=[plan.uid]))
    assert answer.status_code == status


def test_a_row_that_is_saved_leads_to_the_next_one_not_yet_seen(officer: Client, open_plan: Plan) -> None:
    form = officer.get(reverse("plans:row", args=[open_plan.uid, 1])).context["page"].form
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    answer = officer.post(reverse("plans:row", args=[open_plan.uid, 1]), {**data, "note": "Ghi thêm"})
    assert answer.headers["Location"] == reverse("plans:row", args=[open_plan.uid, 2])
    assert open_plan.deliverables.get(position=1).note == "Ghi thêm"


def test_a_date_that_does_not_exist_is_named_under_its_field(officer: Client, plan: Plan) -> None:
    form = officer.get(reverse("plans:row", args=[plan.uid, 1])).context["page"].form
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    answer = officer.post(reverse("plans:row", args=[plan.uid, 1]), {**data, "due_override_on": "31/02/2026"})
    assert answer.status_code == 422
    assert "không có trong lịch" in answer.content.decode()


def test_a_phrase_is_settled_from_the_page(officer: Client, open_plan: Plan, cast: Cast) -> None:
    data = {"phrase": "TT PVHCC", "choice": f"a:{cast.office.pk}", "position": "5", "is_remembered": "on"}
    answer = officer.post(reverse("plans:settle", args=[open_plan.uid]), data, follow=True)
    assert "Đã xử lý 1 chỗ." in answer.content.decode()
    assert Party.objects.get(text="TT PVHCC").agency == cast.office


@pytest.mark.parametrize("choice", ["", "a:999999", "a:x", "g:khong-phai", "z:1"])
def test_an_answer_that_is_none_is_refused_in_words(officer: Client, open_plan: Plan, choice: str) -> None:
    data = {"phrase": "TT PVHCC", "choice": choice, "position": "5"}
    answer = officer.post(reverse("plans:settle", args=[open_plan.uid]), data, follow=True)
    assert "Chọn" in answer.content.decode()
    assert Party.objects.get(text="TT PVHCC").meaning == "open"


def test_agencies_are_found_without_tone_marks(officer: Client, open_plan: Plan) -> None:
    answer = officer.get(reverse("plans:row", args=[open_plan.uid, 5]), {"tim": "so tai chinh"})
    offers = answer.context["page"].questions[0].offers
    assert offers[0].label == "Sở Tài chính"


def test_rows_are_changed_in_bulk(officer: Client, plan: Plan) -> None:
    rows = [str(row.pk) for row in plan.deliverables.all()[:3]]
    answer = officer.post(reverse("plans:bulk", args=[plan.uid]), {"rows": rows, "mode": "declared"}, follow=True)
    assert "Đã đổi 3 dòng." in answer.content.decode()


def test_a_bulk_change_of_nothing_says_what_to_do(officer: Client, plan: Plan) -> None:
    answer = officer.post(reverse("plans:bulk", args=[plan.uid]), {"mode": "declared"})
    assert answer.status_code == 422
    assert "Chưa chọn dòng nào" in answer.content.decode()


def test_the_preview_says_how_often_a_commune_hands_in(officer: Client, plan: Plan) -> None:
    page = officer.get(reverse("plans:confirm", args=[plan.uid])).context["page"]
    assert page.quarters == [("Quý I/2026", 1), ("Quý II/2026", 2), ("Quý III/2026", 1), ("Quý IV/2026", 1)]
    assert not page.sum.burden.is_heavy


def test_confirming_leads_to_the_plan(officer: Client, plan: Plan) -> None:
    answer = officer.post(reverse("plans:confirm", args=[plan.uid]), follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã giao 20 nhiệm vụ cho 3 cơ quan." in text
    assert Obligation.objects.count() == 20


def test_a_plan_with_something_open_is_not_confirmed(officer: Client, open_plan: Plan) -> None:
    answer = officer.post(reverse("plans:confirm", args=[open_plan.uid]), follow=True)
    assert "Còn 1 dòng chưa rõ" in answer.content.decode()
    assert not Obligation.objects.exists()


@pytest.mark.parametrize("who", ["commune_officer", "department_officer"])
def test_an_assigned_plan_is_seen_by_those_it_concerns(client: Client, plan: Plan, cast: Cast, who: str) -> None:
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    answer = sign_in(client, getattr(cast, who)).get(reverse("plans:detail", args=[plan.uid]))
    assert answer.status_code == 200
    assert "Kế hoạch số 88/KH-UBND" in answer.content.decode()


def test_an_assigned_plan_is_not_seen_by_a_stranger(client: Client, plan: Plan, cast: Cast) -> None:
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    sign_in(client, cast.stranger)
    assert client.get(reverse("plans:detail", args=[plan.uid])).status_code == 404
    assert list(client.get(reverse("plans:list")).context["page"].lines) == []


def test_a_commune_counts_its_own_duties_alone(client: Client, plan: Plan, cast: Cast) -> None:
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    page = sign_in(client, cast.commune_officer).get(reverse("plans:detail", args=[plan.uid])).context["page"]
    assert page.figures[0].value == "9"


def test_cancelling_goes_back_to_the_list(officer: Client, plan: Plan) -> None:
    answer = officer.post(reverse("plans:cancel", args=[plan.uid]), follow=True)
    assert "Không giữ lại gì" in answer.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.parametrize("name", ["plans:settle", "plans:cancel"])
def test_a_write_refuses_get(officer: Client, plan: Plan, name: str) -> None:
    assert officer.get(reverse(name, args=[plan.uid])).status_code == 405


@pytest.mark.parametrize(
    ("name", "arguments", "queries"), [("plans:row", [1], 22), ("plans:list", None, 8), ("plans:confirm", [], 20)]
)
def test_a_page_asks_few_queries(
    officer: Client,
    plan: Plan,
    name: str,
    arguments: list[Any] | None,
    queries: int,
    django_assert_max_num_queries: Any,
) -> None:
    address = reverse(name, args=[plan.uid, *arguments] if arguments is not None else [])
    with django_assert_max_num_queries(queries):
        assert officer.get(address).status_code == 200
