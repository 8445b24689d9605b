"""State secrets are not kept here: what is marked is refused before any byte of it is written.

Owns: the reading of a file's first page for its stamp, the sentence of the refusal. Does not: store.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.web.errors import BadInput
from vanban.language.secrecy import Mark, mark_in_lines, mark_in_name, mark_in_recognised
from vanban.reading import Document, ReadError, Table, read_document
from vanban.reading.kinds import FileKind, kind_of
from vanban.reading.model import Block
from vanban.reading.pdf.first_page import first_page_lines
from vanban.reading.sheets import SheetCell, open_sheets

__all__ = ["refuse_secret", "refuse_secret_document"]

_HEADER = re.compile(r"word/header\d*\.xml")
_HEADER_BYTES = 256 * 1024  # a page header is a few lines
_PARAGRAPH = re.compile(r"</w:p>")
_WORDS = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_SHEET_HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]{1,2000})<")
_SHEET_PIECE = re.compile(r"&[LCR]|\n")  # left, centre, right
_SHEET_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F+-]{5,6}|\d+|[A-Za-z])')  # of a font, a size, a page number
_SHEET_NOTE = re.compile(r"xl/(?:drawings/drawing\d+|comments/?\w*|threadedComments/\w+)\.xml", re.IGNORECASE)
_NOTE_WORDS = re.compile(r"<(?:\w+:)?t(?:ext)?(?:\s[^>]*)?>([^<]*)</")
_NOTE_END = re.compile(r"</(?:a:p|comment|text|threadedComment)>")
_SHEET_BYTES = 40 * 1024 * 1024


def refuse_secret(content: bytes | None, *, name: str = "", words: tuple[str, ...] = ()) -> None:
    """Refuse what bears the stamp of a state secret; call it before anything is stored.

    Args:
        content: The bytes of the file; the first page of DOCX, of PDF with letters and of plain text and the first
            cells of each sheet are read, other kinds (pictures) are told by their name alone.
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
    for where, lines in _pages(content, name) if content else ():
        mark = mark_in_lines(lines)
        if mark:
            raise BadInput(_refusal(mark, where))


def refuse_secret_document(document: Document) -> None:
    """Refuse a document that was read, where it bears the stamp of a state secret.

    For what only its job reads (scans, old Word files); whoever asks drops what was kept.

    Raises:
        BadInput: as ``refuse_secret``.
    """
    # Apart: the page numbers of a long document would fill the lines that are looked at.
    mark = _mark_in((document.margins, _lines_of(document.blocks)))
    if document.format == "scan" and mark is None:
        mark = mark_in_recognised(_lines_of(block for block in document.blocks if block.place.page == 1))
    if mark:
        raise BadInput(_refusal(mark, _("Trang đầu của tệp")))


def _refusal(mark: Mark, where: str) -> str:
    return _(
        "%(where)s mang dấu độ mật “%(mark)s”. Hệ thống không nhận văn bản mật; chưa có gì được lưu. Văn bản mật lưu "
        "và gửi theo chế độ mật, ở đây chỉ ghi nơi lưu. Nếu văn bản không mật, bỏ dấu đó rồi làm lại."
    ) % {"where": where, "mark": mark.degree}


def _mark_in(pages: Iterable[Iterable[str]]) -> Mark | None:
    return next((mark for lines in pages if (mark := mark_in_lines(lines))), None)


def _pages(content: bytes, name: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield where and the lines of each part of a file that can be read cheaply; of others, and of larger files, none.

    What cannot be read is left to whoever reads it; whether the kind is taken at all is for the store to say.
    """
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        return
    name, first = name or "tep.txt", _("Trang đầu của tệp")
    with suppress(ReadError):
        kind = kind_of(content)
        if kind is FileKind.PDF:
            yield first, first_page_lines(content, name=name)
        elif kind is FileKind.SPREADSHEET:
            yield from _sheets(content, name)
        elif kind is FileKind.DOCX:
            yield first, _page_headers(content)
            yield first, _lines_of(read_document(content, name=name).blocks)
        elif kind is FileKind.TEXT:
            yield first, _lines_of(read_document(content, name=name).blocks)


def _sheets(content: bytes, name: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the names of a workbook's sheets, their cells, what is printed with them and lies over them, with where.

    Hidden sheets count, and hidden rows and columns once more by themselves: nobody who brings a file sees them.
    """
    opened = open_sheets(content, name=name)
    if opened is None:
        return
    sheets = (*opened.sheets, *opened.hidden)
    yield _("Tên trang tính"), [sheet.name for sheet in sheets]
    for at, sheet in enumerate(sheets):
        where = _("Trang tính “%(sheet)s”") if at < len(opened.sheets) else _("Trang tính ẩn “%(sheet)s”")
        said = {"sheet": sheet.name}
        yield where % said, _lines_in(cell for row in sheet.rows for cell in row.cells)
        unseen_rows = (cell for row in sheet.rows if row.is_hidden for cell in row.cells)
        yield _("Dòng ẩn của trang tính “%(sheet)s”") % said, _lines_in(unseen_rows)
        unseen = (row.cells[to] for to in sheet.hidden_columns for row in sheet.rows if to < len(row.cells))
        yield _("Cột ẩn của trang tính “%(sheet)s”") % said, _lines_in(unseen)
    yield _("Đầu trang hoặc chân trang khi in"), _sheet_headers(content)
    yield _("Ghi chú hoặc hình vẽ trong bảng tính"), _sheet_notes(content)


def _lines_in(cells: Iterable[SheetCell]) -> Iterator[str]:
    return (line for cell in cells for line in cell.text.split("\n") if line)


def _lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
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


def _sheet_headers(content: bytes) -> Iterator[str]:
    """Yield the pieces of the headers and footers that the sheets of a workbook are printed with."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in filter(_SHEET.fullmatch, archive.namelist()):
            with archive.open(name) as part:
                found = _SHEET_HEADER.findall(part.read(_SHEET_BYTES))
            for text in found:
                pieces = _SHEET_PIECE.split(unescape(text.decode("utf-8", errors="replace")))
                yield from (_SHEET_CODE.sub("", piece).strip() for piece in pieces)


def _sheet_notes(content: bytes) -> Iterator[str]:
    """Yield the words of the boxes and notes that lie over the cells of a workbook: a stamp may be drawn there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in filter(_SHEET_NOTE.fullmatch, archive.namelist()):
            with archive.open(name) as part:
                markup = part.read(_HEADER_BYTES).decode("utf-8", errors="replace")
            yield from (unescape("".join(_NOTE_WORDS.findall(piece))) for piece in _NOTE_END.split(markup))
