"""One sentence of how points are given: "Đạt từ 80% đến dưới 95%: 0,5 điểm", "Mỗi nhiệm vụ chậm trừ 0,25 điểm".

Owns: the wordings of states, of bounds and of points for each. Does not: make a rule of several (methods.py).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from vanban.language.letters import CAPITALS
from vanban.text.forms import normalise, squeeze

__all__ = ["Bounds", "Each", "State", "bounds_of", "cap_of", "each_of", "points_said", "sentences_of", "state_of"]

_NUMBER = r"\d{1,9}(?:[.,]\d{1,4})?"
_UNIT = r"\s*(?P<{name}>%|[^\W\d_]+(?:\s+[^\W\d_]+){{0,2}})?"
# Where one sentence ends: a line, a semicolon, a full stop before a capital, a comma behind points.
_ENDS = re.compile(
    rf"\n+|;|(?<=[^\d\s])\.\s+(?=[{CAPITALS}])|(?<=\d)\.\s+(?=[{CAPITALS}])"
    r"|(?<=điểm)\s*,\s+(?!\d|nhưng|tối đa|không quá)"
)
_BULLET = re.compile(r"\A(?:[-–—+•*▪]\s*|[a-zđ]\)\s+|\d{1,2}\)\s+)+")
_SCORE = r"(?:số\s+)?điểm(?:\s+(?:đánh\s+giá|chấm|số))?\s+(?:là|bằng|được\s+tính\s+là)"
_GIVES = rf"(?:thì\s+)?(?:được(?:\s+(?:tính|cộng|chấm))?|đạt|tính|chấm|cho|ghi|{_SCORE})"
_POINTS = re.compile(
    rf"(?P<said>.*?)\s*(?:[:=→]|[-–]\s|,?\s*\b{_GIVES})\s*(?:{_GIVES}\s+|là\s+)?(?P<points>{_NUMBER})\s*(?:điểm|đ)?",
    re.I,
)
_ALONE = re.compile(rf"(?P<said>.*\S)\s*\((?P<points>{_NUMBER})\s*(?:điểm|đ)\)", re.I)
_BEFORE = re.compile(
    rf"(?:{_GIVES}\s+)?(?P<points>{_NUMBER})\s*điểm\s*(?:[:,]?\s*(?:nếu|khi|đối với|cho|với)\b|:)\s*(?P<said>.+)", re.I
)
_NOTHING = re.compile(
    r"(?P<said>.*?)[\s:,–-]*\b(?:thì\s+)?(?:không\s+(?:(?:được|có|cho)\s+)?(?:(?:tính|chấm|ghi)\s+)?điểm|không\s+đạt\s+điểm)",
    re.I,
)
_ALL = re.compile(
    rf"(?P<said>.*?)[\s:,–-]*(?:{_GIVES}\s+)?(?:số\s+)?(?:điểm\s+tối\s+đa|đủ\s+(?:số\s+)?điểm|toàn\s+bộ\s+(?:số\s+)?điểm)",
    re.I,
)
_EACH = re.compile(
    r"(?:.*?\b)??(?:(?:cứ\s+|với\s+)?mỗi\s+(?:(?:một|0?1)\s+)?|cứ\s+(?:một|0?1)\s+)(?P<what>.+?)[\s,:]*\b(?:thì\s+)?(?:bị\s+|được\s+|sẽ\s+)*"
    rf"(?P<verb>trừ|giảm|cộng|tính|được|đạt|chấm)\s*(?:thêm\s+|đi\s+)?(?P<points>{_NUMBER})\s*(?:điểm|đ)?"
    rf"(?P<rest>[\s,(]*(?:nhưng\s+)?(?:tối\s+đa|không\s+quá|tổng\s+(?:cộng\s+)?không\s+quá)\s+(?P<cap>{_NUMBER})\s*điểm\)?)?",
    re.I,
)
_EACH_IS = re.compile(
    rf"(?:cứ\s+)?mỗi\s+(?:(?:một|0?1)\s+)?(?P<what>.+?)\s*[:=]\s*(?P<points>{_NUMBER})\s*(?:điểm|đ)(?P<cap>)(?P<verb>)",
    re.I,
)
_EACH_BEHIND = re.compile(
    rf"(?:.*?\b)??(?P<verb>trừ|giảm|cộng|được|đạt)\s+(?P<points>{_NUMBER})\s*(?:điểm|đ)\s*"
    rf"(?:/|cho|đối\s+với|với|trên)?\s*(?:mỗi|một|01|/)\s*(?P<what>.+?)(?P<rest>[\s,(]*(?:nhưng\s+)?"
    rf"(?:tối\s+đa|không\s+quá)\s+(?P<cap>{_NUMBER})\s*điểm\)?)?",
    re.I,
)
_CAP = re.compile(
    rf"(?:tổng\s+)?(?:số\s+)?(?:điểm\s+)?(?:tối\s+đa|không\s+(?:vượt\s+)?quá)\s*:?\s*(?:là\s+|không\s+quá\s+)?"
    rf"(?P<cap>{_NUMBER})\s*(?:điểm|đ)?",
    re.I,
)
_TAKES = frozenset({"trừ", "giảm"})
_NUMBERED = re.compile(r"\d")
_FROM = r"(?P<low_sign>từ\s+trên|từ|trên|lớn\s+hơn|>=|≥|>)"
_TO = r"(?:đến|tới|–|-)"
_UNDER = r"(?P<high_sign>dưới|nhỏ\s+hơn|<=|≤|<)?"
_BOTH = re.compile(
    rf"(?:{_FROM}\s*)?(?P<low>{_NUMBER}){_UNIT.format(name='low_unit')}\s*{_TO}\s*{_UNDER}\s*(?P<high>{_NUMBER})"
    rf"{_UNIT.format(name='high_unit')}", re.I
)  # fmt: skip
_LEAST = re.compile(
    rf"(?:(?P<open>trên|lớn\s+hơn|hơn|vượt|(?<![<])>(?!=))|từ|ít\s+nhất|tối\s+thiểu|đạt(?=\s+100)|>=|≥)\s*(?P<low>{_NUMBER})"
    rf"{_UNIT.format(name='low_unit')}(?:\s+trở\s+lên)?", re.I
)  # fmt: skip
_MOST = re.compile(
    rf"(?:(?P<open>dưới|nhỏ\s+hơn|ít\s+hơn|chưa\s+đạt|chưa\s+đến|<(?!=))|đến|tối\s+đa|không\s+quá|không\s+vượt\s+quá|<=|≤)"
    rf"\s*(?P<high>{_NUMBER}){_UNIT.format(name='high_unit')}", re.I
)  # fmt: skip
_DOWN = re.compile(rf"từ\s+(?P<high>{_NUMBER}){_UNIT.format(name='high_unit')}\s+trở\s+xuống", re.I)
_WHOLE = re.compile(r"(?:đạt\s+)?(?P<low>100)\s*(?P<low_unit>%)", re.I)
_NONE = re.compile(r"(?:đạt\s+)?(?P<high>0)\s*(?P<high_unit>%)", re.I)
_NO_UNIT = re.compile(r"\s*\b(?:trở|đến|tới|thì|và|hoặc|so|theo)\b.*", re.I)
WHOLE = Decimal(100)
_LONGEST_UNIT = 40  # letters


@dataclass(frozen=True, slots=True)
class State:
    """What may be the case, and what it is worth; None: the maximum."""

    said: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Each:
    """So many points for each of what is counted, added or taken away, perhaps up to a cap."""

    what: str
    points: Decimal
    takes: bool
    cap: Decimal | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which values a state holds; None: no bound on that side."""

    low: Decimal | None
    high: Decimal | None
    is_low_open: bool = False  # "trên 95": 95 itself is not in it
    is_high_open: bool = False  # "dưới 95"
    unit: str = ""


