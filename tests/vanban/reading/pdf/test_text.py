"""Lines of a PDF outside tables: paragraphs, columns, margins, footnotes."""

from itertools import count

import pytest

from corpora.pdf_parts import A4_LANDSCAPE, Sheet, pdf
from vanban.reading import Document, Paragraph, read_document

FULL = "Các cơ quan, đơn vị rà soát thủ tục hành chính thuộc phạm vi quản lý của"  # as wide as the page's text


def read(*sheets: Sheet, **options: bool) -> Document:
    return read_document(pdf(*sheets, **options), name="ke-hoach.pdf")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.paragraphs()]


def body(sheet: Sheet, *lines: str, y: float = 120) -> float:
    return sheet.lines(85, y, *lines)


def test_lines_of_a_paragraph_are_one() -> None:
    sheet = Sheet()
    body(sheet, FULL, FULL.lower(), "ngành mình.", "Sở Nội vụ theo dõi.")
    assert texts(read(sheet)) == [f"{FULL} {FULL.lower()} ngành mình.", "Sở Nội vụ theo dõi."]


def test_an_indent_opens_a_paragraph_behind_a_full_line() -> None:
    sheet = Sheet()
    sheet.text(113, 120, FULL[:-4] + ".").text(85, 136, FULL + "a b.").text(113, 152, "Sở Nội vụ theo dõi,")
    assert len(texts(read(sheet))) == 2


@pytest.mark.parametrize("mark", ["- ", "+ ", "1. ", "2.1. ", "a) ", "đ) ", "IV. ", "Điều 2. ", "(3) "])
def test_a_number_or_a_bullet_opens_a_paragraph(mark: str) -> None:
    sheet = Sheet()
    body(sheet, FULL, f"{mark}Sở Nội vụ")
    assert texts(read(sheet)) == [FULL, f"{mark}Sở Nội vụ"]


@pytest.mark.parametrize(
    ("above", "below"),
    [("giai đoạn 2021", "- 2030 của tỉnh"), ("theo Nghị định 62/2020/NĐ", "-CP của Chính phủ")],
)
def test_a_dash_within_words_opens_none(above: str, below: str) -> None:
    sheet = Sheet()
    filler = FULL[: len(FULL) - len(above) - 1]
    body(sheet, f"{filler} {above}", below, f"{FULL}")
    assert len([text for text in texts(read(sheet)) if above in text and below[2:] in text]) == 1


def test_a_wide_gap_opens_a_paragraph() -> None:
    sheet = Sheet()
    y = body(sheet, FULL, FULL.lower(), FULL.lower())
    body(sheet, FULL, FULL.lower(), y=y + 8)
    assert len(texts(read(sheet))) == 2


def test_a_sentence_cut_by_a_page_is_one_paragraph_on_the_first() -> None:
    first, second = Sheet(), Sheet()
    body(first, "Mục đích.", FULL, y=740)
    body(second, "ngành mình.", FULL, y=80)
    document = read(first, second)
    assert texts(document) == ["Mục đích.", f"{FULL} ngành mình.", FULL]
    assert [block.place.page for block in document.blocks] == [1, 1, 2]
    assert document.pages == 2


def test_heads_in_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    sheet.text(90, 80, "ỦY BAN NHÂN DÂN").text(280, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    sheet.text(90, 96, "TỈNH SÔNG MÂY", bold=True).text(320, 96, "Độc lập - Tự do - Hạnh phúc", bold=True)
    sheet.text(95, 120, "Số: 15/KH-UBND").text(310, 120, "Sông Mây, ngày 05 tháng 01 năm 2026")
    sheet.text(260, 160, "KẾ HOẠCH", bold=True)
    body(sheet, FULL, y=190)
    assert texts(read(sheet)) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SÔNG MÂY",
        "Số: 15/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sông Mây, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
        FULL,
    ]


def test_recipients_stand_before_the_signature_beside_them() -> None:
    sheet = Sheet()
    body(sheet, FULL, y=100)
    sheet.text(85, 140, "Nơi nhận:").text(340, 140, "TM. ỦY BAN NHÂN DÂN")
    sheet.text(85, 156, "- Như trên;").text(380, 156, "CHỦ TỊCH")
    sheet.text(85, 172, "- Lưu: VT.").text(370, 230, "Nguyễn Văn Mây")
    assert texts(read(sheet))[1:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Mây",
    ]


