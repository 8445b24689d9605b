"""R306: a document called by another kind than its symbol says."""

from collections.abc import Iterable, Iterator

from vanban.checks.mentions import Mention
from vanban.checks.model import KnownDocument, Paper, Rule
from vanban.language.citations import of_kind, symbol_key
from vanban.language.citations.symbols import abbreviation_of
from vanban.text.findings import Edit, Finding, Severity

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
            meant = _meant(mention, paper.known)
            edits = (_edit(mention, meant),) if meant and cited.symbol in mention.words else ()
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params, fix=meant, edits=edits)


def _meant(mention: Mention, known: Iterable[KnownDocument]) -> str | None:
    """Return the symbol of the document that the register has of this kind, number and day; None where it has none."""
    cited = mention.citation
    likely = of_kind(cited.symbol or "", cited.type)
    if not likely or cited.date is None:
        return None
    same = {one.symbol for one in known if symbol_key(one.symbol) == symbol_key(likely) and one.issued == cited.date}
    return same.pop() if len(same) == 1 else None


def _edit(mention: Mention, symbol: str) -> Edit:
    old = mention.citation.symbol or ""
    start = (mention.place.start or 0) + mention.words.index(old)
    return Edit(mention.place.within(start, start + len(old)), old, symbol)


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
