"""What was found is handed out: Word with comments, a workbook; a document is kept where its owner says so."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from caicach.doctor import selectors, services
from caicach.doctor.mapping.result import found_of
from caicach.doctor.models import Examination
from caicach.doctor.services.keeping import Naming
from caicach.documents.models import Document
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

NAMING = Naming("Kế hoạch", "12/KH-UBND", date(2026, 3, 2), "UBND xã Suối Nhạn", "Cải cách hành chính năm 2026")


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def owner(client: Client, cast: Cast) -> Client:
    client.force_login(cast.commune_officer.user)
    return client


def comments_of(data: bytes) -> list[str]:
    return [comment.text for comment in docx.Document(io.BytesIO(data)).comments]


def test_a_word_file_comes_back_with_its_own_words_and_comments(owner: Client, examine: Any) -> None:
    given = word("KẾ HOẠCH", "1. Làm xong trước ngày 31/11/2027.", "2. Báo cáo cuối năm.")
    examination = examine(given, "du-thao.docx")

    answer = owner.get(reverse("doctor:docx", args=[examination.uid]))

    own = docx.Document(io.BytesIO(answer.content))
    assert [one.text for one in own.paragraphs] == [one.text for one in docx.Document(io.BytesIO(given)).paragraphs]
    assert any("D101" in text and "31/11/2027" in text for text in comments_of(answer.content))
    assert {comment.author for comment in own.comments} == {"Cải Cách"}
    assert "du-thao-ghi-chu.docx" in answer.headers["Content-Disposition"]


def test_any_other_document_becomes_a_word_file_with_comments(owner: Client, examine: Any) -> None:
    examination = examine()
    found = found_of(selectors.result_of(examination))

    data = owner.get(reverse("doctor:docx", args=[examination.uid])).content

    text = "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)
    assert "xong trước ngày 31/11/2027" in text
    assert len(comments_of(data)) >= len(found)


def test_what_was_set_aside_has_no_comment_but_a_reason_in_the_workbook(
    owner: Client, examine: Any, cast: Cast
) -> None:
    examination = examine()
    first = found_of(selectors.result_of(examination))[0]
    services.finding_dismiss(examination, 1, reason="Đúng rồi", actor=cast.commune_officer.actor, now=cast.now)

    comments = comments_of(owner.get(reverse("doctor:docx", args=[examination.uid])).content)
    sheet = openpyxl.load_workbook(
        io.BytesIO(owner.get(reverse("doctor:xlsx", args=[examination.uid])).content)
    ).worksheets[0]

    assert not any(text.startswith("1. ") for text in comments)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[2].value == first.code]
    assert rows[0][0] == 1
    assert rows[0][-1] == "Bỏ qua: Đúng rồi"


def test_words_that_look_like_a_formula_stay_words(owner: Client, examine: Any) -> None:
    examination = examine(word("=HYPERLINK(1) trước ngày 31/11/2027"), "=cmd.docx")
    stored = Examination.objects.get(pk=examination.pk)
    Examination.objects.filter(pk=stored.pk).update(
        result=stored.result.replace('"evidence": "trước ngày 31/11/2027"', '"evidence": "=1+1"')
    )

    data = owner.get(reverse("doctor:xlsx", args=[examination.uid])).content

    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row]
    (evidence,) = [cell for cell in cells if cell.value == "=1+1"]
    assert evidence.data_type == "s"


def test_it_is_kept_in_the_register_with_its_file(owner: Client, examine: Any) -> None:
    examination = examine()
    sent = {
        "type": NAMING.type, "symbol": NAMING.symbol, "issued_on": "02/03/2026", "issuer_name": NAMING.issuer_name,
        "subject": NAMING.subject, "signer": "",
    }  # fmt: skip

    answer = owner.post(reverse("doctor:keep", args=[examination.uid]), sent)

    document = Document.objects.get(symbol="12/KH-UBND")
    assert document.file == examination.file
    assert answer.headers["Location"] == reverse("documents:detail", args=[document.uid])
    shown = owner.get(reverse("doctor:detail", args=[examination.uid])).content.decode()
    assert "Văn bản đã lưu vào sổ" in shown


def test_a_kept_document_outlives_its_examination(examine: Any, cast: Cast) -> None:
    examination = examine()
    actor = cast.commune_officer.actor
    document = services.examination_keep(examination, NAMING, actor=actor, now=cast.now)
    with pytest.raises(WrongState):
        examination.refresh_from_db()
        services.examination_keep(examination, NAMING, actor=actor, now=cast.now)

    services.examination_drop(examination, actor=actor, now=cast.now)

    document.refresh_from_db()
    assert document.file is not None


def test_whoever_only_looks_keeps_nothing(examine: Any, cast: Cast) -> None:
    examination = examine(actor=cast.commune_viewer.actor)

    with pytest.raises(NotAllowed):
        services.examination_keep(examination, NAMING, actor=cast.commune_viewer.actor, now=cast.now)

    assert not Document.objects.filter(symbol=NAMING.symbol).exists()


def test_a_day_to_come_is_refused_by_the_register(examine: Any, cast: Cast) -> None:
    naming = Naming("Kế hoạch", "12/KH-UBND", date(2026, 12, 2), "UBND xã Suối Nhạn")

    with pytest.raises(BadInput, match="chưa đến"):
        services.examination_keep(examine(), naming, actor=cast.commune_officer.actor, now=cast.now)


def test_the_sample_of_the_documentation_has_its_faults() -> None:
    """README and the how-to show it: a rule that stops finding one of them must be noticed."""
    from caicach.doctor.mapping.result import examine as examined
    from vanban.checks import Paper
    from vanban.reading import read_document

    path = Path(__file__).parents[3] / "src/caicach/demo/data/du-thao-ke-hoach-xa.txt"
    result = examined(Paper(read_document(path.read_bytes(), name=path.name)))

    assert {"D101", "R302", "R306"} <= {one.code for one in found_of(result)}
