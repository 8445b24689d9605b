"""R308: a symbol that blanks break in two."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.text.findings import Edit, Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    seen = set()
    for mention in paper.mentions:
        symbol = mention.citation.symbol
        if not symbol:
            continue
        printed = _as_printed(mention.words, symbol)
        if printed and printed not in seen:
            seen.add(printed)
            start = (mention.place.start or 0) + mention.words.index(printed)
            place = mention.place.within(start, start + len(printed))
            edits = (Edit(place, printed, symbol),)
            yield Finding(RULE.code, RULE.severity, place, printed, {"symbol": symbol}, fix=symbol, edits=edits)


def _as_printed(words: str, symbol: str) -> str | None:
    """Return the symbol as it stands in ``words``, where blanks are in it."""
    match = re.search(r"\s*".join(map(re.escape, symbol)), words)
    return match.group() if match and match.group() != symbol else None


RULE = Rule(
    "R308",
    Severity.ADVICE,
    "Số, ký hiệu bị ngắt bởi khoảng trống",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.3: số và ký hiệu viết liền, nối bằng dấu / và -.",
    _check,
    bad=(
        "Thực hiện Nghị quyết số 161/NQ-HĐN D ngày 18/12/2026 của HĐND xã.",
        "Căn cứ Quyết định số 12 /QĐ-UBND ngày 05/02/2026 của UBND tỉnh.",
    ),
    good=("Thực hiện Nghị quyết số 161/NQ-HĐND ngày 18/12/2026 của HĐND xã.",),
)
