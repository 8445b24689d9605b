"""N207: a code of another section, left over from another form."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.codes import code_steps, coded_lines
from vanban.checks.numbering.order import Relation
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    for run in coded_lines(paper.document):
        for step in code_steps(run):
            if step.relation is Relation.FOREIGN and step.first is None:  # one used before is N206's
                params = {"code": step.code.printed.rstrip("."), "expected": step.due.rstrip(".")}
                edits = (step.code.edit(step.due),)
                yield Finding(
                    RULE.code, RULE.severity, step.code.place, step.code.line, params, fix=step.due, edits=edits
                )


_HEAD = "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\n"
_FORM = _HEAD + "3.\tThủ tục\t\t\n3.1.\tThống kê\t\t\n3.1.1.\tBan hành mới\tThủ tục\t4\n3.1.2.\tBãi bỏ\tThủ tục\t2\n"

RULE = Rule(
    "N207",
    Severity.WARNING,
    "Mã của dòng thuộc phần khác của bảng",
    "Biểu mẫu thống kê: mã của dòng bắt đầu bằng mã của mục chứa nó.",
    _check,
    bad=(_FORM + "10.1.3\tCòn hiệu lực\tThủ tục\t9\n3.2.\tMột cửa\t\t\n3.2.1.\tSố thủ tục\tThủ tục\t9\n",),
    good=(_FORM + "3.1.3.\tCòn hiệu lực\tThủ tục\t9\n3.2.\tMột cửa\t\t\n3.2.1.\tSố thủ tục\tThủ tục\t9\n",),
)
