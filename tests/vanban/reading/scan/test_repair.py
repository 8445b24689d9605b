"""Words recognised with a wrong tone, and the numbers of rows: what is suggested beside them."""

import pytest

from vanban.reading.scan.numbers import NumberCell, inferred_numbers, settle
from vanban.reading.scan.repair import corrections_of
from vanban.reading.scan.slips import slips_of


@pytest.mark.parametrize(
    ("text", "raw", "suggested"),
    [
        ("theo dõi, kiếm tra, đôn đốc", "kiếm", "kiểm"),
        ("của cơ quan có thẩm quyên.", "quyên", "quyền"),
        ("Tố chức thực hiện", "Tố", "Tổ"),
    ],
)
def test_a_wrong_tone_is_suggested_with_its_place(text: str, raw: str, suggested: str) -> None:
    (found,) = corrections_of(text)
    assert (text[found.start : found.end], found.suggested) == (raw, suggested)


@pytest.mark.parametrize(
    "text",
    [
        "theo dõi, kiểm tra, đôn đốc việc thực hiện kế hoạch",
        "tìm kiếm văn bản trên cổng thông tin điện tử",
        "Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành",
        "",
    ],
)
def test_right_words_are_left_alone(text: str) -> None:
    assert corrections_of(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020",
        "số 61/2018/NĐ-CPố ngày 23/4/2018",  # a slip within a symbol is no word to be put right by its neighbours
        "Quyết định số 15/QĐ-TỐ chức",
        "gửi TỐ chức",
    ],
)
def test_symbols_and_abbreviations_are_no_words(text: str) -> None:
    assert corrections_of(text) == ()
    assert slips_of(text) == ()


def test_a_heading_in_capitals_is_no_abbreviation() -> None:
    (found,) = corrections_of("TỐ CHỨC THỰC HIỆN")
    assert found.suggested == "TỔ"


def cell(*readings: tuple[str, float]) -> NumberCell:
    return NumberCell(readings)


def test_of_several_readings_the_one_that_counts_on_is_taken() -> None:
    column = (cell(("1", 0.9)), cell(("z", 0.7), ("2", 0.4)), cell(("3", 0.9)))
    assert [text for text, _ in settle(column)] == ["1", "2", "3"]


def test_the_first_reading_is_settled_by_the_row_below() -> None:
    column = (cell(("5", 0.6), ("1", 0.5)), cell(("2", 0.9)))
    assert settle(column)[0] == ("1", 0.5)


def test_what_is_no_number_keeps_its_words_and_has_no_confidence() -> None:
    assert settle((cell(("#", 0.8)),)) == [("#", 0.0)]


@pytest.mark.parametrize(
    ("texts", "doubtful", "inferred"),
    [
        (["1", "?", "3"], [False, True, False], {1: "2"}),
        (["1.", "2.", "8."], [False, False, True], {2: "3."}),  # nothing below: counted on from two rows
        (["II", "", "IV"], [False, True, False], {1: "III"}),
        (["1", "?", "1"], [False, True, False], {}),  # another list begins below
        (["1", "2", "3"], [False, True, False], {}),  # what was read is what must stand there
        (["?", "2"], [True, False], {}),
    ],
)
def test_a_number_is_inferred_only_where_the_rows_around_leave_one_choice(
    texts: list[str], doubtful: list[bool], inferred: dict[int, str]
) -> None:
    assert inferred_numbers(texts, doubtful) == inferred


@pytest.mark.parametrize(
    ("text", "raw", "suggested"),
    [
        ("Quý 1I/2026", "1I/2026", "II/2026"),
        ("Trong Quý 12023", "12023", "I/2023"),
        ("Quý 111", "111", "III"),
        ("Quý H/2026", "H/2026", "II/2026"),
        ("Quý 1V năm 2026", "1V", "IV"),
        ("CƠ quan chủ trì", "CƠ", "Cơ"),
        ("Văn phòng Chính phỦ ban hành", "phỦ", "phủ"),
    ],
)
def test_letters_of_one_shape_are_suggested_for_others(text: str, raw: str, suggested: str) -> None:
    (found,) = slips_of(text)
    assert (text[found.start : found.end], found.suggested) == (raw, suggested)


@pytest.mark.parametrize(
    "text",
    [
        "Quý II/2026",
        "Quý 1/2026",
        "Quý 4",
        "Quý III, Quý IV năm 2026",
        "CƠ QUAN CHỦ TRÌ",
        "UBND xã",
        "UB tỉnh",
        "CV số 12 ngày 01/02/2026",
        "Bộ KH&CN",
        "TTgCP",
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
        "Quyết định số 1085/QĐ-TTg ngày 15/9/2022",
        "Nghị quyết 76/NQ-CP có hiệu lực",
        "Thông tư số 03/2023/TT-VPCP của Văn phòng Chính phủ",
        "Kế hoạch số 12/KH-UBND của UBND tỉnh",
    ],
)
def test_right_quarters_and_capitals_are_left_alone(text: str) -> None:
    assert slips_of(text) == ()
