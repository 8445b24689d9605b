"""Every page that a person may open: accessible, quiet, within the screen, without script, in English, on paper.

The addresses come from the resolver, with the objects of the table of permissions, so that no page is forgotten.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from playwright.sync_api import Browser, BrowserContext, Page

from caicach.obligations.constants import ManyAct
from caicach.web import clock
from cast import NOW, Cast, Person, cast_make
from permission_objects import Objects, objects_make

# Answers with a file.
FILES = {"files:download", "files:page", "obligations:sheet-out"}
# What an address is asked for, where without it there is nothing to show.
ASKED = {
    "figures:cell": ["?dong=steer.docs"],
    "figures:whole-cell": ["?dong=steer.docs"],
    "obligations:many": [f"?viec={act.value}" for act in ManyAct],
}
# Each opens pages that the others do not.
PEOPLE = ("standing_officer", "commune_officer", "commune_leader", "administrator")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
WIDTHS = (1440, 390)


@pytest.fixture
def cast(transactional_db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, on its day; jobs wait, so that the objects can be made step by step."""
    settings.JOBS_INLINE = False
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return cast_make()


@pytest.fixture
def objects(cast: Cast) -> Objects:
    """One object of each kind."""
    return objects_make(cast)


def pages_of(person: Person | None, objects: Objects) -> list[str]:
    """Return every address that answers this person with a page."""
    # What a script fetches in pieces is no page.
    return [
        address
        for _name, address in addresses_with(objects)
        if (answer := _answer(person, address)).status_code == 200 and _is_page(answer)
    ]


def addresses_with(objects: Objects) -> Iterator[tuple[str, str]]:
    """Yield the name of every address for people, and the address with an object that exists."""
    for name, parameters in _addresses():
        if name in FILES:
            continue
        address = reverse(name, kwargs=objects.values_for(name, dict.fromkeys(parameters)))
        yield from ((name, f"{address}{query}") for query in ASKED.get(name, [""]))


def _answer(person: Person | None, address: str) -> Any:
    client = Client()
    if person is not None:
        client.force_login(person.user)
    return client.get(address)


def _is_page(answer: Any) -> bool:
    return not answer.streaming and b"<html" in answer.content


def _addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    for resolver in get_resolver().url_patterns:
        for pattern in getattr(resolver, "url_patterns", ()):
            # Below them stand the operations for programs, which have no pages.
            if isinstance(pattern, URLPattern):
                given = (*resolver.pattern.converters, *pattern.pattern.converters)
                yield f"{resolver.namespace}:{pattern.name}", given


def sign_in(context: BrowserContext, person: Person, url: str) -> None:
    """Give the browser the person's session."""
    client = Client()
    client.force_login(person.user)
    context.add_cookies([{"name": name, "value": morsel.value, "url": url} for name, morsel in client.cookies.items()])


def faults_of(page: Page, address: str) -> list[str]:
    """Return what axe finds on the page in view, and whether it is wider than the screen."""
    results = Axe().run(page, options=RULES).response
    faults = [
        f"{address}: {one['id']} {node['target']} {node['html'][:140]}"
        for one in results["violations"]
        for node in one["nodes"][:3]
    ]
    width = page.viewport_size["width"] if page.viewport_size else 0
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*faults, f"{address}: {wide} wide on a screen of {width}"] if wide > width else faults


def test_no_address_is_asked_with_what_nobody_may_see(cast: Cast, objects: Objects) -> None:
    people = [getattr(cast, who) for who in PEOPLE]
    refused = [
        address
        for _name, address in addresses_with(objects)
        # What is only written to answers 405.
        if all(_answer(person, address).status_code in (403, 404, 409, 422) for person in people)
    ]
    assert refused == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_accessible_quiet_and_within_the_screen(
    context: BrowserContext, live_server: Any, cast: Cast, objects: Objects, who: str, width: int
) -> None:
    person = getattr(cast, who)
    sign_in(context, person, live_server.url)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    faults = []
    for address in pages_of(person, objects):
        page.goto(address)
        faults += faults_of(page, address)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_open_to_everybody_is_accessible_without_signing_in(
    context: BrowserContext, live_server: Any, objects: Objects, width: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    addresses = pages_of(None, objects)
    faults = []
    for address in addresses:
        page.goto(address)
        faults += faults_of(page, address)
    assert not faults, "\n".join(faults)
    assert sum(address.startswith("/du-lieu-mo/") for address in addresses) == 3  # the list, a dataset, its dictionary


def test_the_door_is_accessible(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    assert faults_of(page, "sign in") == []


def test_every_page_says_the_same_without_script(
    chromium: Browser, live_server: Any, cast: Cast, objects: Objects
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, cast.standing_officer, live_server.url)
    page = context.new_page()
    empty = []
    for address in pages_of(cast.standing_officer, objects):
        page.goto(address)
        if page.locator("h1").count() != 1 or not page.locator("main").inner_text().strip():
            empty.append(address)
    context.close()
    assert empty == []


def test_every_page_has_an_english_form(
    context: BrowserContext, live_server: Any, cast: Cast, objects: Objects
) -> None:
    sign_in(context, cast.standing_officer, live_server.url)
    context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    page = context.new_page()
    vietnamese = []
    for address in pages_of(cast.standing_officer, objects):
        page.goto(address)
        # Words of the interface only: the documents' own words stay as they are.
        words = page.locator("nav, th:not(.sheet th), label, button, legend, .btn").all_inner_texts()
        vietnamese += [f"{address}: {word}" for word in words if _is_interface_vietnamese(word)]
        assert page.locator("html").get_attribute("lang") == "en"
    assert sorted(set(vietnamese)) == []


def _is_interface_vietnamese(words: str) -> bool:
    """Whether a word of the interface was left in Vietnamese (names of bodies and plans are not of the interface)."""
    return any(sign in words for sign in ("Nhiệm vụ", "Kế hoạch\n", "Lưu", "Quay lại", "Tìm ", "Hạn\n", "Trạng thái"))


def test_every_page_fits_on_paper(context: BrowserContext, live_server: Any, cast: Cast, objects: Objects) -> None:
    sign_in(context, cast.standing_officer, live_server.url)
    page = context.new_page()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
    shown = []
    for address in pages_of(cast.standing_officer, objects):
        page.goto(address)
        if page.locator("nav.nav").first.is_visible():
            shown.append(address)
    assert shown == []
