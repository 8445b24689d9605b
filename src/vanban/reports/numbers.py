"""The value cell of a statistics table: a number as Vietnamese writes it, a rate, an answer, or nothing.

Owns: reading one cell, and the list of answers that stands in the unit column. Does not: know lines or columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanban.language.targets.numbers import decimal_of
from vanban.text.forms import compare_key, squeeze

__all__ = ["Value", "choices_of", "is_number", "read_value"]

Choice = tuple[str, str]  # (number, answer)

_DIGITS = r"[-–]?\s?(?:\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d{1,2})"
_NUMBER = re.compile(rf"\A(?P<number>{_DIGITS})\s*(?P<percent>%)?\s*(?P<rest>(?:[^\W\d]|\().*)?\Z", re.DOTALL)
_BARE = re.compile(rf"\A{_DIGITS}\s*%?\Z")
# A comma before three digits, or a point before one or two: another language's notation, or a decimal.
_DOUBTFUL = re.compile(r"\A[-–]?\s?(?:\d{1,3}(?:,\d{3})+|\d+\.\d{1,2})\Z")
_BLANK = re.compile(r"\A[\s\-–—_./…x×]*\Z", re.IGNORECASE)
_ANSWER = re.compile(r"(?P<answer>[^=:]+?)\s*[=:]\s*(?P<number>\d{1,2})(?!\d|[.,]\d)[\s;,.]*")
_NUMBER_FIRST = re.compile(r"(?P<number>\d{1,2})\s*[=:]\s*(?P<answer>[^\d=:;,/]+)[\s;,/]*")


@dataclass(frozen=True, slots=True)
class Value:
    """What a value cell says."""

    value: Decimal | None
    percent: bool = False  # the cell itself says "%"
    words: bool = False  # it holds words and no number
    doubtful: bool = False  # its comma or point may be meant otherwise


def read_value(raw: str, choices: Sequence[Choice] = ()) -> Value:
    """Return what a value cell says. A blank, a dash or dots are no value, never 0.

    Args:
        raw: The cell's text.
        choices: The answers of the line: their words are read as their numbers.

    Example:
        >>> read_value("8.803").value, read_value("16,7%").value, read_value("-").value
        (Decimal('8803'), Decimal('16.7'), None)
    """
    text = squeeze(raw)
    if _BLANK.match(text) and not (choices and text.lower() == "x"):
        return Value(None)
    key = compare_key(text)
    for number, answer in choices:
        if key == compare_key(answer):
            return Value(Decimal(number))
    match = _NUMBER.match(text)
    if not match or (match["rest"] and re.match(r"[^\W\d]+\d", match["rest"])):
        return Value(None, words=True)
    written = match["number"].replace(" ", "").replace("–", "-")
    negative = written.startswith("-")
    value = decimal_of(written.lstrip("-"))
    return Value(-value if negative else value, bool(match["percent"]), doubtful=bool(_DOUBTFUL.match(match["number"])))


def is_number(text: str) -> bool:
    """Say whether a cell holds a number and nothing else."""
    return _BARE.match(squeeze(text)) is not None


def choices_of(unit: str) -> tuple[Choice, ...]:
    """Return the answers that a unit cell lists, in printed order; none where it is a unit.

    Example:
        >>> choices_of("Không = 0 Có = 1")
        (('0', 'Không'), ('1', 'Có'))
    """
    text = squeeze(unit)
    if not re.search(r"[=:]", text) or not any(char.isdigit() for char in text):
        return ()
    first = _NUMBER_FIRST if re.match(r"\d{1,2}\s*[=:]", text) else _ANSWER
    return tuple((match["number"], match["answer"].strip(" ;,./-–")) for match in first.finditer(text))
