"""The paper beside the row: its picture, cells that were hard to read, words that may say another thing."""

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from caicach.audit.models import Entry
from caicach.files.models import StoredFile
from caicach.files.services import file_store
from caicach.plans.mapping.source import source_of
from caicach.plans.mapping.suggestions import corrected, doubt_of
from caicach.plans.models import Deliverable, Plan
from cast import Cast
from vanban.reading import Cell, Document, Paragraph, Row, Table
from vanban.reading.model import Suggestion
from vanban.text.findings import Place

ROW = 2  # "Báo cáo rà soát của xã"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


def white_pdf() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (842, 595), "white").save(kept, "PDF")
    return kept.getvalue()


@pytest.fixture
def scanned(plan: Plan, cast: Cast) -> Plan:
    """The plan as if it had been recognised from a scan: places on page 1, a doubtful word and a doubtful cell."""
    blocks = json.loads(plan.source)
    for block in blocks:
        for at, cells in enumerate(block.get("t", ())):
            for column, cell in enumerate(cells):
                cell |= {"g": 1, "o": [100 * column, 50 * at, 100 * column + 100, 50 * at + 50], "c": 0.95}
                if cell["x"] == "Báo cáo rà soát của xã":
                    cell |= {"c": 0.62, "s": [[8, 10, "rà", "ra"], [11, 15, "soát", "suốt"]]}
    plan.source = json.dumps(blocks, ensure_ascii=False)
    plan.file = file_store(white_pdf(), now=cast.now)
    plan.save(update_fields=["source", "file"])
    return plan


def address(plan: Plan) -> str:
    return reverse("plans:row", args=[plan.uid, ROW])


def test_the_picture_of_the_row_says_what_was_read(officer: Client, scanned: Plan) -> None:
    text = officer.get(address(scanned)).text
    picture = re.search(r'<img src="([^"]+\?o=0,150,\d+,200)" alt="Đọc được: ([^"]+)" loading="lazy">', text)
    assert picture
    assert "Báo cáo rà soát của xã" in picture.group(2)
    answer = officer.get(picture.group(1))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert f'<a href="{reverse("files:page", args=[scanned.file.uid, 1])}">' in text


def test_a_script_gets_the_picture_with_the_row(officer: Client, scanned: Plan) -> None:
    text = officer.get(address(scanned), headers={"HX-Request": "true"}).text
    assert 'id="ra-soat-anh" hx-swap-oob="true"' in text
    assert "o=0,150," in text


def test_what_was_hard_to_read_is_marked_with_words(officer: Client, scanned: Plan) -> None:
    text = officer.get(address(scanned)).text
    assert text.count("đọc chưa chắc") == 1
    assert "Sản phẩm: độ tin cậy 62 %, so lại với ảnh." in " ".join(text.split())


def test_a_text_has_no_pictures(officer: Client, plan: Plan) -> None:
    text = officer.get(address(plan)).text
    assert "<img" not in text[text.index('id="ra-soat"') : text.index('id="ra-soat-tong"')]


def test_places_without_pages_to_show_give_no_broken_pictures(officer: Client, scanned: Plan) -> None:
    StoredFile.objects.filter(pk=scanned.file.pk).update(media_type="text/plain")
    assert reverse("files:page", args=[scanned.file.uid, 1]) not in officer.get(address(scanned)).text


def said(officer: Client, scanned: Plan, key: str, **values: str) -> Any:
    data = {"position": str(ROW), "suggestion": key} | values
    return officer.post(reverse("plans:suggestion", args=[scanned.uid]), data, follow=True)


def key_of(text: str, at: int = 0) -> str:
    return re.findall(r'name="suggestion" value="([^"]+)"', text)[at]


def test_a_suggestion_is_written_only_when_a_person_asks(officer: Client, scanned: Plan) -> None:
    row = Deliverable.objects.get(plan=scanned, position=ROW)
    text = officer.get(address(scanned)).text
    assert "Đọc là “rà”; có thể là “ra”." in text
    row.refresh_from_db()
    assert row.text == "Báo cáo rà soát của xã"

    answer = said(officer, scanned, key_of(text))

    row.refresh_from_db()
    assert row.text == "Báo cáo ra soát của xã"
    assert answer.redirect_chain[-1][0] == address(scanned)
    assert "Đã sửa “rà” thành “ra”" in answer.text
    assert "có thể là “ra”" not in answer.text
    assert "có thể là “suốt”" in answer.text
    entry = Entry.objects.get(action="plans.edit_row", object_id=row.pk)
    assert json.loads(entry.data) == {
        "old": {"text": "Báo cáo rà soát của xã"},
        "new": {"text": "Báo cáo ra soát của xã"},
    }


