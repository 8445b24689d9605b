"""What moved since last year: the index, and what of that can be compared because both sets measure it the same way.

Owns: the shares of the comparable part. Does not: say which sub-criteria measure the same (the set's links do).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reform.index.links import Comparable, comparable, measures_same
from reform.index.model import CriteriaSet, Link, SubCriterion
from reform.index.results import Mark, Marks, percent_of
from reform.index.scoring import rounded_points

__all__ = ["LeafMove", "Movement", "mean_of", "movement"]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LeafMove:
    """One sub-criterion in both years, as shares of its maximum."""

    leaf: SubCriterion  # of this year
    now: Decimal  # per cent
    before: Decimal  # per cent

    @property
    def points(self) -> Decimal:
        """How many points of this year's maximum the change is worth; negative where it fell."""
        return ((self.now - self.before) * self.leaf.points / 100).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Movement:
    """The part that both years measure the same way."""

    share: Comparable  # of both sets as they are written
    now: Decimal | None  # per cent of that part that the agency reached; None: nothing of it applied in both years
    before: Decimal | None
    leaves: tuple[LeafMove, ...]  # what moved, the largest change first

    @property
    def change(self) -> Decimal | None:
        """By how many percentage points the comparable part moved."""
        return None if self.now is None or self.before is None else self.now - self.before


def movement(previous: CriteriaSet, then: Marks, now_set: CriteriaSet, now: Marks) -> Movement:
    """Return what moved from ``then`` to ``now``.

    A sub-criterion counts where the links say that it measures the same, it applied in both years and has points in
    both: then the same things stand in both sums. Where this year's set has no links, sub-criteria of one key are the
    same where their rules are.
    """
    links = now_set.links or _same_keys(previous, now_set)
    pairs = tuple(_pairs(previous, then, now_set, now, links))
    moves = (LeafMove(one.new, _percent(one.now, one.new.points), _percent(one.then, one.old.points)) for one in pairs)
    return Movement(
        share=comparable(previous, now_set, links),
        now=_reached(((one.now, one.new) for one in pairs), now_set.digits),
        before=_reached(((one.then, one.old) for one in pairs), now_set.digits),
        leaves=tuple(sorted((move for move in moves if move.now != move.before), key=lambda move: -abs(move.points))),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    old: SubCriterion
    then: Decimal
    new: SubCriterion
    now: Decimal


def _pairs(
    previous: CriteriaSet, then: Marks, now_set: CriteriaSet, now: Marks, links: Iterable[Link]
) -> Iterable[_Pair]:
    before, after = previous.by_key(), now_set.by_key()
    for link in links:
        old, new = before.get(link.before), after.get(link.now or "")
        if old is None or new is None or not link.is_same:
            continue
        old_points, new_points = _points(then.get(old.key)), _points(now.get(new.key))
        if old_points is not None and new_points is not None:
            yield _Pair(old, old_points, new, new_points)


def _same_keys(previous: CriteriaSet, now_set: CriteriaSet) -> tuple[Link, ...]:
    after = now_set.by_key()
    return tuple(
        Link(leaf.key, leaf.key, measures_same(leaf, after[leaf.key])) for leaf in previous.leaves if leaf.key in after
    )


def _reached(rows: Iterable[tuple[Decimal, SubCriterion]], digits: int) -> Decimal | None:
    some = tuple(rows)
    most = sum((leaf.points for _given, leaf in some), ZERO)
    return percent_of(sum((given for given, _leaf in some), ZERO), most, digits)


def _points(mark: Mark | None) -> Decimal | None:
    return None if mark is None or mark.is_left_out else mark.points


def _percent(points: Decimal, most: Decimal) -> Decimal:
    return percent_of(points, most) or ZERO


def mean_of(values: Iterable[Decimal | None], digits: int = 2) -> Decimal | None:
    """Return the mean of what is there, half-up; None of nothing."""
    some = [one for one in values if one is not None]
    return rounded_points(sum(some, ZERO) / len(some), digits) if some else None
