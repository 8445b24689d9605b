"""An act on many: chosen in the list, shown, then done."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import ManyAct, ObligationState
from caicach.obligations.models import Assignment, Obligation
from caicach.obligations.selectors.lists import Filters
from caicach.obligations.selectors.many import acts_for, candidates_of
from caicach.people.models import Post
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
MANY = reverse("obligations:many")


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.standing_officer.user)
    return client


def picked(page: Any) -> str:
    return str(page.context["page"].form.initial["picked"])


def test_the_list_offers_what_the_person_may_do(cast: Cast, officer: Client) -> None:
    cast.obligation(state=ObligationState.SUBMITTED)
    page = officer.get(reverse("obligations:list")).content.decode()
    assert 'name="viec" value="nghiem-thu"' in page
    assert 'name="chon"' in page


def test_whoever_only_looks_is_offered_nothing(cast: Cast, client: Client) -> None:
    cast.obligation()
    client.force_login(cast.commune_viewer.user)
    assert 'name="chon"' not in client.get(reverse("obligations:list")).content.decode()
    assert acts_for(cast.commune_viewer.actor) == ()
    assert client.get(MANY, {"viec": "nghiem-thu"}).status_code == 403


def test_ticked_rows_are_accepted_after_they_were_shown(cast: Cast, officer: Client) -> None:
    first, second, third = (cast.obligation(state=ObligationState.SUBMITTED) for _ in range(3))
    address = f"{MANY}?viec=nghiem-thu&chon={first.uid}&chon={second.uid}"
    shown = officer.get(address)
    assert "Nghiệm thu 2 nhiệm vụ" in shown.content.decode()
    answer = officer.post(address, {"picked": picked(shown)}, follow=True)
    assert "Đã nghiệm thu 2 nhiệm vụ." in answer.content.decode()
    found = dict(Obligation.objects.values_list("pk", "state"))
    assert [found[one.pk] for one in (first, second, third)] == ["accepted", "accepted", "submitted"]


def test_without_a_tick_everything_of_the_filter_is_meant(cast: Cast, officer: Client) -> None:
    for _ in range(3):
        cast.obligation(state=ObligationState.SUBMITTED)
    cast.obligation(agency_id=cast.neighbour.pk, state=ObligationState.SUBMITTED)
    shown = officer.get(MANY, {"viec": "nghiem-thu", "agency": str(cast.commune.uid)})
    assert "Nghiệm thu 3 nhiệm vụ" in shown.content.decode()


def test_what_does_not_fit_is_counted_and_left(cast: Cast, officer: Client) -> None:
    cast.obligation(state=ObligationState.SUBMITTED)
    cast.obligation()
    page = officer.get(MANY, {"viec": "nghiem-thu"}).content.decode()
    assert "Bỏ qua 1 dòng" in page


def test_a_hand_in_that_came_after_the_page_is_not_accepted(cast: Cast, officer: Client) -> None:
    one = cast.obligation(state=ObligationState.SUBMITTED)
    address = f"{MANY}?viec=nghiem-thu&chon={one.uid}"
    sent = {"picked": picked(officer.get(address)).replace(":1", ":7")}
    page = officer.post(address, sent, follow=True).content.decode()
    assert "được để nguyên" in page
    assert Obligation.objects.get().state == ObligationState.SUBMITTED


def test_a_refusal_keeps_what_was_typed(cast: Cast, officer: Client) -> None:
    one = cast.obligation(state=ObligationState.SUBMITTED)
    address = f"{MANY}?viec=tra-lai&chon={one.uid}"
    answer = officer.post(address, {"picked": picked(officer.get(address)), "reason": "?"})
    assert answer.status_code == 422
    assert "Thiếu lý do trả lại" in answer.content.decode()


def test_many_get_a_later_day(cast: Cast, officer: Client) -> None:
    rows = [cast.obligation() for _ in range(2)]
    shown = officer.get(MANY, {"viec": "gia-han"})
    sent = {"picked": picked(shown), "to_due_on": "20/04/2026", "words": "Chờ hướng dẫn của Bộ"}
    officer.post(f"{MANY}?viec=gia-han", sent)
    assert {f"{one.due_on:%d/%m}" for one in Obligation.objects.all()} == {"20/04"}
    assert len(rows) == 2


def test_an_agency_hands_its_work_out(cast: Cast, client: Client) -> None:
    for _ in range(2):
        cast.obligation()
    client.force_login(cast.commune_leader.user)
    post = Post.objects.get(user=cast.commune_officer.user)
    shown = client.get(MANY, {"viec": "phan-cong"})
    client.post(f"{MANY}?viec=phan-cong", {"picked": picked(shown), "post": str(post.pk)})
    assert Assignment.objects.filter(post=post, ended_at=None).count() == 2


@pytest.mark.parametrize("sent", ["khong-phai", "1:2:3", "01a1fc560d0875808c3517fbbebd3467:x"])
def test_what_the_page_did_not_make_is_refused_in_words(cast: Cast, officer: Client, sent: str) -> None:
    cast.obligation(state=ObligationState.SUBMITTED)
    answer = officer.post(f"{MANY}?viec=nghiem-thu", {"picked": sent})
    assert answer.status_code == 422
    assert "Chọn lại trong danh sách" in answer.content.decode()


def test_an_unknown_act_is_not_found(officer: Client) -> None:
    assert officer.get(MANY, {"viec": "xoa"}).status_code == 404


@pytest.mark.parametrize("act", list(ManyAct))
def test_showing_takes_as_many_queries_whatever_is_chosen(
    cast: Cast, act: ManyAct, django_assert_max_num_queries: Counting
) -> None:
    for _ in range(6):
        cast.obligation(state=ObligationState.SUBMITTED)
    with django_assert_max_num_queries(5):
        candidates_of(cast.standing_officer.actor, act, Filters(), (), today=cast.today)
