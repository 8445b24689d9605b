"""Pages inside the agency: handing out, handing over, steps, a post that ends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations import selectors, services
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Assignment, Obligation, Step
from caicach.people.models import Post
from caicach.web.actor import Role
from cast import Cast, Person, person_make

Counting = Callable[[int], AbstractContextManager[Any]]
ASSIGN = "/nhiem-vu/phan-cong/"
HAND_OVER = "/nhiem-vu/ban-giao/"


@pytest.fixture
def binh(cast: Cast) -> Person:
    """A second officer of the commune."""
    return person_make("binh", "Hà Thanh Bình", cast.commune, Role.AGENCY_OFFICER)


def post_of(person: Person) -> int:
    return Post.objects.get(user=person.user).pk


def page_of(one: Obligation) -> str:
    return reverse("obligations:detail", args=[one.uid])


def test_several_are_handed_out_together(cast: Cast, client: Client) -> None:
    first, second, third = cast.obligation(), cast.obligation(), cast.obligation()
    client.force_login(cast.commune_leader.user)
    assert "3 nhiệm vụ chưa phân công" in client.get(ASSIGN).content.decode()
    sent = {"viec": [first.pk, second.pk], "post": post_of(cast.commune_officer), "note": "Làm sớm"}

    assert client.post(ASSIGN, sent).status_code == 302

    assert set(Assignment.objects.values_list("obligation_id", flat=True)) == {first.pk, second.pk}
    assert [row.pk for row in selectors.unassigned(cast.commune_leader.actor, today=cast.today)] == [third.pk]


def test_without_a_choice_nothing_is_handed_out_and_it_is_said(cast: Cast, client: Client) -> None:
    cast.obligation()
    client.force_login(cast.commune_leader.user)
    refused = client.post(ASSIGN, {"post": post_of(cast.commune_officer)})
    assert refused.status_code == 422
    assert "Chưa chọn nhiệm vụ nào" in refused.content.decode()
    assert not Assignment.objects.exists()


def test_what_is_of_others_cannot_be_handed_out(cast: Cast, client: Client) -> None:
    others = cast.obligation(agency_id=cast.neighbour.pk)
    client.force_login(cast.commune_leader.user)
    sent = {"viec": [others.pk], "post": post_of(cast.commune_officer)}
    assert client.post(ASSIGN, sent).status_code == 422
    assert not Assignment.objects.exists()


def test_the_way_of_one_through_two_hands(cast: Cast, client: Client, binh: Person) -> None:
    one = cast.obligation()
    client.force_login(cast.commune_leader.user)
    give = reverse("obligations:give", args=[one.uid])
    assert client.post(give, {"post": ""}).status_code == 422
    assert client.post(give, {"post": post_of(cast.commune_officer), "wanted_on": "20/03/2026"}).status_code == 302
    assert "Lê Thị Mai Hương" in client.get(page_of(one)).content.decode()

    offered = client.get(f"{HAND_OVER}?tu={post_of(cast.commune_officer)}").content.decode()
    assert one.duty.title in offered
    sent = {"giver": post_of(cast.commune_officer), "taker": post_of(binh), "reason": "nghỉ phép"}
    assert client.post(HAND_OVER, {**sent, "taker": post_of(cast.commune_officer)}).status_code == 422
    assert client.post(HAND_OVER, sent).status_code == 302

    shown = client.get(page_of(one)).content.decode()
    assert "Hà Thanh Bình" in shown
    assert "Đã qua tay những ai" in shown
    client.force_login(binh.user)
    assert "Việc của tôi" in client.get("/").content.decode()
    assert one.duty.title in client.get("/nhiem-vu/?person=me").content.decode()

    client.force_login(cast.commune_leader.user)
    assert client.post(reverse("obligations:take-back", args=[one.uid]), {"reason": "đổi việc"}).status_code == 302
    assert "Chưa phân công cho ai" in client.get(page_of(one)).content.decode()


def test_steps_are_written_marked_and_seen_inside_alone(cast: Cast, client: Client) -> None:
    one = cast.obligation()
    client.force_login(cast.commune_officer.user)
    here = reverse("obligations:steps", args=[one.uid])
    form = {"buoc-TOTAL_FORMS": "3", "buoc-INITIAL_FORMS": "0"}
    backwards = {"buoc-0-text": "Dự thảo", "buoc-0-starts_on": "20/03/2026", "buoc-0-due_on": "19/03/2026"}
    refused = client.post(here, {**form, **backwards})
    assert refused.status_code == 422
    assert "trước ngày bắt đầu" in refused.content.decode()

    two = {"buoc-0-text": "Trình ký", "buoc-0-ORDER": "2", "buoc-1-text": "Dự thảo", "buoc-1-ORDER": "1"}
    assert client.post(here, {**form, **two}).status_code == 302
    first, second = Step.objects.order_by("position")
    assert (first.text, second.text) == ("Dự thảo", "Trình ký")
    assert client.post(reverse("obligations:step", args=[first.pk]), {"xong": "1"}).status_code == 302

    assert "1 trong 2 bước đã xong" in client.get(page_of(one)).content.decode()
    client.force_login(cast.standing_officer.user)
    assert "Dự thảo" not in client.get(page_of(one)).content.decode()


def test_a_post_that_ends_offers_who_takes_over(cast: Cast, client: Client, binh: Person) -> None:
    one = cast.obligation()
    post = Post.objects.select_related("user", "agency").get(user=cast.commune_officer.user)
    services.assignments_give([one], post, actor=cast.commune_leader.actor, now=cast.now, today=cast.today)
    client.force_login(cast.commune_leader.user)
    shown = client.get(reverse("people:detail", args=[cast.commune_officer.user.uid])).content.decode()
    assert "1 nhiệm vụ đang được phân công" in shown
    assert "Hà Thanh Bình" in shown

    sent = {"until": "16/03/2026", "successor": post_of(binh)}
    assert client.post(reverse("people:post_close", args=[post.pk]), sent).status_code == 302

    assert selectors.mine_of(binh.actor, cast.today).count == 1


def test_the_leaders_desk_shows_what_nobody_has(cast: Cast, client: Client) -> None:
    cast.obligation()
    client.force_login(cast.commune_leader.user)
    assert "1 nhiệm vụ chưa phân công" in client.get("/").content.decode()
    client.force_login(cast.commune_officer.user)
    assert "nhiệm vụ chưa phân công" not in client.get("/").content.decode()


@pytest.mark.parametrize("size", [1, 12])
def test_its_cost_does_not_grow(cast: Cast, client: Client, django_assert_num_queries: Counting, size: int) -> None:
    for _ in range(size):
        cast.obligation()
    client.force_login(cast.commune_leader.user)
    client.get(ASSIGN)
    # Session, person, grants, areas led; colleagues, their load, how many wait, which.
    with django_assert_num_queries(8):
        client.get(ASSIGN)


def test_what_is_done_is_not_handed_out(cast: Cast, client: Client) -> None:
    one = cast.obligation(state=ObligationState.ACCEPTED)
    client.force_login(cast.commune_leader.user)
    assert client.post(reverse("obligations:give", args=[one.uid]), {}).status_code == 409
