"""The sheet that is filled in elsewhere: its words and its marks, and the form that takes it back.

Owns: what both the writer (``exports.sheets``) and the reader (``imports.sheets``) must agree on. The sheet itself is
Vietnamese whatever the language of the pages: it goes from office to office.
"""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from caicach.obligations.selectors.sheets import SheetCell
from reform.clocks import LateReasonRow

__all__ = [
    "ABOUT",
    "CELL_LABELS",
    "LOCKED_LABELS",
    "MARK",
    "SHEET",
    "VERSION",
    "SheetForm",
    "cause_text",
    "is_own_origin",
    "origin_text",
]

SHEET = "Bảng điền"
ABOUT = "_caicach"  # the hidden sheet: mark, version, origin; below them the causes to choose from
MARK = "caicach.bang-dien"
VERSION = 1
_SALT = "caicach.obligations.sheets.origin"

# The columns before those to fill in; the first two are hidden.
LOCKED_LABELS: Mapping[str, Promise] = {
    "uid": gettext_lazy("Mã nhiệm vụ"),
    "stamp": gettext_lazy("Dấu đối chiếu"),
    "number": gettext_lazy("STT"),
    "title": gettext_lazy("Sản phẩm"),
    "agency": gettext_lazy("Cơ quan chủ trì"),
    "period": gettext_lazy("Kỳ"),
    "due_on": gettext_lazy("Hạn"),
    "state": gettext_lazy("Trạng thái"),
    "acceptor": gettext_lazy("Cơ quan nghiệm thu"),
}
CELL_LABELS: Mapping[SheetCell, Promise] = {
    SheetCell.SENTENCE: gettext_lazy("Nội dung khai báo"),
    SheetCell.VALUE: gettext_lazy("Giá trị"),
    SheetCell.UNIT: gettext_lazy("Đơn vị tính"),
    SheetCell.SYMBOL: gettext_lazy("Số, ký hiệu văn bản"),
    SheetCell.ISSUED_ON: gettext_lazy("Ngày văn bản"),
    SheetCell.CAUSE: gettext_lazy("Nguyên nhân chậm"),
    SheetCell.WORDS: gettext_lazy("Giải trình"),
}


class SheetForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Bảng đã điền (XLSX)"),
        max_length=255,
        help_text=gettext_lazy("Không quá 5 MB. Chưa có gì được lưu trước khi bạn xem và đồng ý."),
        error_messages={
            "empty": gettext_lazy("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại."),
            "required": gettext_lazy("Chọn bảng đã điền."),
        },
    )


def cause_text(row: LateReasonRow) -> str:
    """Return a cause as the sheet offers it: ``Khách quan: Chờ văn bản …``."""
    return f"{'Khách quan' if row.cause.value == 'objective' else 'Chủ quan'}: {row.label}"


def origin_text(on: date) -> str:
    """Return the sign that this installation made a sheet on the day ``on``."""
    return signing.dumps({"version": VERSION, "on": on.isoformat()}, salt=_SALT)


def is_own_origin(text: str) -> bool:
    """Whether ``text`` is a sign of this installation."""
    try:
        signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return False
    return True
