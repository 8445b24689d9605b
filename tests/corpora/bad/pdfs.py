"""PDFs and pictures that no reader takes: locked, of a thousand pages, larger than any paper, without letters."""

import struct
import zlib
from io import BytesIO

from corpora.pdf_parts import Sheet, assembled, pdf

__all__ = ["active_pdf", "aes_locked_pdf", "huge_picture", "locked_pdf", "pdf_of_pages", "unmapped_pdf"]

_WORDS = "Các cơ quan, đơn vị rà soát thủ tục hành chính thuộc phạm vi quản lý"


def locked_pdf() -> bytes:
    """Return a PDF that opens with a password alone (RC4); what its pages hold does not matter."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        4: b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"ab" * 32, b"cd" * 32),
    }
    return assembled(objects, b"/Encrypt 4 0 R/ID[<00><00>]")


def aes_locked_pdf() -> bytes:
    """Return a PDF that Word or a scanner of today locks: AES of 256 bits."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(BytesIO(pdf(_page()))))
    writer.encrypt("chủ", "bí mật")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_of_pages(count: int) -> bytes:
    """Return a PDF of empty pages."""
    nodes = b" ".join(b"%d 0 R" % number for number in range(10, 10 + count))
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (nodes, count)}
    objects |= {number: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>" for number in range(10, 10 + count)}
    return assembled(objects)


def unmapped_pdf() -> bytes:
    """Return a PDF whose fonts do not say which letters they show."""
    return pdf(_page(), mapped=False)


def active_pdf(*sheets: Sheet) -> bytes:
    """Return a PDF that runs a script when it is opened and carries a program."""
    catalog = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a.exe) 10001 0 R]>>>>"
    return pdf(*(sheets or (_page(),)), catalog=catalog, extra=[b"<</Type/Filespec>>"])


def huge_picture() -> bytes:
    """Return a PNG whose header promises 10,001 × 10,000 points, and that holds none of them."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 10_001, 10_000, 8, 0, 0, 0, 0)
    empty = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (head, empty, b"IEND")
    )


def _page() -> Sheet:
    sheet = Sheet()
    sheet.lines(60, 60, *[_WORDS] * 9)
    return sheet
