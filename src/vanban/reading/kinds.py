"""What kind of file the bytes are, by their own marks.

Owns: telling kinds apart. Does not: trust the file's name, or open anything beyond an archive's directory.
"""

import io
import re
import zipfile
from enum import StrEnum

from vanban.reading.errors import ReadError

__all__ = ["FileKind", "kind_of"]


class FileKind(StrEnum):
    """The kinds that are told apart."""

    EMPTY = "empty"
    TEXT = "text"
    DOCX = "docx"
    ENCRYPTED = "encrypted"  # an Office file behind a password
    LEGACY_WORD = "legacy_word"  # .doc of Word 97-2003
    PDF = "pdf"
    IMAGE = "image"
    SPREADSHEET = "spreadsheet"  # XLSX
    LEGACY_SHEET = "legacy_sheet"  # .xls of Excel 97-2003, and the binary .xlsb
    SHEET_MACROS = "sheet_macros"  # a workbook that carries a program
    SLIDES = "slides"
    OTHER_ARCHIVE = "other_archive"
    RICH_TEXT = "rich_text"
    MACROS = "macros"  # a Word file that carries a program
    OPEN_DOCUMENT = "open_document"  # of LibreOffice: .odt
    OPEN_SHEET = "open_sheet"  # of LibreOffice: .ods
    WEB_PAGE = "web_page"  # HTML or XML, often saved by Word under the ending .doc
    UNKNOWN = "unknown"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKS = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"{\\rtf", FileKind.RICH_TEXT),
    (b"Rar!", FileKind.OTHER_ARCHIVE),
    (b"7z\xbc\xaf", FileKind.OTHER_ARCHIVE),
    (b"\x1f\x8b", FileKind.OTHER_ARCHIVE),
)
# Names of streams inside an OLE container, written in UTF-16.
_OLE_STREAMS = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("WordDocument", FileKind.LEGACY_WORD),
    ("Workbook", FileKind.LEGACY_SHEET),
    ("PowerPoint Document", FileKind.SLIDES),
)
_OFFICE_PARTS = (
    ("word/", FileKind.DOCX),
    ("xl/", FileKind.LEGACY_SHEET),
    ("ppt/", FileKind.SLIDES),
)
_MACROS = "vbaProject.bin"
# How HTML, MHTML and the XML of Word 2003 begin; a text may hold tags, but does not begin with one of these.
_WEB_PAGE = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<!doctype\s|<html[\s>]|<\?xml\s|<head[\s>]|mime-version:\s)", re.IGNORECASE
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # what no text holds, wherever in the file
_ENCRYPTED_ENTRY = 0x1  # bit 0 of a ZIP entry's flags


def kind_of(data: bytes) -> FileKind:
    """Return the kind of the file ``data``.

    Raises:
        ReadError: The bytes begin like an archive whose directory is missing or broken (a truncated file).
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return FileKind.EMPTY
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(b"PK"):
        return _archive_kind(data)
    for mark, kind in _MARKS:
        if data.startswith(mark) and not (mark == b"BM" and _looks_like_text(data)):
            return kind
    if _WEB_PAGE.match(data[:1000]):
        return FileKind.WEB_PAGE
    return FileKind.TEXT if _looks_like_text(data) else FileKind.UNKNOWN


def _ole_kind(data: bytes) -> FileKind:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return FileKind.UNKNOWN


def _archive_kind(data: bytes) -> FileKind:
    """Return the kind of an archive by the parts in its directory, and by the one that says it in a few letters."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            is_open_sheet = _says_open_sheet(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError("RD003") from error
    if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries):
        return FileKind.ENCRYPTED
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return FileKind.MACROS if any(name.endswith(_MACROS) for name in names) else FileKind.DOCX
    if "xl/workbook.xml" in names:
        return FileKind.SHEET_MACROS if any(name.endswith(_MACROS) for name in names) else FileKind.SPREADSHEET
    if {"mimetype", "content.xml"} <= names:
        return FileKind.OPEN_SHEET if is_open_sheet else FileKind.OPEN_DOCUMENT
    for part, kind in _OFFICE_PARTS[1:]:
        if any(name.startswith(part) for name in names):
            return kind
    return FileKind.OTHER_ARCHIVE


def _says_open_sheet(archive: zipfile.ZipFile) -> bool:
    if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").flag_bits & _ENCRYPTED_ENTRY:
        return False
    with archive.open("mimetype") as part:
        return b"opendocument.spreadsheet" in part.read(100)


def _looks_like_text(data: bytes) -> bool:
    """Say whether the bytes hold no control characters that text never has; UTF-16 is text too."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:65536]
    if 0 in head:
        return _is_wide(head)
    return not _CONTROLS.search(data)


def _is_wide(head: bytes) -> bool:
    """Say whether the zeros stand as the upper halves of UTF-16 letters: on one side of most pairs."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return max(even, odd) > len(head) * 0.15 and min(even, odd) < max(even, odd) * 0.05
