"""What a target is measured against and over: baseline year, horizon, level of government, scope.

Owns: the words that say so around a number. Does not: read the number, or fill in what the text leaves out.
"""

import re
from dataclasses import dataclass

from vanban.text.forms import squeeze

__all__ = ["Bounds", "bounds_of"]

_YEAR = r"(?P<year>20\d\d)(?!\d)"
_OF_YEAR = r"(?:(?:cùng kỳ|thời điểm|kết quả|mức|cuối|hết|đầu|của|tại|tỷ lệ|thực hiện)\s+){0,3}"
_BASELINE = re.compile(rf"(?<!\w)(?:so\s+với|so)\s+{_OF_YEAR}(?:năm\s+)?{_YEAR}", re.IGNORECASE)
_PERIOD = re.compile(r"(?<!\w)(?:giai\s+đoạn\s+)?(?:năm\s+)?20\d\d\s*[-–]\s*(?P<year>20\d\d)(?!\d)", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?<!\w)(?:đến|tới|trước|vào)\s+(?:(?:hết|cuối|ngày\s+31/12|31/12|tháng\s+12)[\s/,]*)*(?:năm\s+)?{_YEAR}"
    rf"|(?<!\w)(?:trong|hết|cuối)\s+năm\s+{_YEAR.replace('year', 'within')}",
    re.IGNORECASE,
)
_LEVELS = (
    ("province", r"cấp\s+tỉnh"),
    ("district", r"cấp\s+huyện|(?:các|mỗi|từng)\s+huyện"),
    ("commune", r"cấp\s+xã|(?:các|mỗi|từng)\s+xã"),
)
_LEVEL = re.compile("|".join(rf"(?P<{code}>(?<!\w)(?:{words})(?!\w))" for code, words in _LEVELS), re.IGNORECASE)
# Between two levels that hold together, so that none is the target's own: "cấp tỉnh, cấp huyện", "từ … đến …".
_JOINED = re.compile(r"\s*(?:,|và|đến|hoặc|-|,\s*và)?\s*(?:(?:và|đến|các|ở|tại)\s+)*", re.IGNORECASE)
# What is itself called after a level: "Hệ thống thông tin … cấp tỉnh".
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:hệ thống|nền tảng|cổng|trung tâm|sở|cơ sở dữ liệu|kho)(?!\w)[^;]*\Z", re.IGNORECASE
)
_FAR = 800  # letters around a number within which its sentence is looked at: a paper's sentence is shorter
_REACH = 90  # letters behind the number within which a level is still the target's
_PLACE = (
    r"(?:tỉnh|thành\s+phố|huyện|thị\s+xã|xã|phường|đặc\s+khu|ngành|địa\s+bàn(?:\s+(?:tỉnh|huyện|xã|phường))?)(?!\w)"
)
_MEAN = r"(?:bình\s+quân|trung\s+bình|tính\s+chung)"
_BODY = r"(?:cơ\s+quan|đơn\s+vị|địa\s+phương|phòng|ban|ngành|xã|phường|đặc\s+khu|sở|trường|lĩnh\s+vực)(?!\w)"
_SCOPE = re.compile(
    rf"(?<!\w)(?:{_MEAN}\s+(?:chung\s+)?(?:của\s+)?(?:cả|toàn|trên\s+địa\s+bàn|các|mỗi|từng)\s+{_PLACE}"
    rf"|{_MEAN}|(?:trong\s+)?phạm\s+vi\s+toàn\s+{_PLACE}|(?:cả|toàn|trên\s+địa\s+bàn(?:\s+toàn)?)\s+{_PLACE}"
    rf"|(?:mỗi|từng)\s+{_BODY}(?:,\s*{_BODY})*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is said around one number; None where nothing is."""

    baseline_year: int | None = None  # the year it is compared with
    horizon_year: int | None = None  # the year by whose end it is to be reached
    level: str | None = None  # "province", "district" or "commune"
    scope: str | None = None  # the source's words: "bình quân cả tỉnh"


def bounds_of(text: str, sentence: tuple[int, int], number: tuple[int, int], piece: tuple[int, int]) -> Bounds:
    """Return the bounds of one number.

    Args:
        text: The whole block.
        sentence: The span of the number's sentence.
        number: The span of the number.
        piece: The span between the number before and the number after; what stands there is this number's own.
    """
    piece, sentence = _near(piece, number), _near(sentence, number)
    own = text[piece[0] : piece[1]]
    at = number[0] - piece[0]
    whole = text[sentence[0] : sentence[1]]
    return Bounds(
        baseline_year=_year(_BASELINE, own) or _year(_BASELINE, whole),
        horizon_year=_horizon(own)
        or _horizon(text[sentence[0] : number[0]])
        or _horizon(text[max(0, sentence[0] - _FAR) : sentence[0]]),
        level=_level(own, at, number[1] - piece[0]) or _level(whole, number[0] - sentence[0], None),
        scope=_scope(own) or _scope(text[sentence[0] : number[0]]),
    )


def _near(span: tuple[int, int], number: tuple[int, int]) -> tuple[int, int]:
    return max(span[0], number[0] - _FAR), min(span[1], number[1] + _FAR)


def _year(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match["year"]) if match else None


def _horizon(text: str) -> int | None:
    """Return the last year named as the end; a year that is compared with is none."""
    rest = _BASELINE.sub(" ", text)
    until = [int(match["year"] or match["within"]) for match in _UNTIL.finditer(rest)]
    return until[-1] if until else _year(_PERIOD, rest)


def _level(text: str, at: int, until: int | None) -> str | None:
    """Return the level named last before the number, else first behind it; None where several hold together."""
    found = list(_LEVEL.finditer(text))
    before = [index for index, match in enumerate(found) if match.end() <= at]
    if before:
        return _single(text, found, before[-1], before[-1] - 1)
    if until is None:
        return None
    after = [index for index, match in enumerate(found) if 0 <= match.start() - until <= _REACH]
    if not after or _NAMED_AFTER.search(text, until, found[after[0]].start()):
        return None
    return _single(text, found, after[0], after[0] + 1)


def _single(text: str, found: list[re.Match[str]], index: int, other: int) -> str | None:
    """Return a level unless it holds together with the ``other`` one."""
    if 0 <= other < len(found):
        first, second = sorted((found[index], found[other]), key=lambda match: match.start())
        if _JOINED.fullmatch(text, first.end(), second.start()):
            return None
    return found[index].lastgroup


def _scope(text: str) -> str | None:
    found = _SCOPE.search(text)
    return squeeze(found[0]) if found else None
