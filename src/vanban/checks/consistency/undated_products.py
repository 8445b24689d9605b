"""C414: a deliverable without a deadline where others of its row have one."""

from collections.abc import Iterator

from vanban.checks.entries import said
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.deadlines import DeadlineKind
from vanban.plans.columns import Role
from vanban.plans.model import Deliverable, PlanRow
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze
from vanban.text.wordings import words_of

__all__ = ["RULE"]

_SAME_THING = 3  # words that a label and a deliverable share
_SAID = 3  # deadlines that the evidence quotes


def _check(paper: Paper) -> Iterator[Finding]:
    for annex, task in paper.plan.tasks():
        if Role.DELIVERABLE in annex.columns and Role.DEADLINE in annex.columns:
            for row in task.rows:
                yield from _in_row(row)


def _in_row(row: PlanRow) -> Iterator[Finding]:
    real = [one for one in row.deadlines if one.kind is not DeadlineKind.NONE]
    if not any(one.label for one in real):
        return
    dues = " | ".join(said(one) for one in real[:_SAID])
    for one in row.deliverables:
        if _is_undated(one, row):
            evidence = squeeze(f"{one.text} | {dues}")
            also = row.deadline_places[:1]
            yield Finding(RULE.code, RULE.severity, one.place, evidence, {"product": one.text}, also=also)


def _is_undated(one: Deliverable, row: PlanRow) -> bool:
    """Say whether no deadline is the deliverable's, or only a label with nothing behind it.

    A deadline that is no deliverable's but speaks of the same thing in other words may well be meant for it.
    """
    if any(row.deadlines[at].kind is not DeadlineKind.NONE for at in one.deadlines):
        return False
    taken = {at for other in row.deliverables for at in other.deadlines}
    free = [words_of(due.label or "") for at, due in enumerate(row.deadlines) if at not in taken]
    return not any(len(words & words_of(one.text)) >= _SAME_THING for words in free)


_ROW = ("1", "Kiểm tra công vụ", "- Kế hoạch kiểm tra; - Báo cáo kết quả thực hiện", "Sở Nội vụ", "")
RULE = Rule(
    "C414",
    Severity.WARNING,
    "Sản phẩm không có thời hạn",
    "Mỗi sản phẩm phải có thời hạn hoàn thành; không có hạn thì không theo dõi được.",
    _check,
    bad=(plan_text((*_ROW, "Báo cáo kết quả thực hiện: Tháng 12/2027")),),
    good=(
        plan_text((*_ROW, "Tháng 12/2027")),
        plan_text((*_ROW, "Kế hoạch kiểm tra: Quý I/2027; Báo cáo kết quả thực hiện: Tháng 12/2027")),
        plan_text(
            (
                "1",
                "Công bố thủ tục",
                "Quyết định công bố danh mục thủ tục; Kết quả cập nhật",
                "Sở Nội vụ",
                "",
                "Trình công bố danh mục: Tháng 6/2027; Kết quả cập nhật: Tháng 7/2027",
            ),
        ),
        plan_text(
            ("1", "Kiểm tra công vụ", "Kế hoạch kiểm tra; Báo cáo", "Sở Nội vụ"),
            header=("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì"),
        ),
    ),
)
