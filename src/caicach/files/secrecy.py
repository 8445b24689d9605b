"""State secrets are not kept here: what is marked is refused before any byte of it is written.

Owns: the reading of a file's first page for its stamp, the sentence of the refusal. Does not: store.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.web.errors import BadInput
from vanban.language.secrecy import Mark, mark_in_lines, mark_in_name
from vanban.reading import Document, ReadError, Table, read_document
from vanban.reading.kinds import FileKind, kind_of

__all__ = ["refuse_secret", "refuse_secret_document"]

_QUICK = (FileKind.DOCX, FileKind.TEXT, FileKind.SPREADSHEET)
_HEADER = re.compile(r"word/header\d*\.xml")
_HEADER_BYTES = 256 * 1024  # a page header is a few lines
_PARAGRAPH = re.compile(r"</w:p>")
_WORDS = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")


def refuse_secret(content: bytes | None, *, name: str = "", words: tuple[str, ...] = ()) -> None:
    """Refuse what bears the stamp of a state secret; call it before anything is stored.

    Args:
        content: The bytes of the file; the first page of DOCX and of plain text is read, other kinds are told by their
            name alone.
        name: The file's name.
        words: What people typed about it: symbol, subject.

    Raises:
        BadInput: with the degree and the place of the stamp, and what to do instead.
    """
    mark = mark_in_name(name)
    if mark:
        raise BadInput(_refusal(mark, _("Tên tệp")))
    mark = next((found for found in map(mark_in_name, words) if found), None)
    if mark:
        raise BadInput(_refusal(mark, _("Số, ký hiệu hoặc trích yếu")))
    mark = mark_in_lines(_lines(content, name)) if content else None
    if mark:
        raise BadInput(_refusal(mark, _("Trang đầu của tệp")))


def refuse_secret_document(document: Document) -> None:
    """Refuse a document that was read, where it bears the stamp of a state secret.

    For formats that are not read at the upload (PDF, scans); whoever asks drops what was kept.

    Raises:
        BadInput: as ``refuse_secret``.
    """
    mark = mark_in_lines(chain(document.margins, _lines_of(document)))
    if mark:
        raise BadInput(_refusal(mark, _("Trang đầu của tệp")))


def _refusal(mark: Mark, where: str) -> str:
    return _(
        "%(where)s mang dấu độ mật “%(mark)s”. Hệ thống không nhận văn bản mật; chưa có gì được lưu. Văn bản mật lưu "
        "và gửi theo chế độ mật, ở đây chỉ ghi nơi lưu. Nếu văn bản không mật, bỏ dấu đó rồi làm lại."
    ) % {"where": where, "mark": mark.degree}


def _lines(content: bytes, name: str) -> Iterator[str]:
    """Yield the lines of a file that can be read cheaply; of others none. A larger one is refused later by its size."""
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        return
    try:
        # Pages of a PDF or a scan take seconds each: the job that reads them asks ``refuse_secret_document``.
        if kind_of(content) not in _QUICK:
            return
        document = read_document(content, name=name or "tep.txt")
    except ReadError:
        # Whether the kind is taken at all is for the store to say, by its content.
        return
    if document.format == "docx":
        yield from _page_headers(content)
    yield from _lines_of(document)


def _lines_of(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            cells = (cell.text for row in block.rows for cell in row.cells)
            yield from (line for text in cells for line in text.split("\n") if line)
        elif block.text.strip():
            yield from block.text.split("\n")


def _page_headers(content: bytes) -> Iterator[str]:
    """Yield the lines of the page headers of a DOCX, where a stamp may stand on every page."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in filter(_HEADER.fullmatch, archive.namelist()):
            with archive.open(name) as part:
                markup = part.read(_HEADER_BYTES).decode("utf-8", errors="replace")
            yield from ("".join(_WORDS.findall(paragraph)) for paragraph in _PARAGRAPH.split(markup))
