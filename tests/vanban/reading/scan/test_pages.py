"""Scanned pages as documents: skew, stamps, tables, what cannot be read."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from scan_pages import Sheet, png, scanned_pdf
from vanban.reading import ReadError, read_document
from vanban.reading.model import Document, Paragraph, Table
from vanban.reading.scan import pictures
from vanban.reading.scan.joining import join_pages
from vanban.reading.scan.model import PageParagraph, PageReading, Picture, Pixels
from vanban.reading.scan.page import read_page
from vanban.reading.scan.reader import read_image, read_pdf_page
from vanban.reading.scan.recognition import TESSDATA_FOLDERS, Line, Recogniser, open_recogniser
from vanban.text.messages import message_of

pytestmark = pytest.mark.skipif(
    not any((Path(folder) / "vie.traineddata").is_file() for folder in TESSDATA_FOLDERS),
    reason="tesseract-ocr-vie is not installed; see tools/system-packages",
)

ACROSS = (60, 110, 300, 420, 540)
HEADER = ("TT", "Noi dung", "Co quan", "Han")


def document_of(sheet: Sheet, dpi: int = 200, skew_deg: float = 0.0, dust: float = 0.0) -> Document:
    return read_image(png(sheet.scan(dpi, skew_deg, dust), dpi), name="trang.png")


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def a_table() -> Sheet:
    rows = (HEADER, ("1", "UBND xa", "Ban CD", "31/01/2026"), ("2", "UBND huyen", "Ban QL", "15/12/2026"))
    return Sheet().write(60, 80, "Danh sach kem theo").table(ACROSS, (100, 130, 160, 190), rows)


@pytest.mark.parametrize(("dpi", "skew_deg", "dust"), [(200, 0.0, 0.0), (150, -2.0, 6.0), (300, 1.7, 8.0)])
def test_a_table_is_read_whatever_the_resolution_skew_and_dust(dpi: int, skew_deg: float, dust: float) -> None:
    table = next(document_of(a_table(), dpi, skew_deg, dust).tables())
    assert [row[0] for row in texts(table)] == ["TT", "1", "2"]
    assert [row[3] for row in texts(table)][1:] == ["31/01/2026", "15/12/2026"]
    assert texts(table)[1][1].startswith("UBND")


def test_a_row_that_the_end_of_the_page_divides_lacks_a_rule_and_is_a_row() -> None:
    sheet = Sheet().table(ACROSS, (100, 130, 160), (HEADER, ("1", "UBND xa", "Ban CD", "31/01/2026")))
    for x in ACROSS:
        sheet.rule(x, 160, x, 210)
    for x, text in zip(ACROSS, ("2", "UBND huyen", "Ban QL", "15/12/2026"), strict=False):
        sheet.write(x + 5, 178, text, 12)
    read = texts(next(document_of(sheet, skew_deg=0.7).tables()))
    assert [(row[0], row[3]) for row in read[1:]] == [("1", "31/01/2026"), ("2", "15/12/2026")]


def test_every_cell_and_paragraph_has_its_place_and_confidence() -> None:
    document = document_of(a_table())
    paragraph, table = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert paragraph.confidence is not None and paragraph.confidence > 0.5
    assert table.rows[1].cells[3].confidence is not None
    box = table.rows[1].cells[3].place.box
    assert box is not None
    expected = (420 / 595, 130 / 842, 540 / 595, 160 / 842)
    assert all(abs(edge / 1000 - at) < 0.005 for edge, at in zip(box, expected, strict=True))
    assert (document.format, document.pages) == ("scan", 1)


def test_boxes_lie_on_the_picture_as_it_was_scanned() -> None:
    straight = next(document_of(a_table()).tables()).place.box
    turned = next(document_of(a_table(), skew_deg=2.0).tables()).place.box
    assert straight is not None and turned is not None
    # Turned counter-clockwise about its middle, what stands left above the middle goes left and down.
    assert turned[0] < straight[0]
    assert turned[3] > straight[3]


def test_merged_cells_name_the_cell_that_covers_them() -> None:
    sheet = Sheet().write(70, 118, "A").write(120, 118, "UBND")
    for x, top, bottom in ((60, 100, 160), (110, 100, 160), (300, 130, 160), (540, 100, 160)):
        sheet.rule(x, top, x, bottom)
    for y, left, right in ((100, 60, 540), (130, 110, 540), (160, 60, 540)):
        sheet.rule(left, y, right, y)
    sheet.write(120, 148, "Ban QL").write(310, 148, "15/12")
    table = next(document_of(sheet).tables())
    merged = [[cell.merged_from for cell in row.cells] for row in table.rows]
    assert merged == [[None, None, (0, 1)], [(0, 0), None, None]]
    assert table.rows[1].cells[2].text == "15/12"


def test_words_under_a_stamp_are_read() -> None:
    sheet = Sheet().write(100, 200, "UBND 15/12/2026").stamp(150, 195)
    assert "15/12/2026" in " ".join(p.text for p in document_of(sheet).paragraphs())


def test_a_head_in_two_columns_is_read_column_by_column() -> None:
    sheet = Sheet().write(60, 80, "UBND XA A").write(330, 80, "CONG HOA").write(60, 100, "So: 12/KH-UBND")
    sheet.write(330, 100, "15/01/2026").write(
        60, 160, "Thuc hien theo 76/NQ-CP cua Chinh phu va Quyet dinh 12/QD-UBND cua"
    )
    lines = [p.text for p in document_of(sheet).paragraphs()]
    assert lines[0] == "UBND XA A"
    assert lines[1].endswith("12/KH-UBND")
    assert lines[3] == "15/01/2026"
    assert "76/NQ-CP" in lines[4]


def test_page_numbers_are_no_part_of_the_text() -> None:
    sheet = Sheet().write(290, 30, "12").write(72, 200, "UBND tinh 2026")
    document = document_of(sheet)
    assert document.margins == ("12",)
    assert len(document.blocks) == 1


def test_a_page_upside_down_is_read_and_said() -> None:
    image = a_table().write(60, 250, "Ban hanh kem theo Quyet dinh cua UBND tinh").scan().rotate(180)
    document = read_image(png(image), name="nguoc.png")
    assert [row[0] for row in texts(next(document.tables()))] == ["TT", "1", "2"]
    assert "RD132" in [finding.code for finding in document.findings]
    box = next(document.tables()).place.box
    assert box is not None and box[1] > 700  # what was on top lies at the bottom of the picture


def test_an_empty_page_is_said() -> None:
    document = document_of(Sheet(), dust=4.0)
    assert document.blocks == ()
    assert [message_of(finding) for finding in document.findings] == [
        "Trang 1 trống, không có chữ nào để đọc.",
        "1 trang được nhận dạng từ ảnh quét. Hãy đối chiếu với bản giấy trước khi dùng.",
    ]


def test_a_table_over_two_pages_is_one_with_its_header_once_and_the_cut_row_whole() -> None:
    first = Sheet().table(
        ACROSS,
        (700, 730, 760, 805),
        (HEADER, ("1", "UBND xa", "Ban", "2026"), ("2", "UBND huyen\nva cac xa\nlan", "Ban", "2027")),
    )
    second = Sheet().table(
        ACROSS, (60, 90, 120, 150), (HEADER, ("", "can 2028", "", ""), ("3", "UBND tinh", "Ban", "2029"))
    )
    data = scanned_pdf([first.scan(), second.scan()])
    with pypdfium2.PdfDocument(data) as document, open_recogniser() as recogniser:
        joined = join_pages([read_pdf_page(document, index, recogniser) for index in range(2)], name="a.pdf")
    (table,) = joined.tables()
    assert [row[0] for row in texts(table)] == ["TT", "1", "2", "3"]
    assert "2028" in texts(table)[2][1]
    assert [row.page for row in table.rows] == [1, 1, 1, 2]
    assert joined.pages == 2


def test_pages_of_a_tiff_are_the_pages_of_the_document() -> None:
    file = io.BytesIO()
    one, two = Sheet().write(72, 200, "UBND 2026").scan(), Sheet().write(72, 200, "UBND 2027").scan()
    one.save(file, "TIFF", save_all=True, append_images=[two], dpi=(200, 200))
    document = read_document(file.getvalue(), name="hai-trang.tif")
    assert [block.place.page for block in document.blocks] == [1, 2]
    assert document.pages == 2


def test_each_page_is_a_step_and_a_step_can_cancel() -> None:
    steps: list[tuple[int, int]] = []
    read_document(png(Sheet().write(72, 200, "UBND 2026").scan()), name="a.png", step=lambda *at: steps.append(at))
    assert steps == [(0, 1), (1, 1)]

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_document(png(Sheet().scan()), name="a.png", step=cancel)


def test_without_the_vietnamese_data_the_sentence_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as refused:
        read_image(png(Sheet().scan()), name="a.png", tessdata=(tmp_path,))
    assert refused.value.code == "RD032"
    assert "tesseract-ocr-vie" in str(refused.value)


def huge_png(width: int, height: int) -> bytes:
    """Return the head of a PNG that claims a size; its pixels are missing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(10_001, 10_000), (60_000, 60_000)])
