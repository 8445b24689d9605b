"""How a number compares: the words before and after it.

Owns: comparators, directions, what numbers in a list take from one another. Does not: find numbers (see ``marks``).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from vanban.language.targets.marks import Mark
from vanban.language.targets.units import AMOUNTS, BARE_UNITS, TIMES

__all__ = ["Comparison", "comparison_of", "is_target", "runs_backwards"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparator and whether words said it (``stated``), so that the next number of a list may take it over."""

    comparator: str
    stated: bool

    def values(self, mark: Mark) -> list[tuple[str, Decimal]]:
        """Return comparator and value of each target that the mark sets; a range sets two."""
        if mark.high is None:
            return [(self.comparator, mark.value)]
        if self.comparator == _LEVEL_AFTER:
            return [("=", mark.high)]
        if self.comparator in ("decrease_by", "increase_by"):
            return [(self.comparator, mark.value)]
        low, high = sorted((mark.value, mark.high))
        return [(">=", low), ("<=", high)]


_LEVEL_AFTER = "level after"  # "tăng từ 60% đến 80%": the second number is the level to reach
_REACH = 240  # how far from a number its words may stand
# Words close before a number, the longest first; each with its comparator.
_BEFORE = {
    ">=": ("tối thiểu", "ít nhất", "không dưới", "không thấp hơn", "không ít hơn", "thấp nhất", "≥", ">="),
    "<=": (
        "không quá",
        "không vượt quá",
        "tối đa",
        "không cao hơn",
        "nhiều nhất",
        "chậm nhất",
        "không trên",
        "≤",
        "<=",
    ),
    ">": ("trên", "hơn", "vượt", "cao hơn", "lớn hơn", ">"),
    "<": ("dưới", "thấp hơn", "ít hơn", "nhỏ hơn", "<"),
}
_COMPARATOR = {word: sign for sign, words in _BEFORE.items() for word in words}
_SIGNS = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_COMPARATOR, key=len, reverse=True))
_BOUNDS = "|".join(word.replace(" ", r"\s+") for sign in (">=", "<=") for word in _BEFORE[sign])
# "tối thiểu bình quân toàn ngành 8%": up to four words may stand between, no comma. Only after words that say nothing
# but a bound: "trên" and "dưới" mean a place too ("trên môi trường mạng đạt 90%").
_CLOSE = re.compile(rf"(?<!\w)(?P<sign>{_BOUNDS})(?:\s+(?!\d)[^\s,;:.()%]+){{0,4}}\s*$")
_TIGHT = re.compile(rf"(?<!\w)(?P<sign>{_SIGNS})(?:\s+(?:là|mức|khoảng|bình quân|từ))?\s*$")
_UP = re.compile(r"\s*(?:[^\W\d_]+\s+){0,4}?trở\s+lên(?!\w)|\s*\(?\s*trở\s+lên")
_DOWN = re.compile(r"\s*(?:[^\W\d_]+\s+){0,4}?trở\s+xuống(?!\w)")
_FROM = re.compile(r"(?<!\w)từ\s*$")
# "đạt từ 98%" says no less than "đạt từ 98% trở lên".
_AT_LEAST_FROM = re.compile(r"(?<!\w)(?:đạt|ở mức)(?:\s+tỷ\s+lệ)?\s+từ\s*$")
# A change, unless a level is named after it: "giảm còn 5%", "tăng lên 80%", "tăng tỷ lệ … đạt 80%".
_CHANGE = re.compile(
    r"(?<!\w)(?P<verb>cắt giảm|giảm|tinh giản|rút ngắn|hạ|tăng thêm|tăng|có thêm|thêm|cải thiện)(?!\w)"
    r"(?!\s+(?:cường|tốc)(?!\w))"
    r"(?P<between>(?:\s+[^\s,;:.()]+){0,12})\s*$"
)
_LEVEL = re.compile(r"(?<!\w)(?:đạt|còn|xuống|lên|bảo đảm|đảm bảo|của|tại|cho|để|là|ở|duy trì|thực hiện|với)(?!\w)")
_FALL = ("cắt giảm", "giảm", "tinh giản", "rút ngắn", "hạ")
# The next of a list: ", cấp xã 15%", "và 10% biên chế"; nothing in between says anew how it compares.
_NEXT = re.compile(r"[^;:.()]*?(?:,|\s(?:và|hoặc|còn))\s*(?:(?:ở|tại|đối với)\s+)?(?:[^\s,;:.()%]+\s+){0,4}$")
_SAYS_ANEW = re.compile(r"(?<!\w)(?:đạt|phấn đấu|bảo đảm|đảm bảo|duy trì|có|hoàn thành|được)\s*$")
# A share that was, not one to reach: "(năm 2023 đạt 85%)", "so với mức 85%", "từ 60% lên 80%".
_BASELINE = re.compile(r"\((?:\s*(?:năm|cùng kỳ|hiện|kế hoạch|thực hiện))[^)]*$|so với\s+(?:mức\s+|tỷ lệ\s+)?$")
_RISES = re.compile(r"[^,;.%]{0,40}(?<!\w)(?:lên|xuống)(?:\s+(?:còn|đến|tới|trên|dưới))?\s*\d")
_TERM = re.compile(r"(?<!\w)(?:trong|sau|trước|vòng|thời hạn|thời gian|kể từ|chậm nhất)(?:\s+[^\s,;.]+){0,3}\s*$")
_AIM = re.compile(r"(?<!\w)(?:phấn đấu|duy trì|giữ vững|cải thiện)(?!\w)")
# Bodies that are only counted are many ("166 xã của tỉnh"); those where something is done are a mark.
_PLACE = re.compile(r"(?<!\w)(?:tại|cho|đối với|ở)\s*$")
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng)(?!\w)[^;.]*(?<!\w)(?:có|phải có|đề xuất|xây dựng)\s*$")


