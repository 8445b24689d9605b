"""F602: the number of the document is left blank."""

import re
from collections.abc import Iterator

from vanban.checks.form.heads import head_lines
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_BLANK = re.compile(
    r"\ASố\s*[:.]?[\s.…_]*/\s?(?:\d{4}\s?/\s?)?[A-ZĐ][A-Za-zĐđ]{0,4}(?:\s?-\s?[A-ZĐ.]+)?", re.IGNORECASE
)


def _check(paper: Paper) -> Iterator[Finding]:
    for line, place in head_lines(paper):
        match = _BLANK.match(line)
        if match:
            yield Finding(RULE.code, RULE.severity, place, match.group())


RULE = Rule(
    "F602",
    Severity.WARNING,
    "Số của văn bản còn để trống",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.3; Điều 15: cấp số khi ban hành.",
    _check,
    bad=("ỦY BAN NHÂN DÂN\nXÃ SUỐI NHÀN\nSố: /QĐ-UBND\nQUYẾT ĐỊNH", "UBND XÃ SUỐI NHÀN\nSố: ……/KH-UBND\nKẾ HOẠCH"),
    good=("ỦY BAN NHÂN DÂN\nXÃ SUỐI NHÀN\nSố: 12/QĐ-UBND\nQUYẾT ĐỊNH",),
)
