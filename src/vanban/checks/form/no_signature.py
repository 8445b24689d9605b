"""F606: nobody signs."""

import re
from collections.abc import Iterator

from vanban.checks.form.heads import first_line, is_whole_document, lines_of
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Place, Severity

__all__ = ["RULE"]

_CAPACITY = re.compile(
    r"\A(?:TM|KT|TL|TUQ|Q)\.|\A(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG|CHÁNH|BÍ THƯ|TỔNG GIÁM ĐỐC|"
    r"HIỆU TRƯỞNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|THỦ TƯỚNG)\b"
)
_LONGEST = 60
_FILED = re.compile(r"\A\W*Lưu\s*:")  # the last line of the recipients, beside which the signature stands


def _check(paper: Paper) -> Iterator[Finding]:
    lines = list(lines_of(paper))
    signs = any(_CAPACITY.match(line) and line.isupper() and len(line) < _LONGEST for line, _ in lines)
    if signs or paper.plan.header.signer or not is_whole_document(paper):
        return
    line, place = next(((line, place) for line, place in lines if _FILED.match(line)), _begin(paper))
    yield Finding(RULE.code, RULE.severity, place, line)


def _begin(paper: Paper) -> tuple[str, Place]:
    return first_line(paper)


_PLAN = "KẾ HOẠCH\nCải cách hành chính năm 2027\nI. MỤC ĐÍCH\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"

RULE = Rule(
    "F606",
    Severity.ADVICE,
    "Thiếu quyền hạn, chức vụ, họ tên người ký",
    "Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 và Phụ lục I, phần II, mục I.7.",
    _check,
    bad=(_PLAN,),
    good=(_PLAN + "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Suối",),
)
