"""The value cell and the list of answers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.reports.numbers import choices_of, is_number, read_value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("8.803", "8803"),
        ("1.234.567", "1234567"),
        ("25,9", "25.9"),
        ("16,7%", "16.7"),
        ("100 %", "100"),
        ("01", "1"),
        ("0", "0"),
        ("-5", "-5"),
        ("1.234,5", "1234.5"),
        ("8 803", "8803"),
        ("48 nhiệm vụ", "48"),
        ("15 (đạt 100%)", "15"),
        ("12.5", "12.5"),
    ],
)
def test_numbers(raw: str, value: str) -> None:
    assert read_value(raw).value == Decimal(value)


@pytest.mark.parametrize("raw", ["", " ", "-", "–", "...", "…", "/", "x", "_"])
def test_a_blank_is_null_and_never_zero(raw: str) -> None:
    assert read_value(raw).value is None
    assert not read_value(raw).words


@pytest.mark.parametrize("raw", ["chưa có", "12/15", "A1", "12/3/2026"])
def test_words_are_no_number(raw: str) -> None:
    reading = read_value(raw)
    assert (reading.value, reading.words) == (None, True)


@pytest.mark.parametrize(("raw", "doubtful"), [("1,234", True), ("12.5", True), ("1.234", False), ("97,5", False)])
def test_a_mark_of_another_language_is_doubted(raw: str, doubtful: bool) -> None:
    assert read_value(raw).doubtful is doubtful


@pytest.mark.parametrize(
    ("unit", "choices"),
    [
        ("Có = 1, Không = 0", (("1", "Có"), ("0", "Không"))),
        ("Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2", (("0", "Trực tuyến"), ("1", "Phát phiếu"), ("2", "Kết hợp"))),
        ("Chưa có = 0 2 cấp = 1 3 cấp = 2", (("0", "Chưa có"), ("1", "2 cấp"), ("2", "3 cấp"))),
        ("1 = Có; 0 = Không", (("1", "Có"), ("0", "Không"))),
        ("Có: 1; Không: 0", (("1", "Có"), ("0", "Không"))),
        ("Hồ sơ", ()),
        ("%", ()),
        ("260", ()),
    ],
)
def test_choices(unit: str, choices: tuple[tuple[str, str], ...]) -> None:
    assert choices_of(unit) == choices


@pytest.mark.parametrize(("text", "says"), [("260", True), ("10.651", True), ("16,7 %", True), ("Hồ sơ", False)])
def test_is_number(text: str, says: bool) -> None:
    assert is_number(text) is says


@given(st.integers(min_value=0, max_value=10**9))
def test_what_is_written_with_dots_is_read_back(number: int) -> None:
    assert read_value(f"{number:,}".replace(",", ".")).value == number


@given(st.text())
def test_any_cell_is_read(raw: str) -> None:
    read_value(raw)
    choices_of(raw)
