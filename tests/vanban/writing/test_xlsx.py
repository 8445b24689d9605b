"""Tables as XLSX, opened again by the library that reads workbooks."""

import io
import time
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from papers_sample import LAYOUT, WRITTEN_AT
from vanban.writing import Sheet, SheetColumn, write_xlsx

SHEET = Sheet(
    name="Phụ lục [1]",
    title=("PHỤ LỤC TÌNH HÌNH THỰC HIỆN", "(Kèm theo Báo cáo)"),
    columns=(
        SheetColumn("TT", 6),
        SheetColumn("Nhiệm vụ", 20),
        SheetColumn("Hạn", 12),
        SheetColumn("Số", 10, is_printed=False),
    ),
    rows=((1, "=HYPERLINK(1)", date(2026, 3, 5), Decimal("98.5")), (2, "Rà soát " * 20, None, 3)),
    total=("Tổng cộng", None, None, 4),
    notes=("Cách tính.",),
)


def opened(*sheets: Sheet) -> Any:
    data = write_xlsx(sheets or (SHEET,), LAYOUT, written_at=WRITTEN_AT, author="Sở Nội vụ")
    return openpyxl.load_workbook(io.BytesIO(data))


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    page = opened().active
    assert [cell.value for cell in page[5]] == [1, "=HYPERLINK(1)", datetime(2026, 3, 5), 98.5]
    assert page["C5"].number_format == "dd/mm/yyyy"
    assert page["D5"].data_type == "n"


def test_text_is_never_a_formula() -> None:
    assert opened().active["B5"].data_type == "s"


def test_the_header_stays_and_the_rows_can_be_filtered() -> None:
    page = opened().active
    assert page.freeze_panes == "A5"
    assert page.auto_filter.ref == "A4:D6"  # the total stays outside
    assert [cell.value for cell in page[4]] == ["TT", "Nhiệm vụ", "Hạn", "Số"]
    merged = {str(area) for area in page.merged_cells.ranges}
    assert merged == {"A1:C1", "A2:C2", "A9:C9"}  # lines above and below, never rows of the table


def test_it_prints_on_one_width_of_paper_under_its_header() -> None:
    page = opened().active
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$4:$4"
    assert page.print_area == "'Phụ lục  1 '!$A$1:$C$9"


def test_rows_are_as_high_as_their_text() -> None:
    page = opened().active
    assert page.row_dimensions[6].height > 3 * page.row_dimensions[5].height
    assert page["B6"].alignment.wrap_text


def test_every_sheet_has_its_own_name() -> None:
    assert opened(SHEET, SHEET).sheetnames == ["Phụ lục  1 ", "Phụ lục  1 1"]


def test_the_same_values_give_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_xlsx((SHEET,), LAYOUT, written_at=WRITTEN_AT)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert write_xlsx((SHEET,), LAYOUT, written_at=WRITTEN_AT) == first
    properties = opened().properties
    assert properties.created == properties.modified == WRITTEN_AT.replace(tzinfo=None)
