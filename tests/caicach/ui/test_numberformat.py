"""The watch over bare numbers itself."""

from decimal import Decimal

import pytest

from numberformat import BareNumber


@pytest.mark.parametrize("value", [1000, -2026, 1.5, Decimal("0.5")])
def test_a_bare_number_fails(draw, value: object) -> None:
    with pytest.raises(BareNumber):
        draw("{{ value }}", value=value)


@pytest.mark.parametrize("value", [999, 0, True, None, "2026", "8.803"])
def test_what_every_notation_writes_alike_passes(draw, value: object) -> None:
    draw("{{ value }}", value=value)


def test_a_bare_number_inside_a_translated_sentence_fails(draw) -> None:
    with pytest.raises(BareNumber):
        draw("{% load i18n %}{% blocktranslate %}Có {{ n }} việc{% endblocktranslate %}", n=1876)


def test_a_number_through_a_filter_passes(draw) -> None:
    assert draw("{{ n|so }} {{ n|unlocalize }}", n=1876) == "1.876 1876"
