"""How shares are written and coloured."""

import pytest

from caicach.desk.pages.rates import rounded, short_text, spoken, tone_of
from caicach.obligations.selectors import Tally


@pytest.mark.parametrize(
    ("on_time", "due", "text", "tone"),
    [
        (0, 0, "–", "kx"),
        (1, 2, "1/2", ""),
        (2, 2, "2/2", ""),
        (0, 3, "0,0", "k1"),
        (3, 3, "100", "k5"),
        (699, 1000, "69,9", "k1"),
        (7, 10, "70,0", "k2"),
        (849, 1000, "84,9", "k2"),
        (85, 100, "85,0", "k3"),
        (95, 100, "95,0", "k4"),
        (98, 100, "98,0", "k5"),
        # Colour and number are of one rounding.
        (9497, 10000, "95,0", "k4"),
        # All and none are said of all and none alone.
        (9999, 10000, "99,9", "k5"),
        (1, 10000, "0,1", "k1"),
    ],
)
def test_a_cell(on_time: int, due: int, text: str, tone: str) -> None:
    tally = Tally(due=due, on_time=on_time)

    assert (short_text(tally), tone_of(tally)) == (text, tone)


def test_what_a_cell_says() -> None:
    assert spoken(Tally()) == "không có nhiệm vụ đến hạn"
    assert spoken(Tally(due=2, on_time=1)) == "1 trong 2 nhiệm vụ đúng hạn; quá ít để tính tỷ lệ"
    assert spoken(Tally(due=1531, on_time=1389)) == "90,7\u00a0%: 1.389 trong 1.531 nhiệm vụ đúng hạn"


def test_half_is_rounded_up() -> None:
    assert str(rounded(Tally(due=1600, on_time=1), 4)) == "0.0625"
    assert str(rounded(Tally(due=1600, on_time=1), 3)) == "0.063"
