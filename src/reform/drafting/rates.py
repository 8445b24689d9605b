"""Formulas that rates without one may have: the numerator and the denominator that stand above them.

Owns: guessing them by their labels. A person confirms each. Does not: compute.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reform.drafting.wording import Likeness, are_opposed

__all__ = ["Counted", "formula_for"]

_RATE = re.compile(r"^\s*t[ỷỉ]\s+lệ\s+(?:phần trăm|%)?\s*(?:số\s+)?", re.IGNORECASE)
_OF = re.compile(r"\b(?:trên|so với|/)\s*(?:tổng số|tổng|số)?\s*(?P<whole>.+)$", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+(?:trước|20\d\d)|\bcùng kỳ|\bkỳ trước", re.IGNORECASE)
_LEAST = 0.55


@dataclass(frozen=True, slots=True)
class Counted:
    """A line above the rate that counts something."""

    key: str
    label: str
    unit: str
    whole: str | None  # key of the line that it is a part of


def formula_for(label: str, above: Sequence[Counted]) -> str | None:
    """Return the formula that a rate of this label probably has; None where the lines above do not give it.

    The numerator counts what the rate names ("Tỷ lệ hồ sơ giải quyết đúng hạn": "Số hồ sơ giải quyết đúng hạn"), the
    denominator is the line that it is a part of, the one named behind "trên", or the one before it of the same unit.
    A rate against another year has its denominator elsewhere.
    """
    if _YEAR.search(label) or not above:
        return None
    bare = _RATE.sub("", label)
    named = _OF.search(bare)
    wanted = bare[: named.start()] if named else bare
    likeness = Likeness([wanted, *(one.label for one in above)])
    numerator = _best(wanted, above, likeness)
    if numerator is None:
        return None
    others = [one for one in above if one.key != numerator.key and one.unit == numerator.unit]
    denominator = _best(named["whole"], others, likeness) if named else _whole(numerator, others, above)
    return f"{numerator.key} / {denominator.key} * 100" if denominator else None


def _best(wanted: str, among: Sequence[Counted], likeness: Likeness) -> Counted | None:
    rated = [
        (likeness.of(wanted, one.label), -at) for at, one in enumerate(among) if not are_opposed(wanted, one.label)
    ]
    best = max(rated, default=(0.0, 0))
    return among[-best[1]] if best[0] >= _LEAST else None


def _whole(numerator: Counted, others: Sequence[Counted], above: Sequence[Counted]) -> Counted | None:
    keys: Mapping[str, Counted] = {one.key: one for one in above}
    if numerator.whole is not None and numerator.whole in keys:
        return keys[numerator.whole]
    before = above[: list(above).index(numerator)]
    return next((one for one in reversed(before) if one in others), None)
