"""Papers as PDF: measured on the page against Nghị định 30/2020, Phụ lục I, and read again by our own reader."""

import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import ImageFile

from no_pango import needs_pango, without_pango
from papers_sample import TABLE, WRITTEN_AT, paper
from printed import Sheet, Structure, document_of, fonts_of, sheets_of, structure_of
from report_sample import CHART_SAYS, LAYOUT, annexes, report
from vanban.reading import Table, read_document
from vanban.writing import Cell, Column, Paper, Paragraph, PdfUnavailableError, Title, pdf_problem, write_pdf
from vanban.writing import Table as WrittenTable

pytestmark = needs_pango

MM = 0.6  # what letters stand beside their place
REPORT, ANNEX_PAGES = 3, 5


@pytest.fixture(scope="module")
def made() -> bytes:
    return write_pdf(report(), LAYOUT, annexes())


@pytest.fixture(scope="module")
def sheets(made: bytes) -> tuple[Sheet, ...]:
    return sheets_of(made)


@pytest.fixture(scope="module")
def structure(made: bytes) -> tuple[Structure, ...]:
    return tuple(structure_of(made).all())


def test_sheets_are_upright_and_the_wide_annex_lies(sheets: tuple[Sheet, ...]) -> None:
    sizes = [(round(sheet.width_mm), round(sheet.height_mm)) for sheet in sheets]
    assert sizes == [(210, 297)] * REPORT + [(297, 210)] * ANNEX_PAGES + [(210, 297)]


def test_nothing_but_the_page_number_stands_in_the_margins(sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets:
        body = [line for line in sheet.lines if line.top_mm > 15]
        assert len(sheet.lines) - len(body) <= 1
        assert min(line.left_mm for line in body) >= 30 - MM
        assert max(line.right_mm for line in body) <= sheet.width_mm - 15 + MM
        assert min(line.top_mm for line in body) >= 20 - MM
        assert max(line.bottom_mm for line in body) <= sheet.height_mm - 20 + MM


def test_pages_are_numbered_in_the_middle_of_the_top_margin_but_the_first_of_each_paper(
    sheets: tuple[Sheet, ...],
) -> None:
    numbers = [[line for line in sheet.lines if line.top_mm < 15] for sheet in sheets]
    assert [[line.text for line in lines] for lines in numbers] == [
        *([], ["2"], ["3"]),
        *([], ["2"], ["3"], ["4"], ["5"]),
        [],
    ]
    for sheet, lines in zip(sheets, numbers, strict=True):
        for line in lines:
            assert line.size_pt == 13
            assert line.font == "Tinos"
            assert line.middle_mm == pytest.approx((30 + sheet.width_mm - 15) / 2, abs=MM)


# (how the line begins, size in points, letters), each from Phụ lục I, phần II
COMPONENTS = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Tinos Bold"),
    ("Độc lập - Tự do - Hạnh phúc", 13, "Tinos Bold"),
    ("ỦY BAN NHÂN DÂN", 12, "Tinos Bold"),
    ("Số:", 13, "Tinos"),
    ("Sông Mây, ngày", 13, "Tinos Italic"),
    ("BÁO CÁO", 14, "Tinos Bold"),
    ("Kết quả công tác cải cách hành chính quý III", 13, "Tinos Bold"),
    ("Kính gửi:", 13, "Tinos"),
    ("Thực hiện Kế hoạch", 13, "Tinos"),
    ("I. CÔNG TÁC CHỈ ĐẠO", 13, "Tinos Bold"),
    ("1. Kế hoạch cải cách", 13, "Tinos Bold"),
    ("a) Về tuyên truyền", 13, "Tinos"),
    ("Nơi nhận:", 12, "Tinos Bold Italic"),
    ("- Lưu: VT, SNV.", 11, "Tinos"),
    ("TM. ỦY BAN NHÂN DÂN", 13, "Tinos Bold"),
    ("Trần Thị Ngọc Uyển", 13, "Tinos Bold"),
]


