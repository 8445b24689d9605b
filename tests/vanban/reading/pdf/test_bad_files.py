"""PDFs that are locked, damaged, or built to exhaust the machine; letters that fonts keep to themselves."""

import hashlib
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest

from corpora.old_fonts import in_tcvn3
from corpora.pdf_parts import Sheet, assembled, pdf, stream
from vanban.reading import Document, ReadError, read_document
from vanban.reading.bounds import MAX_PAGE_GLYPHS, MAX_PAGES
from vanban.reading.pdf.document import read_pdf
from vanban.reading.scan.recognition import TESSDATA_FOLDERS

WORDS = "Các cơ quan, đơn vị rà soát thủ tục hành chính thuộc phạm vi quản lý"


def refusal_of(data: bytes) -> str:
    with pytest.raises(ReadError) as refusal:
        read_document(data, name="ke-hoach.pdf")
    assert str(refusal.value).endswith("chưa có gì được lưu.")
    return refusal.value.code


def page(*lines: str) -> Sheet:
    sheet = Sheet()
    sheet.lines(85, 100, *(lines or (WORDS,)))
    return sheet


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def locked(*, user_password: bytes) -> bytes:
    """Return a file encrypted with RC4 and 40 bits (ISO 32000-1, 7.6.3), whose text does not matter."""
    pad = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    owner = rc4(hashlib.md5((user_password + pad)[:32], usedforsecurity=False).digest()[:5], (user_password + pad)[:32])
    identity = b"0123456789abcdef"
    key = hashlib.md5((user_password + pad)[:32] + owner + b"\xfc\xff\xff\xff" + identity, usedforsecurity=False)
    user = rc4(key.digest()[:5], pad)
    text = stream(rc4(object_key(key.digest()[:5], 4), b"BT /F1 12 Tf 85 700 Td (Ke hoach) Tj ET"))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        4: text,
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (owner.hex().encode(), user.hex().encode()),
    }
    return assembled(objects, b"/Encrypt 6 0 R/ID[<%s><%s>]" % (identity.hex().encode(), identity.hex().encode()))


def object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    found, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        found.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(found)


def test_a_file_behind_a_password() -> None:
    assert refusal_of(locked(user_password=b"bi-mat")) == "RD004"


def test_a_file_that_only_forbids_printing_is_read() -> None:
    document = read_document(locked(user_password=b""), name="a.pdf")
    assert [block.text for block in document.paragraphs()] == ["Ke hoach"]


@pytest.mark.parametrize("share", [0.02, 0.1])
def test_a_truncated_file(share: float) -> None:
    whole = pdf(page(), page())
    assert refusal_of(whole[: int(len(whole) * share)]) == "RD003"


def test_a_file_whose_directory_is_lost_is_read_by_its_objects() -> None:
    whole = pdf(page())
    document = read_document(
        whole[: whole.index(b"xref\n0 1")] + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n", name="a.pdf"
    )
    assert [block.text for block in document.paragraphs()] == [WORDS]


def test_a_damaged_page_is_told_and_the_others_are_read() -> None:
    whole = pdf(page(), page()).replace(b"11 0 obj\n<<", b"11 0 obj\n<</Filter/Unheard")
    document = read_document(whole, name="a.pdf")
    assert [(block.text, block.place.page) for block in document.paragraphs()] == [(WORDS, 2)]
    assert [(finding.code, finding.place.page) for finding in document.findings] == [("RD108", 1)]


def test_as_many_pages_as_allowed_are_counted_before_any_is_read() -> None:
    started = time.monotonic()
    nodes = b" ".join(b"%d 0 R" % number for number in range(10, 10 + 1000))
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count 1000>>" % nodes}
    objects |= {number: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>" for number in range(10, 1010)}
    assert refusal_of(assembled(objects)) == "RD022"
    assert time.monotonic() - started < 5
    assert str(MAX_PAGES) in str(ReadError("RD022", limit=MAX_PAGES))


def test_programs_and_attached_files_are_left_alone_and_told() -> None:
    catalog = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a.exe) 10001 0 R]>>>>"
    launch = b"/AA<</WC<</S/Launch/F(cmd.exe)>>>>"
    document = read_document(pdf(page(), catalog=catalog + launch, extra=[b"<</Type/Filespec>>"]), name="a.pdf")
    assert [block.text for block in document.paragraphs()] == [WORDS]
    (finding,) = document.findings
    assert finding.code == "RD107"
    assert finding.params["parts"] == "EmbeddedFiles, JavaScript, Launch"


