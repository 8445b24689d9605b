"""C411: words of another level, left over from the plan of the body above."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.plans.model import PlanRow
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE"]

_LEVEL = re.compile(r"\b(?P<level>tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\b")
_NAMES = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
_OF_LEVEL = {"tinh": "province", "huyen": "district", "quan": "district", "thi xa": "district"}
_ISSUERS = re.compile(r"\b(?:ubnd|uy ban nhan dan|hdnd)\b")
# What a body below has no hand in: sums and areas of the whole province, or of the district.
_ABOVE = {
    "district": re.compile(r"(?:toàn tỉnh|trên địa bàn (?:toàn )?tỉnh|của UBND tỉnh)(?!\w)(?!\s+[A-ZĐÂĂÔƠƯ])"),
    "commune": re.compile(
        r"(?:toàn (?:tỉnh|huyện)|trên địa bàn (?:toàn )?(?:tỉnh|huyện)|của UBND (?:tỉnh|huyện))(?!\w)(?!\s+[A-ZĐÂĂÔƠƯ])"
    ),
}
_OWN_CLASS = {"district": re.compile(r"\AUBND (?:cấp huyện|các huyện)\b"), "commune": re.compile(r"\AUBND các xã\b")}
_MADE = re.compile(r"\A\W*(?:báo cáo tổng hợp|báo cáo kết quả|kế hoạch|tổng hợp)", re.IGNORECASE)


def _check(paper: Paper) -> Iterator[Finding]:
    level = _level(paper)
    if level not in _ABOVE:
        return
    for _annex, task in paper.plan.tasks():
        for row in task.rows:
            yield from _in_products(row, level)
            yield from _in_labels(row, level)
            yield from _in_bodies(row, level)


def _level(paper: Paper) -> str:
    """Return the level of the issuing committee; a city may be of either level, so that it says nothing."""
    key = compare_key(paper.plan.header.issuer or "")
    match = _LEVEL.search(key)
    if match is None or not _ISSUERS.search(key) or match["level"] == "thanh pho":
        return ""
    return _OF_LEVEL.get(match["level"], "commune")


def _in_products(row: PlanRow, level: str) -> Iterator[Finding]:
    for one in row.deliverables:
        match = _ABOVE[level].search(one.text)
        if match and _MADE.match(one.text) and not match.group().startswith("của"):
            yield _finding(one.place, one.text, match.group(), level)


def _in_labels(row: PlanRow, level: str) -> Iterator[Finding]:
    """Yield labels that give the product of this body to the one above: both say whose it is, and differ."""
    for at, deadline in enumerate(row.deadlines):
        match = _ABOVE[level].search(deadline.label or "")
        if match is None or deadline.label is None:
            continue
        start = compare_key(deadline.label[: match.start()])
        twin = next((one for one in row.deliverables if start and compare_key(one.text).startswith(start)), None)
        if twin is not None and twin.text != deadline.label:
            evidence = f"{twin.text} | {deadline.label}: {deadline.text}"
            yield _finding(row.deadline_places[at], evidence, match.group(), level)


def _in_bodies(row: PlanRow, level: str) -> Iterator[Finding]:
    for body in (*row.lead, *row.coordinating):
        if level == "district" and _OWN_CLASS[level].match(body.text) and "," not in body.text:
            yield _finding(row.place, body.text, body.text, level)


def _finding(place: Place, evidence: str, words: str, level: str) -> Finding:
    params = {"words": words, "level": _NAMES[level]}
    return Finding(RULE.code, RULE.severity, place, squeeze(evidence), params)


def _plan(product: str, due: str = "Tháng 6/2024", *, issuer: str = "ỦY BAN NHÂN DÂN HUYỆN SUỐI NHẠN") -> str:
    row = ("1", "Chấm điểm chỉ số cải cách hành chính", product, "Phòng Nội vụ", "UBND cấp xã", due)
    return plan_text(row, issuer=issuer, title="Cải cách hành chính năm 2024")


RULE = Rule(
    "C411",
    Severity.WARNING,
    "Lời của cấp khác",
    "Kế hoạch chỉ giao việc trong phạm vi của cơ quan ban hành; lời chép từ kế hoạch cấp trên phải sửa lại.",
    _check,
    bad=(
        _plan("Báo cáo tổng hợp chỉ số cải cách hành chính toàn tỉnh"),
        _plan("Kế hoạch của UBND huyện", "Kế hoạch của UBND tỉnh: Tháng 6/2024"),
    ),
    good=(
        _plan("Báo cáo tổng hợp chỉ số cải cách hành chính toàn huyện"),
        _plan("Báo cáo tổng hợp chỉ số cải cách hành chính toàn tỉnh", issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY"),
        _plan("Văn bản theo Kế hoạch của UBND tỉnh"),
    ),
)
