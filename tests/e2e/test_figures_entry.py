"""A return is filled in a real browser: saved as typed, judged at once, by keyboard, on a phone, without script."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from caicach.figures.constants import Origin, ReturnState
from caicach.figures.models import FigureCell, Return
from caicach.figures.services import CellDraft, cells_save
from caicach.web.actor import SYSTEM
from cast import Person, cast_make
from figures_cast import GOOD, FiguresCast, figures_cast_make
from reform.forms.figures import Figure, cell_of

CARRIED, LATE, OPEN = (f"dossier.{key}[tier=commune]" for key in ("carried", "late", "open"))
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def figures(transactional_db: None) -> FiguresCast:
    """A period over three communes and two departments, nothing filled in."""
    return figures_cast_make(cast_make())


def sign_in(context: BrowserContext, person: Person, base_url: str) -> None:
    """Let the browser be ``person``'s."""
    client = Client()
    client.force_login(person.user)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])


@pytest.fixture
def officer(page: Page, context: BrowserContext, figures: FiguresCast, live_server: Any) -> Page:
    """The commune's officer before the section of dossiers."""
    sign_in(context, figures.cast.commune_officer, live_server.url)
    return page


def address(sheet: Return, section: str = "dossier") -> str:
    return f"/so-lieu/ban/{sheet.uid}/{section}/"


def field(page: Page, name: str) -> Any:
    return page.locator(f"[name='o:{name}']")


def cell(page: Page, name: str) -> Any:
    return page.locator(f"[data-cell='{name}']")


def saved(page: Page) -> Any:
    return page.locator("[data-saved]")


def stored(sheet: Return, name: str) -> FigureCell | None:
    key, _sign, members = name.partition("[")
    return FigureCell.objects.filter(sheet=sheet, line_key=key, members=members.rstrip("]")).first()


def content(sheet: Return, name: str) -> tuple[Decimal | None, str]:
    """Return what is stored in a cell: its value and its reason."""
    row = stored(sheet, name)
    assert row is not None
    return row.value, row.reason


def type_in(page: Page, values: dict[str, Any]) -> None:
    for name, said in values.items():
        field(page, name).fill(str(said))
        page.keyboard.press("Enter")


DOSSIERS = {key.replace(",", ", "): said for key, said in GOOD.items() if key.startswith("dossier")}


def test_typing_saves_computes_and_judges_and_a_reload_shows_the_same(officer: Page, figures: FiguresCast) -> None:
    page, sheet = officer, figures.commune
    page.goto(address(sheet))
    type_in(page, DOSSIERS | {OPEN: 12})
    expect(saved(page)).to_contain_text("Đã lưu lúc")
    expect(page.locator("tr.is-calc").filter(has_text="Tỷ lệ đúng hạn").locator(".v")).to_have_text("97,83")
    finding = page.locator("tr.fnote--bad")
    expect(finding).to_contain_text("lệch 8 hồ sơ")
    expect(page.locator("#con-thieu")).to_contain_text("1 lỗi phải sửa")
    expect(field(page, OPEN)).to_have_accessible_description(re.compile("lệch 8 hồ sơ"))

    field(page, OPEN).fill("20")
    page.keyboard.press("Enter")
    expect(finding).to_have_count(0)
    expect(page.locator("#phan")).to_contain_text("7/7")
    page.reload()
    expect(field(page, OPEN)).to_have_value("20")
    expect(page.locator("tr.fnote")).to_have_count(0)
    row = stored(sheet, OPEN)
    assert row is not None and row.value == Decimal(20)


