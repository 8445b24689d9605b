"""A sheet whose columns nobody knows: it is asked about once, tried, and only then taken."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.documents.models import Document
from caicach.files.models import StoredFile
from caicach.sheets.models import SheetUpload
from cast import Cast
from sheets_sample import workbook

HEADER = ("STT", "Số hiệu VB", "Ngày VB", "Nội dung chính", "Đơn vị gửi")
GOOD = (1, "12/KH-UBND", "05/01/2026", "Kế hoạch cải cách hành chính", "UBND tỉnh Sông Mây")
NO_SUCH_DAY = (2, "45/BC-SNV", "31/02/2026", "Báo cáo quý I", "Sở Nội vụ")


@pytest.fixture
def client_in(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.commune_officer.user)
    return client


def brought(client: Client, *rows: Any) -> str:
    """Bring a sheet; return the address that asks for its columns, or that of its trial."""
    file = SimpleUploadedFile("danh-muc.xlsx", workbook([HEADER, *rows]))
    answer = client.post(reverse("sheets:bring", args=["documents"]), {"file": file}, follow=True)
    return str(answer.redirect_chain[-1][0])


def answered(client: Client, columns: str) -> str:
    """Confirm the columns as they are proposed; return the address of the trial."""
    form = client.get(columns).context["page"].form
    given = {field.html_name: field.value() for field in form.columns()}
    answer = client.post(columns, given)
    assert answer.status_code == 302, answer.context["page"].form.errors
    return str(answer.url)


def test_the_trial_stores_nothing_and_the_confirmation_takes_what_is_right(client_in: Client) -> None:
    before = Document.objects.count()
    trial = answered(client_in, brought(client_in, GOOD, NO_SUCH_DAY))

    page = client_in.get(trial).content.decode()
    assert "31/02/2026" in page
    assert Document.objects.count() == before

    assert client_in.post(trial).status_code == 302
    assert Document.objects.filter(subject=GOOD[3]).count() == 1
    assert Document.objects.count() == before + 1


def test_the_same_header_is_not_asked_about_twice(client_in: Client) -> None:
    first = brought(client_in, GOOD)
    answered(client_in, first)

    assert first.endswith("/") and "chay-thu" not in first
    assert "chay-thu" in brought(client_in, NO_SUCH_DAY)


def test_every_step_leads_back_to_the_register(client_in: Client) -> None:
    columns = brought(client_in, GOOD)
    way = (reverse("sheets:bring", args=["documents"]), columns, answered(client_in, columns))

    for address in way:
        crumbs = client_in.get(address).context["page"].crumbs
        assert crumbs[0].url == reverse("documents:list")
        assert not crumbs[-1].url


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(1, "12", 2026), (2, "13", 2026)], "Không thấy dòng tiêu đề"),
        ([HEADER], "Không thấy dòng tiêu đề"),
        ([], "không có nội dung"),
    ],
)
def test_a_sheet_without_a_header_is_refused_where_it_was_chosen(
    client_in: Client, rows: list[Any], sentence: str
) -> None:
    file = SimpleUploadedFile("danh-muc.xlsx", workbook(rows))
    answer = client_in.post(reverse("sheets:bring", args=["documents"]), {"file": file})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SheetUpload.objects.exists()
    assert not StoredFile.objects.exists()


def archive(*members: str, **said: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        for member in members:
            held.writestr(member, said.get(member, b"x"))
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)
ODS = archive("mimetype", "content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("cu.xls", OLE + "Workbook".encode("utf-16-le"), "Excel kiểu cũ"),
        ("khoa.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
        ("mo.ods", ODS, "OpenDocument (.ods)"),
        ("lenh.xlsm", archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "kèm chương trình"),
        ("xuat.xls", b"<html><table><tr><td>1</td></tr></table></html>", "trang web"),
        ("hong.xlsx", workbook([HEADER, GOOD])[:-200], "bị hỏng"),
        ("rong.csv", b"  \r\n", "không có nội dung"),
        ("van-ban.txt", "Kính gửi: Sở Nội vụ".encode(), "không phải bảng tính"),
        ("a.pdf", b"%PDF-1.7 x", "không phải bảng tính"),
    ],
)
def test_what_is_no_sheet_that_is_read_is_refused_with_what_to_do(
    client_in: Client, name: str, data: bytes, sentence: str
) -> None:
    answer = client_in.post(reverse("sheets:bring", args=["documents"]), {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not StoredFile.objects.exists()
