"""The one normal form of text: what it keeps and what it drops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text.forms import normalise, squeeze


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("U\u0309y ban", "Ủy ban"),
        ("k\u200bế\u00ad ho\ufeffạch\u2066", "kế hoạch"),
        ("kế\x00 ho\x1bạch\x7f", "kế hoạch"),
        ("một\ud800 nửa\uffff", "một nửa"),
        ("a\r\nb\rc\vd\fe\u2028f\u0085g", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb  c ", "a\tb  c "),
    ],
)
def test_normal_text(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_squeezed_text_has_single_spaces() -> None:
    assert squeeze(" kế\t\x00 hoạch\r\n") == "kế hoạch"


@given(st.text(st.characters()))
def test_twice_is_once_and_every_store_takes_it(text: str) -> None:
    normal = normalise(text)
    assert normalise(normal) == normal
    normal.encode()
    assert "\x00" not in normal
