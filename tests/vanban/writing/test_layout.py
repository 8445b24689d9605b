"""The figures of the decrees."""

from dataclasses import fields
from datetime import date

import pytest

from vanban.writing import LAYOUTS, Layout, Span, layout_on


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.basis)
def test_what_is_chosen_lies_within_what_the_decree_leaves_open(layout: Layout) -> None:
    spans = {field.name: value for field in fields(layout) if isinstance(value := getattr(layout, field.name), Span)}
    assert {name for name, span in spans.items() if not span.least <= span.chosen <= span.most} == set()
    assert len(spans) == 18


def test_the_decree_of_2020_holds_from_its_day_on() -> None:
    layout = layout_on(date(2026, 11, 21))
    assert layout.valid_from == date(2020, 3, 5)
    assert "30/2020/NĐ-CP" in layout.basis
    assert (layout.left_mm.least, layout.left_mm.most) == (30, 35)


def test_a_day_before_every_decree_known_gets_the_first() -> None:
    assert layout_on(date(2001, 1, 1)) is LAYOUTS[0]


def test_the_more_columns_the_smaller_the_letters() -> None:
    sizes = [LAYOUTS[0].table_size_pt(columns) for columns in (3, 8, 10, 200)]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) >= 10
