"""D109: results of the whole year in a report of a part of it."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_PART = re.compile(r"\b(?:quý|tháng)\b", re.IGNORECASE)  # "quý I", "6 tháng đầu năm", "tháng 3"
_RANKED = re.compile(
    r"\b(?:quyết định|công bố|kết quả)\s+(?:xếp hạng|xếp loại|phân loại)[^.;:\n]{0,70}?\bnăm (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:kế hoạch|chuẩn bị|dự kiến|sẽ|tiêu chí|quy chế|để làm cơ sở)\b", re.IGNORECASE)


def _check(paper: Paper) -> Iterator[Finding]:
    header = paper.plan.header
    if header.type != "báo cáo" or header.year is None or not _PART.search(header.title or ""):
        return
    for passage in paper.passages:
        for match in _RANKED.finditer(passage.text):
            if int(match["year"]) >= header.year and not _AHEAD.search(
                passage.text[max(0, match.start() - 40) : match.end()]
            ):
                yield Finding(
                    RULE.code, RULE.severity, passage.place(*match.span()), match.group(), {"year": int(match["year"])}
                )


RULE = Rule(
    "D109",
    Severity.WARNING,
    "Kết quả cả năm có trong báo cáo khi năm chưa hết",
    "Nghị định 90/2020/NĐ-CP, Điều 20 và các bộ chỉ số: xếp hạng, xếp loại của một năm thực hiện khi năm đó kết thúc.",
    _check,
    bad=(
        "BÁO CÁO\nCải cách hành chính quý I năm 2027\nĐã ban hành Quyết định xếp hạng chuyển đổi số năm 2027 các xã.",
    ),
    good=(
        "BÁO CÁO\nCải cách hành chính quý I năm 2027\nĐã ban hành Quyết định xếp hạng chuyển đổi số năm 2026 các xã.",
        "BÁO CÁO\nCải cách hành chính năm 2027\nĐã ban hành Quyết định xếp hạng chuyển đổi số năm 2027 các xã.",
    ),
)
