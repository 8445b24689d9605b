"""A plan is reviewed and assigned by keyboard alone; what one types is never taken for a key."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from caicach.demo.people import PASSWORD, cast_build
from caicach.demo.province import province_build
from caicach.plans.models import Deliverable, Plan
from caicach.web import clock
from plans_sample import OPEN_ROW, ROWS, plan_text

OPEN_AT = 5  # position of the row with an unknown body
UNKNOWN = "Sở Nội vụ - Lao động"


@pytest.fixture
def review(page: Page, transactional_db: None, settings: Any) -> Page:
    """The review of the sample plan, as its first page opens."""
    settings.DEMO = True
    cast_build(province_build(clock.today()))
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("thuongtruc")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.goto("/ke-hoach/tai-len/")
    content = {
        "name": "kế hoạch.txt",
        "mimeType": "text/plain",
        "buffer": plan_text(*ROWS, OPEN_ROW.replace("TT PVHCC", UNKNOWN)),
    }
    page.get_by_label("Tệp kế hoạch").set_input_files(content)
    page.get_by_label("Chạy như kế hoạch hiện hành").check()
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(rf"/ra-soat/{OPEN_AT}/"))
    return page


def test_from_the_first_open_row_to_assigning_by_keyboard(review: Page) -> None:
    page, keys = review, review.keyboard
    expect(page.locator("td.hl")).to_have_text(UNKNOWN)
    expect(page.get_by_role("combobox", name=f"Chọn cơ quan cho “{UNKNOWN}”")).to_be_visible()
    keys.press("1")  # the first body that is offered
    expect(page.get_by_text("Đã xử lý 1 chỗ.")).to_be_visible()
    expect(page.get_by_text("chưa ai bị giao gì")).to_contain_text("Không còn chỗ nào chưa rõ")
    for seen in range(1, 6):
        keys.press("a")
        expect(page.locator("#ra-soat-o")).to_contain_text(f"{seen}/5 đã xem")
    assert not Deliverable.objects.filter(reviewed_at=None).exists()

    page.get_by_role("link", name="Xem trước và giao việc").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("nhiệm vụ cho")
    page.get_by_role("button", name="Giao việc").focus()
    keys.press("Enter")
    expect(page.get_by_text(re.compile(r"Đã giao [\d.]+ nhiệm vụ"))).to_be_visible()
    assert Plan.objects.get().state == "confirmed"


def test_keys_move_mark_and_explain_and_never_steal_what_is_typed(review: Page) -> None:
    page, keys = review, review.keyboard
    keys.press("j")
    page.wait_for_url(re.compile(r"/ra-soat/[1-4]/"))
    heading = page.get_by_role("heading", name=re.compile("Đã đọc dòng"))
    expect(heading).to_be_focused()
    keys.press("k")
    page.wait_for_url(re.compile(rf"/ra-soat/{OPEN_AT}/"))
    expect(heading).to_be_focused()

    page.get_by_label("Thời hạn theo văn bản").focus()
    expect(page.locator("td.hl")).to_have_text("Tháng 6/2026")
    note = page.get_by_label("Ghi chú")
    note.focus()
    keys.type("jka1?/")
    expect(note).to_have_value("jka1?/")
    assert page.url.endswith(f"/ra-soat/{OPEN_AT}/")
    keys.press("Escape")
    expect(heading).to_be_focused()
    keys.press("j")  # what is not saved is not lost by a key
    expect(page.locator("#ra-soat-noi")).to_contain_text("chưa lưu")
    assert page.url.endswith(f"/ra-soat/{OPEN_AT}/")
    keys.press("Control+Enter")
    expect(page.locator("#ra-soat-noi")).to_contain_text("Đã lưu dòng")
    assert Deliverable.objects.get(position=OPEN_AT).note == "jka1?/"

    keys.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt khi rà soát")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    keys.press("g")
    expect(page.get_by_role("region", name="Văn bản gốc, toàn văn")).to_be_focused()


def test_a_body_is_added_and_taken_away_as_a_token(review: Page) -> None:
    page, keys = review, review.keyboard
    box = page.get_by_role("combobox", name="Thêm cơ quan: Phối hợp")
    box.focus()
    keys.type("so noi vu")
    offered = page.get_by_role("listbox", name="Thêm cơ quan: Phối hợp")
    offered.get_by_role("option", name=re.compile("^Sở Nội vụ")).first.wait_for()
    keys.press("Enter")
    expect(page.get_by_role("button", name="Bỏ Sở Nội vụ", exact=True)).to_be_visible()
    keys.press("Control+Enter")
    expect(page.locator("#ra-soat-noi")).to_contain_text("Đã lưu dòng")
    row = Deliverable.objects.get(position=OPEN_AT)
    assert [party.meaning for party in row.parties.filter(role="coordinating")] == ["agency"]


def test_the_review_fits_a_phone(review: Page) -> None:
    review.set_viewport_size({"width": 390, "height": 844})
    assert review.evaluate("document.documentElement.scrollWidth") <= 390
    review.get_by_role("button", name="Lưu dòng").scroll_into_view_if_needed()
    expect(review.get_by_role("button", name="Lưu dòng")).to_be_visible()
