"""One cell of a spreadsheet as a figure of a line: numbers as they are stored, words as a person types them.

Owns: what a stored number means (a percent format, a date, a formula). Does not: read typed words
(``mapping.typed_figure``) or judge a figure that can be read: rules tell; what looks wrong is only remarked on.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from caicach.figures.constants import MOST_FIGURE
from caicach.figures.mapping import typed_figure
from caicach.ui.notation import decimal_text, number_text
from caicach.web.errors import BadInput
from reform.forms.figures import Figure, rounded
from reform.forms.model import Form, Line, LineType
from vanban.reading.sheets import SheetCell
from vanban.text.forms import squeeze

__all__ = ["CellRead", "read_cell", "said_of"]

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)\Z|Err:\d+\Z", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}(?: \d{1,2}:\d{2})?\Z|\d{1,2}/\d{4}\Z|\d{1,2}:\d{2}\Z|\d{4}-\d{2}-\d{2}")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]')
_FLOAT_DIGITS = 10  # behind the point: programs store 0.28999999999999998 for 0.29
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class CellRead:
    """What a cell says."""

    figure: Figure | None  # None: nothing stands there
    remarks: tuple[str, ...] = ()
    is_doubtful: bool = False


def read_cell(cell: SheetCell, line: Line, form: Form) -> CellRead:
    """Return what ``cell`` says for ``line``.

    Raises:
        BadInput: it cannot be read, or could be read in two ways; the sentence says what to type.
    """
    if cell.is_uncounted:
        raise BadInput(_("Ô là công thức mà tệp không giữ kết quả. Mở tệp bằng Excel, lưu lại, hoặc ghi số vào ô."))
    text = squeeze(cell.text)
    if _ERROR.match(text):
        raise BadInput(_("Công thức trong ô bị lỗi (%(said)s). Sửa công thức hoặc ghi số vào ô.") % {"said": text})
    remarks = [_("Ô là công thức: lấy kết quả %(said)s mà tệp ghi.") % {"said": text}] if cell.is_formula else []
    if not text:
        return CellRead(None)
    if _is_date(cell, text):
        raise BadInput(
            _("Ô đang là ngày tháng (%(said)s). Đổi định dạng ô sang Số rồi nhập lại số liệu.") % {"said": text}
        )
    if cell.is_number and text in ("TRUE", "FALSE"):
        raise BadInput(_("Ô đang là giá trị đúng, sai (%(said)s). Ghi số, hoặc chọn trong danh sách.") % {"said": text})
    if cell.is_number and cell.stored and line.type is not LineType.CHOICE:
        return _stored(cell, line, remarks)
    figure = typed_figure(text, line, form)
    if figure is not None and figure.number is not None:
        _check_size(figure.number)
        remarks.extend(_about(figure.number, line))
    return CellRead(figure, tuple(remarks), is_doubtful=_is_doubtful(figure, line))


def _is_date(cell: SheetCell, text: str) -> bool:
    """Whether a cell holds a day or an hour: by its format where it has one, else by how it is written."""
    if cell.format:
        plain = _LITERAL.sub("", cell.format.split(";")[0]).lower()
        return "general" not in plain and bool(re.search("[dmyhs]", plain))
    return bool(_DATE.match(text))


def _stored(cell: SheetCell, line: Line, remarks: list[str]) -> CellRead:
    """Return a number as it is stored: the notation that the file is seen in plays no part."""
    number = _number(cell)
    if line.type is LineType.PERCENT and "%" in _LITERAL.sub("", cell.format):
        number *= _HUNDRED
    elif "%" in _LITERAL.sub("", cell.format):
        raise BadInput(
            _("Ô có định dạng phần trăm (%(said)s) mà dòng này không phải tỷ lệ. Đổi định dạng ô rồi nhập lại.")
            % {"said": cell.text}
        )
    _check_size(number)
    if line.type is LineType.COUNT and number != number.to_integral_value():
        raise BadInput(_fraction(number))
    value = rounded(number)
    if value != number:
        remarks.append(_("Làm tròn còn %(value)s.") % {"value": number_text(value)})
    remarks.extend(_about(value, line))
    figure = Figure(value)
    return CellRead(figure, tuple(remarks), is_doubtful=_is_doubtful(figure, line))


def _number(cell: SheetCell) -> Decimal:
    try:
        number = Decimal(cell.stored)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadInput(_("Không đọc được số “%(said)s”. Ghi lại số vào ô.") % {"said": cell.text[:40]})
    if number.adjusted() > _FLOAT_DIGITS * 2:
        raise BadInput(_too_big())
    # A spreadsheet counts in binary: what it shows as 0,29 is stored as 0.28999999999999998.
    return number.quantize(Decimal(1).scaleb(-_FLOAT_DIGITS)).normalize() + 0


def _fraction(number: Decimal) -> str:
    """Return the sentence about a fraction where things are counted; one of three digits is mostly a thousand."""
    if number == number.quantize(Decimal("0.001")) and abs(number) < 1000:
        return _(
            "Ô đang lưu số lẻ %(said)s, dòng này chỉ đếm số nguyên. Nếu là %(meant)s thì ghi %(plain)s, không dấu chấm."
        ) % {
            "said": decimal_text(number, 3),
            "meant": number_text(number * 1000),
            "plain": f"{number * 1000:.0f}",
        }
    return _("Ô đang lưu số lẻ %(said)s, dòng này chỉ đếm số nguyên. Ghi lại số nguyên.") % {
        "said": number_text(number)
    }


def _check_size(number: Decimal) -> None:
    if abs(number) > MOST_FIGURE:
        raise BadInput(_too_big())


def _too_big() -> str:
    return _("Số lớn hơn %(most)s: chắc là gõ thừa. Ghi lại số.") % {"most": number_text(MOST_FIGURE)}


def _about(number: Decimal, line: Line) -> list[str]:
    """Return what a person should know of a figure that can be read but looks wrong."""
    least = line.least if line.least is not None else (None if line.type is LineType.NUMBER else Decimal(0))
    if least is not None and number < least:
        return [_("Nhỏ hơn %(least)s: kiểm tra lại.") % {"least": number_text(least)}]
    if line.type is not LineType.PERCENT:
        return []
    most = line.most if line.most is not None else _HUNDRED
    if number > most:
        return [_("Tỷ lệ lớn hơn %(most)s %%: kiểm tra lại.") % {"most": number_text(most)}]
    if 0 < number < 1:
        said = {"value": number_text(number), "times": number_text(number * _HUNDRED)}
        return [_("Được hiểu là %(value)s %%. Nếu là %(times)s %% thì ghi %(times)s.") % said]
    return []


def _is_doubtful(figure: Figure | None, line: Line) -> bool:
    return figure is not None and figure.number is not None and bool(_about(figure.number, line))


def said_of(cell: SheetCell) -> str:
    """Return what a person is told that a cell says: what is stored, where the format hides a part of it."""
    if not cell.stored or "%" in cell.format or _is_date(cell, cell.text):
        return cell.text
    try:
        return number_text(_number(cell))
    except BadInput:
        return cell.text
