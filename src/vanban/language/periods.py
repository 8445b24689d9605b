"""Periods of years that a title names: "giai đoạn 2021 - 2025".

Owns: finding them. Does not: say whether the document is for the whole period (``is_of_period`` looks at the title
alone).
"""

import re

from vanban.text.forms import squeeze

__all__ = ["is_of_period", "read_period"]

_PERIOD = re.compile(
    r"(?:giai\s+đoạn|thời\s+kỳ|các\s+năm)\s+(?:từ\s+(?:năm\s+)?)?(?P<first>20\d\d)\s*(?:[-–—]|đến(?:\s+năm)?)\s*(?P<last>20\d\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\bnăm\s+20\d\d\b", re.IGNORECASE)
_LONGEST = 20  # years


def read_period(text: str) -> tuple[int, int] | None:
    """Return the first period that ``text`` names, first and last year; None where it names none. Never raises.

    Example:
        >>> read_period("Chương trình tổng thể cải cách hành chính giai đoạn 2021 - 2030")
        (2021, 2030)
    """
    for match in _PERIOD.finditer(squeeze(text)):
        first, last = int(match["first"]), int(match["last"])
        if first < last <= first + _LONGEST:
            return first, last
    return None


def is_of_period(title: str) -> bool:
    """Whether a document of this title is for a whole period; one that names a single year besides is for that year.

    Example:
        >>> is_of_period("Kế hoạch cải cách hành chính năm 2026 thuộc Chương trình giai đoạn 2021-2030")
        False
    """
    return read_period(title) is not None and _YEAR.search(_PERIOD.sub("", squeeze(title))) is None
