"""R313: an annex says that it goes with a document of another number than the one it stands in."""

from collections.abc import Iterator

from vanban.checks.mentions import Mention
from vanban.checks.model import Paper, Rule
from vanban.language.citations import symbol_key
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_BEFORE = 30  # code points before a citation where "kèm theo" stands


def _check(paper: Paper) -> Iterator[Finding]:
    own = paper.plan.header.symbol
    if not own or not own[:1].isdigit():
        return
    number, _, rest = symbol_key(own).partition("/")
    for passage in paper.passages:
        if "kèm theo" not in passage.text.lower():
            continue
        for mention in paper.mentions:
            if mention.place.block != passage.pieces[0][1].block or not _is_caption(passage.text, mention):
                continue
            other, _, kind = mention.key.partition("/")
            if kind == rest and other != number and mention.citation.date == paper.plan.header.issued:
                yield Finding(RULE.code, RULE.severity, mention.place, mention.words, {"symbol": own})


def _is_caption(text: str, mention: Mention) -> bool:
    start = mention.place.start or 0
    return "kèm theo" in text[max(0, start - _BEFORE) : start].lower() and text.lstrip().startswith("(")


_HEAD = (
    "UBND XÃ SUỐI NHÀN\nSố: 15/KH-UBND\nSuối Nhàn, ngày 14 tháng 01 năm 2027\nKẾ HOẠCH\nCải cách hành chính\nPHỤ LỤC\n"
)

RULE = Rule(
    "R313",
    Severity.WARNING,
    "Phụ lục ghi kèm theo văn bản số khác",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần III, mục 1: phụ lục ghi số, ký hiệu, ngày của văn bản.",
    _check,
    bad=(_HEAD + "(Kèm theo Kế hoạch số 51/KH-UBND ngày 14/01/2027 của UBND xã)",),
    good=(
        _HEAD + "(Kèm theo Kế hoạch số 15/KH-UBND ngày 14/01/2027 của UBND xã)",
        _HEAD + "(Kèm theo Quyết định số 51/QĐ-UBND ngày 14/01/2027 của UBND xã)",
        _HEAD + "(Biểu mẫu kèm theo Kế hoạch số 51/KH-UBND ngày 05/02/2026 của UBND tỉnh)",
    ),
)