def test_page_numbers_and_running_heads_go_to_the_margins() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        if number > 1:
            sheet.text(290, 50, str(number))
        body(sheet, f"Mục {number}. Nội dung thứ {number}")
        sheets.append(sheet.text(85, 800, "Kế hoạch của tỉnh Sông Mây"))
    document = read(*sheets)
    assert texts(document) == [f"Mục {number}. Nội dung thứ {number}" for number in range(1, 5)]
    assert set(document.margins) == {"2", "3", "4", "Kế hoạch của tỉnh Sông Mây"}


def test_titles_of_annexes_at_the_same_height_are_no_running_heads() -> None:
    sheets = [Sheet().text(260, 60, f"PHỤ LỤC {number}").text(85, 100, "Danh mục nhiệm vụ") for number in range(1, 5)]
    assert sum("PHỤ LỤC" in text for text in texts(read(*sheets))) == 4


def test_a_number_alone_on_one_page_stays_unless_it_is_the_pages() -> None:
    sheet = Sheet().text(290, 50, "2026")
    body(sheet, FULL)
    assert texts(read(sheet)) == ["2026", FULL]


def test_footnotes_stand_behind_the_text_and_their_marks_go() -> None:
    sheet = Sheet()
    y = body(sheet, FULL, FULL.lower(), "kế hoạch năm 2026")
    sheet.text(85 + 17 * 6, y - 15.6 - 5, "1", size=7)
    sheet.rule(85, 700, 200, 700).text(85, 714, "1", size=6).text(90, 718, "Kế hoạch số 12/KH-UBND.", size=10)
    document = read(sheet)
    assert [(block.text, block.note) for block in document.paragraphs()] == [
        (f"{FULL} {FULL.lower()} kế hoạch năm 2026", False),
        ("Kế hoạch số 12/KH-UBND.", True),
    ]
    assert [finding.code for finding in document.findings] == ["RD104"]


def test_raised_digits_that_are_no_marks_stay_raised() -> None:
    sheet = Sheet().text(85, 120, "Diện tích 20 m")
    sheet.text(85 + 14 * 6, 115, "2", size=7)
    assert texts(read(sheet)) == ["Diện tích 20 m²"]


def test_bold_is_said_of_whole_paragraphs() -> None:
    sheet = Sheet().text(85, 120, "I. MỤC TIÊU", bold=True).text(85, 160, "Nội dung")
    assert [block.bold for block in read(sheet).blocks if isinstance(block, Paragraph)] == [True, False]


def test_letters_drawn_twice_to_look_bold_are_read_once() -> None:
    sheet = Sheet().text(85, 120, "MỤC TIÊU").text(85.3, 120, "MỤC TIÊU")
    document = read(sheet)
    assert texts(document) == ["MỤC TIÊU"]
    assert [block.bold for block in document.paragraphs()] == [True]
    assert not document.findings


def test_words_without_blanks_between_them_are_parted_by_their_gaps() -> None:
    sheet, x = Sheet(), 85.0
    for word in ("Ủy", "ban", "nhân", "dân"):
        sheet.text(x, 120, word)
        x += 6 * len(word) + 4
    assert texts(read(sheet)) == ["Ủy ban nhân dân"]


def test_a_tone_drawn_by_itself_joins_its_letter() -> None:
    sheet = Sheet().text(85, 120, "Ha\u0300 Nô\u0323i")
    assert texts(read(sheet)) == ["Hà Nội"]


def test_portrait_and_landscape_pages_stand_in_one_document() -> None:
    sheets = [Sheet().text(85, 100, "Kế hoạch"), Sheet(A4_LANDSCAPE).text(85, 100, "Phụ lục")]
    document = read(*sheets)
    boxes = [block.place.box for block in document.blocks]
    assert [block.place.page for block in document.blocks] == [1, 2]
    assert boxes[0] is not None and boxes[1] is not None
    assert boxes[0][0] == round(85 / 595 * 1000)
    assert boxes[1][0] == round(85 / 842 * 1000)


