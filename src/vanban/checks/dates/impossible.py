"""D101: a day, month or quarter that no calendar has."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Edit, Finding, Place, Severity

__all__ = ["RULE"]

_LEAP = 2024  # a day and a month without a year are possible if a leap year has them
_DAY = re.compile(
    r"(?<![\d/.\-])(?P<day>\d{1,2})\s?(?P<mark>[/.\-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_SAID = re.compile(
    r"\bngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm\s+(?P<year>(?:19|20)\d\d))?(?!\d)", re.IGNORECASE
)
_YEARLY = re.compile(r"\bngày\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/]|\s?/)", re.IGNORECASE)
_MONTH = re.compile(r"\btháng\s+(?P<month>\d{1,2})(?:\s?/\s?|\s+năm\s+)(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(r"\b[Qq](?:uý|UÝ)\s+(?:V|VI{1,3}|IX|X|[5-9])(?![\w.])(?!\s*[-–,]?\s*\w*[Ll]ần)")
_LEAD = re.compile(r"(?:(?:trước|sau|nhất|hết|đến|từ|vào|trong)\s+)?(?:ngày\s+)?\Z", re.IGNORECASE)
_FAR = 12  # code points of such words
_FORMS = (_DAY, _SAID, _YEARLY, _MONTH)


def _check(paper: Paper) -> Iterator[Finding]:
    for text, place in texts_of(paper.document):
        taken: list[tuple[int, int]] = []
        for match in (found for form in _FORMS for found in form.finditer(text)):
            inside = any(start < match.end() and match.start() < end for start, end in taken)
            if not inside and not _exists(match.groupdict()):
                taken.append(match.span())
                own = place.within(*match.span())
                start = _lead_start(text, match.start())
                whole = place.within(start, match.end())
                evidence = text[start : match.end()]
                yield Finding(RULE.code, RULE.severity, whole, evidence, edits=_last_day(match, own))
        for match in _QUARTER.finditer(text):
            yield Finding(RULE.code, RULE.severity, place.within(*match.span()), match.group())


def _lead_start(text: str, at: int) -> int:
    """Return where the words begin that lead to a day: "trước ngày 31/6/2026" is found again, "31/6" is not."""
    lead = _LEAD.search(text, max(0, at - _FAR), at)
    return lead.start() if lead else at


def _last_day(match: re.Match[str], place: Place) -> tuple[Edit, ...]:
    """Return the last day of the month where a month is written one to three days too long: nearly always meant."""
    parts = match.groupdict()
    day, month, year = (int(parts.get(name) or 0) for name in ("day", "month", "year"))
    if not 1 <= month <= 12 or not 29 <= day <= 31 or (month == 2 and not year):
        return ()
    last = f"{monthrange(year or _LEAP, month)[1]:02d}"
    start, end = (at - match.start() for at in match.span("day"))
    words = match.group()
    return (Edit(place, words, words[:start] + last + words[end:]),)


def _exists(parts: dict[str, str | None]) -> bool:
    try:
        date(int(parts.get("year") or _LEAP), int(parts["month"] or 0), int(parts.get("day") or 1))
    except ValueError:
        return False
    return True


RULE = Rule(
    "D101",
    Severity.ERROR,
    "Ngày không có trên lịch",
    "Điều 145, 146 Bộ luật Dân sự 2015: thời hạn tính theo dương lịch.",
    _check,
    bad=(
        "Ủy ban nhân dân xã gửi báo cáo trước ngày 31/11/2027.",
        "Hoàn thành chậm nhất ngày 30.02.2026.",
        "Kế hoạch ban hành ngày 31 tháng 11 năm 2027.",
        "Gửi báo cáo trong tháng 13/2026.",
        "Hoàn thành trong quý V năm 2026.",
        "Gửi báo cáo trước ngày 31/4 hằng năm.",
    ),
    good=(
        "Ủy ban nhân dân xã gửi báo cáo trước ngày 30/11/2027.",
        "Hoàn thành chậm nhất ngày 29/02/2028.",
        "Báo cáo quý IV trước ngày 29 tháng 02; có 15 tháng thực hiện.",
        "Quý vị gửi ý kiến trong quý I, tháng 12/2026.",
    ),
)
