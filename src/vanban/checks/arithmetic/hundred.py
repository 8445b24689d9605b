"""A512: a share of more than a hundred per cent."""

import re
from collections.abc import Iterator
from decimal import Decimal

from vanban.checks.arithmetic.lines import quote, report_of
from vanban.checks.model import Paper, Rule
from vanban.checks.samples import statistics_text
from vanban.reports import IndicatorType
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE"]

_WHOLE = Decimal(100)
# A rate of growth, of a plan, of a year before may go beyond; a share of what there is may not.
_BEYOND = re.compile(r"\b(?:tang|so voi|vuot|toc do|du toan|ke hoach|cung ky|thu ngan sach|bang)\b")
_SHARE = re.compile(
    r"\b(?:dung han|truoc han|hai long|ho so|thu tuc|van ban|co quan|don vi|can bo|cong chuc|giai ngan)\b"
)


def _check(paper: Paper) -> Iterator[Finding]:
    for line in report_of(paper).indicators:
        is_rate = line.type is IndicatorType.PERCENT and line.value is not None and line.value > _WHOLE
        if is_rate and not _BEYOND.search(compare_key(line.label)):
            yield Finding(RULE.code, RULE.severity, line.value_place, quote(line), {"value": line.raw})
    for target, place in paper.plan.targets:
        key = compare_key(target.text)
        is_high = target.unit == "%" and target.value is not None and target.value > _WHOLE
        if is_high and _SHARE.search(key) and not _BEYOND.search(key):
            yield Finding(RULE.code, RULE.severity, place, squeeze(target.text), {"value": f"{target.value:f}%"})


def _rate(label: str, value: str) -> str:
    return statistics_text(("1.", "Thủ tục hành chính", "", "", ""), ("1.1.", label, "%", value, ""))


RULE = Rule(
    "A512",
    Severity.ERROR,
    "Tỷ lệ trên 100%",
    "Phần của một tổng thể không thể quá 100%.",
    _check,
    bad=(
        _rate("Tỷ lệ hồ sơ giải quyết đúng hạn", "102,5"),
        "KẾ HOẠCH\nNăm 2027\nI. MỤC TIÊU\n1. Tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu 110%.",
    ),
    good=(
        _rate("Tỷ lệ hồ sơ giải quyết đúng hạn", "100"),
        _rate("Tỷ lệ thu ngân sách so với dự toán", "118"),
        "KẾ HOẠCH\nNăm 2027\nI. MỤC TIÊU\n1. Số hồ sơ trực tuyến tăng 150% so với năm 2026.",
    ),
)
