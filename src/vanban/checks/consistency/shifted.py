"""C415: the words of a deadline in the column of products, and the column of deadlines empty."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import DeadlineKind, read_deadlines
from vanban.plans.columns import Role
from vanban.plans.model import PlanRow
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE", "is_time"]

_COURSE = re.compile(
    r"\A(?:to chuc )?(?:thuc hien |trien khai )?theo (?:dung )?(?:lo trinh|tien do|thoi gian|thoi han)\b"
)
_READ = frozenset(
    {
        DeadlineKind.BY,
        DeadlineKind.WITHIN,
        DeadlineKind.RECURRING,
        DeadlineKind.CONTINUOUS,
        DeadlineKind.RELATIVE,
        DeadlineKind.AD_HOC,
        DeadlineKind.IMPOSSIBLE,
    }
)


def _check(paper: Paper) -> Iterator[Finding]:
    for annex, task in paper.plan.tasks():
        if Role.DELIVERABLE in annex.columns and Role.DEADLINE in annex.columns:
            for row in task.rows:
                yield from _in_row(row, paper.plan.header.year or 1)


def _in_row(row: PlanRow, year: int) -> Iterator[Finding]:
    if any(one.kind is not DeadlineKind.NONE for one in row.deadlines):
        return
    if row.deliverables and all(is_time(one.text, year) for one in row.deliverables):
        evidence = squeeze("; ".join(one.text for one in row.deliverables))
        yield Finding(RULE.code, RULE.severity, row.deliverables[0].place, evidence, also=row.deadline_places[:1])


def is_time(text: str, year: int) -> bool:
    """Say whether ``text`` is wholly a time: no label, nothing left over."""
    if _COURSE.match(compare_key(text)):
        return True
    found = read_deadlines(text, year=year).value
    return all(one.kind in _READ and one.label is None for one in found) and _covers(text, found[0].text)


def _covers(text: str, words: str) -> bool:
    return len(compare_key(words)) * 2 >= len(compare_key(text))


_BODIES = ("Sở Nội vụ", "UBND cấp xã")
RULE = Rule(
    "C415",
    Severity.ERROR,
    "Lệch cột",
    "Mỗi cột của phụ lục ghi đúng nội dung của tiêu đề cột.",
    _check,
    bad=(
        plan_text(("1", "Sắp xếp đơn vị sự nghiệp", "Theo lộ trình đã được phê duyệt", *_BODIES, "")),
        plan_text(("1", "Kiểm tra công vụ", "Trước ngày 15/12/2027", *_BODIES, "")),
    ),
    good=(
        plan_text(("1", "Kiểm tra công vụ", "Báo cáo tháng 12/2027", *_BODIES, "")),
        plan_text(("1", "Kiểm tra công vụ", "Theo lộ trình đã được phê duyệt", *_BODIES, "Trong năm 2027")),
        plan_text(("1", "Kiểm tra công vụ", "Báo cáo kết quả", *_BODIES, "")),
    ),
)
