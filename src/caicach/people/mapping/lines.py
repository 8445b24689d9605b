"""A line of a list of accounts, as it was typed; and as it travels through a browser between preview and decision."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from vanban.text.forms import squeeze

__all__ = ["AccountLine", "from_plain", "phone_of", "to_plain"]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One person of a list; every text squeezed, as typed."""

    row: int  # of the sheet, from 1
    agency: str
    full_name: str
    title: str = ""
    phone: str = ""
    username: str = ""  # empty: one is proposed
    role: str = ""  # in words; empty: officer of the agency
    is_agency_carried: bool = False  # the cell was empty, the agency is that of the line above


def to_plain(lines: Iterable[AccountLine]) -> list[list[Any]]:
    """Return what JSON can carry."""
    return [list(astuple(line)) for line in lines]


def from_plain(data: Sequence[Sequence[Any]]) -> tuple[AccountLine, ...]:
    """Return the lines of ``to_plain``."""
    return tuple(AccountLine(*values) for values in data)


def phone_of(text: str) -> str | None:
    """Return a telephone number as digits with a leading 0; empty for none, None where it cannot be read.

    A sheet that took the number for a figure has lost its leading 0; ``+84`` is the country's; of several the first.
    """
    text = squeeze(re.split(r"[;,/]", text)[0])
    if not text:
        return ""
    digits = "".join(char for char in text if char.isdigit())
    if any(char.isalpha() for char in text):
        return None
    if text.startswith("+84") or (digits.startswith("84") and len(digits) in (11, 12)):
        digits = "0" + digits[2:]
    if not digits.startswith("0"):
        digits = "0" + digits
    return digits if 10 <= len(digits) <= 11 else None
