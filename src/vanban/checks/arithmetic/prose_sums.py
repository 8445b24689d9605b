"""A504: a total of the prose against its parts: "28 thủ tục, gồm 12 …, 9 … và 6 …"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from vanban.checks.arithmetic.lines import said_number
from vanban.checks.arithmetic.numbers import Counted, counted_in
from vanban.checks.model import Paper, Rule
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Severity
from vanban.text.forms import squeeze

__all__ = ["RULE"]

_PARTS = re.compile(
    r"(?P<all>\b(?:bao gồm|gồm có|gồm|cụ thể|chia ra|cụ thể như sau)\b)|(?P<some>\btrong đó\b|\((?!\D*\)))"
    r"|(?P<colon>:)",
    re.IGNORECASE,
)
_FAR = 80  # code points between the total and the words that open its parts
_END = re.compile(r"[.!?](?=\s|\Z)|\Z")
_NESTED = re.compile(r"\b(?:trong đó|gồm|bao gồm)\b|\bso với\b|\btrên tổng\b|\btổng số\b|\btương ứng\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_FEWEST = 2
_CHANGE = re.compile(r"\btừ\s+\d[^,;]*\b(?:xuống|lên|còn|đến)\b", re.IGNORECASE)  # "(từ 38 đơn vị xuống 35)"
_OF = re.compile(r"thuộc|của|ở|tại|trên|trong|với")
_COUNTED_WORDS = 4  # "hồ sơ thủ tục hành chính"
_TOTAL = re.compile(r"\btổng(?:\s+(?:số|cộng|kinh phí|mức|vốn|dự toán))?\b[^.;:\d]*\Z", re.IGNORECASE)
# "Trong đó" need not name all: only what comes very near the total, or goes beyond it, is taken for a sum.
_NEAR = Decimal("0.97")
_NEAR_OF_MANY = Decimal("0.9")
_NEAR_OF_OTHERS = Decimal("0.85")
_MANY = 3


def _check(paper: Paper) -> Iterator[Finding]:
    for passage in paper.passages:
        for match in _PARTS.finditer(passage.text):
            found = _in(passage, match)
            if found is not None:
                yield found


def _in(passage: Passage, match: re.Match[str]) -> Finding | None:
    text = passage.text
    total = _total(text, match.start())
    if total is None or (match["colon"] and not _opens_parts(text, total, match)):
        return None
    segment = text[match.end() : _until(text, match)]
    if _NESTED.search(segment) or _CHANGE.search(segment):
        return None
    parts = _parts(segment, total)
    if parts is None and (whole := _whole(text, total)):
        total, parts = whole, _parts(segment, whole)
    values = [part.value for part in parts or ()]
    others = any(part.words and part.unit != total.unit for part in parts or ())
    certain = match["all"] is not None or (match["colon"] is not None and _is_total(text, total))
    if parts is None or not _is_wrong(total.value, values, certain=certain, others=others):
        return None
    last = match.end() + parts[-1].end
    place = passage.place(total.start, last)
    params = {"total": total.raw, "sum": said_number(sum((part.value for part in parts), Decimal(0)))}
    return Finding(RULE.code, RULE.severity, place, squeeze(text[total.start : _word_end(text, last)]), params)


def _opens_parts(text: str, total: Counted, colon: re.Match[str]) -> bool:
    """Say whether a colon stands right behind what is counted: "620 hồ sơ: trước hạn 410, đúng hạn 210"."""
    between = text[total.end : colon.start()]
    return len(between.split()) <= _COUNTED_WORDS and not re.search(r"[\d,;.()]", between)


def _is_total(text: str, total: Counted) -> bool:
    return _TOTAL.search(text[max(0, total.start - _FAR) : total.start]) is not None


def _whole(text: str, field: Counted) -> Counted | None:
    """Return what stands before the field that it is of: the 14 of "14 thủ tục thuộc 03 lĩnh vực: …"."""
    counts = [one for one in counted_in(text[: field.start]) if one.start >= field.start - _FAR]
    last = text[counts[-1].end : field.start].split()[-1:] if counts else []
    return counts[-1] if last and _OF.fullmatch(last[0]) else None


def _until(text: str, match: re.Match[str]) -> int:
    """Return where the parts end: with the bracket that they stand in, else with the sentence."""
    end = _END.search(text, match.end())
    until = end.start() if end else len(text)
    opened = text.rfind("(", 0, match.end()) > text.rfind(")", 0, match.end())
    closing = text.find(")", match.end())
    return closing if opened and closing >= 0 else until


def _total(text: str, before: int) -> Counted | None:
    """Return the last count of the sentence before its parts, with what it counts."""
    begin = max(0, before - _FAR)
    counts = [one for one in counted_in(text[:before]) if one.start >= begin]
    if not counts or not counts[-1].words or re.search(r"[.;]\s", text[counts[-1].end : before]):
        return None
    return counts[-1]


def _parts(segment: str, total: Counted) -> list[Counted] | None:
    """Return the counts that are parts of ``total``; None where they cannot be told from other numbers."""
    bare = _ASIDE.sub(lambda match: " " * len(match.group()), segment)
    counts = list(counted_in(bare))
    same = [one for one in counts if one.unit == total.unit]
    alone = [one for one in counts if not one.words]
    if len(same) >= _FEWEST and len(same) == len(counts):
        return same
    # "12 cấp tỉnh, 9 cấp xã và 6 của ngành dọc": none repeats what is counted, each part begins with its number.
    if not same and len(counts) >= _FEWEST and all(one.words for one in counts) and _all_begin(bare, counts):
        return counts
    if len(same) + len(alone) != len(counts) or not same:
        return None
    # "trước hạn 410, đúng hạn 208, quá hạn 12 hồ sơ": only some repeat what is counted.
    return sorted((*same, *alone), key=lambda one: one.start) if len(counts) >= _FEWEST else None


def _all_begin(text: str, counts: Sequence[Counted]) -> bool:
    """Say whether every number stands first in its part of the list."""
    return all(re.search(r"(?:\A\W*|[,;:]|\bvà)\s*(?:có\s+)?\Z", text[: one.start]) for one in counts)


def _is_wrong(total: Decimal, parts: Sequence[Decimal], *, certain: bool, others: bool) -> bool:
    """Say whether parts that should give ``total`` do not.

    Args:
        total: The number before them.
        parts: The numbers of the list.
        certain: The words say that the list is whole.
        others: The parts are counted by other names than the total ("45 văn bản, gồm 17 kế hoạch và 28 công văn"),
            so that only a sum near by is taken for one.
    """
    own = sum(parts, Decimal(0))
    if len(parts) < _FEWEST or _some_run_gives(total, parts):
        return False
    if others:
        return certain and _NEAR_OF_OTHERS <= own / total <= 1 / _NEAR_OF_OTHERS if total else False
    return certain or own > total or own >= total * (_NEAR_OF_MANY if len(parts) >= _MANY else _NEAR)


def _some_run_gives(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Say whether two or more parts in a row give the total: a list may be divided twice, by kind and by time."""
    return any(
        sum(parts[start:end], Decimal(0)) == total
        for start in range(len(parts))
        for end in range(start + _FEWEST, len(parts) + 1)
    )


