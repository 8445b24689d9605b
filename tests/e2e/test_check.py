"""The examination of a draft in a browser: dropped, walked through by keys, a finding set aside, nothing overflows."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import BrowserContext, Page, expect

import caicach.demo
from caicach.web import clock
from cast import NOW, Cast, cast_make

DRAFT = Path(caicach.demo.__file__).parent / "data" / "du-thao-ke-hoach-xa.txt"


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast at its moment."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return cast_make()


@pytest.fixture
def examined(context: BrowserContext, live_server: Any, cast: Cast) -> Page:
    """The result page of the sample draft, reached as the commune's officer reaches it."""
    client = Client()
    client.force_login(cast.commune_officer.user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/kiem-tra/")
    page.get_by_label("Văn bản cần kiểm tra").set_input_files(DRAFT)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("trước khi ký")
    page.wait_for_load_state()  # the heading may stand before the page's scripts listen to keys
    return page


def test_a_number_leads_to_its_place_and_back(examined: Page) -> None:
    examined.get_by_role("link", name="Đến chỗ 1 trong văn bản").focus()
    examined.keyboard.press("Enter")
    expect(examined.locator("#m1")).to_be_in_viewport()

    examined.get_by_role("link", name="Phát hiện 1", exact=True).first.focus()
    examined.keyboard.press("Enter")
    expect(examined.locator("#f1")).to_be_in_viewport()


def test_two_keys_walk_through_the_findings(examined: Page) -> None:
    for _time in range(2):
        examined.keyboard.press("n")
    expect(examined.locator("#f2")).to_have_class("find is-on")
    expect(examined.locator("#m2")).to_be_in_viewport()

    examined.keyboard.press("p")
    expect(examined.locator("#f1")).to_have_class("find is-on")
    expect(examined.locator("#f2")).to_have_class("find")


def test_a_fix_is_accepted_by_keyboard_and_handed_out_as_a_tracked_change(examined: Page) -> None:
    button = examined.get_by_role("button", name="Sửa thành 30/11/2027")
    number = examined.locator("li.find", has=button).get_attribute("id") or ""
    examined.locator(f"#{number} .find__n").focus()
    for _time in range(2):  # past the link to the rule
        examined.keyboard.press("Tab")
    expect(button).to_be_focused()
    examined.keyboard.press("Enter")

    expect(examined.get_by_text("1 phát hiện đã sửa")).to_be_visible()
    mark = examined.locator(f"#m{number.removeprefix('f')}")
    expect(mark.locator("del")).to_have_text("31/11/2027")
    expect(mark.locator("ins")).to_have_text("30/11/2027")
    with examined.expect_download() as download:
        examined.get_by_role("link", name="Tải DOCX đã sửa, có ghi chú").click()
    body = Document(str(download.value.path())).element.body
    (inserted,) = body.iter(qn("w:ins"))
    assert "".join(part.text for part in inserted.iter(qn("w:t"))) == "30/11/2027"

    mark.get_by_role("link").click()  # its finding is folded away: the fold opens
    examined.locator(f"#{number}").get_by_role("button", name="Bỏ sửa").press("Enter")
    expect(button).to_be_visible()


def test_a_finding_is_set_aside_by_keyboard(examined: Page) -> None:
    title = examined.get_by_role("heading", level=1).inner_text()
    examined.locator("#f1 summary").focus()
    examined.keyboard.press("Enter")
    examined.locator("#f1 input[name=reason]").fill("Đã hỏi nơi soạn")
    examined.keyboard.press("Enter")

    expect(examined.get_by_text("1 phát hiện đã bỏ qua")).to_be_visible()
    assert examined.get_by_role("heading", level=1).inner_text() != title


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_it_fits_every_screen(examined: Page, width: int) -> None:
    examined.set_viewport_size({"width": width, "height": 900})

    assert examined.evaluate("document.documentElement.scrollWidth") <= width
