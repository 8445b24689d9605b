"""N209: a heading with a number 1 and no number 2."""

from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import Label, Level, Step, steps
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_LEVELS = (Level.CLAUSE, Level.DOTTED, Level.POINT)


def _check(paper: Paper) -> Iterator[Finding]:
    walked = list(steps(paper.passages))
    for at, step in enumerate(walked):
        label = step.label
        if (
            label.level in _LEVELS
            and step.before is None
            and label.numbers[-1] == 1
            and not _goes_on(walked[at + 1 :], label)
        ):
            yield Finding(RULE.code, RULE.severity, label.place, label.heading, {"number": label.printed})


def _goes_on(later: list[Step], label: Label) -> bool:
    """Say whether the number after it follows: before a part, chapter or article, and before another list begins."""
    for step in later:
        if step.label.level < Level.CLAUSE or step.label.level < label.level < Level.POINT:
            return False
        if step.label.level is label.level and step.label.numbers[: len(label.numbers)] != label.numbers:
            return step.label.numbers == (*label.numbers[:-1], label.numbers[-1] + 1) or step.before is not None
    return False


RULE = Rule(
    "N209",
    Severity.ADVICE,
    "Mục chỉ có một tiểu mục",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.5: chia mục khi có từ hai nội dung trở lên.",
    _check,
    bad=("I. CHỈ ĐẠO\n1. Ban hành văn bản\na) Kế hoạch.\nb) Tuyên truyền.\nII. KẾT QUẢ\n1. Thể chế\n2. Thủ tục",),
    good=(
        "I. CHỈ ĐẠO\n1. Ban hành văn bản\n2. Kiểm tra\nII. KẾT QUẢ\n1. Thể chế\n2. Thủ tục",
        "a) Việc của xã\n1. Một\n2. Hai\nb) Việc của tỉnh\n1. Ba\n2. Bốn",
    ),
)
