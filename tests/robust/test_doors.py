"""Every door that takes a file, each kind of bad file: a sentence that says what to do, and nothing kept of it.

The doors of plans and of the doctor are tried in tests/caicach/plans/test_bad_papers.py.
"""

import html
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.config.cli_check import check
from caicach.config.cli_read import read
from caicach.documents.models import Document, DocumentFile, DocumentText
from caicach.documents.services import document_register
from caicach.files.models import StoredFile
from caicach.jobs import runner
from caicach.jobs.models import JobRun, JobState
from caicach.meetings.models import Instruction, Intake
from caicach.sheets.models import SheetUpload
from cast import Cast
from corpora.bad.archives import damaged, encrypted_package, ratio_bomb
from corpora.bad.pdfs import active_pdf, aes_locked_pdf, huge_picture, locked_pdf, pdf_of_pages, unmapped_pdf
from corpora.pdf_parts import Sheet, pdf
from scan_pages import Sheet as ScanSheet
from scan_pages import png, scanned_pdf
from sheets_sample import workbook
from vanban.reading.scan import reader  # before its folders are changed: it keeps them
from vanban.reading.scan.recognition import open_recogniser
from vanban.text.messages import MESSAGES


@dataclass(frozen=True, slots=True)
class Bad:
    """A file, the code of its sentence, and whether anybody could ever open it."""

    name: str
    build: Callable[[], bytes]
    code: str
    can_be_kept: bool = False  # in the register: a document that is not read here is a document all the same


def a_scan() -> Any:
    return ScanSheet().write(60, 80, "UBND XA SUOI NHAN").scan(100)


KINDS = {
    "pdf behind a password": Bad("a.pdf", locked_pdf, "RD004"),
    "pdf behind a password, AES": Bad("a.pdf", aes_locked_pdf, "RD004"),
    "word behind a password": Bad("a.docx", encrypted_package, "RD004"),
    "truncated pdf": Bad("a.pdf", lambda: unmapped_pdf()[:600], "RD003"),
    "damaged word": Bad("a.docx", damaged, "RD003"),
    "bomb": Bad("a.docx", ratio_bomb, "RD013"),
    "scanned pdf without Tesseract": Bad("a.pdf", lambda: scanned_pdf([a_scan()], 100), "RD032", can_be_kept=True),
    "picture without Tesseract": Bad("a.png", lambda: png(a_scan(), 100), "RD032", can_be_kept=True),
    "1,000 pages": Bad("a.pdf", lambda: pdf_of_pages(1000), "RD022", can_be_kept=True),
    "over 100 megapixels": Bad("a.png", huge_picture, "RD030", can_be_kept=True),
    "fonts without letters": Bad("a.pdf", unmapped_pdf, "RD023", can_be_kept=True),
}
every_kind = pytest.mark.parametrize("bad", KINDS.values(), ids=KINDS)
Say = Callable[..., str]


@pytest.fixture(autouse=True)
def a_bare_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> Any:
    """Without LibreOffice, and where a test is about it without Tesseract; a refusal is no error of the program."""
    monkeypatch.setenv("CAICACH_SOFFICE", "")
    if "without Tesseract" in request.node.name:
        bare = (tmp_path / "nothing",)
        monkeypatch.setattr("vanban.reading.scan.recognition.TESSDATA_FOLDERS", bare)
        monkeypatch.setattr(reader, "open_recogniser", lambda *_folders: open_recogniser(bare))
    caplog.set_level(logging.ERROR)
    yield
    assert [record.getMessage() for record in caplog.records] == []


def fixed_words(code: str) -> str:
    """Return what a code's sentence says before its first word of its own."""
    return MESSAGES[code].partition("%(")[0].partition("“%")[0]


def said_in(answer: Any) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def worked_off() -> None:
    for waiting in JobRun.objects.filter(state=JobState.QUEUED).order_by("pk"):
        runner.run(waiting.pk)


@pytest.fixture
def post(officer: Client, django_capture_on_commit_callbacks: Any) -> Say:
    """Send a file to an address, do the jobs; return the words of the page that a person ends on."""

    def do(address: str, bad: Bad, **given: object) -> str:
        file = SimpleUploadedFile(bad.name, bad.build())
        with django_capture_on_commit_callbacks(execute=True):
            answer = officer.post(address, {"file": file, **given})
            worked_off()
        if answer.status_code == 302:
            answer = officer.get(answer.headers["Location"], follow=True)
        return said_in(answer)

    return do


def assert_nothing_is_kept(root: Path) -> None:
    for model in (StoredFile, Intake, Instruction, SheetUpload, DocumentFile):
        assert not model.objects.exists()
    assert not [path for path in root.rglob("*") if path.is_file()]
    assert not JobRun.objects.exclude(state=JobState.FAILED).exists()


@every_kind
def test_tasks_of_a_meeting(post: Say, cast: Cast, files_root: Path, bad: Bad) -> None:
    said = post(reverse("meetings:tasks-read"), bad, body=cast.province.pk, giver="Chủ tịch UBND tỉnh")

    assert fixed_words(bad.code) in said
    assert_nothing_is_kept(files_root)


@every_kind
def test_a_list_of_documents(post: Say, files_root: Path, bad: Bad) -> None:
    """A sheet is asked for: what is none says so, what cannot be opened says why."""
    said = post(reverse("sheets:bring", args=["documents"]), bad)

    assert "chưa có gì được" in said or "rồi tải lên" in said or "rồi tải lại" in said
    assert_nothing_is_kept(files_root)


