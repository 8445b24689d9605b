"""A commune writes its report in a real browser: at a desk, on a phone, without a script; văn thư enters the number."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from caicach.reports.models import Report
from caicach.reports.services import report_open
from caicach.web import clock
from cast import NOW, Person, cast_make
from figures_cast import GOOD, FiguresCast, figures_cast_make
from reports_cast import template_make


@pytest.fixture
def figures(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> FiguresCast:
    """A period in which the commune has filled in its sheet, and a template for it."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = figures_cast_make(cast_make())
    made.save(made.commune, GOOD)
    template_make()
    return made


@pytest.fixture
def report(figures: FiguresCast) -> Report:
    """The commune's report."""
    return report_open(figures.commune.pk, "mau", actor=figures.cast.commune_officer.actor, now=NOW)


def sign_in(context: BrowserContext, person: Person, base_url: str) -> None:
    """Let the browser be ``person``'s."""
    client = Client()
    client.force_login(person.user)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base_url}])


def test_from_the_figures_to_the_number(
    page: Page, context: BrowserContext, figures: FiguresCast, live_server: Any
) -> None:
    sign_in(context, figures.cast.commune_leader, live_server.url)
    page.goto("/bao-cao/")
    page.get_by_role("button", name="Lập báo cáo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Báo cáo quý I năm 2026 của UBND xã Suối Nhạn")

    page.get_by_role("link", name="1. Thủ tục hành chính").click()
    sheet = page.get_by_role("article", name="Bản in")
    expect(sheet.get_by_role("link", name="100", exact=True)).to_have_attribute("title", "2.1.2 Hồ sơ tiếp nhận mới")
    words = page.get_by_label("Lời văn")
    words.fill(words.input_value().replace("Tiếp nhận", "Toàn xã tiếp nhận"))
    page.get_by_label("Điền II.1: việc khác").fill("Mở thêm 2 quầy.")
    page.get_by_role("button", name="Lưu phần này").click()
    expect(sheet).to_contain_text("Toàn xã tiếp nhận 100 hồ sơ")
    expect(page.get_by_text("Không có trong sổ")).to_be_visible()

    page.get_by_role("link", name="Báo cáo quý I năm 2026 của UBND xã Suối Nhạn").click()
    page.get_by_role("link", name="Kiểm tra, trình ký").click()
    page.get_by_role("button", name="Chốt báo cáo").click()
    expect(page.get_by_text("Đã chốt. Tải Word hoặc PDF để trình ký")).to_be_visible()
    with page.expect_download() as docx:
        page.get_by_role("link", name="Word", exact=True).click()
    assert docx.value.suggested_filename.endswith(".docx")

    page.get_by_label("Số, ký hiệu").fill("45/BC-UBND")
    page.get_by_role("textbox", name="Ngày ban hành").fill("16/03/2026")
    page.get_by_role("button", name="Ghi số, ngày").click()
    expect(page.get_by_text("Đã ghi số, ngày ban hành")).to_be_visible()
    page.get_by_label("Tệp", exact=True).set_input_files(docx.value.path())
    page.get_by_role("button", name="Đưa về và đối chiếu").click()
    expect(page.get_by_text("Mọi số khớp bản đã chốt.")).to_be_visible()


def test_a_section_is_written_on_a_phone(
    phone: Page, context: BrowserContext, report: Report, figures: FiguresCast, live_server: Any
) -> None:
    sign_in(context, figures.cast.commune_officer, live_server.url)
    phone.goto(f"/bao-cao/{report.uid}/phan/I.1/")
    phone.get_by_label("Điền I.1: việc nổi bật").fill("Đối thoại với người dân.")
    phone.get_by_role("button", name="Lưu phần này").click()
    expect(phone.get_by_role("article", name="Bản in")).to_contain_text("Đối thoại với người dân.")
    for path in ("", "phan/I.1/", "phan/I.1/lich-su/", "nhiem-vu/", "chi-tieu/", "kiem-tra/", "dau/"):
        phone.goto(f"/bao-cao/{report.uid}/{path}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_a_section_is_written_without_a_script(
    chromium: Browser, report: Report, figures: FiguresCast, live_server: Any
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, figures.cast.commune_officer, live_server.url)
    page = context.new_page()
    page.goto(f"/bao-cao/{report.uid}/phan/I.1/")
    page.get_by_label("Điền I.1: việc nổi bật").fill("Không cần kịch bản.")
    page.get_by_role("button", name="Lưu phần này").click()
    expect(page.get_by_role("article", name="Bản in")).to_contain_text("Không cần kịch bản.")
    context.close()
