"""R306: a document called by another kind than its symbol says."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.language.citations.symbols import abbreviation_of
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_CONTRADICTION = "CT002"  # of the reader of citations


def _check(paper: Paper) -> Iterator[Finding]:
    seen = set()
    for mention in paper.mentions:
        cited = mention.citation
        if not cited.symbol or not any(finding.code == _CONTRADICTION for finding in mention.findings):
            continue
        if (cited.type, mention.key) not in seen:
            seen.add((cited.type, mention.key))
            params = {"type": cited.type, "symbol": cited.symbol, "expected": abbreviation_of(cited.symbol) or ""}
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params)


RULE = Rule(
    "R306",
    Severity.ERROR,
    "Tên loại không khớp với ký hiệu",
    "Nghị định 30/2020/NĐ-CP, Phụ lục III: chữ viết tắt của tên loại trong ký hiệu.",
    _check,
    bad=("Thực hiện Quyết định 320/KH-UBND ngày 12/01/2026 của UBND xã.",),
    good=(
        "Thực hiện Kế hoạch số 320/KH-UBND ngày 12/01/2026 của UBND xã.",
        "Thực hiện Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN.",
    ),
)
