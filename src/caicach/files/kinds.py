"""What a file is, told by its content; names and browsers are not asked.

Owns: the media type of bytes. Does not: open a document or unpack an archive (only the list of members is read).
"""

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from caicach.files.constants import DOCX, JPEG, OTHER, PDF, PNG, TXT, XLSX

__all__ = ["media_type_of"]

_MAGIC = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_PDF_WITHIN_BYTES = 1024  # readers accept a few bytes before the mark
_OFFICE = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
_MACROS = "vbaProject.bin"
_TEXT_CONTROLS = frozenset("\t\n\r\f\v")


def media_type_of(file: BinaryIO) -> str:
    """Return the media type of a whole file that can be sought; OTHER where its content does not tell."""
    file.seek(0)
    head = file.read(_PDF_WITHIN_BYTES)
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _office_type(file)
    return TXT if _is_text(file) else OTHER


def _office_type(file: BinaryIO) -> str:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _type_of_members(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return OTHER


def _type_of_members(names: Iterable[str]) -> str:
    members = frozenset(names)
    # A document that carries a program is not evidence.
    if "[Content_Types].xml" not in members or any(name.endswith(_MACROS) for name in members):
        return OTHER
    return next((media_type for member, media_type in _OFFICE if member in members), OTHER)


def _is_text(file: BinaryIO) -> bool:
    """Whether the bytes are UTF-8 (or UTF-16 with its mark) without control characters, and not only blanks."""
    file.seek(0)
    data = file.read()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(char < " " and char not in _TEXT_CONTROLS for char in text)
