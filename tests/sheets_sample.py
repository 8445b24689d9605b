"""Workbooks as offices write them, made by the library that the program writes its own with."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

__all__ = ["HEADER", "ROWS", "workbook"]

HEADER = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn")
ROWS = (
    (1, "Rà soát thủ tục hành chính", "Báo cáo rà soát", "Sở Tài chính", "UBND các xã", "Trước ngày 30/6/2026"),
    (2, "Tập huấn công chức một cửa", "Kế hoạch tập huấn", "Sở Tài chính", None, "Quý III/2026"),
    (3, "Công bố danh mục dịch vụ công", "Quyết định", "Văn phòng UBND tỉnh", "Sở Tài chính", "Trước ngày 15/9/2026"),
)


def workbook(rows: Sequence[Sequence[Any]], touch: Callable[[Workbook], None] | None = None) -> bytes:
    """Return the bytes of a workbook of one sheet; ``touch`` may change it before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if touch is not None:
        touch(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
