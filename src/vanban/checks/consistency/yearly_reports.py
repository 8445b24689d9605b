"""C406: the report of the year is due before reports that it is to hold."""

import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.entries import entries_of, said
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.plans.comparison import last_day
from vanban.plans.model import PeriodicDuty
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE"]

_YEAR = re.compile(r"\bbao cao (?:ca )?nam\b|\bbao cao tong ket\b|\bca nam\b")
_RESULT = re.compile(r"\Abao cao (?:ket qua|tinh hinh|tong ket)\b")
_MOST = 4


def _check(paper: Paper) -> Iterator[Finding]:
    year = paper.plan.header.year
    reports = [
        (one, entry.due_place or entry.place)
        for entry in entries_of(paper.plan)
        if _RESULT.search(compare_key(entry.text))
        for one in entry.deadlines
    ]
    seen: set[date] = set()
    for duty in paper.plan.periodic_duties:
        day = _yearly(duty)
        if day is None or day in seen:
            continue
        seen.add(day)
        late = [(one, place) for one, place in reports if (due := last_day((one,))) and due > day and due.year == year]
        if late:
            yield _finding(duty, late)


def _yearly(duty: PeriodicDuty) -> date | None:
    if not _YEAR.search(compare_key(f"{duty.what} {duty.when}")) or "bao cao" not in compare_key(duty.what):
        return None
    days = [one for one in duty.deadlines if one.kind is DeadlineKind.BY]
    return last_day(days)


def _finding(duty: PeriodicDuty, late: list[tuple[Deadline, Place]]) -> Finding:
    dues = tuple(dict.fromkeys(said(one) for one, _ in late))[:_MOST]
    last = squeeze(duty.when.split(";")[-1])
    return Finding(
        RULE.code,
        RULE.severity,
        duty.place,
        " | ".join((last, *dues)),
        {"count": len(late)},
        also=tuple(place for _, place in late[:_MOST]),
    )


_PROSE = "1. Các sở, ban, ngành báo cáo kết quả thực hiện; riêng báo cáo năm nộp trước ngày 05/11/2027 về Sở Nội vụ."
_ROW = ("1", "Theo dõi thi hành pháp luật", "Báo cáo kết quả thực hiện", "Sở Tư pháp", "")
RULE = Rule(
    "C406",
    Severity.ADVICE,
    "Báo cáo năm đến hạn trước các báo cáo trong năm",
    "Báo cáo năm nên đến hạn sau các kết quả mà nó tổng hợp, hoặc ghi rõ số liệu chốt đến ngày nào.",
    _check,
    bad=(plan_text((*_ROW, "Báo cáo kết quả thực hiện: Tháng 12/2027"), prose=(_PROSE,)),),
    good=(
        plan_text((*_ROW, "Báo cáo kết quả thực hiện: Tháng 10/2027"), prose=(_PROSE,)),
        plan_text((*_ROW, "Báo cáo kết quả thực hiện: Quý I/2028"), prose=(_PROSE,)),
    ),
)
