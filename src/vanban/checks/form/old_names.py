"""Words of yesterday in a document of today.

Owns: finding them, each once with its other places. Does not: hold the words (``data.names``).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from vanban.checks.form.data.names import OldName
from vanban.checks.model import Paper
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Place, Severity

__all__ = ["find_old_names"]

# What speaks of the past may name it: "UBND huyện (cũ)", "trước khi sáp nhập".
_PAST = re.compile(
    r"\(cũ\)|\bcũ\b|trước đây|trước (?:khi|ngày)|sáp nhập|hợp nhất|chấm dứt|giải thể|kết thúc hoạt động|bãi bỏ|"
    r"thay thế|không tổ chức|chuyển (?:từ|về)|bàn giao|kế thừa",
    re.IGNORECASE,
)


def find_old_names(paper: Paper, names: Iterable[OldName], code: str, severity: Severity) -> Iterator[Finding]:
    """Yield what of ``names`` the document still uses on its own day, each wording once."""
    day = _day(paper)
    current = [name for name in names if day is not None and name.since <= day]
    if not current:
        return
    cited = _cited_spans(paper)
    found: dict[str, list[tuple[OldName, str, Place]]] = {}
    for text, place in texts_of(paper.document):
        for name, match in _matches(text, current):
            own = place.within(*match.span())
            if not _is_past(text, match) and not _is_cited(own, cited):
                found.setdefault(name.now + name.pattern, []).append((name, match.group(), own))
    for uses in found.values():
        name, words, place = uses[0]
        params = {"now": name.now, "since": f"{name.since:%d/%m/%Y}", "basis": name.basis}
        yield Finding(code, severity, place, words, params, tuple(use[2] for use in uses[1:]))


def _day(paper: Paper) -> date | None:
    """Return the day of the document; without one, the first of its year."""
    header = paper.plan.header
    return header.issued or (date(header.year, 1, 1) if header.year else None)


def _matches(text: str, names: Iterable[OldName]) -> Iterator[tuple[OldName, re.Match[str]]]:
    """Yield the names in ``text``; where two overlap the first of the table speaks."""
    taken: list[tuple[int, int]] = []
    for name in names:
        for match in re.finditer(name.pattern, text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield name, match


def _is_past(text: str, match: re.Match[str]) -> bool:
    begin = max(text.rfind(sign, 0, match.start()) for sign in ".;\n") + 1
    ends = [at for sign in ".;\n" if (at := text.find(sign, match.end())) >= 0]
    return bool(_PAST.search(text[begin : min(ends, default=len(text))]))


def _cited_spans(paper: Paper) -> dict[tuple[int | None, ...], list[tuple[int, int]]]:
    """Return where citations stand: the issuer of an older act keeps its name."""
    spans: dict[tuple[int | None, ...], list[tuple[int, int]]] = {}
    for mention in paper.mentions:
        at = mention.place
        if at.start is not None and at.end is not None:
            spans.setdefault((at.block, at.row, at.column), []).append((at.start, at.end))
    return spans


def _is_cited(place: Place, cited: dict[tuple[int | None, ...], list[tuple[int, int]]]) -> bool:
    start = place.start or 0
    return any(begin <= start < end for begin, end in cited.get((place.block, place.row, place.column), ()))
