"""Papers of every kind go through the page: what a PDF, a scan and a workbook say is examined like a text."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.doctor.mapping.result import found_of
from caicach.doctor.models import Examination
from caicach.doctor.selectors import result_of
from cast import Cast
from corpora import pdf_parts
from scan_pages import Sheet, png, scanned_pdf
from sheets_sample import HEADER, workbook
from vanban.reading.scan.recognition import TESSDATA_FOLDERS

pytestmark = pytest.mark.usefixtures("jobs_inline")

has_tesseract = pytest.mark.skipif(
    not any((Path(folder) / "vie.traineddata").is_file() for folder in TESSDATA_FOLDERS),
    reason="tesseract-ocr-vie is not installed; see tools/system-packages",
)
LINES = ("Uy ban xa gui bao cao ket qua cai cach hanh chinh", "Bao cao gui truoc ngay 31/11/2027.")


@pytest.fixture
def jobs_inline(settings: object) -> None:
    settings.JOBS_INLINE = True  # type: ignore[attr-defined]


def written_pdf() -> bytes:
    sheet = pdf_parts.Sheet()
    sheet.lines(90, 90, "KẾ HOẠCH", "Ủy ban nhân dân xã gửi báo cáo trước ngày 31/11/2027.")
    return pdf_parts.pdf(sheet)


def scanned() -> Sheet:
    return Sheet().write(90, 100, LINES[0]).write(90, 130, LINES[1])


def sheet() -> bytes:
    return workbook([HEADER, (1, "Rà soát thủ tục", "Báo cáo", "Sở Tài chính", None, "Trước ngày 31/11/2027")])


def sent(cast: Cast, name: str, content: bytes, django_capture: object) -> tuple[Examination, str]:
    """Send a paper as a person does; return its examination and the page of it."""
    client = Client()
    client.force_login(cast.commune_officer.user)
    with django_capture(execute=True):  # type: ignore[operator]
        answer = client.post(reverse("doctor:start"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    examination = Examination.objects.get()
    page = client.get(reverse("doctor:detail", args=[examination.uid]))
    assert page.status_code == 200
    return examination, page.content.decode()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("ke-hoach.pdf", written_pdf),
        pytest.param("quet.pdf", lambda: scanned_pdf([scanned().scan()]), marks=has_tesseract),
        pytest.param("chup.png", lambda: png(scanned().scan()), marks=has_tesseract),
        ("phu-luc.xlsx", sheet),
    ],
    ids=["pdf", "scanned pdf", "picture", "workbook"],
)
def test_a_day_that_does_not_exist_is_found_in_it(
    cast: Cast, name: str, make: object, django_capture_on_commit_callbacks: object
) -> None:
    examination, page = sent(cast, name, make(), django_capture_on_commit_callbacks)  # type: ignore[operator]
    found = found_of(result_of(examination))

    assert any(one.evidence.endswith("31/11/2027") for one in found if one.code == "D101")
    assert "Lỗi D101" in page
    assert name in page
