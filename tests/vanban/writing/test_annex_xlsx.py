"""Papers as sheets, opened again by the library that spreadsheets are read with."""

import io
import time
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from papers_sample import LAYOUT, paper
from report_sample import annexes, report, wide_annex
from vanban.writing import FINGERPRINT, Cell, Column, Paper, Table, Title, write_annex_xlsx

PRINT = "3f2a" * 16


def opened(*papers: Paper, fingerprint: str = "") -> Workbook:
    return load_workbook(io.BytesIO(write_annex_xlsx(papers, LAYOUT, fingerprint=fingerprint)))


@pytest.fixture(scope="module")
def annex() -> Worksheet:
    return opened(wide_annex(), fingerprint=PRINT).active


def at(page: Worksheet, text: str) -> str:
    return next(cell.coordinate for row in page.iter_rows() for cell in row if cell.value == text)


def test_title_lines_reach_over_the_whole_table(annex: Worksheet) -> None:
    assert [annex["A1"].value, annex["A2"].value] == [
        "PHỤ LỤC I",
        "THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH QUÝ III NĂM 2026",
    ]
    merged = {str(span) for span in annex.merged_cells.ranges}
    assert {"A1:G1", "A2:G2", "A3:G3"} <= merged
    assert annex["A1"].alignment.horizontal == "center"
    assert (annex["A1"].font.name, annex["A1"].font.bold) == ("Times New Roman", True)


def test_a_header_of_two_rows_is_merged_repeated_and_kept_in_sight(annex: Worksheet) -> None:
    merged = {str(span) for span in annex.merged_cells.ranges}
    assert {"A5:A6", "B5:B6", "D5:F5", "G5:G6"} <= merged
    assert [annex.cell(5, column).value for column in range(1, 8)] == [
        *("STT", "Chỉ tiêu", "ĐVT", "Số liệu", None, None, "Ghi chú"),
    ]
    assert annex.freeze_panes == "A7"
    assert annex.print_title_rows == "$5:$6"


def test_figures_are_numbers_and_what_is_missing_is_not_zero(annex: Worksheet) -> None:
    row = next(row for row in annex.iter_rows(min_row=7) if row[0].value == "5")
    assert [cell.value for cell in row[3:6]] == [1035, 412, "…"]
    assert [cell.data_type for cell in row[3:6]] == ["n", "n", "s"]
    assert row[3].number_format == "#,##0"


def test_a_number_shows_the_digits_that_it_has() -> None:
    table = Table((Column("a"),), ((Cell("96,40", number=Decimal("96.40")),),))
    page = opened(paper(blocks=(table,), header=None)).active
    cell = page[at(page, 96.4)]  # type: ignore[arg-type]
    assert cell.number_format == "#,##0.00"


def test_the_sheet_prints_as_the_paper_lies(annex: Worksheet) -> None:
    assert (annex.page_setup.orientation, annex.page_setup.paperSize) == ("landscape", 9)
    assert annex.page_setup.fitToHeight == 0
    assert annex.page_margins.left == pytest.approx(30 / 25.4)
    assert annex.HeaderFooter.differentFirst
    assert annex.oddHeader.center.text == "&P"
    assert (annex.page_setup.firstPageNumber, annex.page_setup.useFirstPageNumber) == (1, True)


def test_the_fingerprint_stands_below_and_in_the_file() -> None:
    book = opened(*annexes(), fingerprint=PRINT)
    assert [page.cell(page.max_row, 1).value for page in book] == [f"Mã của tệp: {PRINT}"] * 2
    assert book.custom_doc_props[FINGERPRINT].value == PRINT


def test_a_whole_report_keeps_its_words_in_order() -> None:
    page = opened(report()).active
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    wanted = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "STT", "8.803")
    places = [texts.index(text) for text in wanted]
    assert places == sorted(places)
    assert "- Ban hành danh mục thủ tục hành chính thực hiện không phụ thuộc địa giới;" in texts


def test_text_is_never_a_formula_and_names_of_sheets_hold() -> None:
    table = Table((Column("=1+1"),), ((Cell("=cmd|'/c calc'!A1"),), (Cell("@SUM(1)"),)))
    book = opened(paper(title=Title("PHỤ LỤC [I]: số/liệu? rất dài và dài hơn ba mươi mốt chữ"), blocks=(table,)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {"s"}
    assert len(book.active.title) <= 31


def test_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="below the last row"):
        write_annex_xlsx((paper(blocks=(Table((Column("a"),), ((Cell(rows=2),),)),)),), LAYOUT)


def test_the_same_values_give_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_annex_xlsx(annexes(), LAYOUT, fingerprint=PRINT)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert write_annex_xlsx(annexes(), LAYOUT, fingerprint=PRINT) == first
