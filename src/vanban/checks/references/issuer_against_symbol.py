"""R312: a document said to be of another body than its symbol names."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key

__all__ = ["RULE"]

# The end of a symbol -> words that the issuer's name holds, on ``compare_key``.
_BODIES = (
    ("CP", r"\bchinh phu\b", "Chính phủ"),
    ("TTg", r"\bthu tuong\b", "Thủ tướng Chính phủ"),
    ("VPCP", r"\bvan phong chinh phu\b|\bbo truong\b", "Văn phòng Chính phủ"),
    ("BNV", r"\bbo (?:truong bo )?noi vu\b|\bbo truong\b", "Bộ Nội vụ"),
    ("BTC", r"\bbo (?:truong bo )?tai chinh\b|\bbo truong\b", "Bộ Tài chính"),
    ("BTP", r"\bbo (?:truong bo )?tu phap\b|\bbo truong\b", "Bộ Tư pháp"),
    ("HĐND", r"\bhoi dong nhan dan\b|\bhdnd\b", "Hội đồng nhân dân"),
    ("UBND", r"\buy ban nhan dan\b|\bubnd\b", "Ủy ban nhân dân"),
)
_LONGER = re.compile(r"\bthu tuong|\bvan phong|\bban chi dao|\bpho thu tuong|\btong thanh tra|\bbo \w|\bthanh tra")


def _check(paper: Paper) -> Iterator[Finding]:
    told = set()
    for mention in paper.mentions:
        cited = mention.citation
        if not cited.symbol or not cited.issuer or mention.key in told:
            continue
        body = _contradicted(cited.symbol, compare_key(cited.issuer))
        if body:
            told.add(mention.key)
            params = {"symbol": cited.symbol, "issuer": cited.issuer, "expected": body}
            yield Finding(RULE.code, RULE.severity, mention.place, mention.words, params)


def _contradicted(symbol: str, issuer: str) -> str | None:
    """Return the body that the symbol names, where the issuer is another."""
    end = symbol.rpartition("-")[2]
    for letters, pattern, name in _BODIES:
        if end == letters:
            other = letters == "CP" and _LONGER.search(issuer)
            return name if other or not re.search(pattern, issuer) else None
    return None


RULE = Rule(
    "R312",
    Severity.WARNING,
    "Cơ quan ban hành không khớp với ký hiệu",
    "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.3: ký hiệu có chữ viết tắt tên cơ quan ban hành.",
    _check,
    bad=(
        "Thực hiện Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Chính phủ.",
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Thủ tướng Chính phủ.",
    ),
    good=(
        "Thực hiện Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ.",
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.",
        "Căn cứ Quyết định số 36/QĐ-UBND ngày 05/02/2026 của Chủ tịch UBND tỉnh.",
    ),
)