def _word_end(text: str, at: int) -> int:
    match = re.compile(r"(?:\s+[^\W\d_]+){0,3}").match(text, at)
    return match.end() if match else at


_HEAD = "BÁO CÁO\nKết quả cải cách hành chính quý I năm 2027\nI. KẾT QUẢ\n1. "
RULE = Rule(
    "A504",
    Severity.WARNING,
    "Các phần cộng lại khác tổng",
    "Số liệu chi tiết trong lời văn cộng lại phải bằng số tổng đứng trước.",
    _check,
    bad=(
        f"{_HEAD}Công bố 28 thủ tục, gồm 12 thủ tục mới, 9 thủ tục sửa đổi và 6 thủ tục bãi bỏ.",
        f"{_HEAD}Tiếp nhận 1.250 hồ sơ, trong đó: trực tiếp 300 hồ sơ; trực tuyến 940 hồ sơ; bưu chính 8 hồ sơ.",
        f"{_HEAD}Có 45 đơn vị, bao gồm 20 cấp tỉnh và 24 cấp xã.",
        f"{_HEAD}Toàn tỉnh có 120 đơn vị hành chính cấp xã, gồm 98 xã và 23 phường.",
        f"{_HEAD}Hiện có 1.823 thủ tục (cấp tỉnh 1.450 thủ tục, cấp xã 374 thủ tục).",
        f"{_HEAD}Đã giải quyết 620 hồ sơ: trước hạn 410, đúng hạn 208, quá hạn 12 hồ sơ.",
        f"{_HEAD}Rà soát 14 thủ tục thuộc 03 lĩnh vực: đầu tư 6 thủ tục, lao động 5 thủ tục, môi trường 4 thủ tục.",
        f"{_HEAD}Tổng kinh phí là 90 triệu đồng: tuyên truyền 40 triệu đồng; tập huấn 30 triệu đồng.",
    ),
    good=(
        f"{_HEAD}Công bố 28 thủ tục, gồm 12 thủ tục mới, 9 thủ tục sửa đổi và 7 thủ tục bãi bỏ.",
        f"{_HEAD}Tiếp nhận 1.250 hồ sơ, trong đó có 300 hồ sơ trực tuyến và 20 hồ sơ qua bưu chính.",
        f"{_HEAD}Giải quyết 50 hồ sơ, trong đó cấp tỉnh 20 hồ sơ, cấp xã 30 hồ sơ; đúng hạn 49 hồ sơ, trễ 1 hồ sơ.",
        f"{_HEAD}Có 350 đại biểu, bao gồm lãnh đạo 20 sở, ngành và 120 xã, phường.",
        f"{_HEAD}Đã giải quyết 620 hồ sơ: trước hạn 410, đúng hạn 208, quá hạn 02 hồ sơ.",
        f"{_HEAD}Kiểm tra 12 đơn vị: tháng 4 kiểm tra 03 đơn vị; các tháng còn lại 05 đơn vị.",
        f"{_HEAD}Giảm 03 đơn vị (từ 38 đơn vị xuống 35 đơn vị).",
        f"{_HEAD}Rà soát 14 thủ tục thuộc 03 lĩnh vực: đầu tư 6 thủ tục, lao động 5 thủ tục, môi trường 3 thủ tục.",
        f"{_HEAD}Kiểm tra 05 cơ quan, gồm 02 sở và 03 xã; phát hiện 12 vấn đề.",
        f"{_HEAD}Có 45 đơn vị, bao gồm 20 cấp tỉnh và 25 cấp xã, đạt 90% kế hoạch năm 2027.",
        f"{_HEAD}Ban hành 03 văn bản, cụ thể: Kế hoạch số 12/KH-UBND ngày 05/01/2027, Công văn số 45/UBND-NV.",
    ),
)
