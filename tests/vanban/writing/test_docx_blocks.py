"""What a report's DOCX holds beyond paragraphs and plain tables: headings, lists, notes, pictures, marked words."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from lxml import etree

from papers_sample import LAYOUT, paper
from report_sample import CHART_SAYS, annexes, picture, report, wide_annex
from vanban.reading import Table, read_document
from vanban.writing import Cell, Column, Footnote, Listing, Paper, Paragraph, Picture, Run, write_docx
from vanban.writing import Table as WrittenTable

FOOTNOTES = "word/footnotes.xml"


@pytest.fixture(scope="module")
def made() -> bytes:
    return write_docx(report(), LAYOUT, annexes())


@pytest.fixture(scope="module")
def document(made: bytes) -> Document:
    return docx.Document(io.BytesIO(made))


def line(document: Document, start: str) -> etree._Element:
    return next(one._p for one in document.paragraphs if one.text.startswith(start))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


# (how the line begins, size in points, bold, italic): Phụ lục I, phần II
COMPONENTS = [
    ("BÁO CÁO", 14, True, False),
    ("Kết quả công tác", 13, True, False),
    ("Kính gửi:", 13, False, False),
    ("Thực hiện Kế hoạch", 13, False, False),
    ("I. CÔNG TÁC CHỈ ĐẠO", 13, True, False),
    ("1. Kế hoạch cải cách", 13, True, False),
    ("a) Về tuyên truyền", 13, False, False),
    ("Biểu đồ 1.", 13, False, True),
    ("Ghi chú:", 12, False, True),
]


@pytest.mark.parametrize(("start", "size_pt", "is_bold", "is_italic"), COMPONENTS)
def test_letters_are_those_of_the_decree(
    document: Document, start: str, size_pt: int, is_bold: bool, is_italic: bool
) -> None:
    (look,) = [run.rPr for run in line(document, start).r_lst if run.rPr is not None][:1]
    assert look.find(qn("w:sz")).get(qn("w:val")) == str(size_pt * 2)
    assert (look.find(qn("w:b")) is not None, look.find(qn("w:i")) is not None) == (is_bold, is_italic)


def test_paragraphs_are_justified_with_a_first_line_of_a_centimetre(document: Document) -> None:
    look = line(document, "Thực hiện Kế hoạch").pPr
    assert look.find(qn("w:jc")).get(qn("w:val")) == "both"
    assert look.find(qn("w:ind")).get(qn("w:firstLine")) == str(round(10 * 1440 / 25.4))
    assert look.find(qn("w:spacing")).get(qn("w:before")) == str(6 * 20)


def test_headings_stand_in_the_outline_and_stay_with_what_follows(document: Document) -> None:
    levels = {}
    for one in document.paragraphs:
        outline = one._p.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None:
            levels[one.text] = int(outline.get(qn("w:val")))
            assert one.paragraph_format.keep_with_next
    assert levels == {
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH": 0,
        "1. Kế hoạch cải cách hành chính": 1,
        "a) Về tuyên truyền": 2,
        "2. Giải quyết thủ tục hành chính": 1,
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV NĂM 2026": 0,
    }


def test_footnotes_are_word_s_own_with_their_numbers_in_the_text(made: bytes, document: Document) -> None:
    notes = {
        int(note.get(qn("w:id"))): text_of(note).strip()
        for note in part(made, FOOTNOTES).iter(qn("w:footnote"))
        if note.get(qn("w:type")) is None
    }
    assert list(notes) == [1, 2, 3]
    assert notes[1] == "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh."
    asked = [int(one.get(qn("w:id"))) for one in document.element.body.iter(qn("w:footnoteReference"))]
    assert asked == [1, 2, 3]
    paragraph = line(document, "Tỉnh giao 48")
    words = [text_of(run) for run in paragraph.r_lst]
    assert words[words.index("") - 1].endswith("39 nhiệm vụ")
    assert words[words.index("") + 1] == ", đạt "


def test_the_lines_above_footnotes_are_named_in_the_settings(made: bytes) -> None:
    settings = part(made, "word/settings.xml")
    named = [one.get(qn("w:id")) for one in settings.find(qn("w:footnotePr"))]
    lines = [one.get(qn("w:id")) for one in part(made, FOOTNOTES) if one.get(qn("w:type")) is not None]
    assert named == lines == ["-1", "0"]


def test_footnotes_begin_anew_in_an_annex(document: Document) -> None:
    for section in document.sections:
        first = section._sectPr.find(qn("w:footnotePr"))
        assert first.find(qn("w:numRestart")).get(qn("w:val")) == "eachSect"
        names = [child.tag.split("}")[1] for child in section._sectPr]
        assert names.index("footnotePr") < names.index("type" if "type" in names else "pgSz")


def test_our_own_reader_finds_the_footnotes(made: bytes) -> None:
    last = [block.text for block in read_document(made, name="a.docx").blocks if not isinstance(block, Table)][-3:]
    assert [text.split(" số ")[0] for text in last] == ["Kế hoạch", "Quyết định", "Tính đến hết ngày 14/9/2026."]


def test_a_paper_without_footnotes_has_no_part_for_them() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(paper(), LAYOUT))) as archive:
        assert FOOTNOTES not in archive.namelist()


def test_a_missing_figure_is_marked_and_bold_words_are_bold(document: Document) -> None:
    runs = {text_of(run): run.rPr for run in line(document, "Tỉnh giao 48").r_lst}
    assert runs["…"].find(qn("w:highlight")).get(qn("w:val")) == "yellow"
    assert runs["81,25\u00a0%"].find(qn("w:b")) is not None
    assert [text for text, look in runs.items() if look.find(qn("w:highlight")) is not None] == ["…"]


def test_a_picture_says_what_it_shows_and_keeps_its_shape(document: Document) -> None:
    (shape,) = document.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (150, 75)
    (properties,) = document.element.body.iter(qn("wp:docPr"))
    assert properties.get("descr") == CHART_SAYS
    assert shape._inline.getparent().getparent().getparent().pPr.find(qn("w:keepNext")) is not None


def test_a_picture_is_never_wider_than_the_text() -> None:
    wide = paper(blocks=(Picture(picture(), 'a "b" <c>', 400),))
    (shape,) = docx.Document(io.BytesIO(write_docx(wide, LAYOUT))).inline_shapes
    assert round(shape.width.mm) == 165


def test_pictures_of_annexes_have_numbers_of_their_own() -> None:
    one = paper(blocks=(Picture(picture(), "Một", 50), Picture(picture(8, 8), "Hai", 50)))
    made = docx.Document(io.BytesIO(write_docx(one, LAYOUT, (one,))))
    properties = list(made.element.body.iter(qn("wp:docPr")))
    assert [(one.get("id"), one.get("descr")) for one in properties] == [
        ("1", "Một"),
        ("2", "Hai"),
        ("3", "Một"),
        ("4", "Hai"),
    ]


def listed(mark: str, count: int) -> list[str]:
    given = paper(header=None, sign=None, recipients=(), blocks=(Listing(tuple("x" * count), mark),))  # type: ignore[arg-type]
    return [one.text for one in docx.Document(io.BytesIO(write_docx(given, LAYOUT))).paragraphs if " x" in one.text]


def test_items_stand_behind_their_marks() -> None:
    assert listed("-", 2) == ["- x", "- x"]
    assert listed("+", 1) == ["+ x"]
    assert listed("1.", 3) == ["1. x", "2. x", "3. x"]


def test_letters_are_counted_as_vietnamese_papers_count() -> None:
    assert [text[:2] for text in listed("a)", 7)] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]
    assert [text.split()[0] for text in listed("a)", 25)][-3:] == ["y)", "aa)", "ab)"]


def test_several_addressees_stand_below_behind_dashes(document: Document) -> None:
    texts = [one.text for one in document.paragraphs]
    at = texts.index("Kính gửi:")
    assert texts[at + 1 : at + 3] == ["- Bộ Nội vụ;", "- Văn phòng Chính phủ."]
    alone = docx.Document(io.BytesIO(write_docx(paper(to=("Sở Nội vụ",)), LAYOUT)))
    assert "Kính gửi: Sở Nội vụ" in [one.text for one in alone.paragraphs]


def test_a_header_of_several_rows_is_repeated_whole() -> None:
    document = docx.Document(io.BytesIO(write_docx(wide_annex(3), LAYOUT)))
    rows = document.tables[0]._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, True, False, False, False, False]


@pytest.mark.parametrize("head", [((Cell("a", rows=2),),), ((Cell("a"), Cell("b")),)])
def test_a_header_that_does_not_fit_is_refused(head: tuple[tuple[Cell | None, ...], ...]) -> None:
    table = WrittenTable((Column("a"),), ((Cell("x"),),), head=head)
    with pytest.raises(ValueError, match=r"row"):
        write_docx(paper(blocks=(table,)), LAYOUT)


def test_lines_of_a_cell_with_runs_are_paragraphs() -> None:
    cell = Cell((Run("Đạt\nKế hoạch số 12", is_bold=True), Footnote("Xem phụ lục."), Run("\nđúng hạn")))
    table = WrittenTable((Column("a"),), ((cell,),))
    document = docx.Document(io.BytesIO(write_docx(paper(blocks=(table,), header=None), LAYOUT)))
    found = document.tables[0].cell(1, 0)
    assert [one.text for one in found.paragraphs] == ["Đạt", "Kế hoạch số 12", "đúng hạn"]
    assert [bool(one.runs[0].bold) for one in found.paragraphs] == [True, True, False]


def test_caption_and_unit_stand_above_the_table_and_stay_with_it(document: Document) -> None:
    caption, unit = line(document, "Bảng 1."), line(document, "Đơn vị tính")
    assert [one.pPr.find(qn("w:keepNext")) is not None for one in (caption, unit)] == [True, True]
    assert unit.pPr.find(qn("w:jc")).get(qn("w:val")) == "right"


def test_footnotes_and_pictures_take_any_text() -> None:
    hostile = 'a & b </w:t> <?paper 1?> "c" \x00\x08'
    one = paper(
        blocks=(Paragraph((Run(hostile), Footnote(hostile))), Picture(picture(), hostile, 40, hostile)),
        author=hostile,
    )
    made = write_docx(one, LAYOUT, (one,))
    cleaned = 'a & b </w:t> <?paper 1?> "c" '
    assert docx.Document(io.BytesIO(made)).paragraphs[-1].text == ""
    assert [text_of(note).strip() for note in part(made, FOOTNOTES).iter(qn("w:footnote"))][2:] == [cleaned.strip()] * 2
    assert sum(cleaned.strip() in (one.text or "") for one in part(made, "word/document.xml").iter(qn("w:t"))) == 4


def test_the_same_values_give_the_same_bytes(made: bytes) -> None:
    assert write_docx(report(), LAYOUT, annexes()) == made
    other: Paper = replace(report(), author="Sở Nội vụ")
    assert write_docx(other, LAYOUT, annexes()) != made


def test_what_is_centred_is_bold_without_indent_and_stays_with_what_follows() -> None:
    given = Paper(paper().title, (Paragraph("QUYẾT ĐỊNH:", "centred"), Paragraph("Điều 1.")), paper().written_at)
    made = docx.Document(io.BytesIO(write_docx(given, LAYOUT)))
    (line_,) = (one for one in made.paragraphs if one.text == "QUYẾT ĐỊNH:")
    assert line_.alignment == WD_ALIGN_PARAGRAPH.CENTER and all(run.bold for run in line_.runs)
    assert not line_.paragraph_format.first_line_indent and line_.paragraph_format.keep_with_next