@pytest.mark.parametrize(("start", "size_pt", "font"), COMPONENTS)
def test_letters_are_those_of_the_decree(sheets: tuple[Sheet, ...], start: str, size_pt: int, font: str) -> None:
    line = next(line for sheet in sheets[:REPORT] for line in sheet.lines if line.text.startswith(start))
    assert (line.size_pt, line.font) == (size_pt, font)


def test_the_issuer_stands_left_and_the_state_right_without_breaking_its_line(sheets: tuple[Sheet, ...]) -> None:
    issuer, state = sheets[0].line("ỦY BAN NHÂN DÂN"), sheets[0].line("CỘNG HÒA")
    assert issuer.top_mm == pytest.approx(state.top_mm, abs=MM)
    assert issuer.right_mm < state.left_mm
    assert state.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert sheets[0].line("Số:").middle_mm == pytest.approx(issuer.middle_mm, abs=MM)
    assert sheets[0].line("Độc lập").middle_mm == pytest.approx(state.middle_mm, abs=MM)
    assert sheets[0].line("Số:").right_mm - sheets[0].line("Số:").left_mm > 30  # there is room for the number


def test_paragraphs_begin_a_centimetre_further_in_and_reach_both_margins(sheets: tuple[Sheet, ...]) -> None:
    first = sheets[0].line("Thực hiện Kế hoạch")
    second = sheets[0].line("Mây báo cáo kết quả")
    assert first.left_mm == pytest.approx(30 + 10, abs=MM)
    assert second.left_mm == pytest.approx(30, abs=MM)
    assert [first.right_mm, second.right_mm] == pytest.approx([195, 195], abs=MM)


def test_paragraphs_stand_six_points_apart(sheets: tuple[Sheet, ...]) -> None:
    lines = [sheets[0].line(start) for start in ("Mây báo cáo kết quả", "sau:", "I. CÔNG TÁC CHỈ ĐẠO")]
    line_mm, paragraph_mm = (lower.top_mm - upper.top_mm for upper, lower in pairwise(lines))
    assert (paragraph_mm - line_mm) / 25.4 * 72 == pytest.approx(6, abs=0.1)


def test_several_addressees_stand_below_behind_dashes(sheets: tuple[Sheet, ...]) -> None:
    head, first, second = (sheets[0].line(start) for start in ("Kính gửi:", "- Bộ Nội vụ;", "- Văn phòng Chính phủ."))
    assert head.top_mm < first.top_mm < second.top_mm
    assert first.left_mm == pytest.approx(second.left_mm)
    assert first.left_mm == pytest.approx(head.right_mm, abs=2)


def test_recipients_and_signature_stay_together_beside_one_another(sheets: tuple[Sheet, ...]) -> None:
    last = sheets[REPORT - 1]
    recipients, office, name = last.line("Nơi nhận:"), last.line("TM. ỦY BAN"), last.line("Trần Thị")
    assert recipients.left_mm == pytest.approx(30, abs=MM)
    assert office.middle_mm == pytest.approx(name.middle_mm, abs=MM) == pytest.approx(153.75, abs=MM)
    assert (name.top_mm - last.line("PHÓ CHỦ TỊCH").bottom_mm) / 25.4 * 72 >= 50  # room to sign


def test_footnotes_stand_below_on_the_page_of_their_number_and_begin_anew_in_an_annex(
    sheets: tuple[Sheet, ...],
) -> None:
    notes = [[line.text for line in sheet.lines if line.top_mm > 250 and line.size_pt == 11] for sheet in sheets]
    assert [text.split()[:4] for text in notes[0]] == [["1", "Kế", "hoạch", "số"], ["2", "Quyết", "định", "số"]]
    assert notes[1:REPORT] == [[], []]
    assert notes[-1] == ["1 Tính đến hết ngày 14/9/2026."]


