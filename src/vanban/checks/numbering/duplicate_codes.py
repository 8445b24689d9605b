"""N206: two lines of a table with one code."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.codes import code_steps, coded_lines
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    for run in coded_lines(paper.document):
        for step in code_steps(run):
            if step.first is not None:
                params = {"code": step.code.printed.rstrip("."), "first": step.first.line}
                yield Finding(RULE.code, RULE.severity, step.code.place, step.code.line, params, (step.first.place,))


_HEAD = "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\n"
_FORM = _HEAD + "1.\tChỉ đạo\t\t\n1.1.\tKế hoạch\t\t\n1.1.1.\tSố nhiệm vụ\tNhiệm vụ\t4\n1.1.2.\tĐã xong\tNhiệm vụ\t2\n"

RULE = Rule(
    "N206",
    Severity.ERROR,
    "Hai dòng của bảng có cùng mã",
    "Thông tư 07/2021/TT-BNV và biểu mẫu thống kê: mỗi chỉ tiêu có một mã riêng; số liệu được tổng hợp theo mã.",
    _check,
    bad=(_FORM + "1.2.\tKiểm tra\t\t\n1.1.1.\tSố xã đã kiểm tra\tXã\t3\n",),
    good=(_FORM + "1.2.\tKiểm tra\t\t\n1.2.1.\tSố xã đã kiểm tra\tXã\t3\n",),
)
