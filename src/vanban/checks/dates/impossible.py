"""D101: a day that no calendar has."""

import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_DAY = re.compile(
    r"(?<![\d/.\-])(?P<day>\d{1,2})\s?(?P<mark>[/.\-])\s?(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])"
)


def _check(paper: Paper) -> Iterator[Finding]:
    for text, place in texts_of(paper.document):
        for match in _DAY.finditer(text):
            if not _exists(int(match["day"]), int(match["month"]), int(match["year"])):
                yield Finding(RULE.code, RULE.severity, place.within(*match.span()), match.group())


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


RULE = Rule(
    "D101",
    Severity.ERROR,
    "Ngày không có trên lịch",
    "Điều 145, 146 Bộ luật Dân sự 2015: thời hạn tính theo dương lịch.",
    _check,
    bad=("Ủy ban nhân dân xã gửi báo cáo trước ngày 31/11/2027.", "Hoàn thành chậm nhất ngày 30.02.2026."),
    good=("Ủy ban nhân dân xã gửi báo cáo trước ngày 30/11/2027.", "Hoàn thành chậm nhất ngày 29/02/2028."),
)
