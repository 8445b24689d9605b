"""A plan as PDF and as a scan: brought in, read page by page, reviewed and assigned; a draft as PDF is examined.

The papers are printed by the browser from our own plan, a row of which is divided between two pages.
"""

import io
import re
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from caicach.demo.people import PASSWORD, cast_build
from caicach.demo.province import province_build
from caicach.jobs.runner import JobContext
from caicach.obligations.models import Obligation
from caicach.plans.models import Plan
from caicach.web import clock
from plans_sample import COLUMNS, HEAD, ROWS
from vanban.reading.scan.recognition import TESSDATA_FOLDERS

DPI = 200
SKEW_DEG = 0.6
STYLE = """
@page { size: A4 landscape; margin: 14mm }
body { font: 13pt 'Liberation Serif', 'Times New Roman', 'DejaVu Serif', serif }
.above { height: 140mm; overflow: hidden }
table { border-collapse: collapse; width: 100% }
td, th { border: 0.7pt solid #000; padding: 1.5mm; vertical-align: top; text-align: left }
"""
# Long enough to be divided by the end of the page.
BEGIN, END = "Rà soát văn bản quy phạm pháp luật", "gửi hồ sơ thẩm định đúng thời gian"
LONG = (
    f"{BEGIN} thuộc phạm vi quản lý của tỉnh; lập danh mục văn bản hết hiệu lực, văn bản cần sửa đổi, bổ sung, thay "
    "thế hoặc bãi bỏ; tổng hợp khó khăn, vướng mắc của cơ quan, đơn vị, địa phương trong quá trình thi hành; lấy ý "
    "kiến của đối tượng chịu tác động; đối chiếu với quy định mới của trung ương và với các văn bản cùng lĩnh vực; "
    "kiến nghị hình thức xử lý đối với từng văn bản, nêu rõ lý do, căn cứ, cơ quan chủ trì soạn thảo; phân công người "
    f"theo dõi, đôn đốc, kiểm tra việc chuẩn bị; {END}"
)
WRONG = "Các cơ quan gửi báo cáo năm về Văn phòng UBND tỉnh trước ngày 31/11/2026."


def plan_paper(context: BrowserContext) -> bytes:
    """Return the plan as the browser prints it: a landscape PDF whose first task goes over the end of a page."""
    rows = [row.split("\t") for row in (COLUMNS, *ROWS)]
    rows[2][1] = LONG
    head = [line.strip("#* ") for line in HEAD.splitlines() if line.strip()]
    above = "".join(f"<p>{escape(line)}</p>" for line in (*head[:-1], WRONG, head[-1]))
    titles, *cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    table = f"<table><thead><tr>{titles}</tr></thead>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    page = context.new_page()
    page.set_content(f"<html lang=vi><style>{STYLE}</style><div class=above>{above}</div>{table}</html>")
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    return data


