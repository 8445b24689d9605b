"""Which number may follow which: 2.1 → 2.2, 2.1.1 or 3.

Owns: the order of numbers in levels. Does not: read them from a document.
"""

from enum import Enum, auto

__all__ = ["Numbers", "Relation", "relate", "successor"]

Numbers = tuple[int, ...]


class Relation(Enum):
    """How a number stands to the one before it."""

    NEXT = auto()  # as it should be
    SKIPPED = auto()  # 2.1 → 2.4
    REPEATED = auto()  # 2.1 → 2.1, or 2.1.3 → 2.1
    BACK = auto()  # 2.5 → 2.3
    FOREIGN = auto()  # 2.1 → 5.4: of another section


def relate(before: Numbers | None, now: Numbers) -> Relation:
    """Return how ``now`` stands to ``before``; whatever comes first is as it should be."""
    if before is None:
        return Relation.NEXT
    common = _common(before, now)
    if common == len(now):
        return Relation.REPEATED
    if common == len(before):
        return Relation.NEXT if now[common] == 1 or len(now) > common + 1 else Relation.SKIPPED
    step = now[common] - before[common]
    if step == 1:
        return Relation.NEXT
    if common != len(now) - 1:
        return Relation.FOREIGN
    return Relation.SKIPPED if step > 1 else Relation.BACK


def successor(before: Numbers, depth: int) -> Numbers:
    """Return the number of ``depth`` parts that follows ``before``: (6, 4) → (6, 4, 1) or (6, 5) or (7,)."""
    if depth > len(before):
        return before + (1,) * (depth - len(before))
    return (*before[: depth - 1], before[depth - 1] + 1)


def _common(one: Numbers, other: Numbers) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
