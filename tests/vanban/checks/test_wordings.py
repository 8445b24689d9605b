"""Likeness of words, bodies, numbers: what the rules of consistency and arithmetic stand on."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.checks.arithmetic.lines import said_number
from vanban.checks.arithmetic.numbers import counted_in, number_in
from vanban.plans.body_names import is_same_body, level_of
from vanban.text.wordings import Vocabulary, words_of


def test_abbreviations_of_the_field_are_the_words_they_stand_for() -> None:
    assert words_of("Kế hoạch CCHC của UBND tỉnh") == words_of("kế hoạch cải cách hành chính Uỷ ban nhân dân tỉnh")


def test_joining_words_go_by_their_marks() -> None:
    assert words_of("từ") == frozenset()
    assert words_of("đầu tư") == {"dau", "tu"}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=5), min_size=1, max_size=6))
def test_likeness_lies_between_nothing_and_the_same(texts: list[frozenset[str]]) -> None:
    vocabulary = Vocabulary.of(texts)
    for one in texts:
        assert not one or vocabulary.likeness(one, one) == pytest.approx(1)
        for other in texts:
            assert 0 <= vocabulary.likeness(one, other) <= vocabulary.share(one, other) + 1e-9 <= 1 + 2e-9
            assert vocabulary.likeness(one, other) == pytest.approx(vocabulary.likeness(other, one))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ủy ban nhân dân các xã, phường", "UBND cấp xã", True),
        ("UBND cấp huyện", "UBND cấp xã", False),
        ("Sở Văn hoá và Thể thao", "Sở Văn hóa - Thể thao", True),
        ("Sở Nội vụ", "Phòng Nội vụ", False),
        ("Các sở, ban, ngành", "Các sở, ngành cấp tỉnh", True),
    ],
)
def test_bodies_are_told_apart(one: str, other: str, same: bool) -> None:
    assert is_same_body(one, other) is same


def test_a_level_is_known_where_one_alone_is_named() -> None:
    assert level_of("Số TTHC tại cấp xã") == "commune"
    assert level_of("UBND tỉnh") == "province"
    assert level_of("cấp huyện, cấp xã") is None
    assert level_of("Sở Nội vụ") is None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_is_read_as_it_is_written(whole: int, hundredths: int) -> None:
    value = whole + Decimal(hundredths) / 100
    assert number_in(said_number(value)) == value


def test_dates_symbols_rates_and_ordinals_are_no_counts() -> None:
    text = "Ngày 05/01/2027, Kế hoạch số 12/KH-UBND, đạt 90%, mức độ 4, năm 2027, tiếp nhận 1.250 hồ sơ"
    assert [(one.value, one.unit) for one in counted_in(text)] == [(Decimal(1250), "hồ")]