def test_each_page_is_announced_before_it_is_read() -> None:
    steps: list[tuple[int, int]] = []
    data = pdf(*(Sheet().text(85, 100, "Kế hoạch") for _ in range(3)))
    read_document(data, name="a.pdf", step=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


class Stopped(Exception):
    """The person pressed stop."""


def test_whoever_is_told_may_stop_the_reading() -> None:
    calls = count()

    def step(_done: int, _total: int) -> None:
        if next(calls) == 1:
            raise Stopped

    with pytest.raises(Stopped):
        read_document(pdf(*(Sheet().text(85, 100, "Kế hoạch") for _ in range(3))), name="a.pdf", step=step)
    assert next(calls) == 2


def test_nothing_outside_the_page_is_read() -> None:
    sheet = Sheet().text(85, 100, "Kế hoạch").text(85, -50, "ngoài trang")
    assert texts(read(sheet)) == ["Kế hoạch"]


def test_letters_spaced_apart_are_words() -> None:
    sheet, x = Sheet(), 85.0
    for word in ("KẾ", "HOẠCH", "NĂM"):
        for letter in word:
            sheet.text(x, 120, letter)
            x += 6 + 4
        x += 6
    assert texts(read(sheet)) == ["KẾ HOẠCH NĂM"]


def test_letters_parted_by_blanks_are_words_where_more_blanks_stand() -> None:
    assert texts(read(Sheet().text(85, 120, "K Ế   H O Ạ C H   N Ă M"))) == ["KẾ HOẠCH NĂM"]


def test_lines_of_two_columns_a_little_askew_stand_beside_each_other() -> None:
    sheet = Sheet()
    for index, (left, right) in enumerate(
        (("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Như trên;", "CHỦ TỊCH"), ("- Lưu: VT.", "Nguyễn Văn Mây"))
    ):
        sheet.text(85, 140 + 16 * index, left).text(340, 145 + 16 * index, right)
    assert texts(read(sheet))[:3] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def test_the_foot_that_a_browser_prints_goes_to_the_margins() -> None:
    sheets = []
    for number in range(1, 4):
        sheet = Sheet()
        body(sheet, f"Mục {number}. Nội dung thứ {number}")
        sheet.text(85, 820, "05/01/2026, 10:21").text(300, 820, "about:blank").text(500, 820, f"{number}/3")
        sheets.append(sheet)
    assert texts(read(*sheets)) == [f"Mục {number}. Nội dung thứ {number}" for number in range(1, 4)]


@pytest.mark.parametrize(
    ("lines", "read_as"),
    [
        (("Cơ quan, đơn vị và UBN", "D cấp xã thực hiện"), "Cơ quan, đơn vị và UBND cấp xã thực hiện"),
        (("Ban hành văn bản hướn", "g dẫn thi hành"), "Ban hành văn bản hướng dẫn thi hành"),
        (("Thủ tục hành\u00ad", "chính nội\u00ad bộ"), "Thủ tục hànhchính nội bộ"),
    ],
)
def test_words_cut_between_two_lines_are_one(lines: tuple[str, str], read_as: str) -> None:
    filler = "Các cơ quan, đơn vị"[: max(len(lines[0]), 1)]
    sheet = Sheet()
    body(sheet, lines[0], lines[1], filler)
    assert texts(read(sheet))[0].startswith(read_as)


def test_a_bullet_alone_at_a_lines_end_belongs_to_the_words_below() -> None:
    sheet = Sheet().grid((60, 140, 220), (100, 200))
    sheet.lines(64, 114, "- Kế hoạch. -", "Báo cáo quý.", size=11)
    sheet.text(144, 114, "Quý I", size=11)
    (table,) = read(sheet).tables()
    assert table.rows[0].cells[0].text == "- Kế hoạch. - Báo cáo quý."


def test_two_months_under_one_another_are_two_times() -> None:
    sheet = Sheet().grid((60, 110, 220), (100, 200))
    sheet.lines(64, 114, "Tháng 3", "Tháng 9", size=11)
    sheet.text(144, 114, "Báo cáo", size=11)
    (table,) = read(sheet).tables()
    assert table.rows[0].cells[0].text == "Tháng 3\nTháng 9"


def test_an_f_and_an_i_drawn_as_one_are_two() -> None:
    assert texts(read(Sheet().text(85, 120, "\ufb01le \ufb02ow"))) == ["file flow"]
