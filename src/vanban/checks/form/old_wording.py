"""F609: words that the rules in force have replaced."""

from collections.abc import Iterator

from vanban.checks.form.data.names import OLD_WORDINGS
from vanban.checks.form.old_names import find_old_names
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    yield from find_old_names(paper, OLD_WORDINGS, RULE.code, RULE.severity)


_HEAD = "BÁO CÁO\nKết quả cải cách hành chính quý I năm {year}\n"

RULE = Rule(
    "F609",
    Severity.ADVICE,
    "Từ ngữ đã được văn bản mới thay thế",
    "Nghị định 42/2022/NĐ-CP, Điều 4; Quyết định 45/2016/QĐ-TTg; Luật Căn cước 26/2023/QH15; Luật Cư trú 68/2020/QH14.",
    _check,
    bad=(
        _HEAD.format(year=2027) + "Cung cấp 130 dịch vụ công trực tuyến mức độ 3, 4.",
        _HEAD.format(year=2027) + "Trả kết quả qua dịch vụ bưu chính viễn thông.",
    ),
    good=(
        _HEAD.format(year=2027) + "Cung cấp 130 dịch vụ công trực tuyến toàn trình.",
        _HEAD.format(year=2021) + "Cung cấp 130 dịch vụ công trực tuyến mức độ 3, 4.",
    ),
)
