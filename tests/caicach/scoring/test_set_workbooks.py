"""A draft of a criteria set as a workbook: handed out, changed, shown cell by cell, taken over or refused."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.reader.excel import load_workbook
from openpyxl.workbook.workbook import Workbook

from caicach.scoring.models import SetVersion
from caicach.scoring.services.sets_packaged import packaged_sets_bring_in
from cast import Cast
from scoring_cast import DEPARTMENT_SET, set_make
from set_drafts import LEAF, again, copied, leaf_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def base() -> SetVersion:
    return set_make()


@pytest.fixture
def officer(cast: Cast, client: Any) -> Any:
    client.force_login(cast.standing_officer.user)
    return client


@pytest.fixture
def draft(cast: Cast, officer: Any, base: SetVersion) -> SetVersion:
    return copied(cast, officer, base)


def book_of(client: Any, draft: SetVersion) -> Workbook:
    book: Workbook = load_workbook(io.BytesIO(client.get(url("set-workbook", draft)).content))
    return book


def sent_back(client: Any, draft: SetVersion, book: Workbook) -> Any:
    stored = io.BytesIO()
    book.save(stored)
    return client.post(url("set-workbook-in", draft), {"file": SimpleUploadedFile("bo.xlsx", stored.getvalue())})


def cell_of(book: Workbook, key: str, title: str) -> Any:
    page = book["Bộ tiêu chí"]
    titles = [cell.value for cell in page[3]]
    row = next(row for row in page.iter_rows(min_row=4) if row[titles.index("Mã")].value == key)
    return row[titles.index(title)]


def test_a_workbook_that_nobody_changed_changes_nothing(cast: Cast, officer: Any) -> None:
    packaged_sets_bring_in(now=cast.now)
    draft = copied(cast, officer, SetVersion.objects.get(set_key="cchc-so", version="2026.1"))

    answer = sent_back(officer, draft, book_of(officer, draft))

    assert answer.status_code == 200, answer.context["page"].problems
    assert answer.context["page"].cells == ()


def test_a_workbook_is_shown_cell_by_cell_and_then_taken_over(officer: Any, draft: SetVersion) -> None:
    book = book_of(officer, draft)
    cell_of(book, LEAF, "Cách tính điểm").value = "Kiểm tra ít nhất 30% đơn vị: 1"

    shown = sent_back(officer, draft, book).context["page"]

    assert [(one.number, one.column, one.new) for one in shown.cells] == [
        ("1.2", "Cách tính điểm", "Kiểm tra ít nhất 30% đơn vị: 1")
    ]
    assert again(draft).revision == 1
    taken = officer.post(shown.take_url, {"revision": shown.revision, "text": shown.text.replace("\n", "\r\n")})
    assert taken.status_code == 302
    assert leaf_of(draft).method == "Kiểm tra ít nhất 30% đơn vị: 1"
    stale = officer.post(shown.take_url, {"revision": shown.revision, "text": shown.text})
    assert stale.status_code == 409


def test_a_row_taken_out_of_the_workbook_takes_its_link_with_it(officer: Any, draft: SetVersion) -> None:
    book = book_of(officer, draft)
    page = book["Bộ tiêu chí"]
    page.delete_rows(cell_of(book, "procedures.ideas", "STT").row)
    cell_of(book, "procedures", "Điểm tối đa").value = 6
    cell_of(book, "procedures.dossiers", "Điểm tối đa").value = 6
    cell_of(book, LEAF, "Điểm tối đa").value = 2
    cell_of(book, "steering", "Điểm tối đa").value = 6

    answer = sent_back(officer, draft, book)

    assert answer.status_code == 200, answer.context["page"].problems
    assert ("2.2", "Cả dòng") in [(one.number, one.column) for one in answer.context["page"].cells]


def test_points_that_do_not_add_up_are_told_with_their_row(officer: Any, draft: SetVersion) -> None:
    book = book_of(officer, draft)
    cell = cell_of(book, LEAF, "Điểm tối đa")
    cell.value = 3

    answer = sent_back(officer, draft, book)

    assert answer.status_code == 422
    problems = answer.context["page"].problems
    assert any("Dòng 4 (steering)" in line and "7" in line for line in problems), problems


def test_the_workbook_of_another_set_is_refused(cast: Cast, officer: Any, draft: SetVersion) -> None:
    other = set_make(DEPARTMENT_SET)

    answer = sent_back(officer, draft, book_of(officer, other))

    assert answer.status_code == 422 and "sở, ngành" in answer.context["page"].form.errors["file"][0]


def test_ten_thousand_rows_are_refused(officer: Any, draft: SetVersion) -> None:
    book = book_of(officer, draft)
    for at in range(10_000):
        book["Bộ tiêu chí"].append(["Tiêu chí", at])

    answer = sent_back(officer, draft, book)

    assert answer.status_code == 422 and "không quá" in answer.context["page"].form.errors["file"][0]


def test_a_formula_without_its_result_is_refused_with_its_place(officer: Any, draft: SetVersion) -> None:
    book = book_of(officer, draft)
    cell = cell_of(book, LEAF, "Điểm tối đa")
    cell.value = "=1+1"

    answer = sent_back(officer, draft, book)

    assert answer.status_code == 422
    assert f"Dòng {cell.row}" in answer.context["page"].form.errors["file"][0]


@pytest.mark.parametrize(
    ("name", "data"), [("bo.xlsx", b"PK\x03\x04torn"), ("bo.csv", b"a;b\n1;2\n"), ("bo.xlsx", b"")]
)
def test_a_file_that_is_no_workbook_is_refused(officer: Any, draft: SetVersion, name: str, data: bytes) -> None:
    answer = officer.post(url("set-workbook-in", draft), {"file": SimpleUploadedFile(name, data)})

    assert answer.status_code == 422 and answer.context["page"].form.errors["file"]


def test_what_was_broken_on_its_way_is_not_taken_over(officer: Any, draft: SetVersion) -> None:
    answer = officer.post(url("set-workbook-take", draft), {"revision": 1, "text": "set: ["})

    assert answer.status_code == 422 and again(draft).revision == 1
