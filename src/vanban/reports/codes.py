"""The numbers of lines: "1.", "1.1.1", "II", "a)", a dash; and the words "Trong đó".

Owns: their forms, and how deep each stands below the others. Does not: correct a wrong number.
"""

import re
from dataclasses import dataclass, field

from vanban.text.forms import compare_key, squeeze

__all__ = ["Depths", "Lead", "code_of", "is_total", "lead_of", "split_code"]

_CODE = re.compile(r"\A(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6}(?:\.\d{1,3})*|[A-ZĐ](?:\.\d{1,3})*|[a-zđ])[.)]?\Z")
_IN_LABEL = re.compile(r"\A(\d{1,2}(?:\.\d{1,2})+\.?|(?:\d{1,2}|[IVX]{1,5}|[a-zđA-Z])[.)])\s+(?=\S)")
_MARK = re.compile(r"\A\s*([-–—+•*·])\s*")
_WITHIN = r"(?:Trong đó|Bao gồm|Gồm|Chia ra|Cụ thể)"
_WITHIN_ALONE = frozenset({"trong do", "bao gom", "gom", "chia ra", "cu the", "trong do gom", "trong do chia ra"})
_WITHIN_FIRST = re.compile(rf"\A(?:Trong đó(?:\s*[:,]|(?=\s+[^\W\d]))|{_WITHIN}\s*:)\s*(?=\S)", re.IGNORECASE)
_TOTALS = frozenset({"tong cong", "tong so", "tong", "cong", "toan tinh", "toan huyen", "toan xa", "chung"})
_RANKS = {"-": 1, "–": 1, "—": 1, "•": 1, "·": 1, "*": 1, "+": 2}


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a label's own words."""

    within: bool  # "Trong đó"
    rank: int  # of the dash: 0 none, 1 a dash or dot, 2 a plus
    label: str  # the words behind it


def code_of(text: str) -> str | None:
    """Return the number in the column of numbers without its full stop, or None where it is none."""
    bare = squeeze(text)
    return bare.rstrip(".)") if _CODE.match(bare) else None


def split_code(label: str) -> tuple[str, str] | None:
    """Return a number that stands before the label in the label's own cell, and the label."""
    match = _IN_LABEL.match(label)
    return (match[1].rstrip(".)"), label[match.end() :]) if match else None


def lead_of(no: str, label: str) -> Lead:
    """Return what stands before a label, in the column of numbers or in the label's cell."""
    within = compare_key(no) in _WITHIN_ALONE
    rank = _RANKS.get(squeeze(no), 0)
    text = squeeze(label)
    for _ in range(3):  # "- Trong đó: + Cấp xã"
        mark = _MARK.match(text)
        if mark and not text[mark.end() : mark.end() + 1].isdigit():
            rank = max(rank, _RANKS[mark[1]])
            text = text[mark.end() :]
        elif found := _WITHIN_FIRST.match(text):
            within, text = True, text[found.end() :]
        else:
            break
    if compare_key(text) in _WITHIN_ALONE:
        return Lead(within=True, rank=rank, label="")
    return Lead(within, rank, text)


def is_total(label: str) -> bool:
    """Say whether a line without a number is the total of all lines: "Tổng cộng"."""
    return compare_key(label) in _TOTALS


@dataclass(slots=True)
class Depths:
    """How deep each kind of number stands: kinds are found inside one another in the order in which they appear."""

    _kinds: list[str] = field(default_factory=list)
    _last: int = 0  # the depth of the last line that is not lettered

    def of(self, code: str) -> int:
        """Return the depth of a line with this number, from 1."""
        parts = code.split(".")
        kind = _kind(parts[0])
        if kind == "letter":
            return self._last + 1
        if kind in self._kinds:
            del self._kinds[self._kinds.index(kind) + 1 :]
        else:
            self._kinds.append(kind)
        self._last = self._kinds.index(kind) + len(parts)
        return self._last


def _kind(first: str) -> str:
    if first.isdigit():
        return "number"
    if re.fullmatch(r"[IVX]+", first):
        return "roman"
    return "capital" if first.isupper() else "letter"