def test_keys_go_down_give_a_reason_restore_and_take_back(officer: Page, figures: FiguresCast) -> None:
    page, keys, sheet = officer, officer.keyboard, figures.commune
    page.goto(address(sheet))
    field(page, CARRIED).focus()
    keys.type("12")
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="a Hồ sơ tiếp nhận mới, Trực tiếp (Hồ sơ)")).to_be_focused()
    keys.press("ArrowUp")
    expect(field(page, CARRIED)).to_be_focused()
    expect(saved(page)).to_contain_text("Đã lưu")

    keys.type("99")
    keys.press("Escape")
    expect(field(page, CARRIED)).to_have_value("12")
    expect(saved(page)).to_contain_text("Đã lưu")

    reasons = page.get_by_role("dialog", name="Vì sao không có số")
    keys.press("n")
    expect(reasons).to_be_visible()
    keys.press("Escape")  # nothing was picked, nothing changes
    expect(reasons).to_be_hidden()
    expect(field(page, CARRIED)).to_be_focused()
    expect(field(page, CARRIED)).to_have_value("12")
    keys.press("n")
    expect(reasons).to_be_visible()
    keys.press("2")
    reason = cell(page, CARRIED).get_by_role("button", name="Không thuộc phạm vi")
    expect(reason).to_be_focused()
    expect(saved(page)).to_contain_text("Đã lưu")
    assert content(sheet, CARRIED) == (None, "not_applicable")

    keys.press("Control+z")
    expect(field(page, CARRIED)).to_have_value("12")
    expect(field(page, CARRIED)).to_be_focused()
    assert content(sheet, CARRIED) == (Decimal(12), "")

    keys.press("n")
    keys.press("1")
    expect(cell(page, CARRIED).get_by_role("button", name="Chưa phát sinh")).to_be_focused()
    keys.press("0")  # over a reason a digit is the value
    keys.press("Enter")
    expect(saved(page)).to_contain_text("Đã lưu")
    page.reload()
    expect(field(page, CARRIED)).to_have_value("0")


