"""R309: a document that is cited without its date, wherever it is named."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    dated = {mention.key for mention in paper.mentions if mention.citation.date}
    told = set()
    for mention in paper.mentions:
        symbol = mention.citation.symbol
        if symbol and mention.key not in dated and mention.key not in told:
            told.add(mention.key)
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, {"symbol": symbol})


RULE = Rule(
    "R309",
    Severity.ADVICE,
    "Viện dẫn không ghi ngày ban hành",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn lần đầu ghi đủ loại, số, ký hiệu, ngày ban hành, cơ quan, trích yếu.",
    _check,
    bad=("Rà soát đơn vị sự nghiệp theo Kế hoạch số 130b/KH-UBND của UBND xã.",),
    good=(
        "Căn cứ Kế hoạch số 130b/KH-UBND ngày 05/02/2026 của UBND xã.\nRà soát theo Kế hoạch số 130b/KH-UBND.",
        "Theo Luật Đất đai.",
    ),
)