def test_a_picture_over_100_megapixels_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    with pytest.raises(ReadError) as refused:
        read_document(huge_png(width, height), name="to.png")
    assert refused.value.code == "RD030"
    assert "100 triệu" in str(refused.value)


def test_a_page_of_a_pdf_too_large_to_draw_is_refused() -> None:
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(14_400, 14_400)  # five metres: the most that PDF allows
        with pytest.raises(ReadError) as refused:
            pictures.picture_of_page(page, number=1)
    assert refused.value.code == "RD030"


def test_a_damaged_picture_is_refused() -> None:
    data = png(Sheet().write(72, 200, "UBND").scan())
    with pytest.raises(ReadError) as refused:
        read_document(data[: len(data) // 2], name="hong.png")
    assert refused.value.code == "RD003"


def test_a_picture_with_holes_is_read_as_on_white_paper() -> None:
    image = Sheet().write(72, 200, "UBND 2026").scan().convert("RGBA")
    pixels = np.array(image)
    pixels[pixels[:, :, 0] > 200] = 0  # black, and to be seen through
    image = Image.fromarray(pixels)
    document = read_image(png(image), name="trong-suot.png")
    assert "2026" in next(document.paragraphs()).text


def test_squared_paper_is_no_table_of_thousands_of_cells() -> None:
    sheet = Sheet()
    for x in range(50, 550, 10):
        sheet.rule(x, 50, x, 800)
    for y in range(50, 800, 10):
        sheet.rule(50, y, 540, y)
    assert not list(document_of(sheet).tables())


def test_a_grey_picture_of_one_bit_is_read() -> None:
    image = Sheet().write(72, 200, "UBND 2026").scan().convert("1")
    assert "2026" in next(read_image(png(image), name="a.png").paragraphs()).text


class Passing(Recogniser):
    """An engine that passes over the first line of every block, as the real one does at times."""

    def __init__(self, *, second_look: bool) -> None:
        super().__init__(next(Path(one) for one in TESSDATA_FOLDERS if (Path(one) / "vie.traineddata").is_file()))
        self._second_look = second_look

    def block(self, grey: Pixels, dpi: float) -> tuple[Line, ...]:
        return super().block(grey, dpi)[1:]

    def line(self, grey: Pixels, dpi: float, letters: str = "") -> Line | None:
        return super().line(grey, dpi, letters) if self._second_look else None


def two_lines(*, second_look: bool) -> PageReading:
    sheet = (
        Sheet().write(250, 80, "DANH SACH", 16).write(60, 104, "Kem theo 12/KH-UBND nam 2026 cua UBND tinh Song May")
    )
    pixels = np.array(sheet.scan())
    with Passing(second_look=second_look) as recogniser:
        return read_page(Picture(pixels, 200, 1), recogniser)


def test_a_line_that_the_engine_passed_over_is_looked_at_again_and_keeps_its_place() -> None:
    reading = two_lines(second_look=True)
    text = " ".join(item.text for item in reading.items if isinstance(item, PageParagraph))
    assert text.startswith("DANH SACH")
    assert "12/KH-UBND" in text
    assert reading.findings == ()


def test_writing_that_stays_unread_is_told_with_its_place() -> None:
    (found,) = [one for one in two_lines(second_look=False).findings if one.code == "RD136"]
    assert found.place is not None and found.place.box is not None
    left, top, right, bottom = found.place.box
    assert 400 < left < right < 630
    assert 70 < top < bottom < 100
    assert message_of(found).startswith("Trang 1: có chữ chưa đọc được ở khoảng 8 %")
