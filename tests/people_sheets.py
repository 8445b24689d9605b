"""Lists of people as offices write them, made here."""

import io
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

__all__ = ["HEADING", "sheet", "upload"]

HEADING = ("TT", "Cơ quan", "Họ và tên", "Chức vụ", "Điện thoại")


def sheet(*rows: Iterable[Any], heading: Iterable[Any] = HEADING, above: Iterable[Iterable[Any]] = ()) -> bytes:
    """Return an XLSX with ``rows`` under ``heading``."""
    book = Workbook()
    page = book.active
    for row in (*above, heading, *rows):
        page.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def upload(data: bytes, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    """Return what a browser sends."""
    return SimpleUploadedFile(name, data)
