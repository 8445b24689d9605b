"""Rows of two annexes that are the same, whatever became of their numbers, order and words."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from reform.drafting.matching import Entry, matched
from reform.drafting.wording import Likeness, are_opposed

LABELS = [
    "Số hồ sơ tiếp nhận mới",
    "Số hồ sơ giải quyết đúng hạn",
    "Số hồ sơ giải quyết quá hạn",
    "Thủ tục đang áp dụng",
    "Biên chế được giao",
    "Biên chế có mặt",
]
ROWS = st.lists(
    st.builds(
        Entry,
        label=st.sampled_from(LABELS),
        code=st.sampled_from(["", "1", "2", "1.1"]),
        unit=st.sampled_from(["", "Hồ sơ", "Người"]),
        kind=st.sampled_from(["count", "heading", "percent"]),
    ),
    max_size=8,
)


def entries(*labels: str, codes: str = "") -> list[Entry]:
    numbers = codes.split() if codes else [""] * len(labels)
    return [Entry(label, code, "", "count") for label, code in zip(labels, numbers, strict=True)]


def pairs(left: list[Entry], right: list[Entry]) -> list[tuple[int, int]]:
    return [(match.left, match.right) for match in matched(left, right)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Số TTHC đã công bố mới", "Thủ tục hành chính công bố mới"),
        ("Số VBQPPL đã rà soát", "Văn bản quy phạm pháp luật đã rà soát"),
        ("Tiếp nhận qua BCCI", "Tiếp nhận qua bưu chính công ích"),
        ("Hồ sơ trễ hạn", "Hồ sơ quá hạn"),
    ],
)
def test_abbreviations_say_what_they_stand_for(one: str, other: str) -> None:
    assert Likeness([one, other]).of(one, other) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Giải quyết đúng hạn", "Giải quyết quá hạn"),
        ("Lãnh đạo cấp tỉnh", "Lãnh đạo cấp xã"),
        ("Nộp trực tiếp", "Nộp trực tuyến"),
        ("Trực tuyến mức độ 3", "Trực tuyến toàn trình"),
        ("Tuyển dụng công chức", "Tuyển dụng viên chức"),
    ],
)
def test_what_excludes_one_another_is_not_alike(one: str, other: str) -> None:
    assert are_opposed(one, other)
    assert Likeness([one, other]).of(one, other) < 0.5


@given(one=st.sampled_from(LABELS), other=st.sampled_from(LABELS))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    likeness = Likeness(LABELS)
    assert 0 <= likeness.of(one, other) <= 1
    assert likeness.of(one, other) == likeness.of(other, one)
    assert likeness.of(one, one) == pytest.approx(1)


@given(left=ROWS, right=ROWS)
def test_every_row_is_matched_at_most_once(left: list[Entry], right: list[Entry]) -> None:
    found = pairs(left, right)
    assert len({one for one, _ in found}) == len({other for _, other in found}) == len(found)


@given(rows=ROWS)
def test_an_annex_is_the_same_as_itself(rows: list[Entry]) -> None:
    assert [rows[one].label for one, _ in pairs(rows, rows)] == [rows[other].label for _, other in pairs(rows, rows)]


def test_numbers_that_are_printed_twice_lead_nowhere_words_do() -> None:
    left = entries("Biên chế được giao", "Biên chế có mặt", codes="3.3.1 3.3.1")
    right = entries("Biên chế được giao", "Biên chế có mặt", codes="3.3.1 3.3.2")
    assert pairs(left, right) == [(0, 0), (1, 1)]


def test_a_number_alone_makes_nothing_the_same() -> None:
    assert pairs(entries("Số cây xanh", codes="1.1"), entries("Biên chế được giao", codes="1.1")) == []


def test_rows_that_moved_are_found_by_their_words() -> None:
    assert pairs(entries(*LABELS[3:], *LABELS[:3]), entries(*LABELS)) == [
        (0, 3), (1, 4), (2, 5), (3, 0), (4, 1), (5, 2),
    ]  # fmt: skip


def test_parts_are_sought_below_their_own_line_alone() -> None:
    def annex(*order: int) -> list[Entry]:
        rows: list[Entry] = []
        for at in order:
            rows.append(Entry(LABELS[at], "", "", "count"))
            whole = len(rows) - 1
            rows += [Entry(part, "", "", "count", whole) for part in ("Tại cấp tỉnh", "Tại cấp xã")]
        return rows

    assert pairs(annex(0, 3), annex(0, 3)) == [(at, at) for at in range(6)]
    assert pairs(annex(3, 0), annex(0, 3)) == [(0, 3), (1, 4), (2, 5), (3, 0), (4, 1), (5, 2)]


def test_a_rate_is_not_the_count_of_the_same_words() -> None:
    rate = [Entry("Hồ sơ giải quyết đúng hạn", "", "%", "percent")]
    assert pairs(rate, [Entry("Hồ sơ giải quyết đúng hạn", "", "Hồ sơ", "count"), *rate]) == [(0, 1)]
