"""The period that the title of a report names: "Kết quả … 9 tháng năm 2026; nhiệm vụ trọng tâm quý IV".

Owns: finding it. Does not: read the document. What a report plans to do next comes behind what it reports, so the first
period named is its own.
"""

import re

from reform.regimes.periods import PeriodCode, ReportPeriod
from vanban.text.forms import compare_key

__all__ = ["period_of_title"]

_YEAR = r"(?:\W*(?:cua |trong )?(?:nam\W*)?(?P<year>20\d\d))?"
# On ``compare_key``. A fourth quarter alone is no report of the regime: its report is the year's.
_WORDS: tuple[tuple[PeriodCode, str], ...] = (
    (PeriodCode.H1, r"(?:6|sau) thang(?! cuoi)(?: dau)?(?: nam)?"),
    (PeriodCode.Q3, r"(?:9|chin) thang(?: dau)?(?: nam)?"),
    (PeriodCode.Q1, r"quy (?:i|1)\b(?! *(?:,|va) *(?:quy )?(?:ii|2)\b)"),
    (PeriodCode.H1, r"quy (?:ii|2)\b"),
    (PeriodCode.Q3, r"quy (?:iii|3)\b"),
)
_PATTERNS = (
    *((code, re.compile(rf"\b{words}{_YEAR}")) for code, words in _WORDS),
    (PeriodCode.YEAR, re.compile(r"\bnam\W*(?P<year>20\d\d)")),
    (None, re.compile(r"\bthang\W*(?P<month>1[0-2]|0?[1-9])\b(?:\W*(?:nam\W*)?(?P<year>20\d\d))")),
)


def period_of_title(title: str | None, *, year: int | None = None) -> ReportPeriod | None:
    """Return the period that a title names first; None where it names none, or no year is known.

    Args:
        title: The title of a report, as it stands.
        year: The year of the report, for a title that says only "quý I".
    """
    key = compare_key(title or "")
    found = [
        (match.start(), order, code, match) for order, (code, one) in enumerate(_PATTERNS) if (match := one.search(key))
    ]
    if not found:
        return None
    _at, _order, code, match = min(found, key=lambda one: one[:2])
    told = match["year"] or _year_behind(key, match.end()) or year
    if told is None:
        return None
    return ReportPeriod(int(told), code or PeriodCode(f"M{int(match['month']):02d}"))


def _year_behind(key: str, at: int) -> str | None:
    """Return the year that closes a title: "quý I, nhiệm vụ trọng tâm quý II năm 2024"."""
    match = re.search(r"\bnam\W*(20\d\d)", key[at:])
    return match[1] if match else None
