"""N211: the same areas bear one number in the prose and another in the annex."""

from collections.abc import Iterator

from vanban.checks.annexes import roman_value
from vanban.checks.model import Paper, Rule
from vanban.checks.numbering.labels import Label, Level, steps
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key

__all__ = ["RULE"]

_FEWEST = 2  # areas: one alone may have its number by chance


def _check(paper: Paper) -> Iterator[Finding]:
    sections = {_title(step.label): step.label for step in steps(paper.passages) if step.label.level is Level.ROMAN}
    differing: list[tuple[Label, str]] = []
    for annex in paper.plan.annexes:
        label = sections.get(compare_key(annex.title or ""))
        value = roman_value(annex.number or "")
        if label is not None and value is not None and label.numbers != (value,) and annex.number:
            differing.append((label, annex.number))
    if len(differing) >= _FEWEST:
        label, number = differing[0]
        params = {"number": label.printed, "other": number, "count": len(differing)}
        also = tuple(other.place for other, _ in differing[1:])
        yield Finding(RULE.code, RULE.severity, label.place, label.heading, params, also)


def _title(label: Label) -> str:
    return compare_key(label.heading.removeprefix(label.printed))


_ROW = "{}\t{}\t\t\t\n1\tRà soát\tBáo cáo\tSở Tư pháp\tQuý I/2027\n"
_PLAN = (
    "KẾ HOẠCH\nNăm 2027\nI. CHỦ ĐỀ\nII. CẢI CÁCH THỂ CHẾ\nIII. CẢI CÁCH THỦ TỤC HÀNH CHÍNH\nPHỤ LỤC\n"
    "TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời gian hoàn thành\n"
)

RULE = Rule(
    "N211",
    Severity.ADVICE,
    "Lĩnh vực đánh số khác nhau ở nội dung và phụ lục",
    "Thực tế theo dõi: nhiệm vụ được gọi theo số lĩnh vực, hai cách đánh số dễ gây nhầm.",
    _check,
    bad=(_PLAN + _ROW.format("I", "Cải cách thể chế") + _ROW.format("II", "Cải cách thủ tục hành chính"),),
    good=(_PLAN + _ROW.format("II", "Cải cách thể chế") + _ROW.format("III", "Cải cách thủ tục hành chính"),),
)
