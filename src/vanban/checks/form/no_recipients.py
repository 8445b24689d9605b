"""F605: nobody is named to whom the document goes."""

from collections.abc import Iterator

from vanban.checks.form.heads import first_line, is_whole_document, lines_of
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    if is_whole_document(paper) and not any(compare_key(line).startswith("noi nhan") for line, _ in lines_of(paper)):
        line, place = first_line(paper)
        yield Finding(RULE.code, RULE.severity, place, line)


RULE = Rule(
    "F605",
    Severity.ADVICE,
    "Thiếu nơi nhận",
    "Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 và Phụ lục I, phần II, mục I.9.",
    _check,
    bad=("KẾ HOẠCH\nCải cách hành chính năm 2027\nI. MỤC ĐÍCH",),
    good=("KẾ HOẠCH\nCải cách hành chính năm 2027\nI. MỤC ĐÍCH\nNơi nhận:\n- Như trên;\n- Lưu: VT.",),
)
