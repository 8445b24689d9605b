"""Numbers as people type them: one spelling is one number, or it is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text.numbers import NumberFault, UnreadableNumber, typed_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.803", 8803), ("8 803", 8803), ("8\u00a0803", 8803), ("01", 1), ("-5", -5), ("\u22125", -5),
        ("1.234.567", 1234567), ("8.803,00", 8803), ("12,0", 12),
    ],
)  # fmt: skip
def test_whole_numbers(text: str, value: int) -> None:
    assert typed_number(text, whole=True) == value


@pytest.mark.parametrize(
    ("text", "value"), [("85,75", "85.75"), ("85.75", "85.75"), ("8.803,5", "8803.5"), ("8,803", "8.803")]
)
def test_numbers_with_a_fraction(text: str, value: str) -> None:
    assert typed_number(text, whole=False) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("8,803", NumberFault.FOREIGN), ("1,234,567", NumberFault.FOREIGN), ("1,234.5", NumberFault.FOREIGN),
        ("85,7", NumberFault.FRACTION), ("8.80.3", NumberFault.GROUPS), ("25 hồ sơ", NumberFault.WORDS),
        ("=A1+B1", NumberFault.FORMULA), ("1e5", NumberFault.WORDS), ("٣", NumberFault.WORDS),
    ],
)  # fmt: skip
def test_what_could_be_two_numbers_or_none_is_refused(text: str, fault: NumberFault) -> None:
    with pytest.raises(UnreadableNumber) as caught:
        typed_number(text, whole=True)
    assert caught.value.fault is fault


def test_the_point_of_a_rate_is_asked_about() -> None:
    with pytest.raises(UnreadableNumber) as caught:
        typed_number("8.803", whole=False, grouped=False)
    assert caught.value.fault is NumberFault.AMBIGUOUS


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_what_we_write_we_read(number: int) -> None:
    assert typed_number(f"{number:,}".replace(",", "."), whole=True) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_fraction_after_a_comma_is_read_as_it_is_written(number: Decimal) -> None:
    assert typed_number(f"{number:,.2f}".translate(str.maketrans(",.", ".,")), whole=False) == number
