"""Sections of the prose and sentences divided by pages."""

from vanban.plans.outline import passages
from vanban.reading import Paragraph
from vanban.text.findings import Place


def outline(*lines: str) -> list[tuple[str | None, str]]:
    found = passages([Paragraph(line, Place(block=index)) for index, line in enumerate(lines)])
    return [(passage.section, passage.text) for passage in found]


def sections(*lines: str) -> list[str | None]:
    return [section for section, _ in outline(*lines)]


def test_numbers_of_all_levels() -> None:
    lines = ("Mở đầu", "A. MỤC TIÊU", "I. THỂ CHẾ", "1. Chung", "a) Một", "- x", "b) Hai", "2. Riêng", "II. BỘ MÁY")
    assert sections(*lines) == [None, "A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.a", "A.I.1.b", "A.I.2", "A.II"]


def test_other_signs_behind_numbers() -> None:
    lines = ("I- MỤC TIÊU", "1/ Chung", "2/ Riêng", "II - NHIỆM VỤ", "1- Thể chế", "III: TỔ CHỨC")
    assert sections(*lines) == ["I", "I.1", "I.2", "II", "II.1", "III"]


def test_dotted_numbers_stand_for_themselves() -> None:
    assert sections("II. NHIỆM VỤ", "1. Mục tiêu", "1.5. Hồ sơ", "2.4. Thủ tục", "b) x") == [
        "II",
        "II.1",
        "1.5",
        "2.4",
        "2.4.b",
    ]


def test_numbers_that_are_no_sections() -> None:
    assert sections("100% hồ sơ", "36 xã", "15/3 là hạn", "1.000 người") == [None, None, None, None]


def test_a_sentence_divided_by_a_page() -> None:
    first = "- Xây dựng các cơ sở dữ"
    found = passages([Paragraph(first, Place(block=4)), Paragraph("liệu sẵn có.", Place(block=5))])
    assert [passage.text for passage in found] == ["- Xây dựng các cơ sở dữ liệu sẵn có."]
    assert found[0].place(2, 10) == Place(block=4, start=2, end=10)
    assert found[0].place(len(first) + 1, len(first) + 5) == Place(block=5, start=0, end=4)


def test_lettered_points_do_not_run_on() -> None:
    assert len(outline("a) Một câu không có dấu chấm", "b) câu khác", "đ) câu nữa")) == 3
