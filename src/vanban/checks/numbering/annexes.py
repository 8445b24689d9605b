"""N210: annexes that skip or repeat their numbers."""

from collections.abc import Iterator

from vanban.checks.annexes import annex_value, is_annex_heading
from vanban.checks.model import Paper, Rule
from vanban.reading.model import Paragraph
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    before = 0
    for block in paper.document.blocks:
        match = is_annex_heading(block.text) if isinstance(block, Paragraph) and not block.note else None
        value = annex_value(match["number"]) if match and match["number"] else None
        if match is None or value is None:
            continue
        if value not in (before + 1, 1):
            params = {"number": match["number"], "expected": str(before + 1)}
            yield Finding(RULE.code, RULE.severity, block.place, squeeze(match.string), params)
        before = value


RULE = Rule(
    "N210",
    Severity.WARNING,
    "Số của phụ lục bị nhảy hoặc lặp",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần III, mục 1: từ hai phụ lục trở lên thì đánh số thứ tự.",
    _check,
    bad=(
        "KẾ HOẠCH\nNăm 2027\nPhụ lục I\nDANH MỤC\nPhụ lục III\nBIỂU MẪU",
        "KẾ HOẠCH\nPhụ lục số 01\nMỘT\nPhụ lục số 02\nHAI\nPhụ lục số 02\nBA",
    ),
    good=("KẾ HOẠCH\nNăm 2027\nPhụ lục I\nDANH MỤC\nPhụ lục II\nBIỂU MẪU\nPhụ lục III\nKHÁC",),
)
