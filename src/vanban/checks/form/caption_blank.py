"""F604: the caption of an annex leaves the number or the day of its document blank."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_CAPTION = re.compile(r"(?:Ban hành )?kèm theo [^\W\d]+(?: [^\W\d]+)? số[^)\n]{0,120}", re.IGNORECASE)
_NO_NUMBER = re.compile(r"số\s*:?[\s.…_]*/\s?[A-ZĐ]")
_NO_DAY = re.compile(r"ngày[\s.…_]*(?:/|tháng)|tháng[\s.…_]+năm|năm[\s.…_]*(?=\)|của|\Z)")


def _check(paper: Paper) -> Iterator[Finding]:
    for text, place in texts_of(paper.document):
        for match in _CAPTION.finditer(text):
            words = match.group().rstrip()
            if _NO_NUMBER.search(words) or _NO_DAY.search(words):
                yield Finding(RULE.code, RULE.severity, place.within(match.start(), match.start() + len(words)), words)


RULE = Rule(
    "F604",
    Severity.WARNING,
    "Dòng “kèm theo” còn để trống số hoặc ngày",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần III, mục 1: phụ lục ghi số, ký hiệu, ngày của văn bản.",
    _check,
    bad=(
        "PHỤ LỤC\n(Kèm theo Báo cáo số /BC-UBND ngày tháng 3 năm 2027)",
        "KẾ HOẠCH\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày … tháng … năm 2027)",
    ),
    good=(
        "PHỤ LỤC\n(Kèm theo Báo cáo số 12/BC-UBND ngày 05 tháng 3 năm 2027 của UBND xã Suối Nhàn)",
        "PHỤ LỤC\n(Kèm theo Báo cáo số 12/BC-UBND ngày 05/3/2027)",
    ),
)