def test_a_stream_that_unpacks_without_end_is_refused_in_little_memory() -> None:
    bomb = zlib.compress(b" " * 60_000_000, 9)
    body = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(bomb), bomb)
    data = pdf(page(), extra=[body])
    tracemalloc.start()
    assert refusal_of(data) == "RD013"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120_000_000


def test_a_stream_packed_twice_is_unpacked_twice_before_it_is_trusted() -> None:
    bomb = zlib.compress(zlib.compress(b" " * 60_000_000, 9), 9)
    body = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream" % (len(bomb), bomb)
    assert refusal_of(pdf(page(), extra=[body])) == "RD013"


def test_a_page_with_an_absurd_number_of_letters() -> None:
    sheet = Sheet()
    for at in range(MAX_PAGE_GLYPHS // 100 + 2):
        sheet.text(5, 10 + 2 * at, "a" * 100, size=5)
    assert refusal_of(pdf(sheet, packed=True)) == "RD024"


def test_drawings_within_drawings_without_end() -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<%s>>>>"
    deep = [
        stream(b"/A Do " * 10, form % b"/A %d 0 R" % (10_002 + index)) if index < 8 else stream(b"0 0 m", form % b"")
        for index in range(9)
    ]
    sheet = page()
    sheet.parts.append(b"/A Do")
    data = pdf(sheet, extra=deep).replace(b"/Resources<</Font", b"/Resources<</XObject<</A 10001 0 R>>/Font", 1)
    assert refusal_of(data) == "RD024"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"endcmap", b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap"),
        (b"endcmap", b"1 beginbfrange <0000000000> <00ffffffff> <0041> endbfrange endcmap"),
        (b"endcmap", b"<00000000> <ffffffff> <0041> endcidrange endcmap"),
    ],
)
def test_a_font_that_claims_more_letters_than_exist(old: bytes, new: bytes) -> None:
    assert refusal_of(pdf(page()).replace(old, new)) == "RD024"


def test_letters_that_are_told_in_pairs_are_no_ranges() -> None:
    # As WeasyPrint tells them: each code with its letter, in no order; three of them in a row look like a range.
    pairs = b"".join(b"<%04x> <%04x>\n" % (code, 0xFFFF - code) for code in (0xFF00, 0x100, 0xFE00, 0x200) * 500)
    told = b"100 beginbfchar\n" + pairs + b"endbfchar endcmap"
    document = read_document(pdf(page()).replace(b"endcmap", told), name="a.pdf")
    assert document.blocks


def test_a_huge_page_is_read_as_any_other() -> None:
    sheet = Sheet((14_400 * 4, 14_400 * 4)).text(85, 100, WORDS)
    document = read_document(pdf(sheet), name="a.pdf")
    assert [block.text for block in document.paragraphs()] == [WORDS]


def test_a_document_whose_fonts_keep_their_letters_is_refused() -> None:
    assert refusal_of(pdf(page(*[WORDS] * 5), mapped=False)) == "RD023"


def test_some_lost_letters_are_told_by_page() -> None:
    document = read_document(pdf(page(), page("Kế hoạch \ufffd\ue123 năm 2026")), name="a.pdf")
    (finding,) = document.findings
    assert (finding.code, finding.place.page, finding.params["count"]) == ("RD106", 2, 2)


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    document = read_document(pdf(page("\uf0b7 Rà soát thủ tục")), name="a.pdf")
    assert [block.text for block in document.paragraphs()] == ["- Rà soát thủ tục"]
    assert not document.findings