def scanned(data: bytes) -> bytes:
    """Return the pages of a PDF as a scanner gives them: pictures, a little askew."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    turned = [page.rotate(SKEW_DEG, resample=Image.Resampling.BICUBIC, fillcolor=255) for page in pages]
    file = io.BytesIO()
    turned[0].save(file, "PDF", save_all=True, append_images=turned[1:], resolution=DPI)
    return file.getvalue()


@pytest.fixture
def officer(context: BrowserContext, transactional_db: None, settings: Any) -> Page:
    """The standing officer, signed in; the province has no plan yet."""
    settings.DEMO = True
    cast_build(province_build(clock.today()))
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("thuongtruc")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("nav.nav")).to_be_visible()
    return page


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """Every step that a job says of itself."""
    steps: list[tuple[str, int, int]] = []
    say = JobContext.progress

    def hear(job: JobContext, step: str, done: int = 0, total: int = 0) -> None:
        steps.append((step, done, total))
        say(job, step, done, total)

    monkeypatch.setattr(JobContext, "progress", hear)
    return steps


def bring(page: Page, data: bytes, name: str) -> None:
    """Upload a plan as one that runs, and wait for its review."""
    page.goto("/ke-hoach/tai-len/")
    page.get_by_label("Tệp kế hoạch").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": data})
    page.get_by_label("Chạy như kế hoạch hiện hành").check()
    page.get_by_role("button", name="Tải lên và đọc").click(timeout=60_000)
    page.wait_for_url(re.compile(r"/ra-soat/\d+/"), timeout=60_000)


def settle_and_confirm(page: Page) -> None:
    """Answer what is open with the first answer offered, and assign."""
    while page.locator(".read--ask fieldset").count():
        asked = page.locator("[data-question]").first
        phrase = asked.locator("input[name=phrase]").input_value()
        asked.get_by_role("option").first.click()
        expect(page.locator(f'[data-question] input[name=phrase][value="{phrase}"]')).to_have_count(0)
        following = page.get_by_role("link", name="Chỗ chưa rõ tiếp theo")
        if not page.locator(".read--ask fieldset").count() and following.count():
            following.click()
    page.get_by_role("link", name="Xem trước và giao việc").click()
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text(re.compile(r"Đã giao [\d.]+ nhiệm vụ cho \d+ cơ quan"))).to_be_visible()


def tasks_of(plan: Plan) -> list[str]:
    return [task.text for task in plan.tasks.order_by("position")]


def deliverables_of(plan: Plan) -> list[str]:
    return [row.text for row in plan.deliverables.order_by("position")]


PAPER_TASKS = [LONG, "Theo dõi giải quyết hồ sơ", "Công bố thủ tục"]
PAPER_DELIVERABLES = [row.split("\t")[2] for row in ROWS if row.split("\t")[2]]


def test_a_pdf_is_read_reviewed_and_assigned_and_examined(
    officer: Page, context: BrowserContext, said: list[tuple[str, int, int]]
) -> None:
    data = plan_paper(context)
    with pypdfium2.PdfDocument(data) as document:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert [("Rà soát" in page, "thẩm định" in page) for page in pages] == [(True, False), (False, True)]

    bring(officer, data, "Kế hoạch.pdf")

    assert ("Đọc từng trang", 2, 2) in said
    plan = Plan.objects.get()
    assert (tasks_of(plan), deliverables_of(plan)) == (PAPER_TASKS, PAPER_DELIVERABLES)
    officer.goto(f"/ke-hoach/{plan.uid}/thong-tin/")
    officer.get_by_text("Xem từng phát hiện").click()
    expect(officer.get_by_text("31/11/2026").first).to_be_visible()
    officer.goto(f"/ke-hoach/{plan.uid}/ra-soat/")
    settle_and_confirm(officer)
    assert Obligation.objects.filter(duty__deliverable__plan=plan).exists()

    officer.goto("/kiem-tra/")
    officer.locator("input[type=file]").first.set_input_files(
        {"name": "Kế hoạch.pdf", "mimeType": "application/pdf", "buffer": data}
    )
    officer.get_by_role("main").get_by_role("button", name="Kiểm tra", exact=True).click()
    officer.wait_for_url(re.compile(r"/kiem-tra/[0-9a-f-]{36}/"))
    expect(officer.get_by_text("31/11/2026").first).to_be_visible()


@pytest.mark.skipif(
    not any((Path(folder) / "vie.traineddata").is_file() for folder in TESSDATA_FOLDERS),
    reason="tesseract-ocr-vie is not installed; see tools/system-packages",
)
def test_a_scan_is_read_reviewed_and_assigned(
    officer: Page, context: BrowserContext, said: list[tuple[str, int, int]]
) -> None:
    bring(officer, scanned(plan_paper(context)), "Bản quét.pdf")

    assert ("Đọc từng trang", 2, 2) in said
    plan = Plan.objects.get()
    read, meant = tasks_of(plan), PAPER_TASKS
    assert len(read) == len(meant)
    assert all(alike(one, other) > 0.9 for one, other in zip(read, meant, strict=True)), read
    # Marks of single letters are mistaken.
    assert all(alike(one, other) > 0.8 for one, other in zip(deliverables_of(plan), PAPER_DELIVERABLES, strict=True))
    require_picture_of_row(officer)
    settle_and_confirm(officer)
    assert Obligation.objects.filter(duty__deliverable__plan=plan).exists()


def require_picture_of_row(page: Page) -> None:
    """Require that the paper of the row in view stands beside it: a picture that was loaded, and says what was read."""
    picture = page.locator("#ra-soat-anh .origin__strip img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") > 100
    assert (picture.get_attribute("alt") or "").startswith("Đọc được: ")


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