def test_a_table_repeats_its_header_of_two_rows_and_keeps_rows_whole(made: bytes, sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets[REPORT : REPORT + ANNEX_PAGES]:
        assert sheet.line("Tổng số").top_mm > sheet.line("Số liệu").top_mm
    tables = [block for block in read_document(made, name="bao-cao.pdf").blocks if isinstance(block, Table)]
    annex = tables[-1]
    assert [cell.text for cell in annex.rows[0].cells] == ["STT", "Chỉ tiêu", "ĐVT", "Số liệu", "", "", "Ghi chú"]
    numbers = [row.cells[0].text for row in annex.rows[3:]]
    assert numbers == [str(number) for number in range(1, 61)]


def test_everything_reads_again_as_it_was_written(made: bytes) -> None:
    text = "\n".join(
        block.text for block in read_document(made, name="bao-cao.pdf").blocks if not isinstance(block, Table)
    )
    for words in ("1. Kế hoạch cải cách hành chính", "đạt 81,25", "- Hoàn thành tập huấn", "- Lưu: VT, SNV."):
        assert words in text


def test_the_file_knows_its_title_language_and_bookmarks(made: bytes) -> None:
    document = document_of(made)
    title = "BÁO CÁO Kết quả công tác cải cách hành chính quý III và 9 tháng đầu năm 2026"
    assert document.info[0]["Title"].decode("utf-16") == title
    assert document.info[0]["Author"].decode("utf-16") == "Ủy ban nhân dân tỉnh Sông Mây"
    assert document.catalog["Lang"] == b"vi"
    assert [(level, label) for level, label, *_rest in document.get_outlines()] == [
        (1, title.replace("BÁO CÁO", "BÁO CÁO:")),
        (2, "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
        (3, "1. Kế hoạch cải cách hành chính"),
        (4, "a) Về tuyên truyền"),
        (3, "2. Giải quyết thủ tục hành chính"),
        (2, "II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV NĂM 2026"),
        (1, "PHỤ LỤC I: THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH QUÝ III NĂM 2026"),
        (1, "PHỤ LỤC II: DANH MỤC NHIỆM VỤ QUÁ HẠN"),
    ]


def test_those_who_do_not_see_the_page_are_told_what_everything_is(
    made: bytes, structure: tuple[Structure, ...]
) -> None:
    kinds = {one.kind for one in structure}
    assert {"H1", "H2", "H3", "H4", "P", "L", "LI", "Table", "TH", "TD", "Figure", "Caption"} <= kinds
    assert [one.says for one in structure if one.kind == "Figure"] == [CHART_SAYS]
    assert b'pdfuaid:part="1"' in document_of(made).catalog["Metadata"].resolve().get_data()


def test_head_and_foot_are_no_tables_to_those_who_listen() -> None:
    bare = write_pdf(paper(blocks=(Paragraph("Lời văn."),)), LAYOUT)
    assert [one for one in structure_of(bare).all() if one.kind == "Table"] == []


def test_fonts_are_in_the_file(made: bytes) -> None:
    names = ("Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic")
    assert fonts_of(made) == dict.fromkeys(names, True)


def test_the_same_values_give_the_same_bytes_at_any_time(made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + 400_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert write_pdf(report(), LAYOUT, annexes()) == made
    assert document_of(made).info[0]["CreationDate"] == b"D:20261121023000+00'00"
    assert WRITTEN_AT.year == 2026


def test_another_paper_is_another_file(made: bytes) -> None:
    other = write_pdf(report(), LAYOUT, (annexes()[1],))
    identities = [document_of(data).xrefs[0].get_trailer()["ID"][0] for data in (made, other)]
    assert identities[0] != identities[1]


def small(**values: object) -> Paper:
    return paper(**{"header": None, "sign": None, "recipients": (), **values})


def text_of(given: Paper) -> str:
    return "\n".join(line.text for sheet in sheets_of(write_pdf(given, LAYOUT)) for line in sheet.lines)


def test_text_is_never_taken_for_markup_and_asks_for_nothing() -> None:
    hostile = '<img src="file:///etc/passwd"><script>1</script> </p> a & b \x00\x08'
    column = Column(hostile)
    table = WrittenTable((column,), ((Cell(hostile),),), caption=hostile, unit=hostile)
    said = text_of(small(title=Title(hostile, (hostile,)), blocks=(Paragraph(hostile), table)))
    assert said.replace("\n", " ").count("</p> a & b") == 7


def test_a_row_higher_than_half_a_page_is_divided_and_the_header_repeated() -> None:
    long = "Nội dung rất dài của một ô. " * 250
    table = WrittenTable((Column("TT", 0.3), Column("Nội dung")), ((Cell("1"), Cell("ngắn")), (Cell("2"), Cell(long))))
    first, second, *_more = sheets_of(write_pdf(small(blocks=(table,)), LAYOUT))
    assert [sheet.line("TT").text for sheet in (first, second)] == ["TT", "TT"]
    assert first.lines[-1].bottom_mm > 260


def test_rows_that_one_cell_holds_together_stay_on_one_page() -> None:
    group = [(Cell("Nhiệm vụ", rows=3), Cell("Một")), (None, Cell("Hai")), (None, Cell("Ba"))]
    rows = [row for number in range(20) for row in [(Cell(f"Nhiệm vụ {number}", rows=3), Cell("Một")), *group[1:]]]
    sheets = sheets_of(write_pdf(small(blocks=(WrittenTable((Column("A"), Column("B")), tuple(rows)),)), LAYOUT))
    assert len(sheets) == 2
    for sheet in sheets:
        products = [line.text for line in sheet.lines if line.text in ("Một", "Hai", "Ba")]
        assert products == ["Một", "Hai", "Ba"] * (len(products) // 3)


def test_a_heading_inside_a_table_stays_with_its_rows() -> None:
    lines = [(Cell(f"dòng {number}"),) for number in range(48)]
    for before in range(41, 45):
        rows = (*lines[:before], (Cell("NHÓM", keeps_next=True),), (Cell("của nhóm"),))
        sheets = sheets_of(write_pdf(small(blocks=(WrittenTable((Column("A"),), rows),)), LAYOUT))
        last = [line.text for line in sheets[-1].lines]
        assert last[-2:] == ["NHÓM", "của nhóm"]


def test_what_stands_above_a_table_is_on_the_page_of_its_first_row() -> None:
    table = WrittenTable((Column("A"),), ((Cell("hàng"),),) * 3, caption="Bảng 1", unit="Đơn vị tính: hồ sơ")
    moved = 0
    for before in range(27, 32):
        blocks = (*(Paragraph(f"Lời {number}.") for number in range(before)), table)
        sheets = sheets_of(write_pdf(small(blocks=blocks), LAYOUT))
        (sheet,) = (sheet for sheet in sheets if any(line.text == "Bảng 1" for line in sheet.lines))
        texts = [line.text for line in sheet.lines]
        assert texts[texts.index("Bảng 1") :][:4] == ["Bảng 1", "Đơn vị tính: hồ sơ", "A", "hàng"]
        moved += sheet is not sheets[0]
    assert 0 < moved < 5


def test_rows_that_do_not_fit_are_refused() -> None:
    table = WrittenTable(TABLE.columns, ((Cell(),),))
    with pytest.raises(ValueError, match="columns"):
        write_pdf(paper(blocks=(table,)), LAYOUT)


def test_a_letter_without_a_title_is_named_by_what_it_is_about() -> None:
    letter = paper(title=Title(""))
    assert letter.header is not None
    letter = replace(letter, header=replace(letter.header, about="V/v đôn đốc"))
    assert document_of(write_pdf(letter, LAYOUT)).info[0]["Title"].decode("utf-16") == "V/v đôn đốc"


def test_a_machine_without_pango_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without_pango(monkeypatch)
    assert "libpango-1.0-0" in pdf_problem()
    with pytest.raises(PdfUnavailableError, match="libpangoft2"):
        write_pdf(paper(), LAYOUT)


def test_nothing_is_loaded_before_a_paper_is_printed() -> None:
    asked = "import sys, vanban.writing; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_printing_does_not_let_torn_pictures_in() -> None:
    assert pdf_problem() == ""

    assert not ImageFile.LOAD_TRUNCATED_IMAGES