def points_said(text: str) -> Decimal:
    """Return the number that a paper writes with a comma, or with a point: 0,5; 0.50."""
    return Decimal(text.replace(",", "."))


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``, without bullets and the stops at their ends."""
    pieces = (_BULLET.sub("", squeeze(piece)).strip(" .,;") for piece in _ENDS.split(normalise(text)))
    return tuple(filter(None, pieces))


def state_of(sentence: str) -> State | None:
    """Return the state that a sentence gives points for; None where it gives none."""
    for pattern, points in ((_NOTHING, Decimal(0)), (_ALL, None)):
        if (found := pattern.fullmatch(sentence)) and _said(found):
            return State(_said(found), points)
    for pattern in (_BEFORE, _POINTS, _ALONE):
        if (found := pattern.fullmatch(sentence)) and _said(found):
            return State(_said(found), points_said(found["points"]))
    return None


def each_of(sentence: str) -> Each | None:
    """Return the points that a sentence gives or takes for each; None where it does neither, or counts by several."""
    found = _EACH_IS.fullmatch(sentence) or _EACH.fullmatch(sentence) or _EACH_BEHIND.fullmatch(sentence)
    if found is None or _NUMBERED.match(found["what"]):
        return None
    what = squeeze(found["what"]).strip(" ,:")
    cap = points_said(found["cap"]) if found["cap"] else None
    return Each(what if len(what) <= _LONGEST_UNIT else "lần", points_said(found["points"]), _takes(found), cap)


def cap_of(sentence: str) -> Decimal | None:
    """Return the points that a sentence says are the most; None where it says something else."""
    found = _CAP.fullmatch(sentence)
    return points_said(found["cap"]) if found else None


def bounds_of(said: str) -> Bounds | None:
    """Return the bounds that a state names; None where it names none, or more than these."""
    for pattern in (_BOTH, _DOWN, _LEAST, _MOST, _WHOLE, _NONE):
        found = pattern.search(said)
        if found is None:
            continue
        return _bounds(found) if not _NUMBERED.search(said[: found.start()] + said[found.end() :]) else None
    return None


def _takes(found: re.Match[str]) -> bool:
    return squeeze(found["verb"]).casefold() in _TAKES


def _said(found: re.Match[str]) -> str:
    return squeeze(found["said"]).strip(" :,–-=→")


def _bounds(found: re.Match[str]) -> Bounds:
    parts = found.groupdict()
    low, high = parts.get("low"), parts.get("high")
    low_sign, high_sign = (squeeze(parts.get(name) or "").casefold() for name in ("low_sign", "high_sign"))
    is_open = bool(parts.get("open"))
    units = [unit for name in ("low_unit", "high_unit") if (unit := _unit(parts.get(name) or ""))]
    unit = units[-1] if units else ""
    top = points_said(high) if high else None
    if unit == "%" and top == WHOLE and low and not high_sign:
        top = None  # there is nothing above a hundred per cent
    return Bounds(
        points_said(low) if low else None,
        top,
        (is_open and low is not None) or low_sign in {"từ trên", "trên", "lớn hơn", ">"},
        (is_open and high is not None) or high_sign in {"dưới", "nhỏ hơn", "<"},
        unit,
    )


def _unit(words: str) -> str:
    """Return the unit at the front of the words behind a number: "ngày" of "ngày trở lên"."""
    return squeeze(_NO_UNIT.sub("", words))
