"""D103: a deadline outside the year that the plan is for."""

import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.dates.deadlines import set_deadlines
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_SEVERAL_YEARS = re.compile(r"giai đoạn|20\d\d\s*[-–]\s*20\d\d", re.IGNORECASE)
_SPRING = (3, 31)  # what closes a year (scores, yearly results) falls into the first quarter of the next


def _check(paper: Paper) -> Iterator[Finding]:
    header = paper.plan.header
    year, issued = header.year, header.issued
    if year is None or header.type == "báo cáo" or _SEVERAL_YEARS.search(header.title or ""):
        return
    for one in set_deadlines(paper.plan):
        early = one.last < date(year, 1, 1) and (issued is None or one.last >= issued)  # before its day: D102
        said = set(re.findall(r"20\d\d", one.text))  # "2026 - 2027" holds its own year too
        if (early or one.last > date(year + 1, *_SPRING)) and said and str(year) not in said:
            yield Finding(RULE.code, RULE.severity, one.place, one.text, {"year": year})


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
    bad=(_PLAN + "1\tRà soát thủ tục\tBáo cáo\tSở Tư pháp\tTháng 12/2026\n",),
    good=(
        _PLAN + "1\tRà soát thủ tục\tBáo cáo\tSở Tư pháp\tTháng 12/2027\n",
        _PLAN + "1\tChấm điểm chỉ số\tBáo cáo\tSở Nội vụ\tQuý I/2028\n",
        _PLAN.replace("năm 2027", "giai đoạn 2026-2030") + "1\tRà soát\tBáo cáo\tSở Tư pháp\tTháng 12/2029\n",
    ),
)
