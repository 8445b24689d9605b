"""Words of the annex. An official paper is in Vietnamese whatever language the screen speaks, so none is translated.

Owns: how dates, numbers and lists are written there. Does not: decide what is said (``results``, ``annex``).
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from caicach.ui.notation import date_text, number_text

__all__ = ["capital", "date_words", "joined", "named", "number_text", "percent", "units_of"]

_COMMUNES = "xã, phường"
_BODIES = "cơ quan, đơn vị"


def date_words(day: date) -> str:
    """Return a date as papers write it: "ngày 05/01/2026"."""
    return f"ngày {date_text(day)}"


def joined(parts: Sequence[str]) -> str:
    """Return parts of one sentence with commas between."""
    return ", ".join(part for part in parts if part)


def capital(text: str) -> str:
    """Return ``text`` with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def named(names: Sequence[str], *, most: int) -> str:
    """Return at most ``most`` names and how many more there are: "UBND xã A, UBND xã B và 3 đơn vị khác"."""
    if len(names) <= most + 1:  # one more name is no longer than the words for it
        return ", ".join(names)
    return f"{', '.join(names[:most])} và {number_text(len(names) - most)} đơn vị khác"


def units_of(levels: frozenset[str]) -> str:
    """Return what a group of agencies is called by the levels in it."""
    return _COMMUNES if levels == {"commune"} else _BODIES


def percent(part: int, whole: int) -> str:
    """Return a share with at most two digits after the comma: "86,67%", "100%"."""
    share = (Decimal(part * 100) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share:f}".rstrip("0").rstrip(".").replace(".", ",") + "%"
