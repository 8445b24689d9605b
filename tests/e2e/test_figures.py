"""The dashboard in a browser: a cell opens its rows by keyboard, nothing overflows, every control has a name."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from caicach.obligations.constants import ObligationState
from caicach.web import clock
from cast import NOW, Cast, cast_make

URL = "/tong-quan/"
# Controls without a name, doubled ids, headings that skip a level: what a screen reader stumbles over.
FAULTS = """() => {
  const faults = [];
  const name = (one) => one.getAttribute("aria-label") || one.textContent.trim() || one.title
    || (one.labels && one.labels.length && one.labels[0].textContent.trim());
  document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary").forEach((one) => {
    if (!name(one)) faults.push("no name: " + one.outerHTML.slice(0, 80));
  });
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => faults.push("twice: " + id));
  let level = 1;
  document.querySelectorAll("main h1, main h2, main h3, main h4").forEach((one) => {
    const own = Number(one.tagName[1]);
    if (own > level + 1) faults.push("skips a level: " + one.textContent);
    level = own;
  });
  document.querySelectorAll("table").forEach((one) => {
    if (!one.caption && !one.getAttribute("aria-label")) faults.push("a table without a name");
  });
  return faults;
}"""


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast with five tasks late and three on time in one area."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cast = cast_make()
    for number in range(8):
        state = ObligationState.ACCEPTED if number < 3 else ObligationState.OPEN
        made = cast.obligation(state=state, due_on=cast.today - timedelta(days=5), duty={"area_code": "digital"})
        if number < 3:
            type(made).objects.filter(pk=made.pk).update(met_on=cast.today - timedelta(days=6))
    return cast


@pytest.fixture
def signed_in(context: BrowserContext, live_server: Any, cast: Cast) -> Page:
    """A page of the standing officer."""
    client = Client()
    client.force_login(cast.standing_officer.user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_it_fits_every_screen_and_says_what_everything_is(signed_in: Page, width: int) -> None:
    signed_in.set_viewport_size({"width": width, "height": 900})
    for address in (URL, f"{URL}?table=commune&area=digital", "/tim/?q=ra+soat"):
        signed_in.goto(address)

        assert signed_in.evaluate("document.documentElement.scrollWidth") <= width
        assert signed_in.evaluate(FAULTS) == []
    signed_in.goto(URL)
    shown = signed_in.locator("svg.drawing:visible")
    expect(shown).to_have_count(1)
    assert ("only-phone" in (shown.get_attribute("class") or "")) is (width < 720)


def test_a_cell_opens_its_rows_by_keyboard(signed_in: Page) -> None:
    signed_in.goto(URL)
    cell = signed_in.get_by_role("link", name="37,5 %: 3 trong 8 nhiệm vụ đúng hạn").first
    cell.focus()
    signed_in.keyboard.press("Enter")

    expect(signed_in.get_by_role("heading", level=1)).to_have_text("8 nhiệm vụ")


def test_the_search_box_is_reached_by_one_key(signed_in: Page) -> None:
    signed_in.goto(URL)
    signed_in.keyboard.press("/")
    signed_in.keyboard.type("suoi nhan")
    signed_in.keyboard.press("Enter")

    expect(signed_in.get_by_role("heading", level=1)).to_contain_text("kết quả cho “suoi nhan”")
    expect(signed_in.get_by_role("link", name="UBND xã Suối Nhạn", exact=True)).to_be_visible()
