"""The words around a target: its sentence, its clause of at most 160 characters, its subject.

Owns: cutting. Does not: read numbers.
"""

import re
from collections.abc import Iterator

from vanban.language.targets.marks import Mark
from vanban.language.targets.units import AMOUNTS
from vanban.text.forms import squeeze

__all__ = ["clause_around", "sentences_of", "starts_measure", "subject_of"]

LONGEST = 160
_SUBJECT_LONGEST = 110
_LEAD_LONGEST = 90
_LONGEST_ASIDE = 60
_SUBJECT_REACH = 400
# A colon before nothing but the number belongs to its subject: "Tỷ lệ hồ sơ trực tuyến: từ 80% trở lên".
_ONLY_NUMBER = (
    r"\s*(?:(?:đạt|phấn đấu|tối thiểu|tối đa|ít nhất|từ|trên|dưới|không quá|≥|>=|>|<)\s*)*"
    r"\d[\d.,]*\s*%(?:\s*trở\s+lên)?\s*(?:[;.,\n(]|$)"
)
_END = re.compile(rf"[;\n]|\.(?=\s|$)|:(?=\s)(?!{_ONLY_NUMBER})", re.IGNORECASE)
_LEAD = re.compile(r"[\s\-+*•,.;:()–]*(?:và\s+)?")
_MEASURE = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|mức độ|mức|chỉ số|điểm số|thứ hạng|số lượng|tổng số)(?!\w)", re.IGNORECASE
)
_COMPARING = (
    "đạt", "phải", "được", "từ", "tối thiểu", "ít nhất", "trên", "dưới", "không quá", "tối đa", "là", "có", "hơn",
    "lên", "bảo đảm", "đảm bảo", "duy trì", "phấn đấu", "đứng", "trong", "xếp", "nằm", "vào", "nhóm", "thuộc", "thêm",
    "giảm", "tăng", "còn", "xuống", "không dưới", "bằng", "khoảng", "mức", "bậc",
)  # fmt: skip
_BEFORE_NUMBER = re.compile(rf"(?:^|[\s,]+)(?:từ\s+[\d.,]+\s*%|≥|>=|{'|'.join(_COMPARING)})$", re.IGNORECASE)
_AFTER_NUMBER = re.compile(
    r"\s*(?:trở\s+lên|trở\s+xuống)?\s*(?:(?:số\s+lượng|số|các|tổng\s+số)\s+)?(?:các\s+)?", re.IGNORECASE
)
# Words after a number that say when or how, not what: "đạt 98% trong năm".
_ASIDE = re.compile(
    r"(?:theo|trong|so với|vào|để|trên|tại|ở|nhằm|gắn|đối với|và|hoặc|cùng|đến|mỗi|/)(?!\w)", re.IGNORECASE
)
# Brackets that only say of when or except what.
_BRACKET = re.compile(r"\s*\((?:năm|trừ|trên cơ sở|so với|không tính|\d)[^)]*\)?")
_STARTING = re.compile(
    r"^(?:phấn đấu|bảo đảm|đảm bảo|duy trì|tiếp tục|tập trung|trong đó|đến (?:hết )?năm \d{4},?)\s+",
    re.IGNORECASE,
)


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``text`` between semicolons, line ends, full stops and colons, without their blanks."""
    start = 0
    for end in (*(match.start() for match in _END.finditer(text) if not _is_aside(text, match)), len(text)):
        lead = _LEAD.match(text, start, end)
        begin = lead.end() if lead else start
        if begin < end:
            yield begin, end
        start = end + 1


def _is_aside(text: str, mark: re.Match[str]) -> bool:
    """Say whether a colon stands in brackets: "(năm 2023: 82%)"."""
    if mark[0] != ":":
        return False
    near = text[max(0, mark.start() - _LONGEST_ASIDE) : mark.start()]
    return near.rfind("(") > near.rfind(")")


def clause_around(text: str, at: int, until: int, floor: int, ceiling: int) -> tuple[int, int]:
    """Return the span of at most 160 characters around ``[at, until)``, between the numbers before and after it."""
    start = _after_comma(text, floor, at) if floor else 0
    end = _before_comma(text, until, ceiling) if ceiling < len(text) else len(text)
    if end - start > LONGEST:
        start = max(start, _near_start(text, at))
        end = max(until, _word_until(text, min(end, start + LONGEST)))
    lead = _LEAD.match(text, start, at)
    start = lead.end() if lead else start
    return start, start + len(text[start:end].rstrip(" ,;.("))


def _after_comma(text: str, floor: int, at: int) -> int:
    """Return where the piece that leads to ``at`` begins: ``floor``, or after a later comma, bracket or "và"."""
    last = max(text.rfind(sign, floor, at) for sign in (",", " và ", "("))
    return last + 1 if last >= 0 else floor


def _before_comma(text: str, until: int, ceiling: int) -> int:
    """Return where the piece after ``until`` ends, before the piece of the next number."""
    last = max(text.rfind(",", until, ceiling), text.rfind(" và ", until, ceiling))
    return last if last >= 0 else ceiling


def _near_start(text: str, at: int) -> int:
    """Return where to begin, at most ``_LEAD_LONGEST`` before ``at``: after a comma, else at a word."""
    floor = max(0, at - _LEAD_LONGEST)
    comma = max(text.rfind(sign, floor, at) for sign in ",(")
    return comma + 1 if comma >= 0 else _word_from(text, floor)


def _word_from(text: str, at: int) -> int:
    """Return the first start of a word at or after ``at``."""
    if at <= 0:
        return 0
    while at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _word_until(text: str, at: int) -> int:
    """Return the last end of a word at or before ``at``."""
    if at >= len(text):
        return len(text)
    while at > 0 and not text[at].isspace():
        at -= 1
    return at


def subject_of(text: str, mark: Mark, start: int, end: int) -> str:
    """Return what ``mark`` measures in its clause ``text[start:end]``: the measure before it, else the words after."""
    before = _STARTING.sub("", text[max(start, mark.at - _SUBJECT_REACH) : mark.at].strip())
    after = _AFTER_NUMBER.sub("", text[mark.until : end], count=1).strip(" ,.;()")
    measures = list(_MEASURE.finditer(before))
    if measures:
        return _short(_stripped(before[measures[-1].start() :]))
    if mark.unit in AMOUNTS and (measured := _stripped(before)):
        return _short(measured)
    if after and not _ASIDE.match(after):
        return _short(after)
    return _short(_stripped(before)) or _short(after)


def starts_measure(subject: str) -> bool:
    """Say whether ``subject`` names a measure: "tỷ lệ …", "mức độ …"."""
    return _MEASURE.match(subject) is not None


def _stripped(before: str) -> str:
    """Return ``before`` without the comparing words at its end."""
    while True:
        shorter = _BEFORE_NUMBER.sub("", before.rstrip(" ,:"))
        if shorter == before:
            return shorter
        before = shorter


def _short(words: str) -> str:
    squeezed = squeeze(_BRACKET.sub("", words)).strip(" ,.;:()-")
    return (
        squeezed
        if len(squeezed) <= _SUBJECT_LONGEST
        else squeezed[: _word_until(squeezed, _SUBJECT_LONGEST)].rstrip(" ,")
    )
