"""The filters of notation, as templates use them."""

from datetime import date
from decimal import Decimal

from caicach.ui.templatetags import ui

TODAY = date(2026, 11, 16)


def test_what_is_missing_is_a_dash_and_never_zero(draw) -> None:
    assert draw("{{ x|so }} {{ x|ngay }} {{ x|phan_tram }} {{ x|khoang_cach:d }}", x=None, d=TODAY) == "– – – –"


def test_the_weekday_stands_before_the_date(draw) -> None:
    assert draw('{{ d|ngay:"thu"|capfirst }}', d=date(2026, 11, 20)) == "Thứ Sáu 20/11/2026"
    assert draw('{{ d|ngay:"gon" }}', d=TODAY) == "16/11"


def test_numbers_of_a_page(draw) -> None:
    drawn = draw("{{ n|so }} | {{ p|phan_tram }} | {{ p|thap_phan:1 }}", n=8803, p=Decimal("85.75"))

    assert drawn.replace("\u00a0", " ") == "8.803 | 85,75 % | 85,8"


def test_a_number_of_an_attribute_stays_bare(draw) -> None:
    assert draw('<i data-id="{{ n|unlocalize }}" value="{{ p|unlocalize }}">', n=123456, p=Decimal("87.5")) == (
        '<i data-id="123456" value="87.5">'
    )


def test_late_says_nothing_before_the_end_of_the_day(draw) -> None:
    assert draw("[{{ d|tre:t }}]", d=TODAY, t=TODAY) == "[]"
    assert ui.tre(None, TODAY) == ""
