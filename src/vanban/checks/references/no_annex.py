"""R303: an annex is announced and none is there."""

import re
from collections.abc import Iterator

from vanban.checks.annexes import annex_numbers
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_ANNOUNCED = re.compile(
    r"(?<!\w)(?:có\s+|chi tiết\s+(?:tại|theo)\s+|tại\s+|theo\s+)(?:các\s+)?(?:phụ lục|biểu)"
    r"(?:\s+(?:số\s+)?[\dIVX]+)?\s+"
    r"(?:đính\s+)?kèm(?!(?:\s+theo)?\s+(?:nghị|thông|luật|quyết định số|công văn|hướng dẫn))(?:\s+theo)?",
    re.IGNORECASE,
)


def _check(paper: Paper) -> Iterator[Finding]:
    _, any_annex = annex_numbers(paper.document)
    if any_annex or next(paper.document.tables(), None) is not None:
        return
    for passage in paper.passages:
        match = _ANNOUNCED.search(passage.text)
        if match:
            yield Finding(RULE.code, RULE.severity, passage.place(*match.span()), match.group())
            return


RULE = Rule(
    "R303",
    Severity.WARNING,
    "Nói có phụ lục kèm theo nhưng tệp không có phụ lục",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần III, mục 1: phụ lục là phần của văn bản.",
    _check,
    bad=("KẾ HOẠCH\nCải cách hành chính năm 2027\n1. Nhiệm vụ (chi tiết tại Phụ lục kèm theo Kế hoạch này).",),
    good=(
        "KẾ HOẠCH\nCải cách hành chính năm 2027\n1. Nhiệm vụ (có Phụ lục kèm theo).\nPHỤ LỤC\nDanh mục",
        "1. Báo cáo theo phụ lục kèm theo Nghị định số 61/2018/NĐ-CP.",
    ),
)
