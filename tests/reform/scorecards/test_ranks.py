"""Ranks: ties share one, and whoever is not ranked takes none."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform.scorecards import ranks_of

VALUES = st.lists(st.one_of(st.none(), st.decimals(0, 100, places=1)), max_size=30)


@given(VALUES)
def test_a_rank_is_one_more_than_how_many_are_better(values: list[Decimal | None]) -> None:
    there = [value for value in values if value is not None]
    expected = tuple(None if one is None else 1 + sum(other > one for other in there) for one in values)
    assert ranks_of(values) == expected


def test_two_at_the_top_leave_the_second_place_empty() -> None:
    assert ranks_of([Decimal(100), Decimal(98), Decimal("100.0")]) == (1, 3, 1)
