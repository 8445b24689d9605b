"""Cells written and read as text, and figures rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.forms import Cell, cell_of, cell_text, members_text, parse_formula, rounded

WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
CELLS = st.builds(
    lambda key, members: Cell(key, tuple(sorted(members.items()))), WORDS, st.dictionaries(WORDS, WORDS, max_size=3)
)


@given(CELLS)
def test_a_cell_comes_back_from_its_text(cell: Cell) -> None:
    assert cell_of(cell.key, members_text(cell)) == cell


def test_members_stand_in_the_order_of_their_dimensions_however_they_are_typed() -> None:
    cell = cell_of("dossier.received", "tier=commune, channel=full")

    assert members_text(cell) == "channel=full,tier=commune"
    assert cell_text(cell) == "dossier.received[channel=full, tier=commune]"
    assert parse_formula(cell_text(cell)) == cell


@pytest.mark.parametrize("text", ["tier", "tier=", "=commune", "tier=a,tier=b", ","])
def test_members_of_another_shape_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not members"):
        cell_of("a.b", text)


@pytest.mark.parametrize(
    ("value", "digits", "made"),
    [("85.7496", 2, "85.75"), ("78.475", 2, "78.48"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("100", 2, "100"),
     ("1E+3", 4, "1000"), ("0.00005", 4, "0.0001")],
)  # fmt: skip
def test_halves_are_rounded_up(value: str, digits: int, made: str) -> None:
    assert str(rounded(Decimal(value), digits)) == made


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_is_rounded_or_left_alone(value: Decimal) -> None:
    assert rounded(rounded(value)) == rounded(value)
