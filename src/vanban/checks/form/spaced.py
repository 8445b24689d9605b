"""F607: blanks inside the document's own symbol, or inside a date."""

import re
from collections.abc import Iterator

from vanban.checks.form.heads import head_lines
from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Edit, Finding, Place, Severity

__all__ = ["RULE"]

_OWN = re.compile(r"\ASố\s*[:.]?\s*(?P<symbol>\d+[a-zđ]?(?:\s+/\s*|\s*/\s+)[A-ZĐ][A-Za-zĐđ]*(?:\s?-\s?[A-ZĐ]+)?)")
_DATE = re.compile(
    r"(?<![\d/])\d{1,2}(?:\s+/\s*\d{1,2}\s*/\s*|\s*/\s*\d{1,2}\s+/\s*|\s*/\s+\d{1,2}\s*/\s*|\s*/\s*\d{1,2}\s*/\s+)(?:19|20)\d\d(?!\d)"
)


def _check(paper: Paper) -> Iterator[Finding]:
    for line, place in head_lines(paper):
        match = _OWN.match(line)
        if match:
            yield _finding(match["symbol"], _narrowed(paper, match["symbol"], place))
    for text, place in texts_of(paper.document):
        for match in _DATE.finditer(text):
            yield _finding(match.group(), place.within(*match.span()))


def _narrowed(paper: Paper, words: str, place: Place) -> Place:
    """Return where ``words`` stand in the text at ``place``; the whole of it where they stand there twice."""
    text = next((text for text, own in texts_of(paper.document) if own == place), "")
    start = text.find(words)
    return place.within(start, start + len(words)) if text.count(words) == 1 else place


def _finding(words: str, place: Place) -> Finding:
    fix = re.sub(r"\s+", "", words)
    edits = () if place.start is None else (Edit(place, words, fix),)
    return Finding(RULE.code, RULE.severity, place, words, fix=fix, edits=edits)


RULE = Rule(
    "F607",
    Severity.ADVICE,
    "Khoảng trống bên trong số, ký hiệu hoặc ngày",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.3: số và ký hiệu viết liền, cách nhau bằng dấu gạch chéo.",
    _check,
    bad=("UBND TỈNH SÔNG MÂY\nSố: 4912 /KH-UBND\nKẾ HOẠCH", "(Kèm theo Kế hoạch số 49/KH-UBND ngày 15 /12/2026)"),
    good=("UBND TỈNH SÔNG MÂY\nSố: 4912/KH-UBND\nKẾ HOẠCH\nngày 15/12/2026",),
)
