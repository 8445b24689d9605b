"""Papers as DOCX, opened again by the library that office files are read with, and by our own reader."""

import io
import time

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from papers_sample import LAYOUT, TABLE, WRITTEN_AT, paper
from vanban.reading import Paragraph, Table, read_document
from vanban.writing import Cell, Column, Paper, write_docx
from vanban.writing import Table as WrittenTable


def opened(given: Paper) -> Document:
    return docx.Document(io.BytesIO(write_docx(given, LAYOUT)))


def test_the_parts_stand_in_the_order_of_the_decree() -> None:
    read = read_document(write_docx(paper(), LAYOUT), name="bao-cao.docx")
    head, *rest = read.blocks
    assert isinstance(head, Table)
    assert [cell.text.split("\n")[:2] for cell in head.rows[0].cells] == [
        ["ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "SỞ NỘI VỤ"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    ]
    lines = [block.text for block in rest if isinstance(block, Paragraph)]
    assert lines == [
        "BÁO CÁO",
        "Kết quả cải cách hành chính quý III năm 2026",
        "I. TÌNH HÌNH",
        "Đã hoàn thành 3 < 4 & hơn.",
    ]
    foot = [block for block in rest if isinstance(block, Table)][-1]
    left, right = foot.rows[0].cells
    assert left.text == "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT, CCHC."
    assert right.text.split("\n") == ["GIÁM ĐỐC", "Nguyễn Quang Vinh"]


@pytest.mark.parametrize("is_landscape", [False, True])
def test_sheet_and_margins_are_those_of_the_decree(is_landscape: bool) -> None:
    section = opened(paper(is_landscape=is_landscape)).sections[0]
    wide, high = (297, 210) if is_landscape else (210, 297)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (wide, high)
    assert section.orientation == (WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_pages_are_numbered_in_the_top_margin_from_the_second_on() -> None:
    section = opened(paper()).sections[0]
    assert section.different_first_page_header_footer
    (field,) = section.header._element.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr")).strip() == "PAGE"
    assert section.first_page_header.is_linked_to_previous  # nothing stands there
    assert section.header_distance < Mm(20)


def test_everything_is_in_times_and_in_vietnamese() -> None:
    document = opened(paper())
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 13)
    fonts = {font.get(qn("w:ascii")) for font in document.styles.element.iter(qn("w:rFonts"))}
    assert fonts == {"Times New Roman"}
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"vi-VN"}
    assert document.core_properties.language == "vi-VN"


def test_a_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    document = opened(paper())
    rows = document.tables[1]._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert rows[1].find(f".//{qn('w:keepNext')}") is not None


def test_cells_reach_over_rows_and_columns() -> None:
    read = read_document(write_docx(paper(), LAYOUT), name="bao-cao.docx")
    table = [block for block in read.blocks if isinstance(block, Table)][1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Nhiệm vụ", "Sản phẩm", "Thời gian"],
        ["I", "Cải cách thể chế", "", ""],
        ["1", "Rà soát văn bản", "Kế hoạch", "Quý I"],
        ["", "", "Báo cáo", "Quý II"],
    ]
    assert table.rows[1].cells[3].merged_from == (1, 1)
    assert table.rows[3].cells[1].merged_from == (2, 1)


ROW = (Cell(), Cell(), Cell(), Cell())


@pytest.mark.parametrize(
    "rows",
    [
        ((Cell(),),),  # too few
        ((Cell(), Cell(), Cell(), Cell(columns=2)),),  # beyond the right edge
        ((Cell(rows=2), *ROW[1:]),),  # below the last row
        (ROW, (None, *ROW[1:])),  # nothing reaches there
    ],
)
def test_rows_that_do_not_fit_are_refused(rows: tuple[tuple[Cell | None, ...], ...]) -> None:
    table = WrittenTable(TABLE.columns, rows)
    with pytest.raises(ValueError, match=r"column|row"):
        write_docx(paper(blocks=(table,)), LAYOUT)


def test_text_is_written_as_it_stands_without_what_xml_refuses() -> None:
    table = WrittenTable((Column("<w:p/>"),), ((Cell("a\x00\x08b\vc & </w:t>"),),))
    read = read_document(write_docx(paper(blocks=(table,)), LAYOUT), name="a.docx")
    found = [block for block in read.blocks if isinstance(block, Table)][1]
    assert [row.cells[0].text for row in found.rows] == ["<w:p/>", "ab\nc & </w:t>"]


def test_a_paper_without_head_and_foot_is_still_a_paper() -> None:
    bare = paper(header=None, sign=None, recipients=(), blocks=())
    assert len(opened(bare).tables) == 0


def test_the_same_values_give_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_docx(paper(), LAYOUT)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert write_docx(paper(), LAYOUT) == first
    assert opened(paper()).core_properties.created == WRITTEN_AT


def test_an_annex_begins_a_page_of_its_own_sheet_and_numbers() -> None:
    data = write_docx(paper(), LAYOUT, (paper(is_landscape=True), paper()))
    document = docx.Document(io.BytesIO(data))
    assert [round(section.page_width.mm) for section in document.sections] == [210, 297, 210]
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert starts[0] is None
    assert [one.get(qn("w:start")) for one in starts[1:] if one is not None] == ["1", "1"]
    headings = [block.text for block in read_document(data, name="a.docx").blocks if isinstance(block, Paragraph)]
    assert headings.count("BÁO CÁO") == 3
