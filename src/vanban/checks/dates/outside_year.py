"""D103: a deadline outside the year that the plan is for."""

import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.dates.deadlines import set_deadlines
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_SEVERAL_YEARS = re.compile(r"(?:giai đoạn\s+)?(?P<first>20\d\d)\s*[-–]\s*20\d\d|giai đoạn", re.IGNORECASE)
# A term that the prose gives: "sơ kết vào quý IV/2026", "Kế hoạch này thực hiện trong năm 2026".
_TERM = re.compile(
    r"(?<!\w)(?:(?P<own>(?:Kế hoạch|Chương trình|Quyết định) này (?:được )?(?:thực hiện|áp dụng|có hiệu lực)\s+trong)"
    r"|(?:hoàn thành|xong|gửi|báo cáo|sơ kết|tổng kết|tổ chức|thực hiện|ban hành)(?:\s+(?:xong|về))?"
    r"\s+(?:vào|trong|trước|chậm nhất(?:\s+(?:là|vào|trong))?))\s+"
    r"(?:ngày\s+\d{1,2}/\d{1,2}/|(?:tháng\s+\d{1,2}|quý\s+[IV]+)(?:/|\s+năm\s+)|năm\s+)(?P<year>20\d\d)(?![\d/])",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\bđã\b|kết quả|so với|số liệu|tính đến|trước đây|kể từ|căn cứ|từ năm|ban hành kèm", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;\n]+")
_SPRING = (3, 31)  # what closes a year (scores, yearly results) falls into the first quarter of the next


def _check(paper: Paper) -> Iterator[Finding]:
    header = paper.plan.header
    year, issued = header.year, header.issued
    if year is None or header.type == "báo cáo":
        return
    span = _SEVERAL_YEARS.search(header.title or "")
    yield from _said_in_prose(paper, int(span["first"]) if span and span["first"] else year)
    if span:
        return
    for one in set_deadlines(paper.plan):
        early = one.last < date(year, 1, 1) and (issued is None or one.last >= issued)  # before its day: D102
        said = set(re.findall(r"20\d\d", one.text))  # "2026 - 2027" holds its own year too
        if (early or one.last > date(year + 1, *_SPRING)) and said and str(year) not in said:
            yield Finding(RULE.code, RULE.severity, one.place, one.text, {"year": year})


def _said_in_prose(paper: Paper, first: int) -> Iterator[Finding]:
    """Yield the terms of the prose that lie before the first year of the plan; duties are held against it too."""
    duties = {duty.place.block for duty in paper.plan.periodic_duties}
    for passage in paper.passages:
        if passage.pieces[0][1].block in duties:
            continue
        for sentence in _SENTENCE.finditer(passage.text):
            match = _TERM.search(sentence.group())
            if match and int(match["year"]) < first and not _TOLD.search(sentence.group()):
                start, end = (sentence.start() + at for at in match.span())
                place = passage.place(start, end)
                yield Finding(RULE.code, RULE.severity, place, passage.text[start:end], {"year": first})


_PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH SÔNG MÂY\nSố: 318/KH-UBND\nSông Mây, ngày 15 tháng 12 năm 2026\nKẾ HOẠCH\n"
    "Cải cách hành chính năm 2027\nPHỤ LỤC\nTT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời gian hoàn thành\n"
)

RULE = Rule(
    "D103",
    Severity.WARNING,
    "Thời hạn nằm ngoài năm kế hoạch",
    "Kế hoạch năm giao việc của năm đó; việc tổng kết có thể sang quý I năm sau.",
    _check,
    bad=(
        _PLAN.partition("PHỤ LỤC")[0] + "IV. THỰC HIỆN\nKế hoạch này thực hiện trong năm 2026.",
        _PLAN.partition("PHỤ LỤC")[0].replace("năm 2027", "giai đoạn 2027-2030")
        + "1. Sơ kết vào quý IV/2026, tổng kết vào quý IV/2030.",
        _PLAN + "1\tRà soát thủ tục\tBáo cáo\tSở Tư pháp\tTháng 12/2026\n",
    ),
    good=(
        _PLAN.partition("PHỤ LỤC")[0] + "1. Phát huy kết quả đã thực hiện trong năm 2026.",
        _PLAN + "1\tRà soát thủ tục\tBáo cáo\tSở Tư pháp\tTháng 12/2027\n",
        _PLAN + "1\tChấm điểm chỉ số\tBáo cáo\tSở Nội vụ\tQuý I/2028\n",
        _PLAN.replace("năm 2027", "giai đoạn 2026-2030") + "1\tRà soát\tBáo cáo\tSở Tư pháp\tTháng 12/2029\n",
    ),
)
