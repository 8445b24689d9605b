"""Whether bytes that somebody sent are a workbook (XLSX) within bounds; asked before a library opens them."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from caicach.web.errors import BadInput

__all__ = ["MAX_BYTES", "broken_workbook", "check_workbook"]

MAX_BYTES = 5 * 1024 * 1024
_MAX_UNPACKED_BYTES = 30 * 1024 * 1024
_MAX_PARTS = 500
_OLE = b"\xd0\xcf\x11\xe0"  # old XLS, or XLSX with a password


def check_workbook(data: bytes) -> None:
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
        raise BadInput(broken_workbook()) from error


def broken_workbook() -> str:
    """Return the sentence about a file that is no workbook, or a broken one."""
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
