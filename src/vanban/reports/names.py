"""What a figure of prose counts, in the words of its clause.

Owns: which words before a number and behind its unit name it. Does not: find figures (``figures``).
"""

import re
from dataclasses import dataclass

from vanban.text.forms import squeeze

__all__ = ["Clause", "name_of"]

_BOUNDARY = re.compile(r"[;:()\n]|\.(?=\s|\Z)|,(?=\s|\Z)|\s[-–]\s")
# A comma inside a name: "cơ quan, đơn vị", "cán bộ, công chức".
_TAIL_END = re.compile(r"[;:()\n]|\.(?=\s|\Z)|(?<!cơ quan)(?<!cán bộ)(?<!công chức)(?<!xã),|\s[-–]\s")
_NUMBER = re.compile(r"(?<!mức độ )(?<!cấp độ )(?<!cấp )\d")
_JOINTS = re.compile(r"\b(?:cho|trên|và|với|tại|của|trong đó|gồm|đạt|chiếm)\b")
_EDGES = ' \t\n,;:.()+–-=“”"‘’'
_LEADING = re.compile(
    r"\A(?:trong đó|bao gồm|gồm|cụ thể|chia ra|và|đạt|có|đã|với|còn|hiện tại|hiện nay|đến nay|trong kỳ|trong quý)\b"
    r"[\s:,]*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\s+(?:là|đạt|có|được|gồm|khoảng|trên|gần|hơn|với|còn|chiếm|đã|vẫn|tại|cho|và|cả|toàn bộ|trong đó|bằng|ở))+\Z",
    re.IGNORECASE,
)
_RATE = re.compile(r"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|=|\()\s*(?:tỷ lệ|tỉ lệ)?\s*\Z", re.IGNORECASE)
_BARE_RATES = frozenset({"", "tỷ lệ", "tỉ lệ"})
_AMOUNT = re.compile(r"%|đồng|USD")  # how much of something: the unit is no part of its name
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Clause:
    """A figure among the words around it."""

    text: str  # the passage
    after: int  # the end of the figure before it
    start: int
    end: int  # behind its unit
    unit: str
    above: str | None  # the name of the figure before it


def name_of(clause: Clause) -> str:
    """Return what a figure counts; its unit where no word says more.

    A rate behind a comma ("…, đạt 78,4%") is the rate of the figure before it.
    """
    head, colon = _head(clause)
    tail = _tail(clause)
    if colon and head:
        return head
    if clause.unit == "%" and clause.above and head.lower() in _BARE_RATES and _is_rate_of_above(clause):
        return squeeze(f"tỷ lệ {clause.above} {tail}")[:_LONGEST]
    words = [head, tail if _AMOUNT.search(clause.unit) else f"{clause.unit} {tail}"] if tail else [head or clause.unit]
    name = squeeze(" ".join(word for word in words if word))[:_LONGEST]
    return name or clause.unit


def _is_rate_of_above(clause: Clause) -> bool:
    between = clause.text[clause.after : clause.start]
    return not re.search(r"[;]|\.\s", between) and _RATE.search(between) is not None


def _head(clause: Clause) -> tuple[str, bool]:
    """Return the words before the number in its clause, and whether a colon stands between."""
    before = clause.text[clause.after : clause.start].rstrip()
    colon = before.endswith(":")
    before = before.rstrip(": ")
    pieces = _BOUNDARY.split(before)
    last = pieces[-1]
    if len(pieces) == 1 and clause.after:  # it goes on with the phrase of the figure before it
        last = _JOINTS.split(last)[-1]
    return _trimmed(last)[-_LONGEST:], colon


def _tail(clause: Clause) -> str:
    """Return the words behind the unit that belong to what is counted."""
    tail = _TAIL_END.split(clause.text[clause.end : clause.end + _LONGEST], maxsplit=1)[0]
    number = _NUMBER.search(tail)
    if number:
        tail = tail[: number.start()]
    return _TRAILING.sub("", " " + tail.rstrip()).strip(_EDGES)


def _trimmed(words: str) -> str:
    words = words.strip(_EDGES)
    previous = None
    while previous != words:
        previous = words
        words = _TRAILING.sub("", " " + _LEADING.sub("", words)).strip(_EDGES)
    return squeeze(words)