def test_what_cannot_be_read_stays_with_its_sentence_and_the_rest_is_saved(officer: Page, figures: FiguresCast) -> None:
    page, sheet = officer, figures.commune
    page.goto(address(sheet))
    field(page, LATE).fill("8,803")
    field(page, OPEN).fill("5")
    page.keyboard.press("Tab")
    expect(cell(page, LATE)).to_contain_text("ghi 8.803 nếu là")
    expect(field(page, LATE)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#luu")).to_contain_text("Có ô chưa lưu được")
    assert stored(sheet, OPEN) is not None and stored(sheet, LATE) is None
    field(page, LATE).fill("8.803")
    page.keyboard.press("Tab")
    expect(saved(page)).to_contain_text("Đã lưu")
    row = stored(sheet, LATE)
    assert row is not None and row.value == Decimal(8803)


def test_nothing_is_lost_when_the_connection_drops(officer: Page, figures: FiguresCast, complaints: Any) -> None:
    page, sheet = officer, figures.commune
    page.goto(address(sheet))

    def dropped(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**/dossier/o/", dropped)
    field(page, LATE).fill("7")
    page.keyboard.press("Enter")
    expect(saved(page)).to_contain_text("Chưa lưu: mất kết nối")
    assert stored(sheet, LATE) is None
    page.unroute("**/dossier/o/", dropped)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(saved(page)).to_contain_text("Đã lưu lúc")
    row = stored(sheet, LATE)
    assert row is not None and row.value == Decimal(7)
    complaints.seen.clear()  # of the requests that were cut


def test_a_colleagues_number_is_not_overwritten_unseen(officer: Page, figures: FiguresCast) -> None:
    page, sheet = officer, figures.commune
    page.goto(address(sheet))
    figures.save(sheet, {LATE: 3}, actor=figures.cast.commune_leader.actor)
    field(page, LATE).fill("5")
    page.keyboard.press("Tab")
    expect(cell(page, LATE)).to_contain_text("vừa được đổi ở nơi khác, nay là: 3")
    field(page, LATE).fill("6")
    page.keyboard.press("Tab")
    expect(saved(page)).to_contain_text("Đã lưu")
    row = stored(sheet, LATE)
    assert row is not None and row.value == Decimal(6)


def test_a_finding_is_filled_or_explained_from_its_row(officer: Page, figures: FiguresCast) -> None:
    page, sheet = officer, figures.commune
    figures.save(sheet, {key: said for key, said in GOOD.items() if key != OPEN} | {"staff.present": 25})
    page.goto(address(sheet))
    page.get_by_role("button", name="Điền 20").click()
    expect(page.locator("tr.fnote")).to_have_count(0)
    expect(field(page, OPEN)).to_have_value("20")

    page.goto(address(sheet, "staff"))
    page.locator("summary").filter(has_text="Giải thích").click()
    page.get_by_label("Vì sao số vẫn đúng").fill("Ba người biệt phái từ tỉnh về.")
    page.get_by_role("button", name="Ghi giải trình").click()
    expect(page.locator("tr.fnote--ok")).to_contain_text("Ba người biệt phái từ tỉnh về.")


def test_a_counted_cell_opens_beside_the_others(officer: Page, figures: FiguresCast) -> None:
    page, sheet = officer, figures.commune
    draft = CellDraft(cell_of("steer.docs", ""), Figure(Decimal(412)), source_note="Đếm văn bản trong sổ")
    cells_save(sheet, [draft], actor=SYSTEM, now=figures.cast.now, origin=Origin.LEDGER)
    page.goto(address(sheet, "steer"))
    page.locator("a.cell--auto").click()
    dialog = page.get_by_role("dialog", name="Chi tiết ô")
    expect(dialog).to_contain_text("Đếm văn bản trong sổ")
    dialog.get_by_label("Số của đơn vị").fill("410")
    dialog.get_by_label("Lý do").fill("Hai văn bản ghi trùng")
    dialog.get_by_role("button", name="Lưu số của đơn vị").click()
    expect(page.locator("#bang")).to_contain_text("tự lấy 412; sửa vì: Hai văn bản ghi trùng")


def test_a_phone_fills_and_hands_in(officer: Page, figures: FiguresCast) -> None:
    page, sheet = officer, figures.commune
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    figures.save(sheet, {key: said for key, said in GOOD.items() if not key.startswith("dossier")})
    page.goto(f"/so-lieu/ban/{sheet.uid}/")
    expect(page).to_have_url(re.compile("/dossier/$"))
    assert field(page, LATE).get_attribute("inputmode") == "numeric"
    type_in(page, DOSSIERS)
    expect(page.locator("#luu")).to_be_in_viewport()
    expect(page.locator("#luu")).to_contain_text("Đã lưu lúc")
    expect(page.locator("#luu")).to_contain_text("13/13")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name=re.compile("^Gửi ")).click()
    expect(page.locator("main")).to_contain_text("Đủ số liệu, không có chỗ nào chưa khớp")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name=re.compile("^Gửi ")).click()
    expect(page.locator("main")).to_contain_text("đang chờ nhận")
    assert Return.objects.get(pk=sheet.pk).state == ReturnState.SUBMITTED


def test_without_script_the_section_is_one_form(chromium: Browser, figures: FiguresCast, live_server: Any) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, figures.cast.commune_officer, live_server.url)
    page = context.new_page()
    page.goto(address(figures.commune))
    field(page, LATE).fill("2")
    page.locator(f"[name='r:{OPEN}']").select_option("none_yet")
    page.get_by_role("button", name="Lưu phần này").click()
    expect(page.locator("main")).to_contain_text("Đã lưu 2 ô.")
    expect(field(page, LATE)).to_have_value("2")
    expect(page.locator(f"[name='r:{OPEN}']")).to_have_value("none_yet")
    context.close()


def test_cells_pasted_into_the_grid_are_shown_before_anything_is_saved(officer: Page, figures: FiguresCast) -> None:
    page = officer
    page.goto(address(figures.commune))
    field(page, CARRIED).focus()
    page.evaluate(
        """name => {
          const data = new DataTransfer();
          data.setData("text/plain", "12\\n34\\n");
          const field = document.querySelector(`[name='o:${name}']`);
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        CARRIED,
    )
    expect(page).to_have_url(re.compile("/dua-vao/"))
    assert stored(figures.commune, CARRIED) is None
