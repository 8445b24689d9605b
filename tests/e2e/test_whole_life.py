"""The whole life of one duty, as four people see it: assigned, contested, put off, late, given back, accepted.

Through the browser, on whichever database is given; the days pass under the feet of a running server.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from caicach.demo.people import PASSWORD, cast_build
from caicach.demo.province import province_build
from caicach.obligations.models import Obligation
from caicach.web import clock
from plans_sample import COLUMNS, plan_text

OFFICER, LEADER, STANDING, MONITOR = "suoinhan", "lanhdao", "thuongtruc", "tuphap"
TITLE = "Kế hoạch theo dõi thi hành pháp luật của xã"
HEAD = """ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY

Số: 88/KH-UBND

Sông Mây, ngày 02 tháng 01 năm 2026

# KẾ HOẠCH

## Cải cách hành chính nhà nước năm 2026 tỉnh Sông Mây

**Phụ lục**

"""
ROWS = (
    "I\tCải cách thể chế\t\t\t\t\t",
    f"1\tTheo dõi thi hành pháp luật\t{TITLE}\tChậm nhất ngày 27/02/2026\tUBND xã Suối Nhạn\t\tSở Tư pháp",
)
PROOF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
CONTEST = "Xã nhận kế hoạch sau khi họp HĐND; đề nghị lùi để kịp bố trí người."
ANSWER = "Đồng ý cho hạn mới, xã chủ động bố trí người thực hiện."
ASKED = "Hai thôn bị chia cắt vì mưa lũ, chưa lấy được ý kiến."
GRANTED = "Cho thêm một tuần, không gia hạn lần nữa."
MENDING = "Chưa có lịch của từng thôn."


@dataclass
class Day:
    """The day on which everybody stands."""

    now: datetime

    def to(self, day: int, month: int) -> None:
        """Let it be half past nine in Viet Nam on this day of 2026."""
        self.now = datetime(2026, month, day, 2, 30, tzinfo=UTC)


@pytest.fixture
def day(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Day:
    """The fictional province on the morning when its plan is assigned."""
    day = Day(datetime(2026, 1, 5, 2, 30, tzinfo=UTC))
    monkeypatch.setattr(clock, "now", lambda: day.now)
    cast_build(province_build(clock.today()))
    return day


@dataclass
class People:
    """Windows of the four, opened one after the other."""

    context: BrowserContext
    address: str = ""

    def sign_in(self, username: str) -> Page:
        """Let one of them in through the door."""
        self.context.clear_cookies()
        page = self.context.new_page()
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("navigation", name="Chính").or_(page.locator("nav.nav")).first).to_be_visible()
        return page

    def at(self, username: str) -> Page:
        """Let one of them look at the duty."""
        page = self.sign_in(username)
        page.goto(self.address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
        return page

    def late_counts(self) -> list[int]:
        """Return how often the duty of this commune stands in the late list of the officer, leader and monitor."""
        counts = []
        for username in (OFFICER, LEADER, MONITOR):
            page = self.sign_in(username)
            page.goto("/nhiem-vu/qua-han/")
            counts.append(page.locator(f'main a[href="{self.address}"]').count())
        return counts


@pytest.fixture
def people(context: BrowserContext) -> People:
    """The four."""
    return People(context)


def panel(page: Page, name: str) -> Locator:
    """Return one panel of the page by its heading."""
    return page.locator("section.panel").filter(has=page.get_by_role("heading", name=name, exact=True))


def test_the_whole_life_of_a_duty(people: People, day: Day) -> None:
    _assigned(people)
    _contested(people, day)
    _put_off(people, day)
    _late(people, day)
    _given_back(people, day)
    _accepted(people, day)


def _assigned(people: People) -> None:
    page = people.sign_in(STANDING)
    page.goto("/ke-hoach/")
    page.get_by_role("link", name="Tải lên kế hoạch").first.click()
    text = plan_text(*ROWS, head=HEAD, columns=COLUMNS)
    page.get_by_label("Tệp kế hoạch").set_input_files({"name": "kh.txt", "mimeType": "text/plain", "buffer": text})
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.get_by_role("link", name="Xem trước và giao việc").click()
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("Đã giao").first).to_be_visible()
    one = Obligation.objects.get(duty__title=TITLE, agency__current_name="UBND xã Suối Nhạn")
    people.address = f"/nhiem-vu/{one.uid}/"


def _contested(people: People, day: Day) -> None:
    day.to(7, 1)
    page = people.at(OFFICER)
    box = panel(page, "Tiếp nhận")
    box.locator("summary").click()
    box.get_by_label("Hạn trước ngày nhận được văn bản").check()
    box.get_by_label("Nội dung kiến nghị").fill(CONTEST)
    box.get_by_label("Hạn đề xuất").fill("20/03/2026")
    box.get_by_role("button", name="Gửi kiến nghị").click()
    expect(panel(page, "Tiếp nhận").get_by_text(CONTEST)).to_be_visible()
    expect(panel(people.at(LEADER), "Tiếp nhận").get_by_text(CONTEST)).to_be_visible()

    day.to(9, 1)
    page = people.sign_in(STANDING)
    page.goto("/nhiem-vu/kien-nghi/")
    page.get_by_role("main").locator(f'a[href^="{people.address}"]').first.click()
    box = panel(page, "Tiếp nhận")
    box.get_by_role("radio", name="Cho hạn mới").check()
    box.get_by_role("textbox", name="Hạn mới").fill("13/03/2026")
    box.get_by_label("Nội dung trả lời").fill(ANSWER)
    box.get_by_role("button", name="Trả lời kiến nghị").click()
    expect(page.get_by_text("Đã trả lời kiến nghị của UBND xã Suối Nhạn.")).to_be_visible()
    for username in (OFFICER, LEADER):
        page = people.at(username)
        expect(panel(page, "Tiếp nhận").get_by_text(ANSWER)).to_be_visible()
        expect(page.get_by_text("13/03/2026").first).to_be_visible()


def _put_off(people: People, day: Day) -> None:
    day.to(9, 3)
    page = people.at(OFFICER)
    box = panel(page, "Gia hạn")
    box.locator("summary").click()
    box.get_by_label("Xin gia hạn đến").fill("31/03/2026")
    box.get_by_role("combobox").select_option("force_majeure")
    box.get_by_role("textbox", name="Lý do").fill(ASKED)
    box.get_by_role("button", name="Gửi đề nghị gia hạn").click()
    expect(panel(page, "Gia hạn").get_by_text(ASKED)).to_be_visible()
    expect(panel(people.at(LEADER), "Gia hạn").get_by_text(ASKED)).to_be_visible()

    day.to(10, 3)
    page = people.sign_in(STANDING)
    page.goto("/nhiem-vu/gia-han/")
    expect(page.get_by_text(ASKED).first).to_be_visible()
    page.goto(people.address)
    box = panel(page, "Gia hạn")
    box.get_by_label("Đồng ý gia hạn").check()
    box.get_by_role("textbox", name="Hạn mới").fill("20/03/2026")
    box.get_by_role("textbox", name="Trả lời").fill(GRANTED)
    box.get_by_role("button", name="Quyết định gia hạn").click()
    expect(page.get_by_role("status").first).to_be_visible()
    page = people.at(OFFICER)
    expect(panel(page, "Gia hạn").get_by_text(GRANTED)).to_be_visible()
    expect(page.get_by_text("20/03/2026").first).to_be_visible()
    expect(page.get_by_text("27/02/2026").first).to_be_visible()


def _late(people: People, day: Day) -> None:
    day.to(20, 3)
    assert people.late_counts() == [0, 0, 0], "its last day is not over"
    day.to(23, 3)
    assert people.late_counts() == [1, 1, 1]
    page = people.at(OFFICER)
    box = panel(page, "Nguyên nhân chậm")
    if not box.get_by_role("combobox").is_visible():
        box.locator("summary").click()
    box.get_by_role("combobox").select_option("force_majeure")
    box.get_by_role("button", name="Lưu nguyên nhân").click()
    for username in (LEADER, STANDING, MONITOR):
        expect(panel(people.at(username), "Nguyên nhân chậm").locator("h3", has_text="hách quan")).to_be_visible()


def _given_back(people: People, day: Day) -> None:
    day.to(24, 3)
    _hand_in(people.at(OFFICER), "12/KH-UBND", "24/03/2026")
    assert people.late_counts() == [0, 0, 0]
    day.to(25, 3)
    page = people.sign_in(MONITOR)
    page.goto("/nhiem-vu/cho-nghiem-thu/")
    page.get_by_role("main").locator(f'a[href^="{people.address}"]').first.click()
    box = panel(page, "Trả lại")
    box.get_by_role("checkbox", name=re.compile("hiếu phụ lục")).check()
    box.locator("textarea").fill(MENDING)
    box.get_by_role("button", name="Trả lại để bổ sung").click()
    expect(page.get_by_text("Trả lại").first).to_be_visible()
    for username in (OFFICER, LEADER):
        page = people.at(username)
        expect(page.get_by_text(MENDING).first).to_be_visible()
        expect(page.get_by_text(re.compile("hiếu phụ lục")).first).to_be_visible()


def _accepted(people: People, day: Day) -> None:
    day.to(26, 3)
    _hand_in(people.at(LEADER), "15/KH-UBND", "26/03/2026")
    assert people.at(OFFICER).get_by_text("15/KH-UBND").count()
    day.to(27, 3)
    page = people.at(MONITOR)
    page.get_by_role("button", name="Nghiệm thu sản phẩm").click()
    for username in (OFFICER, LEADER, STANDING, MONITOR):
        page = people.at(username)
        expect(page.get_by_text("Hoàn thành").first).to_be_visible()
        assert page.get_by_role("button", name="Nghiệm thu sản phẩm").count() == 0
    assert people.late_counts() == [0, 0, 0]
    one = Obligation.objects.get(uid=people.address.split("/")[2])
    steps = list(one.transitions.order_by("pk").values_list("to_state", flat=True))
    assert steps == ["open", "submitted", "returned", "submitted", "accepted"]
    assert str(one.first_due_on) == "2026-02-27"
    assert list(one.due_changes.order_by("pk").values_list("kind", flat=True)) == ["contest", "extension"]


def _hand_in(page: Page, symbol: str, issued_on: str) -> None:
    box = panel(page, "Nộp sản phẩm")
    box.get_by_label("Loại văn bản").select_option("Kế hoạch")
    box.get_by_label("Số, ký hiệu").fill(symbol)
    box.get_by_label("Ngày ban hành").fill(issued_on)
    box.locator("input[type=file]").set_input_files(
        {"name": "kế hoạch.pdf", "mimeType": "application/pdf", "buffer": PROOF}
    )
    box.get_by_role("button", name="Nộp cho Sở Tư pháp").click()
    expect(page.get_by_text("Đã nộp").first).to_be_visible()
