"""R304: one document said to be of two bodies."""

from collections.abc import Iterator

from vanban.checks.mentions import Mention, is_same_issuer
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    first: dict[str, Mention] = {}
    for mention in paper.mentions:
        cited = mention.citation
        if not cited.symbol or cited.date is None or not cited.issuer:
            continue
        key = f"{mention.key} {cited.date}"
        other = first.setdefault(key, mention)
        if not is_same_issuer(other.citation.issuer, cited.issuer):
            params = {"symbol": cited.symbol, "one": other.citation.issuer, "two": cited.issuer}
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params, (other.place,))


RULE = Rule(
    "R304",
    Severity.WARNING,
    "Một văn bản ghi hai cơ quan ban hành",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn lần đầu ghi đủ loại, số, ký hiệu, ngày ban hành, cơ quan, trích yếu.",
    _check,
    bad=(
        "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND tỉnh Sông Mây về giao việc.\n"
        "Thực hiện Quyết định số 36/QĐ-UBND ngày 05/02/2026 của Sở Nội vụ về giao việc.",
    ),
    good=(
        "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của UBND tỉnh về giao việc.\n"
        "Thực hiện Quyết định số 36/QĐ-UBND ngày 05/02/2026 của Chủ tịch Ủy ban nhân dân tỉnh Sông Mây về giao việc.",
    ),
)
