"""A workbook becomes the document that its reader sees."""

import io
import re
import zipfile
from copy import copy
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sheets_sample import HEADER, ROWS, workbook
from vanban.plans import read_plan
from vanban.reading import Document, Paragraph, ReadError, Table, read_document
from vanban.reading.sheets import grids_of
from vanban.reading.sheets.workbook import open_workbook


def read(rows: Any, touch: Any = None) -> Document:
    return read_document(workbook(rows, touch), name="ke-hoach.xlsx")


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def rewritten(data: bytes, part: str, change: Any) -> bytes:
    """Return the archive with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_the_lines_above_the_header_are_paragraphs_and_the_rest_is_a_table() -> None:
    document = read([["KẾ HOẠCH"], ["Cải cách hành chính năm 2026"], [], HEADER, *ROWS])
    assert document.format == "xlsx"
    assert [block.text for block in document.paragraphs()] == ["KẾ HOẠCH", "Cải cách hành chính năm 2026"]
    (table,) = document.tables()
    assert [cell.text for cell in table.rows[0].cells] == list(HEADER)
    assert table.rows[0].header
    assert len(table.rows) == 1 + len(ROWS)


def test_a_plan_is_read_from_a_workbook_as_from_a_text() -> None:
    plan = read_plan(read([["Kế hoạch cải cách hành chính năm 2026"], HEADER, *ROWS]))
    (annex,) = plan.annexes
    assert [task.text for task in annex.tasks] == [row[1] for row in ROWS]
    assert [task.no for task in annex.tasks] == ["1", "2", "3"]
    assert annex.tasks[0].rows[0].lead[0].text == "Sở Tài chính"


def test_the_head_of_the_paper_in_two_columns_stays_in_two_columns() -> None:
    head = [
        ["UBND TỈNH SÔNG MÂY", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 12/KH-UBND", None, None, "Sông Mây, ngày 05 tháng 01 năm 2026"],
        ["KẾ HOẠCH"],
        ["Cải cách hành chính năm 2026"],
        [],
    ]
    plan = read_plan(read([*head, HEADER, *ROWS]))
    assert plan.header.symbol == "12/KH-UBND"
    assert plan.header.issued == date(2026, 1, 5)
    assert len(plan.annexes[0].tasks) == 3


def test_a_header_of_two_rows_under_merged_cells_is_one_header() -> None:
    upper = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan thực hiện", None, "Thời hạn")
    lower = (None, None, None, "Chủ trì", "Phối hợp", None)

    def merge(book: Workbook) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"):
            book.active.merge_cells(cells)

    document = read([upper, lower, *ROWS], merge)
    (table,) = document.tables()
    assert [row.header for row in table.rows] == [True, True, False, False, False]
    assert table.rows[0].cells[4].merged_from == (0, 3)
    assert table.rows[1].cells[0].merged_from == (0, 0)
    lead = read_plan(document, year=2026).annexes[0].tasks[0].rows[0]
    assert (lead.lead[0].text, lead.coordinating[0].text) == ("Sở Tài chính", "UBND các xã")


def test_days_and_numbers_are_written_as_a_vietnamese_reader_sees_them() -> None:
    def dress(book: Workbook) -> None:
        for cell, code in zip(book.active[2][1:], ("dd/mm/yyyy", "mm/yyyy", "0.0%", "#,##0", "General"), strict=True):
            cell.number_format = code

    row = ("Việc", date(2026, 3, 15), datetime(2026, 4, 1), 0.975, 1250000, 97.5)
    document = read([("Tên", "Ngày", "Tháng", "Tỷ lệ", "Số tiền", "Giá trị"), row, row], dress)
    (table,) = document.tables()
    texts = [cell.text for cell in table.rows[1].cells]
    assert texts == ["Việc", "15/03/2026", "04/2026", "97,5%", "1.250.000", "97,5"]


def test_a_number_that_counts_rows_keeps_its_dot() -> None:
    (table,) = read([("STT", "Nội dung", "Chủ trì"), (1.1, "a", "b"), (1.2, "c", "d")]).tables()
    assert [row.cells[0].text for row in table.rows[1:]] == ["1.1", "1.2"]


def test_a_formula_gives_the_result_that_the_file_holds() -> None:
    data = workbook([HEADER, *ROWS], lambda book: book.active.__setitem__("F2", '="30/6/"&2026'))
    with_result = rewritten(
        data,
        SHEET,
        lambda xml: re.sub(rb'<c r="F2"([^>]*)>.*?</c>', rb'<c r="F2" t="str"><f>1</f><v>30/6/2026</v></c>', xml),
    )
    (table,) = read_document(with_result, name="a.xlsx").tables()
    assert table.rows[1].cells[5].text == "30/6/2026"


def test_a_formula_without_a_result_is_said_with_its_cell() -> None:
    document = read([HEADER, *ROWS], lambda book: book.active.__setitem__("F3", "=A1+1"))
    (finding,) = document.findings
    assert (finding.code, finding.params["cell"], finding.place.row, finding.place.column) == ("RD141", "F3", 2, 5)


def test_a_hidden_sheet_is_left_out_and_hidden_rows_are_said() -> None:
    def hide(book: Workbook) -> None:
        book.active.row_dimensions[3].hidden = True
        other = book.create_sheet("Danh mục")
        other.append(["Bí mật", "của", "bảng"])
        other.sheet_state = "hidden"

    document = read([HEADER, *ROWS], hide)
    assert codes(document) == ["RD142", "RD143"]
    assert len(list(document.tables())) == 1
    assert len(next(document.tables()).rows) == 4


def test_hidden_columns_are_read_and_said() -> None:
    def hide(book: Workbook) -> None:
        book.active.column_dimensions["E"].hidden = True
        book.active.column_dimensions["X"].hidden = True  # nothing stands there

    document = read([HEADER, *ROWS], hide)
    (finding,) = document.findings
    assert (finding.code, finding.params["count"], finding.params["column"]) == ("RD145", 1, "E")
    assert next(document.tables()).rows[1].cells[4].text == "UBND các xã"


def test_a_hidden_sheet_without_anything_is_not_said() -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("Trống").sheet_state = "hidden"

    assert read([HEADER, *ROWS], hide).findings == ()


def test_of_a_hidden_sheet_only_the_first_rows_are_looked_at() -> None:
    def hide(book: Workbook) -> None:
        other = book.create_sheet("Dữ liệu")
        for _number in range(300):
            other.append(["x"])
        other.sheet_state = "hidden"

    opened = open_workbook(workbook([HEADER, *ROWS], hide), name="ke-hoach.xlsx")
    assert [len(sheet.rows) for sheet in (*opened.sheets, *opened.hidden)] == [4, 200]


def test_an_error_in_a_cell_is_said() -> None:
    document = read([HEADER, *ROWS], lambda book: book.active.__setitem__("E2", "#REF!"))
    assert codes(document) == ["RD144"]


def test_every_sheet_is_a_table_of_its_own() -> None:
    def more(book: Workbook) -> None:
        second = book.create_sheet("Phụ lục II")
        for row in (["PHỤ LỤC II"], HEADER, *ROWS[:2]):
            second.append(list(row))

    document = read([["PHỤ LỤC I"], HEADER, *ROWS], more)
    assert [len(table.rows) for table in document.tables()] == [4, 3]
    assert [block.text for block in document.paragraphs()] == ["PHỤ LỤC I", "PHỤ LỤC II"]


def test_a_second_table_below_the_first_begins_with_its_title() -> None:
    document = read([HEADER, *ROWS, [], ["PHỤ LỤC II"], HEADER, *ROWS[:2]])
    kinds = [block.text if isinstance(block, Paragraph) else len(block.rows) for block in document.blocks]
    assert kinds == [4, "PHỤ LỤC II", 3]


def test_what_is_signed_below_is_no_row_of_the_table() -> None:
    document = read([HEADER, *ROWS, [], ["Nơi nhận:", None, None, "TM. ỦY BAN NHÂN DÂN"], ["- Như trên"]])
    assert next(len(block.rows) for block in document.blocks if isinstance(block, Table)) == 4


def test_a_sheet_formatted_down_to_its_last_row_is_read_by_what_stands_in_it() -> None:
    def far(book: Workbook) -> None:
        book.active.cell(row=1_048_576, column=16_384).fill = copy(book.active["A1"].fill)

    (table,) = read([HEADER, *ROWS], far).tables()
    assert len(table.rows) == 4


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    data = rewritten(
        workbook([HEADER, *ROWS]), SHEET, lambda xml: re.sub(rb'ref="A1:F4"', rb'ref="A1:XFD1048576"', xml)
    )
    (table,) = read_document(data, name="a.xlsx").tables()
    assert len(table.rows) == 4


def test_a_sheet_without_a_header_is_a_table_all_the_same() -> None:
    (table,) = read([(1, 2, 3), (4, 5, 6)]).tables()
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["1", "2", "3"], ["4", "5", "6"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (workbook([]), "RD001"),
        (workbook([[None, ""]]), "RD001"),
        (workbook([["x"] * 50] * 2_500), "RD020"),
        (rewritten(workbook([HEADER]), SHEET, lambda xml: xml[: len(xml) // 2]), "RD014"),
        (rewritten(workbook([HEADER]), SHEET, lambda xml: b"<!DOCTYPE x>" + xml), "RD015"),
        (rewritten(workbook([HEADER]), SHEET, lambda xml: xml + b" " * 30_000_000), "RD013"),
        (workbook([HEADER])[:-200], "RD003"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "Workbook".encode("utf-16-le"), "RD008"),
    ],
    ids=["empty", "blank", "too-many-cells", "cut-xml", "declared-type", "bomb", "cut", "xls"],
)
def test_a_workbook_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refusal:
        read_document(data, name="a.xlsx")
    assert refusal.value.code == code


def test_a_workbook_with_a_program_is_refused() -> None:
    data = workbook([HEADER, *ROWS])
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(ReadError) as refusal:
        read_document(out.getvalue(), name="a.xlsm")
    assert refusal.value.code == "RD051"


def test_a_day_that_is_a_bare_number_is_a_day_and_said() -> None:
    titles = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Hoàn thành trước", "Số hồ sơ đúng hạn")
    document = read([titles, (1, "Rà soát", "Sở Nội vụ", 46203, 46203), (2, "Tập huấn", "Sở Nội vụ", "Quý I", 40000)])
    (table,) = document.tables()
    assert [cell.text for cell in table.rows[1].cells][3:] == ["30/06/2026", "46203"]
    (finding,) = document.findings
    assert (finding.code, finding.params["cell"], finding.params["day"]) == ("RD146", "D2", "30/06/2026")
    assert read_plan(document, year=2026).annexes[0].tasks[0].rows[0].deadlines[0].text == "30/06/2026"


def test_the_bare_days_of_a_book_that_counts_from_1904_are_right() -> None:
    def old(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    (table,) = read([("TT", "Nội dung", "Hạn"), (1, "a", 44741), (2, "b", 44742)], old).tables()
    assert table.rows[1].cells[2].text == "30/06/2026"


def test_the_plan_of_two_header_rows_with_a_beginning_and_an_end_is_read_by_its_end() -> None:
    upper = ("STT", "Nội dung công việc", "Sản phẩm", "Tổ chức thực hiện", None, "Thời gian", None)
    lower = (None, None, None, "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành")
    days = date(2026, 1, 5), date(2026, 6, 30)
    rows = [
        [1, "Rà soát", "Báo cáo", "Sở Nội vụ", "UBND các xã", *days],
        [2, "Tập huấn", "Kế hoạch", None, None, *days],
    ]

    def merge(book: Workbook) -> None:
        for cells in ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "D4:D5"):
            book.active.merge_cells(cells)

    tasks = read_plan(read([["PHỤ LỤC"], upper, lower, *rows], merge), year=2026).annexes[0].tasks
    assert [task.text for task in tasks] == ["Rà soát", "Tập huấn"]
    for task in tasks:
        (row,) = task.rows
        assert [lead.text for lead in row.lead] == ["Sở Nội vụ"]
        assert [deadline.text for deadline in row.deadlines] == ["30/06/2026"]


def test_what_is_to_be_known_of_a_table_is_known_to_those_who_map_it_too() -> None:
    data = workbook([HEADER, *ROWS], lambda book: book.active.__setitem__("F3", "=A1+1"))
    opened = open_workbook(data, name="a.xlsx")
    (grid,) = grids_of(opened, name="a.xlsx")
    assert [finding.code for finding in grid.findings] == ["RD141"]
