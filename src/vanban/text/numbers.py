"""Numbers as people type and paste them: dots between thousands, a comma before the fraction.

Owns: which spelling is one number and no other, and why another is refused. Does not: know what the number counts.
"""

import re
from decimal import Decimal
from enum import StrEnum

from vanban.text.forms import normalise

__all__ = ["NumberFault", "UnreadableNumber", "typed_number"]


class NumberFault(StrEnum):
    """Why what was typed is not one number."""

    WORDS = "words"  # there is something beside the number
    FORMULA = "formula"  # a spreadsheet's formula, not its result
    GROUPS = "groups"  # the points between thousands stand where no thousands are
    FOREIGN = "foreign"  # "8,803": eight thousand in English, eight and a bit in Vietnamese
    FRACTION = "fraction"  # a fraction where whole things are counted
    AMBIGUOUS = "ambiguous"  # "8.803" where a fraction is as likely as a thousand


class UnreadableNumber(ValueError):
    """What was typed is not one number; ``fault`` says why."""

    def __init__(self, fault: NumberFault, text: str) -> None:
        super().__init__(f"{fault}: {text}")
        self.fault, self.text = fault, text


_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_GROUPED = re.compile(r"(-?\d{1,3}(?:\.\d{3})+)(?:,(\d+))?", re.ASCII)
_SPACED = re.compile(r"-?\d{1,3}( \d{3})+(,\d+)?", re.ASCII)
_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"(-?\d+)(?:[.,](\d+))?", re.ASCII)
_POINTS = re.compile(r"-?[\d.,]+", re.ASCII)
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})


def typed_number(text: str, *, whole: bool, grouped: bool = True) -> Decimal:
    """Return the number that a person typed: ``8.803`` is eight thousand eight hundred and three.

    Args:
        text: What was typed, not blank.
        whole: Only whole things are counted: a comma before three digits is then somebody's thousands, and refused.
        grouped: Whether ``8.803`` is thousands without doubt; for a rate it is not, and refused.

    Raises:
        UnreadableNumber: it is no number, or could be two.
    """
    said = _SPACES.sub(" ", normalise(text).translate(_MINUS)).strip()
    if said.startswith(("=", "+", "@")):
        raise UnreadableNumber(NumberFault.FORMULA, text)
    if _SPACED.fullmatch(said):
        said = said.replace(" ", ".")
    if found := _GROUPED.fullmatch(said):
        return _grouped(found, text, whole=whole, grouped=grouped)
    if _ENGLISH.fullmatch(said) and (whole or said.count(",") > 1 or "." in said):
        raise UnreadableNumber(NumberFault.FOREIGN, text)
    if found := _PLAIN.fullmatch(said):
        return _number(found[1], found[2], text, whole=whole)
    raise UnreadableNumber(NumberFault.GROUPS if _POINTS.fullmatch(said) else NumberFault.WORDS, text)


def _grouped(found: re.Match[str], text: str, *, whole: bool, grouped: bool) -> Decimal:
    if not grouped and found[2] is None:
        raise UnreadableNumber(NumberFault.AMBIGUOUS, text)
    return _number(found[1].replace(".", ""), found[2], text, whole=whole)


def _number(before: str, after: str | None, text: str, *, whole: bool) -> Decimal:
    if whole and after and after.strip("0"):
        raise UnreadableNumber(NumberFault.FRACTION, text)
    return Decimal(f"{before}.{after}") if after and not whole else Decimal(before)
