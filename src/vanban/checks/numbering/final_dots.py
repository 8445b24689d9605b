"""N208: codes printed now with a final dot, now without."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.codes import code_steps, coded_lines, uses_stop
from vanban.checks.numbering.order import Relation
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    for run in coded_lines(paper.document):
        usual = uses_stop(run)
        for step in code_steps(run):
            code = step.code
            is_told = step.relation is Relation.FOREIGN and step.first is None  # N207 gives the whole code anew
            if len(code.numbers) > 1 and code.stop != usual and not is_told:
                fix = code.printed + "." if usual else code.printed.rstrip(".")
                params, edits = {"code": code.printed}, (code.edit(fix),)
                yield Finding(RULE.code, RULE.severity, code.place, code.line, params, fix=fix, edits=edits)


_HEAD = "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\n"
_FORM = _HEAD + "3.\tThủ tục\t\t\n3.1.\tThống kê\t\t\n3.1.1.\tBan hành mới\tThủ tục\t4\n3.1.2.\tBãi bỏ\tThủ tục\t2\n"

RULE = Rule(
    "N208",
    Severity.ADVICE,
    "Mã khi có khi không có dấu chấm cuối",
    "Thực tế tổng hợp số liệu: phần mềm đọc “3.1.3” và “3.1.3.” thành hai mã.",
    _check,
    bad=(_FORM + "3.1.3\tCòn hiệu lực\tThủ tục\t9\n",),
    good=(_FORM + "3.1.3.\tCòn hiệu lực\tThủ tục\t9\n", _FORM.replace(".\t", "\t") + "3.1.3\tCòn lại\tThủ tục\t9\n"),
)
