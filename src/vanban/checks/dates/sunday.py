"""D108: an act that is dated on a Sunday."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_SUNDAY = 6


def _check(paper: Paper) -> Iterator[Finding]:
    seen = set()
    for mention in paper.mentions:
        day = mention.citation.date
        if day is None or day.weekday() != _SUNDAY or (mention.key, day) in seen:
            continue
        seen.add((mention.key, day))
        yield Finding(RULE.code, RULE.severity, mention.place, mention.words, {"date": f"{day:%d/%m/%Y}"})


RULE = Rule(
    "D108",
    Severity.ADVICE,
    "Văn bản được viện dẫn ghi ngày Chủ nhật",
    "Điều 111 Bộ luật Lao động 2019: ngày nghỉ hằng tuần; văn bản ít khi được ban hành vào Chủ nhật.",
    _check,
    bad=("Căn cứ Quyết định số 36/QĐ-UBND ngày 08/02/2026 của UBND tỉnh.",),
    good=("Căn cứ Quyết định số 36/QĐ-UBND ngày 09/02/2026 của UBND tỉnh.",),
)
