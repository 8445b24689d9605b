"""C407: a report on work that runs through the year is due in its first weeks."""

import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.entries import Entry, entries_of, said
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.plans.comparison import last_day
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE"]

_REPORT = re.compile(r"\Abao cao (?:ket qua|tinh hinh)\b")
_RUNNING = re.compile(r"\A(?:tiep tuc |to chuc )?(?:thuc hien|trien khai|duy tri|tang cuong|day manh|thuong xuyen)\b")
_LAST_MONTH = 1  # January: what the year brought is not known before


def _check(paper: Paper) -> Iterator[Finding]:
    year = paper.plan.header.year
    for entry in entries_of(paper.plan):
        due = last_day(entry.deadlines)
        if year and due and _is_early(due, year) and _is_of_the_year(entry, year):
            evidence = squeeze(f"{entry.text} | {said(entry.deadlines[0])}")
            also = (entry.due_place,) if entry.due_place else ()
            yield Finding(RULE.code, RULE.severity, entry.place, evidence, {"year": year}, also=also)


def _is_early(due: date, year: int) -> bool:
    return due.year == year and due.month <= _LAST_MONTH


def _is_of_the_year(entry: Entry, year: int) -> bool:
    """Say whether a report is on work that goes on, and neither it nor its task speaks of the year before."""
    words = f"{entry.task.text} {entry.text}"
    return (
        str(year - 1) not in words
        and "năm trước" not in words
        and _REPORT.search(compare_key(entry.text)) is not None
        and _RUNNING.search(compare_key(entry.task.text)) is not None
    )


_ROW = ("1", "Tổ chức thực hiện quy chế quản lý tài sản công", "Báo cáo tình hình quản lý tài sản công", "Sở Tài chính")
RULE = Rule(
    "C407",
    Severity.WARNING,
    "Báo cáo kết quả ngay đầu năm",
    "Kết quả của nhiệm vụ làm cả năm chưa có trong tháng 01; báo cáo của năm trước thì phải ghi rõ năm.",
    _check,
    bad=(plan_text((*_ROW, "", "Tháng 01/2027")),),
    good=(
        plan_text((*_ROW, "", "Tháng 12/2027")),
        plan_text((_ROW[0], _ROW[1], f"{_ROW[2]} năm 2026", _ROW[3], "", "Tháng 01/2027")),
    ),
)
