"""Numbers of a workbook as a Vietnamese reader sees them: 15/03/2026, 97,5%, 1.250.000.

Owns: the number formats that sheets use. Does not: know the cells. A file does not say in which notation its author
saw it; the Vietnamese one is written, because it is the one that readers of documents expect.
Source: ECMA-376 Part 1, 18.8.30 (built-in formats), 18.17.4.1 (dates as days).
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

__all__ = ["BUILT_IN", "shown"]

# Built-in formats whose text is not in the file; 27 to 36 and 50 to 58 are dates in every language.
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy"),
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.')
_PARTS_OF_DATES = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a civil moment of the sheet
_LAST_DAY = 2_958_465  # 31/12/9999
_SHOWN_DIGITS = 11  # of a number without a format


def shown(raw: str, code: str, *, from_1904: bool = False) -> str:
    """Return the number ``raw`` as a cell of the format ``code`` shows it; what is no number is returned as it is."""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    if not number.is_finite():
        return raw
    plain = _LITERAL.sub("", code.split(";")[0])
    if _PARTS_OF_DATES.search(plain) and "general" not in plain.lower():
        return _moment(number, plain.lower(), from_1904=from_1904) or _general(number)
    if "%" in plain:
        return _fixed(number * 100, plain) + "%"
    return _fixed(number, plain) if re.search("[0#?]", plain) else _general(number)


def _moment(number: Decimal, plain: str, *, from_1904: bool) -> str | None:
    """Return a day, a month or a moment; None where no calendar has it."""
    if not 0 <= number <= _LAST_DAY:
        return None
    seconds = int((number * 86_400).to_integral_value(ROUND_HALF_UP))
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(seconds=seconds)
    clock = f"{moment:%H:%M}" if "h" in plain else ""
    if not re.search("[dy]", plain):
        return clock or None
    # A month of a year alone; a day without its year gets it, for it is in the file and a reader needs it.
    day = f"{moment:%m/%Y}" if "d" not in plain and "m" in plain else f"{moment:%d/%m/%Y}"
    day = f"{moment:%Y}" if not re.search("[dm]", plain) else day
    return f"{day} {clock}" if clock and seconds % 86_400 else day


def _fixed(number: Decimal, plain: str) -> str:
    """Return a number with the decimals and the grouping of its format."""
    whole, _, decimals = plain.partition(".")
    least, most = decimals.count("0"), len(re.findall("[0#?]", decimals))
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP) if number.adjusted() < 20 else number
    digits, _, fraction = f"{abs(rounded):f}".partition(".")
    fraction = fraction.rstrip("0").ljust(least, "0") if len(fraction) > least else fraction
    digits = digits.zfill(len(re.findall("0", whole.replace(",", ""))))
    grouped = f"{int(digits):,}".replace(",", ".") if "," in whole and not whole.endswith(",") else digits
    sign = "-" if rounded < 0 else ""
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def _general(number: Decimal) -> str:
    """Return a number without a format: as many digits as a cell shows, no grouping."""
    if number and not -10 <= number.adjusted() <= 20:
        return f"{number:.5E}".replace(".", ",")
    digits = max(0, _SHOWN_DIGITS - 1 - max(0, number.adjusted()))
    text = f"{number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
