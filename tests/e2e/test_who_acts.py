"""Handing in is an act of the agency: an officer prepares, the leader approves, the acceptor accepts; or on behalf."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from caicach.accounts.models import User
from caicach.obligations.models import Obligation, Submission
from caicach.web import clock
from cast import Cast, cast_make

PASSWORD = "song-may-2026-thu"
PROOF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
NOTE = "Thiếu phụ lục số liệu của từng thôn."
OFFICER, LEADER, STANDING, CHAIRMAN = "huong", "luc", "vinh", "chu.tich"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The province with people who can sign in, today."""
    cast = replace(cast_make(), today=clock.today(), now=clock.now())
    for user in User.objects.filter(username__in=(OFFICER, LEADER, STANDING, CHAIRMAN)):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return cast


@pytest.fixture
def obligation(cast: Cast) -> Obligation:
    """What the commune owes to the standing body next month."""
    return cast.obligation(due_on=cast.today + timedelta(days=30), duty={"title": "Báo cáo rà soát thủ tục"})


def sign_in(context: BrowserContext, username: str) -> Page:
    context.clear_cookies()
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("nav").first).to_be_visible()
    return page


def fill(page: Page, symbol: str, issued_on: date, *, file: bool = True) -> None:
    page.get_by_role("textbox", name="Số, ký hiệu").fill(symbol)
    page.get_by_label("Ngày ban hành").fill(f"{issued_on:%d/%m/%Y}")
    if file:
        given = {"name": "báo cáo.pdf", "mimeType": "application/pdf", "buffer": PROOF}
        page.get_by_label("Tệp").set_input_files(given)  # type: ignore[arg-type]  # a file of the memory


def open_from(page: Page, address: str, title: str) -> None:
    page.goto(address)
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_the_officer_prepares_the_leader_approves_the_acceptor_accepts(
    context: BrowserContext, cast: Cast, obligation: Obligation
) -> None:
    address = f"/nhiem-vu/{obligation.uid}/"
    title = obligation.duty.title

    leader = sign_in(context, LEADER)
    leader.goto("/nhiem-vu/cach-nop/")
    leader.get_by_label("Hai bước").check()
    leader.get_by_role("button", name="Lưu cách nộp").click()
    expect(leader.get_by_text("Đã đổi cách nộp.")).to_be_visible()

    officer = sign_in(context, OFFICER)
    officer.goto(address)
    fill(officer, "12/BC-UBND", cast.today)
    officer.get_by_role("button", name="Trình lãnh đạo").click()
    expect(officer.get_by_text("Đã trình lãnh đạo UBND xã Suối Nhạn.")).to_be_visible()
    assert not Submission.objects.exists()

    leader = sign_in(context, LEADER)
    expect(leader.get_by_role("heading", name="Chờ tôi duyệt")).to_be_visible()
    open_from(leader, "/nhiem-vu/cho-duyet/", title)
    leader.get_by_label("Ý kiến của lãnh đạo").fill(NOTE)
    leader.get_by_role("button", name="Trả để sửa").click()
    expect(leader.get_by_text("Đã trả bản trình để sửa.")).to_be_visible()

    officer = sign_in(context, OFFICER)
    officer.goto(address)
    expect(officer.get_by_text(NOTE).first).to_be_visible()
    fill(officer, "15/BC-UBND", cast.today, file=False)
    officer.get_by_role("button", name="Trình lãnh đạo").click()
    expect(officer.get_by_text("Đã trình lãnh đạo UBND xã Suối Nhạn.")).to_be_visible()

    leader = sign_in(context, LEADER)
    open_from(leader, "/nhiem-vu/cho-duyet/", title)
    leader.get_by_role("button", name="Duyệt và nộp cho Sở Nội vụ").click()
    expect(leader.get_by_text("Đã duyệt và nộp cho Sở Nội vụ.")).to_be_visible()

    standing = sign_in(context, STANDING)
    open_from(standing, "/nhiem-vu/cho-nghiem-thu/", title)
    expect(standing.get_by_text("Trình: Lê Thị Mai Hương")).to_be_visible()
    expect(standing.get_by_text("Duyệt và nộp: Trần Văn Lực")).to_be_visible()
    expect(standing.get_by_text(NOTE)).to_have_count(0)
    standing.get_by_role("button", name="Nghiệm thu sản phẩm").click()
    expect(standing.get_by_text("Hoàn thành").first).to_be_visible()


def test_the_standing_body_hands_in_on_behalf_and_the_next_above_accepts(
    context: BrowserContext, cast: Cast, obligation: Obligation
) -> None:
    issued_on = cast.today - timedelta(days=3)
    standing = sign_in(context, STANDING)
    standing.set_viewport_size({"width": 390, "height": 844})
    standing.goto(f"/nhiem-vu/{obligation.uid}/")
    standing.get_by_role("link", name="Nộp thay đơn vị").click()
    expect(standing.get_by_text("UBND tỉnh Sông Mây nghiệm thu.")).to_be_visible()
    assert standing.evaluate("document.documentElement.scrollWidth") == 390
    fill(standing, "12/BC-UBND", issued_on)
    standing.get_by_role("button", name="Nộp thay").click()
    expect(standing.get_by_text("Đã nộp thay UBND xã Suối Nhạn.")).to_be_visible()
    words = f"Sở Nội vụ nộp thay, theo văn bản giấy số 12/BC-UBND ngày {issued_on:%d/%m/%Y}"
    expect(standing.get_by_text(words).first).to_be_visible()
    expect(standing.get_by_role("button", name="Nghiệm thu sản phẩm")).to_have_count(0)

    chairman = sign_in(context, CHAIRMAN)
    open_from(chairman, "/nhiem-vu/cho-nghiem-thu/", obligation.duty.title)
    expect(chairman.get_by_text(words).first).to_be_visible()
    chairman.get_by_role("button", name="Nghiệm thu sản phẩm").click()
    expect(chairman.get_by_text("Hoàn thành").first).to_be_visible()


def test_a_secret_paper_is_named_by_its_place_and_a_marked_file_is_refused(
    context: BrowserContext, cast: Cast, obligation: Obligation, complaints: Any
) -> None:
    officer = sign_in(context, OFFICER)
    officer.goto(f"/nhiem-vu/{obligation.uid}/")
    fill(officer, "12/BC-UBND (MẬT)", cast.today)
    officer.get_by_role("button", name="Nộp cho Sở Nội vụ").click()
    expect(officer.get_by_text("mang dấu độ mật “Mật”").first).to_be_visible()
    complaints.seen.clear()  # the browser tells of the answer 422

    officer.goto(f"/nhiem-vu/{obligation.uid}/")
    officer.get_by_text("Văn bản mật thì làm thế nào?").click()
    officer.get_by_label("Đây là văn bản mật").check()
    officer.get_by_label("Nơi lưu văn bản mật").fill("Tủ mật, Văn thư UBND xã")
    officer.get_by_label("Ngày ban hành").fill(f"{cast.today:%d/%m/%Y}")
    officer.get_by_role("button", name="Nộp cho Sở Nội vụ").click()
    expect(officer.get_by_text("lưu tại Tủ mật, Văn thư UBND xã")).to_be_visible()
