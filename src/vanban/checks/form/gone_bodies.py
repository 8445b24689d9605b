"""F608: a body or a level that no longer exists on the day of the document."""

from collections.abc import Iterator

from vanban.checks.form.data.names import GONE_BODIES
from vanban.checks.form.old_names import find_old_names
from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]


def _check(paper: Paper) -> Iterator[Finding]:
    yield from find_old_names(paper, GONE_BODIES, RULE.code, RULE.severity)


_HEAD = "UBND TỈNH SÔNG MÂY\nSố: 12/KH-UBND\nSông Mây, ngày 15 tháng 12 năm {year}\nKẾ HOẠCH\nCải cách hành chính\n"

RULE = Rule(
    "F608",
    Severity.WARNING,
    "Cơ quan hoặc cấp hành chính không còn vào ngày của văn bản",
    "Luật Tổ chức chính quyền địa phương 72/2025/QH15; Nghị quyết 176/2025/QH15; Nghị định 45/2025/NĐ-CP.",
    _check,
    bad=(
        _HEAD.format(year=2026) + "1. UBND cấp huyện kiểm tra việc thực hiện.",
        _HEAD.format(year=2026) + "1. Sở Thông tin và Truyền thông chủ trì.",
    ),
    good=(
        _HEAD.format(year=2023) + "1. UBND cấp huyện kiểm tra việc thực hiện.",
        _HEAD.format(year=2026) + "1. Tiếp nhận hồ sơ của UBND huyện Bến Đá (cũ) để lưu trữ.",
        _HEAD.format(year=2026) + "1. Thay Quyết định số 12/QĐ-UBND ngày 05/02/2024 của UBND huyện Bến Đá.",
    ),
)
