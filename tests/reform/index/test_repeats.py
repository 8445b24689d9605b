"""Printed numbers: which follow one another, and which stand twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.forms import Cell, parse_formula
from reform.index.ledger_keys import LEDGER_KEYS
from reform.index.repeats import out_of_order, roman, twice

TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@pytest.mark.parametrize(
    "numbers",
    [["1", "2", "10"], ["1.9", "1.10"], ["I", "IV", "V", "IX", "X"], ["a", "b", "c", "d", "đ", "e"], ["A.", "B."], []],
)
def test_numbers_in_order_are_let_be(numbers: list[str]) -> None:
    assert out_of_order(numbers) == []


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["1.2", "1.1"], [("1.1", "1.2")]),
        (["1", "1"], [("1", "1")]),
        (["V", "IV"], [("IV", "V")]),
        (["đ", "d"], [("d", "đ")]),
        (["1", "3", "2", "4"], [("2", "3")]),
    ],
)
def test_a_number_that_does_not_follow_is_told_with_the_one_before(
    numbers: list[str], told: list[tuple[str, str]]
) -> None:
    assert out_of_order(numbers) == told


def test_numbers_of_two_kinds_are_let_be() -> None:
    assert out_of_order(["I", "1", "a", "²"]) == []


@given(st.integers(1, 99))
def test_roman_numbers_count(number: int) -> None:
    assert roman(TENS[number // 10] + ONES[number % 10]) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "iv", "A", "IL"])
def test_what_is_no_roman_number_is_none(text: str) -> None:
    assert roman(text) is None


def test_names_that_stand_twice_are_told_once() -> None:
    assert twice(["a", "b", "a", "a", "", ""]) == ["a"]


def test_the_keys_of_the_ledger_are_keys_of_formulas_with_words() -> None:
    assert all(parse_formula(key) == Cell(key) and words for key, words in LEDGER_KEYS.items())
