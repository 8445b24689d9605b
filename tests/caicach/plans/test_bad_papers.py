"""Papers that are locked, damaged, huge, secret or dangerous: one clear sentence each, and nothing of them is kept."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from caicach.doctor.models import Examination
from caicach.files.models import StoredFile
from caicach.jobs import runner
from caicach.jobs.models import JobRun, JobState
from caicach.plans.models import Plan
from caicach.sheets.models import SheetUpload
from cast import Cast
from corpora.bad.pdfs import aes_locked_pdf, huge_picture, locked_pdf, pdf_of_pages
from corpora.pdf_parts import Sheet, pdf
from plans_sample import ROWS, plan_text
from scan_pages import Sheet as ScanSheet
from scan_pages import png, scanned_pdf
from sheets_sample import HEADER, workbook
from sheets_sample import ROWS as SHEET_ROWS
from vanban.reading.scan import reader  # before its folders are changed: it keeps them
from vanban.reading.scan.recognition import TESSDATA_FOLDERS, open_recogniser

WITHIN_SECONDS = 10.0  # of the processor; each is refused long before it could take the machine
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
HEAD = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
ROW = ("1", "Rà soát thủ tục hành chính", "Sở Tài chính", "30/6/2026")
XS = (40, 80, 300, 450, 555)


def plan_page(*above: str) -> Sheet:
    """Return a page with a table of one task under ``above``."""
    sheet = Sheet()
    sheet.lines(60, 60, *above)
    sheet.grid(XS, (200, 230, 260))
    for y, words in ((218, HEAD), (248, ROW)):
        for x, text in zip(XS, words, strict=False):
            sheet.text(x + 4, y, text, size=10)
    return sheet


def a_scan() -> ScanSheet:
    return ScanSheet().write(60, 80, "UBND XA SUOI NHAN").write(60, 100, "So: 12/KH-UBND").write(72, 300, "KE HOACH")


def stamped_scan() -> ScanSheet:
    """Return a scan with "MẬT" as recognition reads it: the fonts drawn with here have no marks."""
    return a_scan().write(100, 160, "MAT", 20)


def stamped_workbook(place: str) -> bytes:
    """Return a workbook whose secrecy is told by a cell, a second sheet, a sheet's name, or the printed header."""

    def touch(book: Workbook) -> None:
        if place == "cell":
            book.active["A1"] = "TỐI MẬT"
        elif place == "sheet":
            for _ in range(30):
                book.active.append(HEADER)
            book.create_sheet("Phụ lục").append(["TỐI MẬT"])
        elif place == "name":
            book.active.title = "TỐI MẬT"
        else:
            book.active.oddHeader.right.text = "TỐI MẬT"
            book.active.oddHeader.right.font = "Times New Roman,Bold"

    return workbook([(), (), HEADER, *SHEET_ROWS], touch)


