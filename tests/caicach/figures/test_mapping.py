"""Figures between rows, text and what people type."""

from decimal import Decimal

import pytest

from caicach.figures.mapping import figure_of_text, figure_text, level_of, typed_figure
from caicach.web.errors import BadInput
from figures_cast import FORM
from reform.forms import read_form
from reform.forms.figures import Figure

LINES = read_form(FORM).by_key()


@pytest.mark.parametrize(
    ("key", "typed", "figure"),
    [
        ("steer.docs", "8.803", Figure(Decimal(8803))),
        ("steer.docs", "0", Figure(Decimal(0))),
        ("steer.docs", " - ", None),
        ("steer.docs", "", None),
        ("steer.docs", "chưa phát sinh", Figure(None, "none_yet")),
        ("steer.docs", "@not_applicable", Figure(None, "not_applicable")),
        ("steer.plan", "có", Figure("yes")),
        ("steer.plan", "no", Figure("no")),
        ("dossier.rate", "97,83 %", Figure(Decimal("97.83"))),
        ("money.spent", "33,33335", Figure(Decimal("33.3334"))),
        ("steer.docs", "-4", Figure(Decimal(-4))),  # readable: the rules tell
    ],
)
def test_what_is_typed_becomes_a_figure(key: str, typed: str, figure: Figure | None) -> None:
    assert typed_figure(typed, LINES[key], read_form(FORM)) == figure


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("steer.docs", "8,803", "hai số khác nhau"),
        ("steer.docs", "nhiều", "không phải là số"),
        ("steer.docs", "4,5", "số nguyên"),
        ("steer.docs", "9" * 13, "quá lớn"),
        ("steer.plan", "một phần", "Chọn một trong: Không; Có"),
        ("dossier.rate", "8.803", "Ghi phần lẻ sau dấu phẩy"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(key: str, typed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        typed_figure(typed, LINES[key], read_form(FORM))
    assert LINES[key].number in str(caught.value)


@pytest.mark.parametrize(
    ("key", "figure", "text"),
    [
        ("steer.docs", Figure(Decimal(8803)), "8803"),
        ("dossier.rate", Figure(Decimal("99.0300")), "99.03"),
        ("steer.plan", Figure("yes"), "yes"),
        ("steer.docs", Figure(None, "none_yet"), "@none_yet"),
        ("steer.docs", None, ""),
    ],
)
def test_a_figure_is_one_text_and_back(key: str, figure: Figure | None, text: str) -> None:
    assert figure_text(figure) == text
    assert figure_of_text(text, LINES[key]) == figure


def test_a_committee_stands_for_its_place_and_others_are_departments() -> None:
    assert level_of("province", "committee") == "province"
    assert level_of("province", "office") == "department"
    assert level_of("commune", "committee") == "commune"
