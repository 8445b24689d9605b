"""What points come to: per area and in all, the index in per cent, the grade, and the ranks of agencies.

Owns: the arithmetic of results. Does not: give points (scoring.py) or keep them.

* index = (points + bonus − penalty) : maximum of what applies × 100, never below 0 nor above 100;
* what does not apply leaves the denominator and nothing else: 68,32 of 84 is 81,33 %;
* what is not scored yet gives nothing and stays in the denominator; ``so_far`` leaves it out of both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reform.index.model import CriteriaSet, Grade, Sign, SubCriterion
from reform.index.scoring import clipped, rounded_points
from reform.scorecards import ranks_of

__all__ = [
    "AreaSum",
    "Mark",
    "Marks",
    "Result",
    "adjusted",
    "area_sums",
    "grade_of",
    "index_ranks",
    "percent_of",
    "result_from",
    "result_of",
]

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at a sub-criterion: points, nothing yet, or that it does not apply (approved)."""

    points: Decimal | None = None
    is_left_out: bool = False


Marks = Mapping[str, Mark]  # by the key of the sub-criterion; a missing one is not scored yet


@dataclass(frozen=True, slots=True)
class AreaSum:
    """Sums over sub-criteria that apply."""

    points: Decimal = ZERO
    maximum: Decimal = ZERO  # of those that apply
    scored_maximum: Decimal = ZERO  # of those among them that have points
    applicable: int = 0  # how many apply
    scored: int = 0  # how many of these have points

    def __add__(self, other: "AreaSum") -> "AreaSum":
        return AreaSum(
            self.points + other.points,
            self.maximum + other.maximum,
            self.scored_maximum + other.scored_maximum,
            self.applicable + other.applicable,
            self.scored + other.scored,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What an agency has reached."""

    total: AreaSum
    areas: Mapping[str, AreaSum]  # by the key of the area
    bonus: Decimal
    penalty: Decimal
    points: Decimal  # with bonus and penalty, not below zero
    index: Decimal | None  # per cent; None where nothing applies
    so_far: Decimal | None  # per cent of what has points already; None where nothing has
    area_percents: Mapping[str, Decimal | None]
    grade: Grade | None

    @property
    def is_complete(self) -> bool:
        """Whether everything that applies has points."""
        return self.total.scored == self.total.applicable


def percent_of(points: Decimal, maximum: Decimal, digits: int = 2) -> Decimal | None:
    """Return ``points`` of ``maximum`` in per cent, half-up, between 0 and 100; None of nothing.

    Example:
        >>> percent_of(Decimal("68.32"), Decimal(84))
        Decimal('81.33')
    """
    if maximum <= 0:
        return None
    return clipped(rounded_points(points * HUNDRED / maximum, digits), HUNDRED)


def area_sums(criteria_set: CriteriaSet, marks: Marks) -> dict[str, AreaSum]:
    """Return the sums of each area, in the set's order."""
    return {
        area.key: sum((_leaf_sum(leaf, marks.get(leaf.key, Mark())) for leaf in area.leaves), AreaSum())
        for area in criteria_set.areas
    }


def _leaf_sum(leaf: SubCriterion, mark: Mark) -> AreaSum:
    if mark.is_left_out:
        return AreaSum()
    if mark.points is None:
        return AreaSum(maximum=leaf.points, applicable=1)
    return AreaSum(clipped(mark.points, leaf.points), leaf.points, leaf.points, 1, 1)


def adjusted(criteria_set: CriteriaSet, given: Mapping[str, Decimal]) -> tuple[Decimal, Decimal]:
    """Return the bonus and the penalty that ``given`` (points by key, without a sign) comes to: each with its cap, and
    all of one sign with theirs.

    A key that the set has not is passed over.
    """
    sums = {Sign.BONUS: ZERO, Sign.PENALTY: ZERO}
    for one in criteria_set.adjustments:
        sums[one.sign] += clipped(given.get(one.key, ZERO), one.most)
    return clipped(sums[Sign.BONUS], criteria_set.most_bonus), clipped(sums[Sign.PENALTY], criteria_set.most_penalty)


def result_of(criteria_set: CriteriaSet, marks: Marks, given: Mapping[str, Decimal] | None = None) -> Result:
    """Return what ``marks`` come to, with the bonus and penalty points ``given``."""
    return result_from(criteria_set, area_sums(criteria_set, marks), *adjusted(criteria_set, given or {}))


def result_from(
    criteria_set: CriteriaSet, sums: Mapping[str, AreaSum], bonus: Decimal = ZERO, penalty: Decimal = ZERO
) -> Result:
    """Return the result of sums that were made elsewhere (in the database), with bonus and penalty already capped."""
    total, digits = sum(sums.values(), AreaSum()), criteria_set.digits
    points = max(total.points + bonus - penalty, ZERO)
    index = percent_of(points, total.maximum, digits)
    percents = {key: percent_of(one.points, one.maximum, digits) for key, one in sums.items()}
    return Result(
        total=total,
        areas=sums,
        bonus=bonus,
        penalty=penalty,
        points=rounded_points(points, digits),
        index=index,
        so_far=percent_of(points, total.scored_maximum, digits),
        area_percents=percents,
        grade=grade_of(criteria_set.grades, index, percents.values()),
    )


def grade_of(
    grades: Sequence[Grade], index: Decimal | None, area_percents: Iterable[Decimal | None] = ()
) -> Grade | None:
    """Return the first grade whose bounds are met; None where there is no index or no grade."""
    if index is None:
        return None
    worst = min((one for one in area_percents if one is not None), default=HUNDRED)
    met = (one for one in grades if index >= one.from_percent and worst >= (one.area_least_percent or ZERO))
    return next(met, None)


def index_ranks(indexes: Sequence[Decimal | None]) -> tuple[int | None, ...]:
    """Return the ranks of agencies of one kind: as the index is shown, so that one number never has two ranks.

    Example:
        >>> index_ranks([Decimal("88.32"), Decimal("90.05"), Decimal("88.32"), None, Decimal("70")])
        (2, 1, 2, None, 4)
    """
    return ranks_of(indexes)
