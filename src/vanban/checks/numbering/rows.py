"""N205: rows of an annex that skip, repeat or turn back their numbers."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.codes import code_steps, coded_lines
from vanban.checks.numbering.labels import begin_of
from vanban.checks.numbering.order import Relation, relate
from vanban.plans import Annex, Task
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_PLAIN = re.compile(r"0*(\d{1,3})\Z")
_CODED = 4  # dotted numbers, from which the annex has codes


def _check(paper: Paper) -> Iterator[Finding]:
    for annex in paper.plan.annexes:
        if sum("." in (task.no or "") for task in annex.tasks) < _CODED:
            yield from _rows(annex)
    for run in coded_lines(paper.document):
        for step in code_steps(run):
            if step.relation is Relation.SKIPPED or (step.relation is Relation.BACK and step.first is None):
                params = {"number": step.code.printed.rstrip("."), "expected": step.due.rstrip(".")}
                yield Finding(RULE.code, RULE.severity, step.code.place, step.code.line, params)


def _rows(annex: Annex) -> Iterator[Finding]:
    before = 0
    for task in annex.tasks:
        number = _number(task)
        if number is None or number == 1:  # "1" begins another list under the same title
            before = number or before
            continue
        if before and relate((before,), (number,)) is not Relation.NEXT:
            params = {"number": task.no or "", "expected": str(before + 1)}
            yield Finding(RULE.code, RULE.severity, task.place, begin_of(f"{task.no}. {task.text}"), params)
        before = number


def _number(task: Task) -> int | None:
    match = _PLAIN.match(task.no or "")
    return int(match[1]) if match and task.place.table is not None else None


_HEAD = "KẾ HOẠCH\nNăm 2027\nPHỤ LỤC\nTT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời gian hoàn thành\n"
_ROW = "{}\tRà soát thủ tục {}\tBáo cáo\tSở Tư pháp\tQuý I/2027\n"

RULE = Rule(
    "N205",
    Severity.WARNING,
    "Số thứ tự của dòng trong bảng bị nhảy, lặp hoặc đảo",
    "Nghị định 30/2020/NĐ-CP, Điều 8: nội dung chính xác; các dòng được viện dẫn theo số thứ tự.",
    _check,
    bad=(
        _HEAD + "".join(_ROW.format(at, word) for at, word in ((1, "đất đai"), (2, "hộ tịch"), (4, "xây dựng"))),
        _HEAD + "".join(_ROW.format(at, word) for at, word in ((1, "đất đai"), (2, "hộ tịch"), (2, "xây dựng"))),
    ),
    good=(_HEAD + "".join(_ROW.format(at, word) for at, word in ((1, "đất đai"), (2, "hộ tịch"), (3, "xây dựng"))),),
)
