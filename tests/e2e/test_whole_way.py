"""A plan document comes in, every agency knows what it owes, one proves it, another accepts it, the late list changes.

The one test that the product stands on: through the browser, on whichever database is given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from caicach.demo.load import sample_plan
from caicach.demo.people import PASSWORD, cast_build
from caicach.demo.province import province_build
from caicach.web import clock
from vanban.plans import Plan, read_plan
from vanban.reading import read_document

PROOF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
COMMUNE, MONITOR, STANDING = "suoinhan", "tuphap", "thuongtruc"
WHY = "Kế hoạch chưa có lịch của từng thôn. Bổ sung rồi nộp lại."


@dataclass(frozen=True)
class Way:
    """One document and what a commune owes by it."""

    file: Path
    heading: str  # a part of the plan's title
    duty: str  # the deliverable, monitored by the department of justice
    issued_on: str  # of the commune's proof: in time
    is_run_as_current: bool


@pytest.fixture
def province(transactional_db: None, settings: Any) -> None:
    """The fictional province with its accounts, and no plan yet."""
    settings.DEMO = True
    cast_build(province_build(clock.today()))


def sign_in(context: BrowserContext, username: str) -> Page:
    """Open a fresh window and sign in through the form."""
    context.clear_cookies()
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("navigation", name="Chính").or_(page.locator("nav.nav")).first).to_be_visible()
    return page


def upload(page: Page, way: Way) -> None:
    """Bring the document in and wait until it was read."""
    page.goto("/ke-hoach/")
    page.get_by_role("link", name="Tải lên kế hoạch").first.click()
    page.get_by_label("Tệp kế hoạch").set_input_files(way.file)
    if way.is_run_as_current:
        page.get_by_label("Chạy như kế hoạch hiện hành").check()
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(r"/ra-soat/\d+/"))


def settle(page: Page) -> int:
    """Answer every open question with the first answer offered; return how many there were."""
    count = 0
    while page.locator(".read--ask fieldset").count():
        question = page.locator("[data-question]").first
        asked = question.locator("input[name=phrase]").input_value()
        question.get_by_role("option").first.click()
        expect(page.locator(f'[data-question] input[name=phrase][value="{asked}"]')).to_have_count(0)
        count += 1
        page.get_by_role("link", name="Chỗ chưa rõ tiếp theo").or_(
            page.get_by_role("link", name="Xem trước và giao việc")
        ).first.wait_for()
        following = page.get_by_role("link", name="Chỗ chưa rõ tiếp theo")
        if not page.locator(".read--ask fieldset").count() and following.count():
            following.click()
    return count


def confirm(page: Page) -> None:
    """Look at the preview and assign."""
    page.get_by_role("link", name="Xem trước và giao việc").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nhiệm vụ cho")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text(re.compile(r"Đã giao [\d.]+ nhiệm vụ cho \d+ cơ quan"))).to_be_visible()


def open_duty(page: Page, way: Way) -> None:
    """Open the commune's obligation by searching for its words without looking at the desk's order."""
    page.goto("/nhiem-vu/")
    page.get_by_role("search").get_by_role("searchbox").first.fill(way.duty)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=way.duty).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(way.duty)


def hand_in(page: Page, way: Way, symbol: str) -> None:
    """Hand in a document."""
    page.get_by_label("Loại văn bản").select_option("Kế hoạch")
    page.get_by_role("textbox", name="Số, ký hiệu").fill(symbol)
    page.get_by_label("Ngày ban hành").fill(way.issued_on)
    page.get_by_label("Tệp").set_input_files({"name": "kế hoạch.pdf", "mimeType": "application/pdf", "buffer": PROOF})
    page.get_by_role("button", name="Nộp cho Sở Tư pháp").click()
    expect(page.get_by_text("Đã nộp").first).to_be_visible()


def late_count(page: Page, way: Way) -> int:
    """Return how often the duty stands in the commune's late list."""
    page.goto("/nhiem-vu/qua-han/")
    return page.get_by_role("main").get_by_role("link", name=way.duty).count()


def walk(context: BrowserContext, way: Way) -> int:
    """Go the whole way; return how many questions the review asked."""
    officer = sign_in(context, STANDING)
    upload(officer, way)
    expect(officer.get_by_text("chưa ai bị giao gì")).to_be_visible()
    settled = settle(officer)
    confirm(officer)
    expect(officer.get_by_role("heading", level=1)).to_contain_text(way.heading)

    commune = sign_in(context, COMMUNE)
    assert late_count(commune, way) == 1
    open_duty(commune, way)
    hand_in(commune, way, "12/KH-UBND")
    assert late_count(commune, way) == 0

    department = sign_in(context, MONITOR)
    department.goto("/nhiem-vu/cho-nghiem-thu/")
    department.get_by_role("main").get_by_role("link", name=way.duty).first.click()
    department.get_by_label("Lý do").fill(WHY)
    department.get_by_role("button", name="Trả lại để bổ sung").click()
    expect(department.get_by_text("Trả lại").first).to_be_visible()

    commune = sign_in(context, COMMUNE)
    expect(commune.get_by_text(WHY)).to_be_visible()
    assert late_count(commune, way) == 1
    open_duty(commune, way)
    hand_in(commune, way, "15/KH-UBND")

    department = sign_in(context, MONITOR)
    department.goto("/nhiem-vu/cho-nghiem-thu/")
    department.get_by_role("main").get_by_role("link", name=way.duty).first.click()
    department.get_by_role("button", name="Nghiệm thu sản phẩm").click()
    expect(department.get_by_text("Hoàn thành").first).to_be_visible()

    commune = sign_in(context, COMMUNE)
    assert late_count(commune, way) == 0
    return settled


def test_the_sample_plan_becomes_duties_that_agencies_see_and_answer(
    context: BrowserContext, province: None, tmp_path: Path
) -> None:
    # The year before this one, so that the dates of the plan have passed whenever the test is run.
    year = clock.today().year - 1
    file = tmp_path / "kế hoạch.txt"
    file.write_bytes(sample_plan(year))
    way = Way(
        file=file,
        heading=f"Cải cách hành chính nhà nước năm {year}",
        duty=f"Kế hoạch theo dõi thi hành pháp luật năm {year} của cơ quan, đơn vị, địa phương",
        issued_on=f"10/02/{year}",
        is_run_as_current=True,
    )
    walk(context, way)


@pytest.mark.shared
def test_a_real_plan_becomes_duties_that_agencies_see_and_answer(
    context: BrowserContext, province: None, shared: Path
) -> None:
    (file,) = (shared / "seeds").glob("003_*.txt")
    plan = read_plan(read_document(file.read_bytes(), name=file.name))
    way = Way(
        file=file,
        heading=plan.header.title or "",
        duty=next(_monitored(plan, "Sở Tư pháp")),
        issued_on=f"15/02/{plan.header.year}",
        is_run_as_current=True,
    )
    assert walk(context, way) >= 1


def _monitored(plan: Plan, monitor: str) -> Iterator[str]:
    """Yield what a group owes once, by the end of a month, under the eye of ``monitor``."""
    for row in (row for annex in plan.annexes for task in annex.tasks for row in task.rows):
        watched = [phrase.text for phrase in row.monitoring] == [monitor]
        if watched and row.lead[0].kind == "group" and row.deadlines[0].kind == "within":
            yield row.deliverables[0].text