BAD = {
    "locked pdf": (locked_pdf(), "ke-hoach.pdf", "đặt mật khẩu"),
    "pdf locked with AES": (aes_locked_pdf(), "ke-hoach.pdf", "đặt mật khẩu"),
    "truncated pdf": (pdf(plan_page(), plan_page())[:600], "ke-hoach.pdf", "hỏng hoặc tải lên chưa hết"),
    "1,000 pages": (pdf_of_pages(1000), "ke-hoach.pdf", "hơn 300 trang"),
    "fonts without letters": (pdf(plan_page(*["chữ"] * 9), mapped=False), "ke-hoach.pdf", "Phông chữ trong tệp PDF"),
    "over 100 megapixels": (huge_picture(), "quet.png", "lớn hơn 100 triệu điểm ảnh"),
    "truncated picture": (png(a_scan().scan(150))[:2000], "quet.png", "hỏng hoặc tải lên chưa hết"),
    "old word": (OLD_WORD, "ke-hoach.doc", "kiểu cũ (.doc)"),
    "secret pdf": (pdf(plan_page("UBND TỈNH SÔNG MÂY", "TỐI MẬT")), "ke-hoach.pdf", "dấu độ mật “Tối mật”"),
    **{
        f"secret workbook: {place}": (stamped_workbook(place), "ke-hoach.xlsx", "dấu độ mật “Tối mật”")
        for place in ("cell", "sheet", "name", "header")
    },
    "no table": ("UBND TỈNH SÔNG MÂY;\nKế hoạch;\n".encode(), "ke-hoach.csv", "Không tìm thấy bảng"),
}
Bring = Callable[[bytes, str], str]


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAICACH_SOFFICE", "")  # a machine without LibreOffice


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make a machine without the data of Tesseract."""
    monkeypatch.setattr("vanban.reading.scan.recognition.TESSDATA_FOLDERS", (tmp_path,))
    monkeypatch.setattr(reader, "open_recogniser", lambda *_folders: open_recogniser((tmp_path,)))


@pytest.fixture
def person(client: Client, cast: Cast) -> Client:
    """The standing officer at the pages."""
    client.force_login(cast.standing_officer.user)
    return client


def worked_off() -> None:
    """Do what the worker does with what waits, as after a commit."""
    for waiting in JobRun.objects.filter(state=JobState.QUEUED):
        runner.run(waiting.pk)


def shown(person: Client, answer: Any) -> str:
    """Return what the person reads after sending a file: the form again, or the page of the job."""
    if answer.status_code == 302:
        worked_off()
        answer = person.get(answer.headers["Location"], follow=True)
    return str(answer.content.decode())


@pytest.fixture
def bring(person: Client, cast: Cast, django_capture_on_commit_callbacks: Any) -> Bring:
    """Upload a plan and read it; return the page that tells what became of it."""

    def do(content: bytes, name: str) -> str:
        file = SimpleUploadedFile(name, content)
        with django_capture_on_commit_callbacks(execute=True):
            return shown(person, person.post(reverse("plans:upload"), {"file": file, "issuer": cast.province.pk}))

    return do


@pytest.fixture
def check(person: Client, django_capture_on_commit_callbacks: Any) -> Bring:
    """Send a document to be examined; return the page that tells what became of it."""

    def do(content: bytes, name: str) -> str:
        file = SimpleUploadedFile(name, content)
        with django_capture_on_commit_callbacks(execute=True):
            return shown(person, person.post(reverse("doctor:start"), {"file": file}))

    return do


def assert_nothing_is_kept(root: Path) -> None:
    assert not Plan.objects.exists()
    assert not Examination.objects.exists()
    assert not SheetUpload.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [path for path in root.rglob("*") if path.is_file()]
    assert not JobRun.objects.exclude(state=JobState.FAILED).exists()


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_paper_is_said_in_a_sentence_and_leaves_nothing(bring: Bring, files_root: Path, kind: str) -> None:
    content, name, sentence = BAD[kind]
    began = time.process_time()

    assert sentence in bring(content, name)

    assert time.process_time() - began < WITHIN_SECONDS
    assert_nothing_is_kept(files_root)


@pytest.mark.parametrize("kind", [kind for kind in BAD if kind != "no table"])
def test_the_doctor_says_so_too_and_keeps_nothing(check: Bring, files_root: Path, kind: str) -> None:
    content, name, sentence = BAD[kind]

    assert sentence in check(content, name)

    assert_nothing_is_kept(files_root)


@pytest.mark.parametrize("name", ["quet.png", "quet.pdf"])
def test_a_scan_without_tesseract_says_what_to_install(
    bring: Bring, check: Bring, no_tesseract: None, files_root: Path, name: str
) -> None:
    scan = a_scan().scan(150)
    content = png(scan, 150) if name.endswith("png") else scanned_pdf([scan], 150)
    for said in (bring(content, name), check(content, name)):
        assert "sudo apt-get install tesseract-ocr-vie" in said
    assert_nothing_is_kept(files_root)


@pytest.mark.skipif(
    not any((Path(folder) / "vie.traineddata").is_file() for folder in TESSDATA_FOLDERS),
    reason="tesseract-ocr-vie is not installed; see tools/system-packages",
)
@pytest.mark.parametrize("name", ["quet.png", "quet.pdf"])
def test_a_stamp_on_a_scan_is_seen_when_it_is_read_and_the_file_goes(
    bring: Bring, check: Bring, files_root: Path, name: str
) -> None:
    scan = stamped_scan().scan(200)
    content = png(scan) if name.endswith("png") else scanned_pdf([scan])
    for said in (bring(content, name), check(content, name)):
        assert "mang dấu độ mật “Mật”" in said
    assert_nothing_is_kept(files_root)


def test_a_pdf_that_runs_and_carries_files_is_read_and_told(bring: Bring, person: Client) -> None:
    catalog = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a.exe) 10001 0 R]>>>>"
    bring(pdf(plan_page(), catalog=catalog, extra=[b"<</Type/Filespec>>"]), "ke-hoach.pdf")
    plan = Plan.objects.get()
    assert plan.state == "review"
    page = person.get(reverse("plans:header", args=[plan.uid])).content.decode()
    assert "phần tự chạy hoặc tệp đính kèm (EmbeddedFiles, JavaScript)" in page


def test_formulas_are_read_by_their_results_and_missing_ones_are_told(bring: Bring, person: Client) -> None:
    rows = [*SHEET_ROWS, (4, '=HYPERLINK("http://x.example","Nộp")', "Báo cáo", "Sở Tài chính", None, "Quý I/2026")]
    bring(workbook([HEADER, *rows]), "ke-hoach.xlsx")
    plan = Plan.objects.get()
    assert not plan.tasks.filter(text__startswith="=").exists()
    page = person.get(reverse("plans:row", args=[plan.uid, 4])).content.decode()
    assert "1 ô là công thức chưa có kết quả trong tệp, đầu tiên là ô B5" in page


def test_a_csv_is_read_and_its_formulas_stay_words(bring: Bring) -> None:
    last = (4, "=cmd|' /C calc'!A0", "Báo cáo", "Sở Tài chính", "", "Quý I/2026")
    table = "\n".join(";".join(f'"{cell or ""}"' for cell in row) for row in (HEADER, *SHEET_ROWS, last))
    bring(f"{table}\n".encode(), "ke-hoach.csv")
    assert [task.text for task in Plan.objects.get().tasks.order_by("position")][-1] == "=cmd|' /C calc'!A0"


def test_a_text_of_the_same_plan_is_taken(bring: Bring, files_root: Path) -> None:
    bring(plan_text(*ROWS), "ke-hoach.txt")
    assert Plan.objects.get().state == "review"
    assert [path for path in files_root.rglob("*") if path.is_file()]
