"""D105: a plan that tells its readers to make the plan of a year that is over."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_CLAUSE = re.compile(r"[^.;:\n]+")
_ORDERED = re.compile(
    r"\b(?P<verb>ban hành|xây dựng|triển khai|thực hiện|tham mưu|lập)\b[^“”]{0,60}?"
    r"(?P<what>\b(?:kế hoạch|chương trình)\b[^“”]{0,90}?\bnăm (?P<year>20\d\d))\b(?!\s?[-–]|\s+đến)",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\A\s*(?:[a-zđ]\)|[-+]|\d{1,2}[.)])\s*(?P<what>(?:Kế hoạch|Chương trình)\s(?!(?:này|số)\b)[^.;:“”()]{4,120}?"
    r"\bnăm (?P<year>20\d\d))(?!\s?[-–]|\s+đến)\s*(?:[.;]|\(|\Z)"
)
# The plan of a year that is over may be reported, summed up, cited, carried over.
_BACKWARD = re.compile(
    r"kết quả|báo cáo|tổng kết|sơ kết|đánh giá|rút kinh nghiệm|căn cứ|theo |đã |so với|từ năm|số \d|ngày \d|kéo dài|"
    r"chuyển tiếp|quyết toán|tồn đọng|sau khi|giai đoạn|thay thế|bãi bỏ|hạn chế",
    re.IGNORECASE,
)


def _check(paper: Paper) -> Iterator[Finding]:
    header = paper.plan.header
    if header.year is None or header.type == "báo cáo" or f"{header.year}" not in (header.title or ""):
        return
    for passage in paper.passages:
        for clause in _CLAUSE.finditer(passage.text):
            match = _ORDERED.search(clause.group())
            if match and int(match["year"]) < header.year and not _BACKWARD.search(clause.group()):
                start, end = (clause.start() + at for at in match.span("what"))
                params = {"year": int(match["year"]), "own": header.year}
                yield Finding(RULE.code, RULE.severity, passage.place(start, end), match["what"], params)
        yield from _items(passage, header.year)


def _items(passage: Passage, year: int) -> Iterator[Finding]:
    """Yield the plan that is all of an item in a list of what is to be handed in: "b) Kế hoạch … năm 2026 (Sở …)"."""
    match = _ITEM.match(passage.text)
    if match and int(match["year"]) < year and not _BACKWARD.search(match["what"]):
        params = {"year": int(match["year"]), "own": year}
        yield Finding(RULE.code, RULE.severity, passage.place(*match.span("what")), match["what"], params)


_HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2027\nI. NHIỆM VỤ\n"

RULE = Rule(
    "D105",
    Severity.WARNING,
    "Giao lập kế hoạch của năm đã qua",
    "Kế hoạch năm giao việc của năm ghi ở tên văn bản.",
    _check,
    bad=(
        _HEAD + "1. Tháng 3/2027\na) Kế hoạch phòng, chống thiên tai năm 2026 (Sở Nông nghiệp và Môi trường chủ trì).",
        _HEAD + "1. Ban hành và thực hiện có hiệu quả Kế hoạch thực hành tiết kiệm năm 2026; công khai ngân sách.",
    ),
    good=(
        _HEAD + "1. Thực hiện tốt:\na) Kế hoạch số 12/KH-UBND ngày 05/01/2026 về phòng, chống thiên tai năm 2026.",
        _HEAD + "1. Ban hành và thực hiện có hiệu quả Kế hoạch thực hành tiết kiệm năm 2027; công khai ngân sách.",
        _HEAD + "1. Báo cáo kết quả thực hiện Kế hoạch thực hành tiết kiệm năm 2026.",
        _HEAD + "1. Thực hiện Chương trình tổng thể cải cách hành chính giai đoạn 2021-2030.",
        _HEAD + "1. Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026 về tiết kiệm năm 2026.",
    ),
)
