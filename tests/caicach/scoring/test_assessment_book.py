"""The workbook of a self-scoring: filled offline, taken back with what it would change shown first."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from caicach.scoring.constants import BOOK_COLUMNS
from caicach.scoring.exports.assessment_book import write_book
from caicach.scoring.imports.assessment_book import BookDiff, read_book
from caicach.scoring.models import Assessment
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.services.claims import ClaimDraft, claim_save
from caicach.web.errors import BadInput
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
ON_TIME, INSPECTION = "procedures.dossiers.on_time", "steering.inspection"
VALUE, NOTE = BOOK_COLUMNS.index("Giá trị tự chấm"), BOOK_COLUMNS.index("Giải trình")


def made(scoring: ScoringCast, assessment: Assessment | None = None) -> bytes:
    sheet = sheet_of(scoring.again(assessment or scoring.commune))
    return write_book(sheet, today=scoring.cast.today, now=scoring.cast.now)


def filled(data: bytes, values: dict[str, Any], column: int = VALUE, number_format: str = "General") -> bytes:
    """Return the workbook with ``values`` by key in a column."""
    book = load_workbook(io.BytesIO(data))
    for row in book.worksheets[0].iter_rows():
        if row[0].value in values:
            row[column].value = values[row[0].value]
            row[column].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(scoring: ScoringCast, data: bytes) -> BookDiff:
    return read_book(data, sheet_of(scoring.again(scoring.commune)))


def claim(scoring: ScoringCast, key: str, text: str) -> None:
    actor = scoring.cast.commune_officer.actor
    claim_save(scoring.commune, ClaimDraft(key, text, "Ghi chú."), actor=actor, now=scoring.cast.now)


def test_a_workbook_that_nobody_filled_changes_nothing(scoring: ScoringCast) -> None:
    for key, text in ((ON_TIME, "99,03"), (INSPECTION, "yes"), ("steering.plan.issued", "late")):
        claim(scoring, key, text)
    assert read(scoring, made(scoring)) == BookDiff((), ())


@pytest.mark.parametrize(
    ("key", "value", "shown", "points"),
    [
        (ON_TIME, 99.03, "99,03", "3.58"),
        (ON_TIME, "99,03 %", "99,03 %", "3.58"),
        (INSPECTION, "Có", "Có", "1"),
        (INSPECTION, True, "yes", "1"),
        ("steering.plan.issued", "Ban hành chậm", "Ban hành chậm", "0.5"),
        ("procedures.ideas", 2, "2", "1"),
    ],
)
def test_what_was_filled_is_told_with_its_points(
    scoring: ScoringCast, key: str, value: Any, shown: str, points: str
) -> None:
    (line,) = read(scoring, filled(made(scoring), {key: value})).lines
    assert (line.leaf.key, line.text, line.points, line.is_newer) == (key, shown, Decimal(points), False)


def test_a_share_is_read_as_the_spreadsheet_shows_it(scoring: ScoringCast) -> None:
    (line,) = read(scoring, filled(made(scoring), {ON_TIME: 0.9903}, number_format="0.00%")).lines
    assert line.text == "99,03"


def test_a_blank_cell_keeps_what_stands_and_words_alone_are_a_change(scoring: ScoringCast) -> None:
    claim(scoring, ON_TIME, "99,03")
    data = filled(filled(made(scoring), {ON_TIME: None}), {ON_TIME: "Số của tỉnh."}, NOTE)
    (line,) = read(scoring, data).lines
    assert (line.text, line.note, line.points) == ("99,03", "Số của tỉnh.", Decimal("3.58"))


def test_what_cannot_be_taken_is_told_and_the_others_go_on(scoring: ScoringCast) -> None:
    values = {ON_TIME: "gần hết", INSPECTION: "=A1&B1", "procedures.ideas": 1}
    diff = read(scoring, filled(made(scoring), values))
    assert [line.leaf.key for line in diff.lines] == ["procedures.ideas"]
    assert "1.2: ô là công thức chưa có kết quả" in diff.refused[0] and "gần hết" in diff.refused[1]


def test_a_key_that_is_strange_is_told(scoring: ScoringCast) -> None:
    data = filled(made(scoring), {INSPECTION: "a.b.c"}, column=0)
    assert "mã lạ hoặc lặp lại" in read(scoring, data).refused[0]


def test_what_somebody_changed_after_the_download_is_marked(scoring: ScoringCast) -> None:
    data = filled(made(scoring), {ON_TIME: 98})
    claim(scoring, ON_TIME, "99")
    (line,) = read(scoring, data).lines
    assert line.is_newer


def test_a_workbook_of_another_agency_or_set_or_of_nothing_is_refused(scoring: ScoringCast) -> None:
    for data, sentence in (
        (made(scoring, scoring.neighbour), "phiếu của cơ quan khác"),
        (made(scoring, scoring.department), "của bộ tiêu chí khác"),
        (b"PK", "Không mở được tệp"),
        (b"", "không có nội dung"),
        (b"%PDF-1.7", "không phải tệp XLSX"),
    ):
        with pytest.raises(BadInput, match=sentence):
            read(scoring, data)


def test_the_page_shows_the_changes_and_keeps_what_was_chosen(scoring: ScoringCast) -> None:
    client = Client()
    client.force_login(scoring.cast.commune_officer.user)

    def address(name: str) -> str:
        return reverse(f"scoring:{name}", args=[scoring.commune.uid])

    data = client.get(address("book")).content
    sent = SimpleUploadedFile("p.xlsx", filled(data, {ON_TIME: 99.03, INSPECTION: "Có"}))
    shown = " ".join(client.post(address("book-in"), {"file": sent}).content.decode().split())
    assert "2 tiêu chí thay đổi, 0 dòng không nhận" in shown and "(<b>3,58</b>)" in shown
    revision = scoring.score(scoring.commune, ON_TIME).revision
    chosen = {"chon": [ON_TIME], f"gia_tri_{ON_TIME}": "99,03", f"lan_{ON_TIME}": revision}
    assert client.post(address("book-take"), chosen).status_code == 302
    assert scoring.score(scoring.commune, ON_TIME).claimed == Decimal("3.58")
    assert scoring.score(scoring.commune, INSPECTION).claimed is None
    assert client.post(address("book-take"), chosen).status_code == 409  # somebody was first: ourselves
    assert client.post(address("book-take")).status_code == 422
    assert client.post(address("book-in")).status_code == 422
    other = SimpleUploadedFile("p.xlsx", made(scoring, scoring.neighbour))
    refused = client.post(address("book-in"), {"file": other})
    assert refused.status_code == 422 and "phiếu của cơ quan khác" in refused.content.decode()
