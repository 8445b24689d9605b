"""N204: a dotted number that belongs to another section than the one it stands in."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import Level, steps
from vanban.checks.numbering.order import Relation
from vanban.text.findings import Edit, Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    for step in steps(paper.passages):
        label = step.label
        if step.relation is Relation.FOREIGN and label.level is Level.DOTTED and step.expected:
            params = {"number": label.printed, "expected": step.expected}
            edits = (Edit(label.place, label.printed, step.expected),)
            yield Finding(RULE.code, RULE.severity, label.place, label.heading, params, fix=step.expected, edits=edits)


RULE = Rule(
    "N204",
    Severity.WARNING,
    "Số của mục thuộc phần khác",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.5: số của khoản, điểm theo số của mục chứa nó.",
    _check,
    bad=("2. Nhiệm vụ\n2.1. Chỉ đạo\n1.2. Tuyên truyền\n2.3. Thể chế", "2. Nhiệm vụ\n1.1. Chỉ đạo"),
    good=("1. Mục tiêu\n1.1. Chung\n1.2. Cụ thể\n2. Nhiệm vụ\n2.1. Chỉ đạo\n2.2. Thể chế",),
)
