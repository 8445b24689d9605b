"""C417: a row without any deadline, where the rows around it have one."""

from collections.abc import Iterator

from vanban.checks.consistency.shifted import is_time
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import DeadlineKind
from vanban.plans.columns import Role
from vanban.plans.model import Annex, PlanRow
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["RULE"]

_MOST = 0.5  # of an annex's rows must have a deadline; else its column is filled in later


def _check(paper: Paper) -> Iterator[Finding]:
    for annex in paper.plan.annexes:
        rows = [row for task in annex.tasks for row in task.rows]
        dated = [row for row in rows if not _is_undated(row)]
        if Role.DEADLINE not in annex.columns or len(dated) < _MOST * len(rows):
            continue
        yield from _undated(annex, paper.plan.header.year or 1)


def _undated(annex: Annex, year: int) -> Iterator[Finding]:
    for task in annex.tasks:
        for row in task.rows:
            shifted = any(is_time(one.text, year) for one in row.deliverables)  # said already, with its cause
            if _is_undated(row) and not shifted and (row.deliverables or task.text):
                words = row.deliverables[0].text if row.deliverables else task.text
                place = row.deliverables[0].place if row.deliverables else task.place
                evidence = squeeze(f"{task.text[:120]} | {words[:120]}")
                yield Finding(RULE.code, RULE.severity, place, evidence, also=row.deadline_places[:1])


def _is_undated(row: PlanRow) -> bool:
    return all(one.kind is DeadlineKind.NONE and not one.label for one in row.deadlines)


_FIRST = ("1", "Rà soát văn bản", "Báo cáo rà soát", "Sở Tư pháp", "", "Tháng 6/2027")
_SECOND = ("2", "Theo dõi thi hành pháp luật", "Báo cáo theo dõi", "Sở Tư pháp", "")
RULE = Rule(
    "C417",
    Severity.WARNING,
    "Nhiệm vụ không có thời hạn",
    "Mỗi nhiệm vụ của phụ lục phải ghi thời gian hoàn thành; không có hạn thì không đôn đốc được.",
    _check,
    bad=(plan_text(_FIRST, (*_SECOND, "")),),
    good=(
        plan_text(_FIRST, (*_SECOND, "Thường xuyên")),
        plan_text(_FIRST[:4], _SECOND[:4], header=("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì")),
    ),
)
