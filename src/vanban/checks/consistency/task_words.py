"""C403: a task says how often, its deadline says otherwise."""

import re
from collections.abc import Iterator

from vanban.checks.entries import said
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.plans.model import PlanRow, Task
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["RULE"]

_RHYTHM = re.compile(
    r"(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?P<period>ngày|tuần|tháng|quý|năm)(?!\w)[^.;,]{0,80}", re.IGNORECASE
)
# "Lương hằng tháng" is no rhythm of the work: the words say "định kỳ", or begin the sentence.
_STATED = re.compile(r"\bđịnh kỳ\b", re.IGNORECASE)
_BEGINS = re.compile(r"(?:\A|[.;,])\s*\Z")
_FREQUENCY = {"ngày": "daily", "tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "năm": "yearly"}
_RANK = ("daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly")


def _check(paper: Paper) -> Iterator[Finding]:
    for _annex, task in paper.plan.tasks():
        for match in _RHYTHM.finditer(task.text):
            if _STATED.search(match.group()) or _BEGINS.search(task.text[: match.start()]):
                for row in task.rows:
                    yield from _against(task, match, row)


def _against(task: Task, match: re.Match[str], row: PlanRow) -> Iterator[Finding]:
    """Yield a finding where no deadline of the row has the task's rhythm, and one says another."""
    wanted = _FREQUENCY[match["period"].lower()]
    if not row.deadlines or any(_keeps(deadline, wanted) for deadline in row.deadlines):
        return
    other = row.deadlines[0]
    if not all(deadline.kind in (DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING) for deadline in row.deadlines):
        return
    start = task.place.start or 0
    place = task.place.within(start + match.start(), start + match.end())
    evidence = f"{squeeze(match.group())} | {said(other)}"
    yield Finding(RULE.code, RULE.severity, place, evidence, {"due": other.text}, also=row.deadline_places[:1])


def _keeps(deadline: Deadline, wanted: str) -> bool:
    """Say whether a deadline comes as often as the task says, or oftener; a label says that it is of something else."""
    if deadline.kind is not DeadlineKind.RECURRING or deadline.freq is None:
        return False
    return deadline.label is not None or _RANK.index(deadline.freq) <= _RANK.index(wanted)


_TASK = "Định kỳ hằng tháng, công khai kết quả giải quyết hồ sơ trên Trang thông tin điện tử"
_BODIES = ("Kết quả công khai", "Các sở, ban, ngành", "")
RULE = Rule(
    "C403",
    Severity.WARNING,
    "Nội dung nhiệm vụ và thời gian ghi khác nhau",
    "Thời gian của một nhiệm vụ phải đúng với kỳ hạn ghi ngay trong nội dung nhiệm vụ.",
    _check,
    bad=(
        plan_text(("1", _TASK, *_BODIES, "Thường xuyên trong năm")),
        plan_text(("1", "Hằng tuần rà soát hồ sơ sắp đến hạn", *_BODIES, "Thường xuyên")),
        plan_text(("1", "Định kỳ hàng tuần rà soát hồ sơ quá hạn", *_BODIES, "Hằng quý")),
    ),
    good=(
        plan_text(("1", _TASK, *_BODIES, "Hằng tháng")),
        plan_text(("1", _TASK, *_BODIES, "Hằng tuần")),
        plan_text(("1", "Chi trả lương hằng tháng qua tài khoản", *_BODIES, "Thường xuyên")),
        plan_text(("1", _TASK, *_BODIES, "Báo cáo: Hằng quý")),
    ),
)
