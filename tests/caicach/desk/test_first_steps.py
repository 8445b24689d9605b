"""The first steps: one page for each role, what was done is ticked, nobody is left without a word."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.accounts.models import User
from caicach.desk.constants import STEPS, Mark
from caicach.desk.pages import FirstStepsPage
from caicach.files.services import file_store
from caicach.obligations.constants import ObligationState
from caicach.people.models import Grant, Post
from caicach.plans.constants import PlanState
from caicach.plans.models import Plan
from caicach.web.actor import Role
from cast import NOW, START, Cast, Person

Counting = Callable[[int], AbstractContextManager[Any]]
URL = "/buoc-dau/"
PEOPLE = {
    "standing_officer": Role.STANDING_OFFICER,
    "area_lead": Role.AREA_LEAD,
    "commune_officer": Role.AGENCY_OFFICER,
    "commune_leader": Role.AGENCY_LEADER,
    "clerk": Role.CLERK,
    "commune_viewer": Role.VIEWER,
    "administrator": Role.ADMINISTRATOR,
}


def answer(client: Client, who: User | Person) -> FirstStepsPage:
    client.force_login(who.user if isinstance(who, Person) else who)
    response = client.get(URL)
    assert response.status_code == 200
    page: FirstStepsPage = response.context["page"]
    return page


def ticked(client: Client, who: Person) -> list[str]:
    return [step.title for role in answer(client, who).roles for step in role.steps if step.is_done]


def test_every_role_has_three_to_six_steps() -> None:
    assert set(STEPS) == set(Role)
    assert all(3 <= len(steps) <= 6 for steps in STEPS.values())
    assert {step.mark for steps in STEPS.values() for step in steps} == {None, *Mark}


@pytest.mark.parametrize(("name", "role"), PEOPLE.items())
def test_each_role_is_told_its_steps_and_every_one_opens(cast: Cast, client: Client, name: str, role: Role) -> None:
    person: Person = getattr(cast, name)

    page = answer(client, person)

    assert [line.title for line in page.roles[0].steps] == [
        f"{number}. {step.title}" for number, step in enumerate(STEPS[role], start=1)
    ]
    assert page.facts[0].value == person.actor.agency_name
    assert [client.get(line.url).status_code for line in page.roles[0].steps] == [200] * len(STEPS[role])


def test_the_area_led_stands_behind_the_role(cast: Cast, client: Client) -> None:
    role = answer(client, cast.area_lead).facts[1]

    assert role.value == "cán bộ cơ quan chủ trì lĩnh vực (Thủ tục hành chính)"


def test_a_second_role_repeats_no_step(cast: Cast, client: Client) -> None:
    post = Post.objects.get(user=cast.commune_officer.user)
    Grant.objects.create(post=post, role=Role.VIEWER.value, scope=cast.commune, valid_from=START)

    titles = [[step.title for step in role.steps] for role in answer(client, cast.commune_officer).roles]

    assert [len(found) for found in titles] == [5, 2]
    assert titles[1][0] == "1. Xem nhiệm vụ trong phạm vi của bạn"


def test_a_password_of_ones_own_is_ticked(cast: Cast, client: Client) -> None:
    assert ticked(client, cast.clerk) == []

    cast.clerk.user.set_password("song-may-2026")
    cast.clerk.user.save()

    assert ticked(client, cast.clerk) == ["1. Đặt mật khẩu riêng"]
    page = answer(client, cast.clerk)
    assert (page.done, page.known) == (1, 2), "what is only read has no tick"


def test_what_the_agency_handed_in_is_ticked_for_its_officers_alone(cast: Cast, client: Client) -> None:
    cast.obligation()
    assert ticked(client, cast.commune_officer) == []

    cast.obligation(state=ObligationState.SUBMITTED)

    assert ticked(client, cast.commune_officer) == ["4. Nộp sản phẩm đầu tiên"]
    assert ticked(client, cast.neighbour_officer) == []


def test_what_was_accepted_is_ticked_for_whoever_decides(cast: Cast, client: Client) -> None:
    cast.obligation(state=ObligationState.RETURNED)
    before = ticked(client, cast.standing_officer)

    cast.obligation(state=ObligationState.ACCEPTED)

    assert [title for title in ticked(client, cast.standing_officer) if title not in before] == [
        "5. Nghiệm thu sản phẩm chờ bạn"
    ]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (PlanState.REVIEW, ["2. Tải kế hoạch lên"]),
        (PlanState.CONFIRMED, ["2. Tải kế hoạch lên", "3. Rà soát và giao việc"]),
    ],
)
def test_plans_brought_in_and_assigned_are_ticked(cast: Cast, client: Client, state: str, found: list[str]) -> None:
    plan_make(cast, state)

    assert [title for title in ticked(client, cast.standing_officer) if title[0] in "23"] == found


def test_other_people_of_the_agency_are_ticked(cast: Cast, client: Client) -> None:
    assert "2. Lập tài khoản cho công chức" in ticked(client, cast.commune_leader)

    Post.objects.filter(agency=cast.commune).exclude(user=cast.commune_leader.user).delete()

    assert "2. Lập tài khoản cho công chức" not in ticked(client, cast.commune_leader)


def test_a_person_without_a_grant_is_told_whom_to_ask(cast: Cast, client: Client) -> None:
    nobody = User.objects.create_user("moi", full_name="Vừa Thị Mới")

    page = answer(client, nobody)
    text = client.get(URL).content.decode()

    assert (page.roles, page.facts) == ((), ())
    assert "lãnh đạo cơ quan bạn, cán bộ cơ quan thường trực hoặc người quản trị" in text
    assert "“moi”" in text


def test_the_menu_the_foot_and_an_empty_desk_lead_here(cast: Cast, client: Client) -> None:
    client.force_login(cast.commune_officer.user)

    page = client.get("/").content.decode()

    assert page.count(f'href="{URL}"') == 3
    assert "Xem các bước đầu" in page
    assert reverse("desk:first_steps") == URL


def test_whoever_must_set_a_password_first_is_offered_no_help_page(cast: Cast, client: Client) -> None:
    cast.clerk.user.must_change_password = True
    cast.clerk.user.save()
    client.force_login(cast.clerk.user)

    assert URL not in client.get(reverse("accounts:password_set")).content.decode()


def test_its_cost_is_fixed_whatever_the_roles(cast: Cast, client: Client, django_assert_num_queries: Counting) -> None:
    post = Post.objects.get(user=cast.standing_officer.user)
    for role in Role:
        Grant.objects.get_or_create(post=post, role=role.value, scope=cast.province, valid_from=START)
    client.force_login(cast.standing_officer.user)

    # Session, person, grants, areas led; plans, what was handed in, accepted, people.
    with django_assert_num_queries(8):
        client.get(URL)


def plan_make(cast: Cast, state: str) -> Plan:
    """A plan of the province in ``state``, without anything in it."""
    document = cast.document(issuer=cast.province, type="Kế hoạch", symbol="512/KH-UBND")
    return Plan.objects.create(
        state=state,
        file=file_store(b"Ke hoach", now=NOW),
        file_name="ke-hoach.txt",
        issuer=cast.province,
        year=NOW.year,
        document=document,
        uploaded_at=NOW,
        confirmed_at=NOW,
    )