FACTS = {
    "direction": "in",
    "type": "Kế hoạch",
    "symbol": "7/KH-UBND",
    "issued_on": "02/03/2025",
    "issuer_name": "UBND tỉnh Sông Mây",
}


@every_kind
@pytest.mark.parametrize("is_read_first", [True, False], ids=["read for the form", "sent with the form"])
def test_the_register(post: Say, files_root: Path, bad: Bad, *, is_read_first: bool) -> None:
    """What nobody can open is refused; what only cannot be read here is kept, and says why it is not searched."""
    said = post(reverse("documents:register"), bad, **FACTS, **({"doc": "1"} if is_read_first else {}))

    if not bad.can_be_kept:
        assert fixed_words(bad.code) in said
        assert not Document.objects.exists()
        assert_nothing_is_kept(files_root)
    elif not is_read_first:
        words = DocumentText.objects.get()
        assert (words.state, words.body) == ("failed", "")
        sentence = fixed_words(bad.code).removesuffix("; chưa có gì được lưu.")
        assert words.problem.startswith(sentence)
        assert words.problem in said
        assert "chưa có gì được lưu" not in said
    else:
        assert not Document.objects.exists()
        assert "chưa có gì được lưu" not in said


@every_kind
def test_a_file_beside_a_document(post: Say, cast: Cast, files_root: Path, bad: Bad) -> None:
    document = document_register(
        actor=cast.standing_officer.actor,
        type="Kế hoạch",
        symbol="7/KH-UBND",
        issued_on=date(2025, 3, 2),
        issuer=None,
        issuer_name="UBND tỉnh Sông Mây",
        subject="",
        signer="",
        now=cast.now,
    )
    said = post(reverse("documents:add_file", args=[document.uid]), bad, kind="annex")

    if bad.can_be_kept:
        assert DocumentFile.objects.get().name == bad.name
    else:
        assert fixed_words(bad.code) in said
        assert_nothing_is_kept(files_root)


@pytest.mark.parametrize("command", [check, read], ids=["check", "read"])
@every_kind
def test_the_command_line(
    command: Callable[[list[str]], int], bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / bad.name
    path.write_bytes(bad.build())

    assert command([str(path)]) == 2

    out, err = capsys.readouterr()
    assert (out, "Traceback" in err) == ("", False)
    assert err.startswith(f"{bad.name}: {fixed_words(bad.code)}")
    assert [one.name for one in tmp_path.iterdir()] == [bad.name]


def notice() -> Sheet:
    sheet = Sheet()
    sheet.lines(
        60,
        60,
        "THÔNG BÁO",
        "Kết luận của Chủ tịch UBND tỉnh năm 2026",
        "1. Giao Sở Tài chính rà soát định mức chi, báo cáo trước ngày 15/4/2026.",
    )
    return sheet


class TestWhatRunsIsReadAndLeftAlone:
    """A PDF with a script and a program inside: its letters are read, the rest is never opened."""

    BAD = Bad("a.pdf", lambda: active_pdf(notice()), "RD107")

    def test_tasks_of_a_meeting(self, post: Say, cast: Cast) -> None:
        post(reverse("meetings:tasks-read"), self.BAD, body=cast.province.pk, giver="Chủ tịch UBND tỉnh")

        assert [one.lead_text for one in Instruction.objects.all()] == ["Sở Tài chính"]

    def test_the_register(self, post: Say) -> None:
        post(reverse("documents:register"), self.BAD, **FACTS)

        words = DocumentText.objects.get()
        assert words.state == "read"
        assert "Sở Tài chính" in words.body
        assert "alert" not in words.body

    def test_the_form_is_filled_from_the_first_page(self, officer: Client) -> None:
        sheet = Sheet()
        sheet.lines(60, 60, "ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "Số: 12/KH-UBND")
        sheet.lines(300, 110, "Sông Mây, ngày 02 tháng 3 năm 2026")
        sheet.lines(200, 150, "KẾ HOẠCH", "Cải cách hành chính năm 2026")
        sent = {"doc": "1", "file": SimpleUploadedFile("a.pdf", pdf(sheet))}

        form = officer.post(reverse("documents:register"), sent).context["page"].form

        assert (form.initial["symbol"], form.initial["issued_on"]) == ("12/KH-UBND", date(2026, 3, 2))

    def test_the_command_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(self.BAD.build())

        assert read([str(path)]) == 0
        assert "JavaScript" in capsys.readouterr().out


def test_formulas_of_a_list_are_words_and_never_run(officer: Client, django_capture_on_commit_callbacks: Any) -> None:
    """A list of documents whose subject is a formula: imported as words, told where a result is missing."""
    header = ("Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Cơ quan ban hành", "Loại văn bản")
    rows = [header, ("12/KH-STC", "05/01/2026", "=cmd|' /C calc'!A0", "Sở Tài chính", "Kế hoạch")]
    csv = "\n".join(";".join(row) for row in rows).encode()
    for content, name in ((workbook(rows), "a.xlsx"), (csv, "a.csv")):
        answer = officer.post(reverse("sheets:bring", args=["documents"]), {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302
        assert officer.get(answer.headers["Location"], follow=True).status_code == 200