def test_neither_a_suggestion_seen_nor_one_taken_counts_the_row_as_looked_through(
    officer: Client, scanned: Plan
) -> None:
    row = Deliverable.objects.get(plan=scanned, position=ROW)
    text = officer.get(address(scanned)).text
    row.refresh_from_db()
    assert row.reviewed_at is None

    said(officer, scanned, key_of(text))

    row.refresh_from_db()
    assert row.text == "Báo cáo ra soát của xã"
    assert row.reviewed_at is None


def test_a_row_looked_through_before_stays_so_when_a_suggestion_is_taken(
    officer: Client, scanned: Plan, cast: Cast
) -> None:
    Deliverable.objects.filter(plan=scanned, position=ROW).update(reviewed_at=cast.now)
    said(officer, scanned, key_of(officer.get(address(scanned)).text))
    assert Deliverable.objects.get(plan=scanned, position=ROW).reviewed_at == cast.now


def test_what_somebody_else_changed_meanwhile_stays(officer: Client, scanned: Plan) -> None:
    key = key_of(officer.get(address(scanned)).text)
    said(officer, scanned, key, version="0" * 16)
    assert Deliverable.objects.get(plan=scanned, position=ROW).text == "Báo cáo rà soát của xã"


@pytest.mark.parametrize("key", ["", "n0:0", "n999-1-1:0", "<script>"])
def test_a_suggestion_that_is_not_there_changes_nothing(officer: Client, scanned: Plan, key: str) -> None:
    answer = said(officer, scanned, key)
    assert "không còn khớp" in answer.text
    assert not Entry.objects.filter(action="plans.edit_row").exists()


def test_others_cannot_ask_for_it(client: Client, cast: Cast, scanned: Plan) -> None:
    client.force_login(cast.commune_officer.user)
    assert client.post(reverse("plans:suggestion", args=[scanned.uid]), {"position": "2"}).status_code == 404


def test_the_pictures_cost_no_queries(
    officer: Client, scanned: Plan, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(22):
        assert officer.get(address(scanned)).status_code == 200


def test_what_is_kept_of_a_scan() -> None:
    place = Place(page=3, block=1, table=0, row=0, column=0, box=(10, 20, 300, 40))
    cell = Cell("Kiếm tra", place, confidence=0.654)
    covered = Cell("", place, merged_from=(0, 0), confidence=0.9)
    document = Document(
        "scan",
        "a.pdf",
        (
            Paragraph("Kế hoach", Place(page=3, block=0, box=(1, 2, 3, 4)), confidence=0.5),
            Table((Row((cell, covered)),), place),
        ),
        suggestions=(
            Suggestion(Place(block=1, row=0, column=0, start=0, end=4), "Kiếm", "Kiểm"),
            Suggestion(Place(block=0, start=3, end=8), "hoach", "hoạch"),
        ),
    )
    assert source_of(document) == [
        {"p": "Kế hoach", "h": None, "g": 3, "o": [1, 2, 3, 4], "c": 0.5, "s": [[3, 8, "hoach", "hoạch"]]},
        {"t": [[{"x": "Kiếm tra", "g": 3, "o": [10, 20, 300, 40], "c": 0.65, "s": [[0, 4, "Kiếm", "Kiểm"]]},
                {"x": "", "m": [0, 0]}]]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "raw", "text", "at", "expected"),
    [
        ("Báo cáo kiếm tra", "kiếm", "Báo cáo kiếm tra", 8, "Báo cáo KIỂM tra"),
        ("kiếm tra; tìm kiếm việc", "kiếm", "tìm kiếm việc; kiếm tra", 4, "kiếm tra; tìm KIỂM việc"),
        ("rồi kiếm tra; rồi kiếm tra", "kiếm", "rồi kiếm tra", 4, ""),
        ("kiếmtra", "kiếm", "kiếm tra", 0, ""),
        ("kiếm\ntra", "kiếm tra", "kiếm tra", 0, "KIỂM"),
        ("", "kiếm", "kiếm tra", 0, ""),
        ("abc", " ", " ", 0, ""),
    ],
)
def test_a_word_is_replaced_only_where_its_place_is_certain(
    value: str, raw: str, text: str, at: int, expected: str
) -> None:
    assert corrected(value, raw, "KIỂM", text=text, at=at) == expected


def test_a_word_with_two_places_is_left_to_a_person() -> None:
    doubt = doubt_of("n1:0", [0, 2, "xa", "xã"], "xa", names=["text"], written={"text": "xa, xa"})
    assert doubt
    assert (doubt.fields, doubt.names) == ({}, ("text",))


def test_a_page_of_a_plan_under_review_is_nobody_else_s(client: Client, cast: Cast, scanned: Plan) -> None:
    for who in (cast.commune_officer, cast.department_officer, cast.stranger):
        client.force_login(who.user)
        assert client.get(reverse("files:page", args=[scanned.file.uid, 1])).status_code == 404
