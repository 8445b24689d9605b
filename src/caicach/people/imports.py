"""The cells of a sheet (XLSX), as text; every size bounded.

Owns: opening the archive, the first sheet that has cells. Does not: know what the cells mean (``mapping.columns``).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl.reader.excel import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from caicach.web.errors import BadInput
from vanban.text.forms import normalise

__all__ = ["MAX_BYTES", "MAX_ROWS", "check_bytes", "read_sheet"]

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 3_000
_MAX_COLUMNS = 40
_MAX_UNPACKED_BYTES = 30 * 1024 * 1024
_MAX_PARTS = 500
_MAX_LETTERS = 500  # of one cell
_OLE = b"\xd0\xcf\x11\xe0"  # old XLS, or XLSX with a password


def read_sheet(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the first sheet with anything in it, each cell as text; trailing empty rows are left out.

    Raises:
        BadInput: no such file, or beyond the bounds; the sentence says what to do.
    """
    check_bytes(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = (_rows(sheet) for sheet in book.worksheets)
            return next((rows for rows in sheets if rows), ())
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, OSError) as error:
        raise BadInput(_broken()) from error


def check_bytes(data: bytes) -> None:
    """Refuse what is no XLSX file, or unpacks beyond the bounds; nothing of it is believed before.

    Raises:
        BadInput: the sentence says what it is and what to do.
    """
    if not data:
        raise BadInput(_("Tệp không có nội dung. Kiểm tra tệp gốc rồi chọn lại."))
    if len(data) > MAX_BYTES:
        raise BadInput(_("Tệp lớn hơn 5 MB. Xóa ảnh và các trang tính không cần rồi tải lại."))
    if data.startswith(_OLE):
        raise BadInput(_("Tệp ở dạng XLS cũ hoặc đặt mật khẩu. Bỏ mật khẩu, lưu thành XLSX rồi tải lại."))
    if not data.startswith(b"PK"):
        raise BadInput(_("Đây không phải tệp XLSX. Mở bằng Excel, chọn Lưu thành, kiểu Excel Workbook."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise BadInput(_broken()) from error


def _broken() -> str:
    return _("Không mở được tệp: tệp hỏng hoặc không phải bảng tính XLSX. Lưu lại rồi tải lên lần nữa.")


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks beyond the bounds, and documents that declare entities; the bytes themselves are counted."""
    left = _MAX_UNPACKED_BYTES
    if len(archive.infolist()) > _MAX_PARTS:
        raise BadInput(_("Tệp quá lớn khi mở ra. Chép các cột cần thiết sang một tệp mới rồi tải lại."))
    for entry in archive.infolist():
        if not entry.filename.endswith((".xml", ".rels")):
            continue  # pictures are never unpacked
        with archive.open(entry) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BadInput(_("Tệp quá lớn khi mở ra. Chép các cột cần thiết sang một tệp mới rồi tải lại."))
        if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
            raise BadInput(_("Tệp có nội dung không an toàn. Chép các cột cần thiết sang một tệp mới rồi tải lại."))


def _rows(sheet: Any) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a sheet up to the last one with anything in it."""
    rows = [cells for cells in _cells(sheet)]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MAX_ROWS:
        raise BadInput(_("Bảng có hơn %(limit)s dòng. Chia thành nhiều tệp, mỗi tệp một lần.") % {"limit": MAX_ROWS})
    return tuple(rows)


def _cells(sheet: Any) -> Iterator[tuple[str, ...]]:
    # One row more than the limit, so that a sheet beyond it is noticed; what a sheet says of its size is not believed.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=_MAX_COLUMNS, values_only=True):
        yield tuple(_text(cell) for cell in _trimmed(cells))


def _trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    filled = [place for place, cell in enumerate(cells) if cell is not None]
    return cells[: filled[-1] + 1] if filled else ()


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a telephone number that the sheet took for a figure
    return normalise(str(cell))[:_MAX_LETTERS]
