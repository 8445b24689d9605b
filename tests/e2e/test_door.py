"""The door as a browser sees it, with scripts and without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from caicach.accounts.models import User

PASSWORD = "mat-khau-thu-nghiem-2026"


@pytest.fixture
def clerk(transactional_db: None) -> User:
    return User.objects.create_user("van.thu", PASSWORD, full_name="Nguyễn Thị Thư")


def sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("van.thu")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_somebody_signs_in_and_sees_their_name(page: Page, clerk: User) -> None:
    sign_in(page)
    expect(page.get_by_text("Nguyễn Thị Thư").first).to_be_attached()


def test_the_same_without_scripts(chromium: Browser, live_server: object, clerk: User) -> None:
    with chromium.new_context(base_url=live_server.url, java_script_enabled=False) as context:  # type: ignore[attr-defined]
        page = context.new_page()
        sign_in(page)
        expect(page.get_by_text("Nguyễn Thị Thư").first).to_be_attached()


def test_a_phone_needs_no_scrolling_sideways(phone: Page, clerk: User) -> None:
    phone.goto("/")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_browser_s_complaints_are_heard(page: Page, clerk: User, complaints: object) -> None:
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")
    page.evaluate("console.error('x')")
    page.wait_for_timeout(100)
    heard = "\n".join(complaints.seen)  # type: ignore[attr-defined]
    complaints.seen.clear()  # type: ignore[attr-defined]
    assert "style-src" in heard
    assert "console: x" in heard
