"""N203: a heading, clause or point whose number was used before, or comes before the one above."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import steps
from vanban.checks.numbering.order import Relation
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    for step in steps(paper.passages):
        label = step.label
        if step.relation in (Relation.REPEATED, Relation.BACK) and step.before and label.numbers != (0,):
            params = {"number": label.printed, "before": step.before.printed}
            yield Finding(RULE.code, RULE.severity, label.place, label.heading, params, (step.before.place,))


RULE = Rule(
    "N203",
    Severity.WARNING,
    "Số thứ tự mục, khoản, điểm bị lặp hoặc đảo",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.5: phần, chương, mục, điều, khoản, điểm đánh số theo thứ tự.",
    _check,
    bad=(
        "1. Nhiệm vụ\nđ) Số hóa hồ sơ.\ne) Chuẩn hóa quy trình.\nc) Khảo sát hạ tầng.",
        "1. Nhiệm vụ\na) Niêm yết.\nb) Số hóa.\na) Trả kết quả.",
        "I. MỤC TIÊU\nII. NHIỆM VỤ\nII. TỔ CHỨC THỰC HIỆN",
    ),
    good=(
        "I. MỤC TIÊU\n1. Một.\n2. Hai.\nII. NHIỆM VỤ\n1. Ba.\n2. Bốn.",
        "Về thể chế:\na) Rà soát.\nb) Công bố.\nVề thủ tục:\na) Cắt giảm.\nb) Công khai.",
    ),
)