@pytest.mark.parametrize("font", ["AAAAAA+.VnTime", "AAAAAA+Arial"])
def test_letters_of_old_fonts_become_unicode(font: str) -> None:
    lines = [WORDS, "Kế hoạch cải cách hành chính năm 2026 của tỉnh Sông Mây"]
    document = read_document(
        pdf(
            page(*("".join(letter if letter.isascii() else in_tcvn3(letter) for letter in line) for line in lines)),
            font=font,
        ),
        name="a.pdf",
    )
    assert " ".join(block.text for block in document.paragraphs()) == " ".join(lines)
    assert codes(document) == ["RD103"]


def scanned(*, layer: bool) -> Sheet:
    sheet = Sheet().whole_picture()
    return sheet.text(85, 100, WORDS, mode=3) if layer else sheet


def test_a_picture_without_anything_to_recognise_it(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as refusal:
        read_pdf(pdf(page(), scanned(layer=False)), name="a.pdf", tessdata=[tmp_path])
    assert refusal.value.code == "RD032"


@pytest.mark.skipif(
    not any(Path(folder, "vie.traineddata").is_file() for folder in TESSDATA_FOLDERS),
    reason="Tesseract's Vietnamese data is not installed",
)
def test_a_picture_among_pages_with_text_keeps_its_place() -> None:
    document = read_document(pdf(page("Mục 1."), scanned(layer=False), page("Mục 2.")), name="a.pdf")
    assert (document.format, document.pages) == ("scan", 3)
    assert [(block.text, block.place.page, block.place.block) for block in document.paragraphs()] == [
        ("Mục 1.", 1, 0),
        ("Mục 2.", 3, 1),
    ]
    assert {"RD130", "RD134"} <= set(codes(document))


def test_the_words_laid_under_a_picture_serve_where_nothing_can_recognise(tmp_path: Path) -> None:
    document = read_pdf(pdf(scanned(layer=True)), name="a.pdf", tessdata=[tmp_path])
    assert [block.text for block in document.paragraphs()] == [WORDS]
    assert codes(document) == ["RD109"]


def test_words_laid_invisibly_over_a_page_with_text_are_not_read() -> None:
    document = read_document(pdf(page().text(85, 300, "chữ ẩn", mode=3)), name="a.pdf")
    assert [block.text for block in document.paragraphs()] == [WORDS]


def test_a_page_is_read_fast_enough() -> None:
    sheets = []
    for _ in range(5):
        sheet = page(*[WORDS] * 35)
        sheets.append(sheet.grid([60 + 50 * index for index in range(9)], [600 + 10 * index for index in range(20)]))
    data = pdf(*sheets)
    started = time.process_time()
    read_document(data, name="a.pdf")
    assert (time.process_time() - started) / len(sheets) < 0.4


def test_a_map_of_many_lines_does_not_keep_its_page_from_being_read() -> None:
    sheet = page(*[WORDS] * 3)
    sheet.parts.append(b"0 0 m " + b" ".join(b"%d %d l" % (5 * (at % 97), at % 800) for at in range(310_000)) + b" S")
    document = read_document(pdf(sheet, packed=True), name="a.pdf")
    assert [finding.code for finding in document.findings] == ["RD113"]
    assert " ".join(block.text for block in document.paragraphs()).startswith(WORDS)


def test_words_beneath_a_picture_that_covers_the_page_are_a_scanners() -> None:
    sheet = page(*[WORDS] * 3).whole_picture()
    sheet.parts.append(sheet.parts.pop(0))  # the picture is drawn last
    document = read_pdf(pdf(sheet), name="a.pdf", tessdata=())
    assert codes(document) == ["RD109"]
    assert WORDS in " ".join(block.text for block in document.paragraphs())


def test_a_number_typed_onto_a_scanned_page_leaves_it_a_scan() -> None:
    sheet = Sheet().whole_picture().text(85, 100, "Số: 15/KH-UBND, ngày 05 tháng 01 năm 2026")
    with pytest.raises(ReadError) as refusal:
        read_pdf(pdf(sheet), name="a.pdf", tessdata=())
    assert refusal.value.code == "RD032"
