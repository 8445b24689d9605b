"""The empty list of accounts, as XLSX."""

import io

from django.utils.translation import gettext as _
from openpyxl.styles.fonts import Font
from openpyxl.workbook.workbook import Workbook

__all__ = ["sample_sheet"]

_WIDTHS = (6, 44, 28, 34, 16, 22)


def sample_sheet() -> bytes:
    """Return a sheet with the headings that are understood and two examples."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Tài khoản")
    sheet.append([_("TT"), _("Cơ quan"), _("Họ và tên"), _("Chức vụ"), _("Điện thoại"), _("Vai trò")])
    sheet.append([1, "UBND xã Suối Nhạn", "Lê Thị Mai Hương", _("Công chức Văn phòng"), "0912000001", _("công chức")])
    sheet.append([2, "UBND xã Suối Nhạn", "Trần Văn Lực", _("Chủ tịch"), "0912000002", _("lãnh đạo")])
    for cell, width in zip(sheet[1], _WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row in sheet.iter_rows(min_row=2, min_col=5, max_col=5):
        row[0].number_format = "@"  # a telephone number is text: its leading 0 stays
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
