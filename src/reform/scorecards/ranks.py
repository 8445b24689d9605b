"""Ranks with ties: the same value has the same rank, and the next one counts those before it.

Owns: the arithmetic. Does not: know what is compared.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

__all__ = ["ranks_of"]


def ranks_of(values: Sequence[Decimal | None]) -> tuple[int | None, ...]:
    """Return the rank of each value, the highest first; None (not ranked) stays None and takes no rank from others.

    Values are compared as they are shown: whoever hands in rounded ones never sees two ranks for one number.

    Example:
        >>> ranks_of([Decimal(90), None, Decimal(100), Decimal(90), Decimal(80)])
        (2, None, 1, 2, 4)
    """
    ranks: dict[Decimal, int] = {}
    before = 0
    counted = Counter(value for value in values if value is not None)
    for value in sorted(counted, reverse=True):
        ranks[value] = before + 1
        before += counted[value]
    return tuple(None if value is None else ranks[value] for value in values)