def is_target(text: str, mark: Mark, *, goal: bool) -> bool:
    """Say whether the number ``mark`` of the sentence ``text`` sets a target; ``goal``: it stands among goals."""
    before = text[max(0, mark.at - _REACH) : mark.at].lower()
    after = text[mark.until : mark.until + _REACH].lower()
    if _BASELINE.search(before) or (_FROM.search(before) and _RISES.match(after)):
        return False
    if mark.unit == "%" or mark.rank:
        return True
    if mark.unit in TIMES and _TERM.search(before):
        return False
    if not text[mark.at].isdigit():  # a place in an order, or a number in words
        return (mark.unit == "rank" and (goal or bool(_AIM.search(before)))) or bool(_TIGHT.search(before))
    return _is_compared(before, after) or _is_bare(before, mark, goal=goal)


def _is_compared(before: str, after: str) -> bool:
    """Say whether words around a count compare it, change something by it, or ask it of each body."""
    stated = _TIGHT.search(before) or _CLOSE.search(before) or _UP.match(after) or _EACH.search(before)
    return stated is not None or _change(before) is not None


def _is_bare(before: str, mark: Mark, *, goal: bool) -> bool:
    """Say whether a count that nothing compares is a target all the same."""
    if goal:
        return mark.unit not in AMOUNTS
    return mark.unit in BARE_UNITS and (mark.unit != "units" or _PLACE.search(before) is not None)


def runs_backwards(text: str, mark: Mark) -> bool:
    """Say whether the range ``mark`` names its higher end first; "giảm từ 20% đến 15%" is no range."""
    if mark.high is None or mark.high >= mark.value:
        return False
    return comparison_of(text, mark, 0, len(text), None).comparator != _LEVEL_AFTER


def comparison_of(text: str, mark: Mark, floor: int, ceiling: int, last: Comparison | None) -> Comparison:
    """Return how ``mark`` compares, from the words between the marks before (``floor``) and after it (``ceiling``)."""
    before = text[max(floor, mark.at - _REACH) : mark.at].lower()
    after = text[mark.until : min(ceiling, mark.until + _REACH)].lower()
    if mark.rank:
        return Comparison("top", stated=True)
    change = _change(before) if mark.value != 100 or mark.unit != "%" else None
    if change:
        moves = mark.high is not None and _FROM.search(before) and (mark.high > mark.value) == (change == "increase_by")
        return Comparison(_LEVEL_AFTER if moves else change, stated=True)
    if _UP.match(after) or (mark.high is None and _AT_LEAST_FROM.search(before)):
        return Comparison(">=", stated=True)
    if _DOWN.match(after):
        return Comparison("<=", stated=True)
    sign = _TIGHT.search(before) or _CLOSE.search(before)
    if sign:
        return Comparison(_COMPARATOR[" ".join(sign["sign"].split())], stated=True)
    if last and last.stated and _takes_over(text, mark, floor, last):
        return last
    return Comparison("=", stated=False)


def _change(before: str) -> str | None:
    """Return the direction that the words before a number state: "giảm tối thiểu bình quân 10%"."""
    change = _CHANGE.search(before)
    if not change or _LEVEL.search(change["between"]):
        return None
    return "decrease_by" if change["verb"] in _FALL else "increase_by"


def _takes_over(text: str, mark: Mark, floor: int, last: Comparison) -> bool:
    """Say whether the mark goes on with the list of the mark before it."""
    between = text[max(floor, mark.at - _REACH) : mark.at].lower()
    if last.comparator == "top" or (mark.value == 100 and mark.unit == "%"):
        return False
    return _NEXT.fullmatch(between) is not None and not _SAYS_ANEW.search(between)
