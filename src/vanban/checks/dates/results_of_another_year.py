"""D106: a report that gives results of another year as its own."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_SENTENCE = re.compile(r"[^.;\n]+")
_FIGURES = re.compile(
    r"\b(?:tổng số|số lượng|số hồ sơ|tỷ lệ)\b(?P<between>[^:]{0,80}?)\bnăm (?P<year>20\d\d)\b(?!\s?[-–]|\s+đến)",
    re.IGNORECASE,
)
# Another year beside the figures of this one is no mistake in a comparison, a baseline, the name of an act.
_COMPARED = re.compile(
    r"so với|cùng kỳ|từ năm|đến năm|trước năm|giai đoạn|kỳ|kế hoạch|nghị quyết|quyết định|chuyển sang|tồn|ngày \d|"
    r"biên chế|chỉ số|mục tiêu",
    re.IGNORECASE,
)


def _check(paper: Paper) -> Iterator[Finding]:
    header = paper.plan.header
    if header.type != "báo cáo" or header.year is None or f"{header.year}" not in (header.title or ""):
        return
    for passage in paper.passages:
        for sentence in _SENTENCE.finditer(passage.text):
            for match in _FIGURES.finditer(sentence.group()):
                if int(match["year"]) < header.year and not _COMPARED.search(match.group()):
                    start, end = (sentence.start() + at for at in match.span())
                    params = {"year": int(match["year"]), "own": header.year}
                    yield Finding(RULE.code, RULE.severity, passage.place(start, end), match.group(), params)


_HEAD = "BÁO CÁO\nKết quả cải cách hành chính quý I năm 2027\n"

RULE = Rule(
    "D106",
    Severity.WARNING,
    "Số liệu ghi năm khác với kỳ báo cáo",
    "Nghị định 09/2019/NĐ-CP, Điều 12: số liệu chốt trong kỳ báo cáo.",
    _check,
    bad=(_HEAD + "Tổng số hồ sơ giải quyết đúng năm 2026: 8.626 hồ sơ.",),
    good=(
        _HEAD + "Tổng số hồ sơ giải quyết trong quý I năm 2027: 8.626 hồ sơ.",
        _HEAD + "Tổng số hồ sơ tăng so với cùng kỳ năm 2026 là 12%.",
        _HEAD + "Số lượng thủ tục công bố theo Quyết định năm 2026 được giữ nguyên.",
    ),
)
