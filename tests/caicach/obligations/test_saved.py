"""Filters that people keep, for themselves or for their agency."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import SavedView
from caicach.obligations.selectors.saved import views_of
from caicach.obligations.services.saved import MOST_VIEWS, view_forget, view_save
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from cast import Cast

LIST = "obligations:list"
KNOWN = frozenset({"state", "area", "late"})


def save(cast: Cast, name: str = "Việc bị trả lại", query: str = "state=returned", **values: Any) -> SavedView:
    actor: Actor = values.pop("actor", cast.commune_officer.actor)
    given = {"page": LIST, "known": KNOWN, "is_shared": False, "now": cast.now, **values}
    return view_save(name, query, actor=actor, **given)


def names(actor: Actor) -> list[str]:
    return [row.name for row in views_of(actor, LIST)]


def test_it_is_one_s_own_unless_shared_with_the_agency(cast: Cast) -> None:
    save(cast, "Riêng")
    save(cast, "Chung", is_shared=True)
    assert names(cast.commune_officer.actor) == ["Chung", "Riêng"]
    assert names(cast.commune_leader.actor) == ["Chung"]
    assert names(cast.neighbour_officer.actor) == []


def test_only_what_the_page_knows_is_kept_in_one_order(cast: Cast) -> None:
    assert save(cast, query="state=returned&trang=4&area=digital&x=%3Cb%3E").query == "area=digital&state=returned"


def test_a_name_used_again_gets_the_new_filters(cast: Cast) -> None:
    save(cast)
    save(cast, query="late=1", is_shared=True)
    (row,) = views_of(cast.commune_leader.actor, LIST)
    assert (row.query, row.is_own, row.owner) == ("late=1", False, "Lê Thị Mai Hương")


@pytest.mark.parametrize(
    ("values", "words"),
    [({"name": " … "}, "Đặt tên"), ({"name": "a" * 121}, "quá 120"), ({"query": "trang=2"}, "Chưa lọc gì")],
)
def test_what_cannot_be_kept_is_said(cast: Cast, values: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        save(cast, **values)


def test_there_is_an_end_to_them(cast: Cast) -> None:
    for number in range(MOST_VIEWS):
        save(cast, f"Bộ lọc {number}")
    with pytest.raises(BadInput, match="Bỏ bớt"):
        save(cast, "Một nữa")
    assert save(cast, "Bộ lọc 3", query="late=1").query == "late=1"


def test_only_whoever_saved_it_takes_it_away(cast: Cast) -> None:
    view = save(cast, is_shared=True)
    with pytest.raises(Beyond):
        view_forget(view, actor=cast.commune_leader.actor)
    view_forget(view, actor=cast.commune_officer.actor)
    assert not SavedView.objects.exists()


def test_the_list_keeps_shows_and_forgets_it(cast: Cast, client: Client) -> None:
    cast.obligation()
    client.force_login(cast.commune_officer.user)
    assert "Lưu bộ lọc đang xem" in client.get(reverse(LIST), {"state": "open"}).content.decode()
    sent = {"name": "Đang <mở>", "query": "state=open"}
    page = client.post(reverse("obligations:view-save"), sent, follow=True).content.decode()
    assert "Đang &lt;mở&gt;" in page
    view = SavedView.objects.get()
    page = client.post(reverse("obligations:view-forget", args=[view.uid]), follow=True).content.decode()
    assert "Đã bỏ bộ lọc" in page
