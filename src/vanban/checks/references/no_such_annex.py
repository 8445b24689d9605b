"""R302: a pointer to an annex, or a row of one, that the document does not have."""

import re
from collections.abc import Iterator

from vanban.checks.annexes import annex_numbers, annex_value, is_annex_heading
from vanban.checks.model import Paper, Rule
from vanban.checks.references.sections import row_numbers
from vanban.checks.texts import texts_of
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_NAMED = re.compile(
    r"(?<!\w)(?:(?:nhiệm vụ|dòng|mục|stt|số thứ tự)\s+(?:số\s+)?(?P<row>\d{1,2})\s*,?\s*(?:tại|của|trong|thuộc)?\s*)?"
    r"phụ lục\s+(?:số\s+)?(?P<number>[IVX]{1,6}|\d{1,2})(?![\w/.]\w|\w|\s?%)",
    re.IGNORECASE,
)
# "Phụ lục II Nghị định số 61/2018/NĐ-CP", "… ban hành kèm theo Thông tư …": an annex of that document.
_OF_ANOTHER = re.compile(
    r"\A[^.;]{0,70}?(?:nghị định|thông tư|luật|nghị quyết|chỉ thị|công văn|hướng dẫn|"
    r"(?:quyết định|kế hoạch|báo cáo)\s+(?!này))",
    re.IGNORECASE,
)


_OWN = re.compile(r"(?<=\wày)(?!\w)|phụ lục", re.IGNORECASE)  # what follows speaks of something else


def _check(paper: Paper) -> Iterator[Finding]:
    numbers, _ = annex_numbers(paper.document)
    if not numbers:
        return
    rows = row_numbers(paper.plan)
    for text, place in texts_of(paper.document):
        if is_annex_heading(text):
            continue
        for match in _NAMED.finditer(text):
            after = _OWN.split(text[match.end() :], maxsplit=1)[0]
            if not _is_there(match, numbers, rows) and not _OF_ANOTHER.match(after):
                yield Finding(RULE.code, RULE.severity, place.within(*match.span()), match.group())


def _is_there(match: re.Match[str], numbers: frozenset[int], rows: dict[int, frozenset[str]]) -> bool:
    value = annex_value(match["number"])
    if value not in numbers or value is None:
        return False
    row = (match["row"] or "").lstrip("0")
    return not row or not rows.get(value) or row in rows[value]


_ANNEXES = (
    "\nPhụ lục số 01\nTT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời gian hoàn thành\n"
    "1\tRà soát\tBáo cáo\tSở Tư pháp\tQuý I/2027\n\nPhụ lục số 02\n"
    "TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời gian hoàn thành\n1\tSố hóa\tBáo cáo\tSở Nội vụ\tQuý I/2027\n"
)

RULE = Rule(
    "R302",
    Severity.ERROR,
    "Dẫn tới phụ lục hoặc dòng phụ lục không có",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần III, mục 1: văn bản có phụ lục thì chỉ dẫn về phụ lục đó.",
    _check,
    bad=(
        "1. Sở Tư pháp chủ trì nội dung tại Phụ lục số 08 kèm theo Kế hoạch này." + _ANNEXES,
        "1. Sở Tư pháp chủ trì nội dung tại Phụ lục III kèm theo Kế hoạch này." + _ANNEXES,
        "1. Sở Tư pháp thực hiện nhiệm vụ số 5 Phụ lục số 01." + _ANNEXES,
    ),
    good=(
        "1. Sở Tư pháp chủ trì nội dung tại Phụ lục số 01, Phụ lục số 02 kèm theo Kế hoạch này." + _ANNEXES,
        "1. Báo cáo theo mẫu tại Phụ lục IV ban hành kèm theo Nghị định số 61/2018/NĐ-CP." + _ANNEXES,
        "1. Sở Tư pháp thực hiện nhiệm vụ số 1 Phụ lục số 01." + _ANNEXES,
    ),
)
