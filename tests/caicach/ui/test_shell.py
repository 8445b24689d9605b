"""What stands around every page."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import ResolverMatch

from caicach.ui import context, registry
from caicach.ui.registry import Entries, NavItem, SearchDoor
from caicach.web.actor import Actor, Role

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})


class Someone:
    """A person signed in, without a database."""

    is_authenticated = True

    def __str__(self) -> str:
        return "Trần Văn Lực"


@pytest.fixture
def navigation(monkeypatch: pytest.MonkeyPatch) -> Entries[NavItem]:
    """A navigation of the test's own; every word leads to the door of accounts."""
    own: Entries[NavItem] = Entries("thử")
    monkeypatch.setattr(registry, "navigation", own)
    return own


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Entries[SearchDoor]:
    """A place for a search door."""
    own: Entries[SearchDoor] = Entries("thử")
    monkeypatch.setattr(registry, "search", own)
    return own


def request_of(actor: Actor | None, *, view_name: str = "") -> Any:
    request: Any = RequestFactory().get("/ke-hoach/?q=1")
    if actor is not None:
        request.user, request.actor = Someone(), actor
    namespaces = view_name.split(":")[:-1]
    match = ResolverMatch(
        lambda: None, (), {}, view_name.rpartition(":")[2], app_names=namespaces, namespaces=namespaces
    )
    request.resolver_match = match if view_name else None
    return request


def page_of(request: Any) -> str:
    return render_to_string("ui/base.html", {"csrf_token": "thẻ"}, request)


HUONG = Actor(user_id=1, name="Lê Thị Mai Hương", agency_name="UBND xã Suối Nhạn")


def test_a_person_sees_name_and_agency(navigation, search) -> None:
    page = page_of(request_of(HUONG))

    assert "Lê Thị Mai Hương" in page
    assert "UBND xã Suối Nhạn" in page
    assert '<span class="avatar" aria-hidden="true">MH</span>' in page


def test_nobody_gets_no_navigation_and_no_account(navigation, search) -> None:
    navigation.register(NavItem("accounts:sign_in", "Kế hoạch", "file-text", "plans", 1))
    page = page_of(request_of(None))

    assert "<nav" not in page
    assert 'class="menu"' not in page
    assert 'value="en"' in page


def test_words_stand_in_order_and_the_section_of_the_page_is_current(navigation, search) -> None:
    navigation.register(NavItem("accounts:sign_out", "Nhiệm vụ", "target-arrow", "obligations", 20))
    navigation.register(NavItem("accounts:sign_in", "Kế hoạch", "file-text", "plans", 10))
    shell = context.shell(request_of(HUONG, view_name="plans:review"))["shell"]

    assert [(link.label, link.current) for link in shell.navigation] == [("Kế hoạch", True), ("Nhiệm vụ", False)]
    assert page_of(request_of(HUONG, view_name="plans:review")).count('aria-current="page"') == 1


def test_of_two_words_of_a_section_the_page_s_own_is_current(navigation, search) -> None:
    navigation.register(NavItem("accounts:sign_in", "Nhiệm vụ", "target-arrow", "accounts", 10))
    navigation.register(NavItem("accounts:sign_out", "Quá hạn", "alert-triangle", "accounts", 20))
    shell = context.shell(request_of(HUONG, view_name="accounts:sign_out"))["shell"]

    assert [link.current for link in shell.navigation] == [False, True]


def test_a_word_that_is_not_for_this_person_is_absent(navigation, search) -> None:
    navigation.register(
        NavItem("accounts:sign_in", "Quản trị", "lock", "people", 1, allowed=lambda actor: bool(actor and actor.roles))
    )

    assert "Quản trị" not in page_of(request_of(HUONG))


def test_the_phone_s_bar_holds_four_words(navigation, search) -> None:
    for place, name in enumerate(("sign_in", "sign_out", "password_change", "language")):
        navigation.register(NavItem(f"accounts:{name}", name, "user", "x", place))
    navigation.register(NavItem("ui:style_guide", "guide", "user", "x", 9, short_label="G"))
    shell = context.shell(request_of(HUONG))["shell"]

    assert [link.in_bar for link in shell.navigation] == [True] * 4 + [False]
    assert shell.navigation[-1].short_label == "G"


def test_what_is_for_the_phone_goes_before_others_into_its_bar(navigation, search) -> None:
    for place, name in enumerate(("sign_in", "sign_out", "password_change", "language")):
        navigation.register(NavItem(f"accounts:{name}", name, "user", "x", place))
    navigation.register(NavItem("ui:style_guide", "guide", "user", "x", 9, on_phone=True))
    shell = context.shell(request_of(HUONG))["shell"]

    assert [link.label for link in shell.navigation if link.in_bar] == [
        "sign_in",
        "sign_out",
        "password_change",
        "guide",
    ]


def test_what_is_asked_for_seldom_stands_in_the_account_s_menu(navigation, search) -> None:
    navigation.register(NavItem("accounts:sign_in", "Cơ quan", "sitemap", "agencies", 1, in_menu=True))
    page = page_of(request_of(HUONG))
    row, menu = (page.split(mark)[1].split(end)[0] for mark, end in (("nav--app", "</nav>"), ("menu__list", "</div>")))

    assert "Cơ quan" not in row
    assert "Cơ quan" in menu


def test_the_search_box_appears_with_its_door(navigation, search) -> None:
    search.register(SearchDoor("accounts:sign_in", "Tìm nhiệm vụ, văn bản, cơ quan"))

    assert '<form class="mast__search" role="search" action="/tai-khoan/dang-nhap/">' in page_of(request_of(HUONG))


def test_without_a_door_there_is_no_search_box(navigation, search) -> None:
    assert "mast__search" not in page_of(request_of(HUONG))


def test_the_style_guide_is_offered_to_administrators(navigation, search) -> None:
    chief = Actor(user_id=2, name="Quản trị", roles=ADMINISTRATOR)

    assert "/giao-dien/" in page_of(request_of(chief))
    assert "/giao-dien/" not in page_of(request_of(HUONG))


def test_a_change_of_language_comes_back_here(navigation, search) -> None:
    assert '<input type="hidden" name="next" value="/ke-hoach/?q=1">' in page_of(request_of(HUONG))


def test_the_page_is_complete_for_a_screen_reader(navigation, search) -> None:
    page = page_of(request_of(HUONG))

    assert '<html lang="vi">' in page
    assert page.index('class="skip" href="#noi-dung"') < page.index('<header class="mast">')
    assert page.count("<main") == 1


@pytest.mark.parametrize(("name", "letters"), [("Lê Thị Mai Hương", "MH"), ("Lực", "L"), ("", ""), ("đặng  ân", "ĐÂ")])
def test_initials_are_of_the_last_two_words(name: str, letters: str) -> None:
    assert context.initials(name) == letters
