"""N202: a heading, clause or point that leaves out a number."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import steps
from vanban.checks.numbering.order import Relation
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    for step in steps(paper.passages):
        label = step.label
        if step.relation is Relation.SKIPPED and step.expected and label.numbers != (0,):
            params = {"number": label.printed, "expected": step.expected}
            also = (step.before.place,) if step.before else ()
            yield Finding(RULE.code, RULE.severity, label.place, label.heading, params, also)


RULE = Rule(
    "N202",
    Severity.WARNING,
    "Số thứ tự mục, khoản, điểm bị nhảy",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.5: phần, chương, mục, điều, khoản, điểm đánh số theo thứ tự.",
    _check,
    bad=(
        "I. MỤC TIÊU\nII. NHIỆM VỤ\nIV. TỔ CHỨC THỰC HIỆN",
        "1. Nhiệm vụ\na) Rà soát văn bản.\nb) Đơn giản hóa thủ tục.\nd) Công khai kết quả.",
        "2. Nhiệm vụ\n2.1. Cải cách thể chế\n2.3. Cải cách tài chính công",
    ),
    good=(
        "1. Nhiệm vụ\nd) Rà soát văn bản.\nđ) Đơn giản hóa thủ tục.\ne) Công khai.\ng) Số hóa hồ sơ.",
        "I. MỤC TIÊU\n1. Một.\n2. Hai.\nII. NHIỆM VỤ\n1. Ba.\n2. Bốn.",
        "2. Nhiệm vụ\n2.1. 100% hồ sơ đúng hạn.\n2.2. 95% người dân hài lòng.\n2.2.1. Ở cấp xã.\n2.3. Khác.",
    ),
)
