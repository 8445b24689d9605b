"""N201: a point lettered f, j, w or z."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import Level, steps
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    for step in steps(paper.passages):
        label = step.label
        if label.level is Level.POINT and label.numbers == (0,):
            yield Finding(RULE.code, RULE.severity, label.place, label.heading, {"letter": label.printed})


RULE = Rule(
    "N201",
    Severity.WARNING,
    "Điểm đánh bằng chữ không có trong bảng chữ cái tiếng Việt",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.5: điểm dùng chữ cái tiếng Việt theo thứ tự.",
    _check,
    bad=("1. Nhiệm vụ\nđ) Số hóa hồ sơ.\ne) Chuẩn hóa quy trình.\nf) Khảo sát hạ tầng.",),
    good=("1. Nhiệm vụ\nđ) Số hóa hồ sơ.\ne) Chuẩn hóa quy trình.\ng) Khảo sát hạ tầng.",),
)
