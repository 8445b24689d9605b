"""Duties in the prose on organisation."""

import pytest

from vanban.plans.duties import periodic_duties
from vanban.plans.model import PeriodicDuty
from vanban.plans.outline import passages
from vanban.reading import Paragraph
from vanban.text.findings import Place


def duties(*lines: str) -> list[PeriodicDuty]:
    return list(periodic_duties(passages([Paragraph(line, Place(block=n)) for n, line in enumerate(lines)])))


def told(*lines: str) -> list[tuple[str | None, str, str, str | None, str | None]]:
    return [(duty.who, duty.what, duty.when, duty.to, duty.section) for duty in duties(*lines)]


PART = "III. TỔ CHỨC THỰC HIỆN"


def test_a_clause_with_its_body() -> None:
    line = (
        "2. Sở Tư pháp chủ trì việc này; tổng hợp kết quả và báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 15/11/2026."
    )
    assert told(PART, line) == [
        ("Sở Tư pháp", "báo cáo UBND tỉnh", "trước ngày 15/11/2026", "UBND tỉnh (qua Sở Nội vụ)", "III.2")
    ]


def test_points_under_a_body_in_the_heading() -> None:
    lines = (
        PART,
        "1. UBND các xã, phường, đặc khu",
        "a) Chỉ đạo thực hiện.",
        "b) Hằng quý báo cáo kết quả về Sở Nội vụ.",
    )
    assert told(*lines) == [
        ("UBND các xã, phường, đặc khu", "báo cáo kết quả về Sở Nội vụ", "Hằng quý", "Sở Nội vụ", "III.1.b")
    ]


def test_terms_in_brackets_belong_to_the_sentence_before() -> None:
    line = "1. Các phòng báo cáo định kỳ hằng quý. "
    more = "(Báo cáo nộp trước ngày 07 của tháng cuối quý; báo cáo năm trước ngày 07/11/2026)."
    found = told(PART, line + more)
    assert [when for _, _, when, *_ in found] == [
        "định kỳ hằng quý; trước ngày 07 của tháng cuối quý; trước ngày 07/11/2026"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("I. MỤC TIÊU", "1. Sở Nội vụ báo cáo trước ngày 15/11/2026."),
        (PART, "1. Sở Nội vụ theo dõi việc thực hiện."),
        (PART, "Kinh phí được bố trí theo quy định."),
        (PART, "IV. KINH PHÍ", "1. Sở Tài chính bố trí trước ngày 15/11/2026."),
    ],
)
def test_what_is_no_duty_with_a_term(lines: tuple[str, ...]) -> None:
    assert duties(*lines) == []


def test_the_place_is_the_sentence() -> None:
    (duty,) = duties(PART, "1. Sở Nội vụ theo dõi. Sở Tài chính báo cáo trước ngày 15/11/2026.")
    assert (duty.who, duty.place) == ("Sở Tài chính", Place(block=1, start=23, end=66))
