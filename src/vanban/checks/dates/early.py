"""D102: a deadline before the day of the document that sets it."""

from collections.abc import Iterator

from vanban.checks.dates.deadlines import set_deadlines
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    issued = paper.plan.header.issued
    if issued is None or paper.plan.header.type == "báo cáo":
        return
    for one in set_deadlines(paper.plan):
        if one.last < issued:
            yield Finding(RULE.code, RULE.severity, one.place, one.text, {"issued": f"{issued:%d/%m/%Y}"})


_PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH SÔNG MÂY\nSố: 318/KH-UBND\nSông Mây, ngày 15 tháng 01 năm 2027\nKẾ HOẠCH\n"
    "Cải cách hành chính năm 2027\nPHỤ LỤC\nTT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời gian hoàn thành\n"
)

RULE = Rule(
    "D102",
    Severity.WARNING,
    "Thời hạn trước ngày ban hành văn bản",
    "Điều 147 Bộ luật Dân sự 2015: thời hạn bắt đầu từ một thời điểm xác định, không trước khi giao việc.",
    _check,
    bad=(_PLAN + "1\tRà soát thủ tục\tBáo cáo\tSở Tư pháp\tTrước ngày 10/01/2027\n",),
    good=(
        _PLAN + "1\tRà soát thủ tục\tBáo cáo\tSở Tư pháp\tTrước ngày 10/02/2027\n",
        _PLAN + "1\tRà soát thủ tục\tBáo cáo\tSở Tư pháp\tQuý I/2027\n",
    ),
)
