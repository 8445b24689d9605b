"""Pages turned, cropped, drawn small: read like any other, their places as the page is shown."""

import io

import pytest
from pyhanko.pdf_utils.crypt import StandardSecurityHandler, StandardSecuritySettingsRevision
from pyhanko.pdf_utils.crypt.permissions import StandardPermissions
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from corpora.pdf_parts import A4, A4_LANDSCAPE, Sheet, pdf
from vanban.reading import Document, ReadError, read_document

XS = (60, 100, 300, 420, 535)
ROWS = (("TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn"), ("1", "Rà soát thủ tục hành chính", "Báo cáo", "Quý I"))
READ = [list(row) for row in ROWS]


def read(sheet: Sheet) -> Document:
    return read_document(pdf(sheet), name="ke-hoach.pdf")


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables() for row in table.rows]


def table_page(matrix: bytes, size: tuple[float, float]) -> Sheet:
    """Return a sheet of ``size`` onto which an upright A4 page is drawn through a matrix."""
    upright = Sheet(A4).grid(XS, (100, 140, 180))
    for y, row in zip((114, 154), ROWS, strict=True):
        for x, cell in zip(XS, row, strict=False):
            upright.text(x + 4, y, cell, size=11)
    return Sheet(size, [b"q " + matrix + b" cm", *upright.parts, b"Q"], upright.letters)


@pytest.mark.parametrize(
    "matrix", [b"0 1 -1 0 842 0", b"0 -1 1 0 0 595", b"-1 0 0 -1 595 842"], ids=["left", "right", "upside down"]
)
def test_words_drawn_sideways_are_read_upright(matrix: bytes) -> None:
    document = read(table_page(matrix, A4 if matrix.startswith(b"-1") else A4_LANDSCAPE))
    assert cells(document) == READ
    assert not document.findings


def test_places_on_a_page_that_was_turned_are_those_of_the_page_as_shown() -> None:
    document = read(table_page(b"0 1 -1 0 842 0", A4_LANDSCAPE))
    (table,) = document.tables()
    # The table runs up the sheet: what is left of it upright lies below, what is above it lies to the left.
    assert table.rows[0].cells[0].place.box == (
        round(100 / 842 * 1000),
        round((595 - 100) / 595 * 1000),
        round(140 / 842 * 1000),
        round((595 - 60) / 595 * 1000),
    )


def test_a_page_that_says_how_it_is_turned() -> None:
    sheet = table_page(b"0 1 -1 0 842 0", A4_LANDSCAPE)
    sheet.entries = b"/Rotate 90"
    assert cells(read(sheet)) == READ


@pytest.mark.parametrize("scale", [0.4, 0.5, 2.5])
def test_a_page_drawn_small_or_large_is_read_as_at_its_usual_size(scale: float) -> None:
    document = read(table_page(b"%g 0 0 %g 0 0" % (scale, scale), (595 * scale, 842 * scale)))
    assert cells(document) == READ
    whole = read(table_page(b"1 0 0 1 0 0", A4))
    assert [block.place.box for block in document.blocks] == [block.place.box for block in whole.blocks]


def test_what_was_cropped_away_is_not_read() -> None:
    sheet = table_page(b"1 0 0 1 100 100", (795, 1042))
    sheet.text(20, 1030, "Cắt tại đây")
    sheet.entries = b"/CropBox[100 100 695 942]"
    document = read(sheet)
    assert cells(document) == READ
    assert [block.place.box for block in document.blocks] == [
        block.place.box for block in read(table_page(b"1 0 0 1 0 0", A4)).blocks
    ]


def locked(kind: str, *, user: str) -> bytes:
    """Return a file under an owner's password, and a user's where it is not empty."""
    source = pdf(table_page(b"1 0 0 1 0 0", A4))
    writer: PdfFileWriter = copy_into_new_writer(PdfFileReader(io.BytesIO(source), strict=False))
    if kind == "AES-256":
        writer.encrypt("chu-so-huu", user)
    else:
        revision = {
            "RC4-40": StandardSecuritySettingsRevision.RC4_BASIC,
            "RC4-128": StandardSecuritySettingsRevision.RC4_EXTENDED,
            "AES-128": StandardSecuritySettingsRevision.RC4_OR_AES128,
        }[kind]
        handler = StandardSecurityHandler.build_from_pw_legacy(
            revision,
            writer._document_id[0].original_bytes,
            "chu-so-huu",
            user,
            keylen_bytes=5 if kind == "RC4-40" else 16,
            use_aes128=kind == "AES-128",
            perms=StandardPermissions.allow_everything(),
        )
        writer._assign_security_handler(handler)
    found = io.BytesIO()
    writer.write(found)
    return found.getvalue()


@pytest.mark.parametrize("kind", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_every_kind_of_password(kind: str) -> None:
    assert cells(read_document(locked(kind, user=""), name="a.pdf")) == READ
    with pytest.raises(ReadError) as refusal:
        read_document(locked(kind, user="mo-tep"), name="a.pdf")
    assert refusal.value.code == "RD004"
