"""One cell of a spreadsheet: what is stored, in which format, for which kind of line."""

from dataclasses import replace

import pytest

from caicach.figures.imports.cells import read_cell
from caicach.figures.mapping import figure_text
from caicach.web.errors import BadInput
from figures_books import sheet
from reform.forms.model import LineType
from vanban.reading.sheets import SheetCell

FORM = sheet().form
LINE = next(row.line for row in sheet().rows if row.line.key == "money.spent")
RATE = replace(LINE, type=LineType.PERCENT)
COUNT = replace(LINE, type=LineType.COUNT)


def number(stored: str, code: str = "") -> SheetCell:
    return SheetCell(stored, is_number=True, stored=stored, format=code)


@pytest.mark.parametrize(
    ("cell", "figure", "is_doubtful"),
    [
        (number("0.85", "0%"), "85", False),
        (number("0.99029999999999996", "0.00%"), "99.03", False),
        (number("85"), "85", False),
        (number("85.5", "0.00"), "85.5", False),
        (number("0.85"), "0.85", True),  # 85 % is as likely: a person looks
        (number("85", "0%"), "8500", True),
        (number("1.2", "0%"), "120", True),
        (number("0"), "0", False),
        (number("1"), "1", False),
        (number("-3"), "-3", True),
        (SheetCell("85%"), "85", False),
        (SheetCell("85,5 %"), "85.5", False),
        (SheetCell("0,85"), "0.85", True),
    ],
)
def test_a_rate_by_its_format_and_its_words(cell: SheetCell, figure: str, is_doubtful: bool) -> None:
    read = read_cell(cell, RATE, FORM)
    assert (figure_text(read.figure), read.is_doubtful) == (figure, is_doubtful)
    assert bool(read.remarks) == is_doubtful


def test_the_remark_on_a_small_rate_says_both_meanings() -> None:
    assert read_cell(number("0.85"), RATE, FORM).remarks == ("Được hiểu là 0,85 %. Nếu là 85 % thì ghi 85.",)


def test_a_rate_that_could_be_thousands_is_refused() -> None:
    with pytest.raises(BadInput, match="không rõ là hàng nghìn hay phần lẻ"):
        read_cell(SheetCell("8.803"), RATE, FORM)


def test_a_percent_format_where_things_are_counted_is_refused() -> None:
    with pytest.raises(BadInput, match="định dạng phần trăm"):
        read_cell(number("0.85", "0%"), COUNT, FORM)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "mmm-yy", "h:mm", "[$-42A]d/m/yyyy;@"])
def test_a_day_is_no_figure(code: str) -> None:
    with pytest.raises(BadInput, match="ngày tháng"):
        read_cell(SheetCell("15/03/2026", is_number=True, stored="46096", format=code), COUNT, FORM)


@pytest.mark.parametrize("code", ["General", "#,##0", '#,##0 "hồ sơ"', "0_);[Red](0)", "@"])
def test_a_format_of_numbers_is_none_of_days(code: str) -> None:
    assert figure_text(read_cell(number("12", code), COUNT, FORM).figure) == "12"


def test_more_digits_than_are_kept_are_rounded_and_told() -> None:
    read = read_cell(number("1.234567"), LINE, FORM)
    assert (figure_text(read.figure), read.remarks) == ("1.2346", ("Làm tròn còn 1,2346.",))


@pytest.mark.parametrize("stored", ["1E+40", "NaN", "Infinity", "-1E+15"])
def test_no_number_is_too_strange_to_be_refused(stored: str) -> None:
    with pytest.raises(BadInput):
        read_cell(number(stored), COUNT, FORM)


def test_a_dash_is_nothing() -> None:
    assert read_cell(SheetCell("-"), COUNT, FORM).figure is None
