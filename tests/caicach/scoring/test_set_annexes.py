"""The annex of a decision becomes the draft of a criteria set; what cannot be read is refused with a sentence."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl.workbook.workbook import Workbook

from caicach.scoring.mapping import draft_of
from caicach.scoring.models import SetVersion
from cast import Cast
from scoring_cast import set_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast: Cast, client: Any) -> Any:
    client.force_login(cast.standing_officer.user)
    return client


def url(name: str, version: SetVersion, *more: object) -> str:
    return reverse(f"scoring:{name}", args=[version.uid, *more])


def annex_values(cast: Cast, file: SimpleUploadedFile, **values: Any) -> dict[str, Any]:
    sent = {
        "file": file, "base": "", "key": "bo-moi", "title": "Bộ mới", "purpose": "par_index", "kinds": ["commune"],
        "body": cast.province.pk, "year": 2027, "version": "2027.1", "legal_basis": "Quyết định 9",
    }  # fmt: skip
    return sent | values


def annex_file() -> SimpleUploadedFile:
    """Return an annex as a workbook with two criteria, one of which is worded in an unusual way."""
    book = Workbook()
    page = book.active
    for row in (
        ("STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Cách tính điểm", "Tài liệu kiểm chứng"),
        ("1", "Công tác chỉ đạo, điều hành cải cách hành chính", 3, "", ""),
        ("1.1", "Kế hoạch cải cách hành chính", 3, "", ""),
        ("1.1.1", "Ban hành kế hoạch", 1, "Ban hành đúng hạn: 1 điểm; không ban hành: 0 điểm", "Kế hoạch"),
        ("1.1.2", "Chất lượng kế hoạch", 2, "Theo đánh giá của hội đồng", "Kế hoạch"),
    ):
        page.append(row)
    stored = io.BytesIO()
    book.save(stored)
    return SimpleUploadedFile("phu-luc.xlsx", stored.getvalue())


def test_an_annex_becomes_a_draft_whose_doubts_are_looked_at_one_by_one(cast: Cast, officer: Any) -> None:
    answer = officer.post(reverse("scoring:set-annex"), annex_values(cast, annex_file()))

    assert answer.status_code == 302, answer.context["page"].form.errors
    draft = SetVersion.objects.get(set_key="bo-moi")
    doubts = officer.get(url("set", draft)).context["page"].doubts
    assert doubts and [leaf.number for leaf in draft_of(draft)[0].leaves] == ["1.1.1", "1.1.2"]
    refused = officer.post(url("set-publish", draft), {"revision": 1})
    assert refused.status_code == 422 and "chưa xem" in refused.content.decode()
    for at, _doubt in enumerate(doubts):
        assert officer.post(url("set-doubt", draft, at)).status_code == 302
    assert officer.get(url("set", draft)).context["page"].open_doubt_count == 0
    assert officer.post(url("set-doubt", draft, 99)).status_code == 409


@pytest.mark.parametrize(
    ("name", "data"),
    [("phu-luc.docx", b"PK\x03\x04torn"), ("phu-luc.exe", b"MZ"), ("phu-luc.docx", b""), ("phu-luc.pdf", b"%PDF-1.4")],
)
def test_an_annex_that_cannot_be_read_is_refused(cast: Cast, officer: Any, name: str, data: bytes) -> None:
    answer = officer.post(reverse("scoring:set-annex"), annex_values(cast, SimpleUploadedFile(name, data)))

    assert answer.status_code == 422 and answer.context["page"].form.errors["file"]
    assert not SetVersion.objects.filter(set_key="bo-moi").exists()


def test_whoever_keeps_no_sets_begins_none(cast: Cast, client: Any) -> None:
    base = set_make()
    client.force_login(cast.commune_officer.user)

    assert client.get(url("set-copy", base)).status_code == 403
    assert client.get(reverse("scoring:set-annex")).status_code == 403
