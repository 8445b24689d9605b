"""Comments stand at their words; the document's own words stay."""

import io
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from vanban.writing.docx.comments import Comment, Writer
from vanban.writing.docx.plain import plain_docx
from vanban.writing.docx.reviewed import reviewed_docx
from vanban.writing.docx.word_file import UnwritableError

AT = datetime(2026, 3, 16, 2, 30, tzinfo=UTC)


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def commented(data: bytes, lines: list[str], *comments: Comment) -> bytes:
    return reviewed_docx(data, lines, comments, writer=Writer("Cải Cách", "CC", AT))


def marked(data: bytes) -> list[str]:
    """Return the words that each comment spans, by its id."""
    body = docx.Document(io.BytesIO(data)).element.body
    spans: dict[str, list[str]] = {}
    open_ids: set[str] = set()
    for element in body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_ids.add(element.get(qn("w:id")))
            spans[element.get(qn("w:id"))] = []
        elif element.tag == qn("w:commentRangeEnd"):
            open_ids.discard(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for one in open_ids:
                spans[one].append(element.text or "")
    return ["".join(parts) for _id, parts in sorted(spans.items())]


def texts(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    return ["".join(part.text or "" for part in line.iter(qn("w:t"))) for line in body.iter(qn("w:p"))]


def test_a_comment_spans_exactly_its_words() -> None:
    document = docx.Document()
    document.add_paragraph("Làm xong trước ngày 31/11/2027 tại xã.")
    line = "Làm xong trước ngày 31/11/2027 tại xã."
    start = line.index("31/11")

    data = commented(saved(document), [line], Comment("Sai ngày", 0, start, start + 10))

    assert marked(data) == ["31/11/2027"]
    assert texts(data) == [line]


def test_words_that_are_split_over_runs_are_spanned_together() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("trước ngày 3")
    paragraph.add_run("1/1").bold = True
    paragraph.add_run("1/2027 tại xã")
    line = "trước ngày 31/11/2027 tại xã"

    data = commented(saved(document), [line], Comment("Sai", 0, 11, 21), Comment("Ai", 0, 22, 28))

    assert marked(data) == ["31/11/2027", "tại xã"]
    assert texts(data) == [line]
    assert [run.text for run in docx.Document(io.BytesIO(data)).paragraphs[0].runs if run.bold] == ["1/1"]


def test_a_number_that_word_prints_by_itself_is_counted_off() -> None:
    document = docx.Document()
    document.add_paragraph("Rà soát 28 thủ tục", style="List Number")

    data = commented(saved(document), ["1. Rà soát 28 thủ tục"], Comment("Tổng", 0, 11, 13))

    assert marked(data) == ["28"]


def test_a_cell_of_a_table_and_its_second_line() -> None:
    document = docx.Document()
    document.add_paragraph("Phụ lục")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "1"
    table.cell(0, 1).text = "Quý I"
    table.cell(0, 1).add_paragraph("Quý III/2027")

    data = commented(saved(document), ["Phụ lục", "1", "Quý I", "Quý III/2027"], Comment("Muộn", 3, 0, 7))

    assert marked(data) == ["Quý III"]


def test_changes_that_are_tracked_stay_tracked() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("xong ")
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="7" w:author="A">'
            '<w:r><w:t xml:space="preserve">trước 31/11 </w:t></w:r></w:ins>'
        )
    )
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="8" w:author="A"><w:r><w:delText>30/11</w:delText></w:r></w:del>')
    )
    paragraph.add_run("nhé")
    line = "xong trước 31/11 nhé"

    data = commented(saved(document), [line], Comment("Sai", 0, 11, 16), Comment("Lời", 0, 17, 20))

    body = docx.Document(io.BytesIO(data)).element.body
    assert marked(data) == ["31/11", "nhé"]
    assert [part.text for part in body.iter(qn("w:delText"))] == ["30/11"]
    assert len(list(body.iter(qn("w:ins")))) == 1


def test_comments_that_were_there_stay() -> None:
    document = docx.Document()
    run = document.add_paragraph("Một câu").runs[0]
    document.add_comment(run, text="Của người khác", author="Chị Hoa", initials="H")

    data = commented(saved(document), ["Một câu"], Comment("Của máy", 0, 0, 3))

    own = docx.Document(io.BytesIO(data))
    assert [(one.author, one.text) for one in own.comments] == [("Chị Hoa", "Của người khác"), ("Cải Cách", "Của máy")]
    assert [one.timestamp for one in own.comments if one.author == "Cải Cách"] == [AT]


def test_what_has_no_place_stands_at_the_first_paragraph() -> None:
    data = commented(plain_docx(["Đầu", "Cuối"]), ["Đầu", "Cuối"], Comment("Thiếu một nhiệm vụ"))

    assert marked(data) == ["Đầu"]


def test_an_empty_document_takes_comments_too() -> None:
    assert len(marked(commented(plain_docx([]), [], Comment("Trống")))) == 1


def test_decomposed_letters_are_found() -> None:
    import unicodedata

    document = docx.Document()
    document.add_paragraph(unicodedata.normalize("NFD", "Uỷ ban nhân dân huyện"))
    line = "Uỷ ban nhân dân huyện"

    data = commented(saved(document), [line], Comment("Không còn", 0, 16, 21))

    assert [unicodedata.normalize("NFC", one) for one in marked(data)] == ["huyện"]


def test_the_same_values_give_the_same_bytes() -> None:
    made = [
        commented(plain_docx(["Đầu", [["a", "b\nc"]]]), ["Đầu", "a", "b", "c"], Comment("Ở c", 3, 0, 1))
        for _time in range(2)
    ]

    assert made[0] == made[1]
    assert marked(made[0]) == ["c"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"khong phai"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnwritableError):
        commented(data, [], Comment("x"))


def test_empty_cells_between_short_ones_lead_nobody_astray() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, texts_of_row in enumerate((("1", "", "Xong"), ("", "", "2"), ("2", "", "Xong"))):
        for column, text in enumerate(texts_of_row):
            table.cell(row, column).text = text
    lines = ["1", "", "Xong", "", "", "2", "2", "", "Xong"]

    data = commented(saved(document), lines, Comment("Cuối", 8, 0, 4), Comment("Hai", 6, 0, 1))

    body = docx.Document(io.BytesIO(data)).element.body
    rows = [
        "".join(one.get(qn("w:id")) for one in row.iter(qn("w:commentRangeStart"))) for row in body.iter(qn("w:tr"))
    ]
    assert rows == ["", "", "10"]


def test_a_comment_on_a_number_that_word_prints_stands_in_its_row() -> None:
    document = docx.Document()
    document.add_paragraph("Phụ lục")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).paragraphs[0].style = "List Number"
    table.cell(0, 1).text = "Số hóa hồ sơ"

    data = commented(saved(document), ["Phụ lục", "1.", "Số hóa hồ sơ"], Comment("Nhảy số", 1, 0, 2))

    assert marked(data) == ["Số hóa hồ sơ"]


def test_bullets_and_unseen_marks_move_no_place() -> None:
    document = docx.Document()
    document.add_paragraph("• \u200bBáo cáo kết quả của\u00ad đơn vị")
    line = "- Báo cáo kết quả của đơn vị"

    data = commented(saved(document), [line], Comment("Lời", 0, line.index("đơn vị"), len(line)))

    assert marked(data) == ["đơn vị"]
