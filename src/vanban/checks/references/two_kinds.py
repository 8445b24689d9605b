"""R307: one document called by two kinds."""

from collections.abc import Iterator

from vanban.checks.mentions import Mention
from vanban.checks.model import Paper, Rule
from vanban.language.citations.names import ABBREVIATIONS, LAW_KINDS
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_KINDS = frozenset({*ABBREVIATIONS.values(), *LAW_KINDS})


def _check(paper: Paper) -> Iterator[Finding]:
    first: dict[str, Mention] = {}
    told = set()
    for mention in paper.mentions:
        cited = mention.citation
        if not cited.symbol or cited.type not in _KINDS:
            continue
        other = first.setdefault(f"{mention.key} {cited.date or ''}", mention)
        if other.citation.type != cited.type and mention.key not in told:
            told.add(mention.key)
            params = {"symbol": cited.symbol, "one": other.citation.type, "two": cited.type}
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params, (other.place,))


RULE = Rule(
    "R307",
    Severity.WARNING,
    "Một văn bản được gọi bằng hai tên loại",
    "Nghị định 30/2020/NĐ-CP, Phụ lục III: mỗi văn bản một tên loại.",
    _check,
    bad=(
        "Theo Kế hoạch số 320/KH-UBND ngày 12/01/2026 của UBND xã.\n"
        "Theo Quyết định 320/KH-UBND ngày 12/01/2026 của UBND xã.",
    ),
    good=("Theo Kế hoạch số 320/KH-UBND ngày 12/01/2026.\nTheo Kế hoạch 320/KH-UBND ngày 12/01/2026 của UBND xã.",),
)
