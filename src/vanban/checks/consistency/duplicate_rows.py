"""C412: two rows that ask one body for one thing."""

from collections.abc import Iterator
from itertools import combinations

from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.plans.body_names import is_same_body
from vanban.plans.model import Task
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze
from vanban.text.wordings import Vocabulary, words_of

__all__ = ["RULE"]

_ALIKE = 0.86  # of all that two tasks say; twins for two levels, kinds or years say something else
_FEWEST = 5  # words that tell
_LONGEST = 160


def _check(paper: Paper) -> Iterator[Finding]:
    tasks = [(task, words_of(task.text)) for _annex, task in paper.plan.tasks()]
    tasks = [(task, words) for task, words in tasks if len(words) >= _FEWEST]
    vocabulary = Vocabulary.of([words for _, words in tasks])
    for (one, own), (other, words) in combinations(tasks, 2):
        if vocabulary.likeness(own, words) >= _ALIKE and _is_same_year(own, words) and _is_same_lead(one, other):
            evidence = f"{squeeze(one.text)[:_LONGEST]} | {squeeze(other.text)[:_LONGEST]}"
            yield Finding(RULE.code, RULE.severity, one.place, evidence, also=(other.place,))


def _is_same_year(one: frozenset[str], other: frozenset[str]) -> bool:
    return {word for word in one if word.isdigit()} == {word for word in other if word.isdigit()}


def _is_same_lead(one: Task, other: Task) -> bool:
    """Say whether a body leads in both; the products must not tell the two apart."""
    leads = [[body.text for row in task.rows for body in row.lead] for task in (one, other)]
    if not any(is_same_body(a, b) for a in leads[0] for b in leads[1]):
        return False
    products = [
        words_of(" ".join(item.text for row in task.rows for item in row.deliverables)) for task in (one, other)
    ]
    return not products[0] or not products[1] or bool(products[0] & products[1])


_TASK = "Rà soát, công bố danh mục thủ tục hành chính thuộc phạm vi quản lý"
RULE = Rule(
    "C412",
    Severity.WARNING,
    "Hai dòng trùng nhau",
    "Một nhiệm vụ giao cho một cơ quan chỉ ghi một lần; hai dòng dễ thành hai hạn, hai báo cáo.",
    _check,
    bad=(
        plan_text(
            ("1", _TASK, "Quyết định công bố", "Sở Nội vụ", "", "Tháng 6/2027"),
            ("2", f"{_TASK} của tỉnh", "Quyết định", "Sở Nội vụ", "", "Tháng 9/2027"),
        ),
    ),
    good=(
        plan_text(
            ("1", _TASK, "Quyết định công bố", "Sở Nội vụ", "", "Tháng 6/2027"),
            ("2", _TASK, "Quyết định công bố", "Sở Y tế", "", "Tháng 6/2027"),
        ),
        plan_text(
            ("1", f"{_TASK} năm 2026", "Quyết định công bố", "Sở Nội vụ", "", "Tháng 6/2027"),
            ("2", f"{_TASK} năm 2027", "Quyết định công bố", "Sở Nội vụ", "", "Tháng 6/2027"),
        ),
    ),
)
