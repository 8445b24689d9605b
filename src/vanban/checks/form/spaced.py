"""F607: blanks inside the document's own symbol, or inside a date."""

import re
from collections.abc import Iterator

from vanban.checks.form.heads import head_lines
from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Place, Severity

__all__ = ["RULE"]

_OWN = re.compile(r"\ASố\s*[:.]?\s*(?P<symbol>\d+[a-zđ]?(?:\s+/\s*|\s*/\s+)[A-ZĐ][A-Za-zĐđ]*(?:\s?-\s?[A-ZĐ]+)?)")
_DATE = re.compile(
    r"(?<![\d/])\d{1,2}(?:\s+/\s*\d{1,2}\s*/\s*|\s*/\s*\d{1,2}\s+/\s*|\s*/\s+\d{1,2}\s*/\s*|\s*/\s*\d{1,2}\s*/\s+)(?:19|20)\d\d(?!\d)"
)


def _check(paper: Paper) -> Iterator[Finding]:
    for line, place in head_lines(paper):
        match = _OWN.match(line)
        if match:
            yield _finding(match["symbol"], place)
    for text, place in texts_of(paper.document):
        for match in _DATE.finditer(text):
            yield _finding(match.group(), place.within(*match.span()))


def _finding(words: str, place: Place) -> Finding:
    return Finding(RULE.code, RULE.severity, place, words, fix=re.sub(r"\s+", "", words))


RULE = Rule(
    "F607",
    Severity.ADVICE,
    "Khoảng trống bên trong số, ký hiệu hoặc ngày",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.3: số và ký hiệu viết liền, cách nhau bằng dấu gạch chéo.",
    _check,
    bad=("UBND TỈNH SÔNG MÂY\nSố: 4912 /KH-UBND\nKẾ HOẠCH", "(Kèm theo Kế hoạch số 49/KH-UBND ngày 15 /12/2026)"),
    good=("UBND TỈNH SÔNG MÂY\nSố: 4912/KH-UBND\nKẾ HOẠCH\nngày 15/12/2026",),
)
