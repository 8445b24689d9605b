"""Proof picked from the register by the keyboard alone, with script and without."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from caicach.accounts.models import User
from caicach.obligations.models import Obligation, Submission
from cast import Cast, cast_make

PASSWORD = "mot-mat-khau-thu"


@pytest.fixture
def register(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, Obligation]:
    """The cast on its morning, a report that the commune owes, and the commune's register."""
    cast = cast_make()
    monkeypatch.setattr("caicach.web.clock.now", lambda: cast.now)
    for symbol, subject in (("41/BC-UBND", "Kết quả hòa giải ở cơ sở"), ("42/BC-UBND", "Việc khác")):
        cast.document(actor=cast.clerk.actor, symbol=symbol, subject=subject, issued_on=date(2026, 3, 12))
    cast.commune_officer.user.set_password(PASSWORD)
    User.objects.filter(pk=cast.commune_officer.user.pk).update(password=cast.commune_officer.user.password)
    return cast, cast.obligation()


def opened(context: BrowserContext, obligation: Obligation, cast: Cast) -> Page:
    """Return the page of the obligation as the commune's officer sees it."""
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(cast.commune_officer.user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.goto(f"/nhiem-vu/{obligation.uid}/")
    return page


def test_it_is_found_while_typing_picked_and_handed_in(
    context: BrowserContext, register: tuple[Cast, Obligation]
) -> None:
    cast, obligation = register
    page = opened(context, obligation, cast)
    page.locator("#nop-file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})

    page.get_by_label("Tìm văn bản trong sổ").focus()
    page.keyboard.type("hoa giai")
    found = page.get_by_role("status").get_by_role("button")
    expect(found).to_have_count(1)
    assert page.locator("#nop-file").evaluate("field => field.files.length") == 1, "searching keeps the chosen file"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(found).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("không phải gửi lại tệp")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bỏ chọn")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Nộp cho Sở Nội vụ")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đã nộp cho Sở Nội vụ.")).to_be_visible()
    expect(page.get_by_role("link", name="Báo cáo 41/BC-UBND")).to_be_visible()
    assert Submission.objects.get().document.symbol == "41/BC-UBND"  # type: ignore[union-attr]


def test_without_script_enter_searches_and_what_was_typed_stays(
    chromium: Browser, live_server: Any, register: tuple[Cast, Obligation]
) -> None:
    cast, obligation = register
    plain = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="vi-VN")
    page = opened(plain, obligation, cast)
    page.locator("#nop-subject").fill("Đang ghi dở")

    page.get_by_label("Tìm văn bản trong sổ").fill("41 / bc-ubnd")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Báo cáo 41/BC-UBND")).to_be_visible()
    expect(page.locator("#nop-subject")).to_have_value("Đang ghi dở")
    assert not Submission.objects.exists()
    plain.close()
