"""What is laid over a page of a PDF: it never gets into the words, and is told."""

from corpora.pdf_parts import Sheet, pdf, stream
from vanban.reading import Document, read_document

WORDS = "Các cơ quan, đơn vị rà soát thủ tục hành chính thuộc phạm vi quản lý"
XS = (60, 100, 300, 420, 535)


def read(*sheets: Sheet, extra: tuple[bytes, ...] = ()) -> Document:
    return read_document(pdf(*sheets, extra=extra), name="ke-hoach.pdf")


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def table_page() -> Sheet:
    sheet = Sheet().grid(XS, (100, 140, 180))
    for y, row in (
        (114, ("TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn")),
        (154, ("1", "Rà soát thủ tục", "Báo cáo", "Quý I")),
    ):
        for x, cell in zip(XS, row, strict=False):
            sheet.text(x + 4, y, cell, size=11)
    return sheet


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables() for row in table.rows]


READ = [["TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn"], ["1", "Rà soát thủ tục", "Báo cáo", "Quý I"]]


def test_a_watermark_aslant_is_kept_apart() -> None:
    document = read(table_page().turned(150, 300, "DỰ THẢO", 45, size=60, grey=0.8))
    assert cells(document) == READ
    assert (codes(document), document.margins) == (["RD110"], ("DỰ THẢO",))


def test_a_watermark_across_the_page_is_told_by_its_size_and_paleness() -> None:
    document = read(table_page().turned(120, 170, "BẢN NHÁP", 0, size=60, grey=0.8))
    assert cells(document) == READ
    assert document.margins == ("BẢN NHÁP",)


def test_a_dark_watermark_is_told_by_the_words_beneath_it() -> None:
    document = read(table_page().text(120, 165, "MẬT MẬT", size=60))
    assert cells(document) == READ
    assert document.margins == ("MẬT MẬT",)


def test_a_large_title_over_nothing_is_a_title() -> None:
    sheet = Sheet().text(150, 120, "KẾ HOẠCH", size=36)
    sheet.lines(85, 200, WORDS, WORDS)
    document = read(sheet)
    assert document.blocks[0].place.page == 1
    assert next(document.paragraphs()).text == "KẾ HOẠCH"
    assert not document.findings


def test_a_watermark_on_every_page_is_told_once() -> None:
    document = read(*(table_page().turned(150, 300, "DỰ THẢO", 45, size=60, grey=0.8) for _ in range(3)))
    assert codes(document) == ["RD110"]


def test_the_mark_of_a_signature_is_no_part_of_the_cells_it_covers() -> None:
    sheet = table_page()
    sheet.text(320, 150, "Ký bởi: UBND tỉnh Sông Mây", size=6).text(320, 157, "Cơ quan: Tỉnh Sông Mây", size=6)
    sheet.text(320, 164, "Ngày ký: 05/01/2026 14:32:11 +07:00", size=6)
    document = read(sheet)
    assert cells(document) == READ
    assert document.margins == (
        "Ký bởi: UBND tỉnh Sông Mây",
        "Cơ quan: Tỉnh Sông Mây",
        "Ngày ký: 05/01/2026 14:32:11 +07:00",
    )
    assert codes(document) == ["RD110"]


def test_words_of_the_text_about_who_signs_stay() -> None:
    sheet = Sheet()
    sheet.lines(85, 100, "Người ký văn bản chịu trách nhiệm trước pháp luật.", "Sở Nội vụ theo dõi.")
    document = read(sheet)
    assert next(document.paragraphs()).text.startswith("Người ký văn bản chịu trách nhiệm")
    assert not document.margins


def annotated(kind: bytes, *, flags: int = 4) -> tuple[Sheet, bytes]:
    """Return a page with an annotation at its number, and the annotation's appearance."""
    sheet = Sheet()
    sheet.lines(85, 100, "Số:       /KH-UBND", WORDS)
    codes = b"".join(b"%02x" % sheet._code(letter) for letter in "512")
    box = b"/Rect[109 738 139 754]/F %d/AP<</N 10001 0 R>>" % flags
    sheet.entries = b"/Annots[<</Type/Annot/Subtype/%s%s>>]" % (kind, box)
    resources = b"/Type/XObject/Subtype/Form/BBox[0 0 30 16]/Resources<</Font<</F1 12 0 R>>>>"
    return sheet, stream(b"BT /F1 12 Tf 0 4 Td <%s> Tj ET" % codes, resources)


def test_a_number_typed_onto_the_finished_page_is_read_where_it_stands() -> None:
    sheet, appearance = annotated(b"FreeText")
    document = read(sheet, extra=(appearance,))
    assert next(document.paragraphs()).text.startswith("Số: 512 /KH-UBND")
    assert not document.findings


def test_a_stamp_is_laid_over_the_page_and_told() -> None:
    sheet, appearance = annotated(b"Stamp")
    document = read(sheet, extra=(appearance,))
    assert "512" not in next(document.paragraphs()).text
    assert (codes(document), document.margins) == (["RD110"], ("512",))


def test_hidden_annotations_and_comments_are_not_read() -> None:
    for kind, flags in ((b"FreeText", 2), (b"Text", 4), (b"Popup", 4)):
        sheet, appearance = annotated(kind, flags=flags)
        document = read(sheet, extra=(appearance,))
        assert "512" not in next(document.paragraphs()).text
        assert not document.findings
