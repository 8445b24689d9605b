"""F611: an annex that does not say to which document it belongs."""

import re
from collections.abc import Iterator

from vanban.checks.annexes import is_annex_heading
from vanban.checks.model import Paper, Rule
from vanban.reading.model import Paragraph
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_CAPTION = re.compile(r"kèm theo", re.IGNORECASE)
_BELOW = 5  # blocks under the heading in which the caption stands


def _check(paper: Paper) -> Iterator[Finding]:
    blocks = paper.document.blocks
    bare = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not block.note and is_annex_heading(block.text):
            near = [one.text for one in blocks[at : at + _BELOW] if isinstance(one, Paragraph)]
            if not any(_CAPTION.search(text) for text in near):
                bare.append(block)
    if bare:
        also = tuple(block.place for block in bare[1:])
        yield Finding(RULE.code, RULE.severity, bare[0].place, bare[0].text, {"count": len(bare)}, also)


RULE = Rule(
    "F611",
    Severity.ADVICE,
    "Phụ lục không ghi kèm theo văn bản nào",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần III, mục 1: “(Kèm theo văn bản số … ngày … của …)”.",
    _check,
    bad=("KẾ HOẠCH\nNăm 2027\nI. NHIỆM VỤ\nPhụ lục I\nDANH MỤC NHIỆM VỤ",),
    good=("KẾ HOẠCH\nNăm 2027\nPhụ lục I\nDANH MỤC\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2027 của UBND xã)",),
)
