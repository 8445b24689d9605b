"""F603: the day of the document is left blank."""

import re
from collections.abc import Iterator

from vanban.checks.form.heads import head_lines
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_LINE = re.compile(
    r"\A(?P<place>[^,()\d]{2,40},\s*)?ngày(?P<day>[\s.…_]*\d{0,2}[\s.…_]*)tháng(?P<month>[\s.…_]*\d{0,2}[\s.…_]*)"
    r"năm(?P<year>[\s.…_]*\d{0,4})",
    re.IGNORECASE,
)
_LONGEST = 90


def _check(paper: Paper) -> Iterator[Finding]:
    for line, place in head_lines(paper):
        match = _LINE.match(line) if len(line) < _LONGEST else None
        if match and not all(any(char.isdigit() for char in match[part]) for part in ("day", "month", "year")):
            yield Finding(RULE.code, RULE.severity, place, match.group())


RULE = Rule(
    "F603",
    Severity.WARNING,
    "Ngày ban hành còn để trống",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.4: địa danh và thời gian ban hành.",
    _check,
    bad=(
        "UBND XÃ SUỐI NHÀN\nSuối Nhàn, ngày tháng năm\nKẾ HOẠCH",
        "UBND XÃ SUỐI NHÀN\nSuối Nhàn, ngày … tháng 01 năm 2027\nKẾ HOẠCH",
    ),
    good=("UBND XÃ SUỐI NHÀN\nSuối Nhàn, ngày 05 tháng 01 năm 2027\nKẾ HOẠCH",),
)
