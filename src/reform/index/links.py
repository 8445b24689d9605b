"""This year's set beside last year's: which sub-criteria measure the same, and how much of the whole stays comparable.

Owns: a copy for the next year, offers of links, the share that can be compared. Does not: decide; a person confirms.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from reform.definitions import Problem, Problems
from reform.drafting.wording import Likeness
from reform.forms.tree import Node, Number, Operation
from reform.index.model import CriteriaSet, Link, ScoringKind, SubCriterion
from reform.index.scoring import bounds_of
from vanban.text.forms import compare_key

__all__ = [
    "Comparable",
    "LinkOffer",
    "carried_links",
    "comparable",
    "copied_set",
    "followed_links",
    "link_problems",
    "measures_same",
]

LEAST = 0.55  # likeness of two sub-criteria that are offered as one
CERTAIN = 0.85  # likeness from which on two wordings are one; below, somebody must say that points are comparable
_OWN, _ABOVE = 0.8, 0.2  # how much the words of a sub-criterion and of the criterion above it count
_OTHER_AREA = 0.85  # what is left of the likeness where they stand in different areas
# Of these the figures decide; of the others, and without a formula, the words of the decision do.
_BY_VALUE = frozenset(
    {ScoringKind.STEPS, ScoringKind.SPAN, ScoringKind.COUNT, ScoringKind.DEDUCTION, ScoringKind.FORMULA}
)
_FROM_OUTSIDE = frozenset({ScoringKind.SURVEY, ScoringKind.EXTERNAL})
_POINTS = re.compile(r"[:=×x*]\s*\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s*điểm")


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """A sub-criterion of last year and the one of this year that it may be; None: nothing stands for it any more."""

    before: SubCriterion
    now: SubCriterion | None
    is_same: bool  # its points can be put beside each other, as a share of the maximum
    likeness: float  # 1 for the same key

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it first."""
        return self.now is not None and self.likeness < CERTAIN

    @property
    def link(self) -> Link:
        """The link as a set keeps it; of one that is dropped nothing more is said."""
        return Link(self.before.key, None) if self.now is None else Link(self.before.key, self.now.key, self.is_same)


@dataclass(frozen=True, slots=True)
class Comparable:
    """How much of two sets measures the same, in points and as a share of each whole, in per cent."""

    points_now: Decimal
    points_before: Decimal
    percent_now: Decimal
    percent_before: Decimal


@dataclass(frozen=True, slots=True)
class _Standing:
    """A sub-criterion and where it stands."""

    leaf: SubCriterion
    above: str  # label of its criterion
    area: str


def measures_same(before: SubCriterion, now: SubCriterion) -> bool:
    """Tell whether the points of both can be put beside each other, as a share of the maximum.

    The same values or states must give the same share; another maximum alone makes no difference. Where a person
    judges by the words of the decision, these must be the same too, but for the points in them.
    """
    if _shares(before) != _shares(now):
        return False
    kind = now.rule.kind
    decides = kind in _FROM_OUTSIDE or (kind in _BY_VALUE and now.rule.value is not None)
    return decides or _wording(before) == _wording(now)


def _shares(leaf: SubCriterion) -> tuple[object, ...]:
    """Return the rule of ``leaf`` with shares of its maximum in the place of points."""
    rule, most = leaf.rule, Fraction(leaf.points)
    options = tuple((one.key, compare_key(one.label), Fraction(one.points) / most) for one in rule.options)
    steps = tuple((one.value, Fraction(one.points) / most) for one in rule.steps)
    each = Fraction(rule.each) / most if rule.each is not None else None
    linear = bounds_of(rule) if rule.kind not in _BY_VALUE or rule.kind is ScoringKind.SPAN else None
    return rule.kind, _unscaled(rule.value, leaf.points), options, steps, rule.is_less_better, linear, each, rule.free


def _unscaled(node: Node | None, most: Decimal) -> Node | None:
    """Return a formula of points without the maximum that it ends with: "on_time / due * 1.5" of one and a half."""
    if isinstance(node, Operation) and node.sign == "*" and node.right == Number(most):
        return node.left
    return node


def _wording(leaf: SubCriterion) -> str:
    return compare_key(_POINTS.sub(" ", leaf.method))


def carried_links(previous: CriteriaSet, now: CriteriaSet) -> tuple[LinkOffer, ...]:
    """Return what may become of each sub-criterion of ``previous``, in its order: by key, then by likeness of words."""
    after = now.by_key()
    before = [one for one in _standing(previous) if one.leaf.key not in after]
    kept = {leaf.key for leaf in previous.leaves}
    found = _alike(before, [one for one in _standing(now) if one.leaf.key not in kept])
    return tuple(
        LinkOffer(leaf, after[leaf.key], measures_same(leaf, after[leaf.key]), 1.0)
        if leaf.key in after
        else found.get(leaf.key, LinkOffer(leaf, None, is_same=False, likeness=0.0))
        for leaf in previous.leaves
    )


def copied_set(previous: CriteriaSet, *, year: int, version: str) -> CriteriaSet:
    """Return ``previous`` as a draft for another year: every sub-criterion linked to itself, checked by nobody yet."""
    links = tuple(Link(leaf.key, leaf.key) for leaf in previous.leaves)
    return replace(previous, year=year, version=version, previous=previous.version, links=links, checked_by="")


def followed_links(previous: CriteriaSet, old: CriteriaSet, new: CriteriaSet) -> CriteriaSet:
    """Return ``new``, changed from ``old``, with its links to ``previous`` following what was changed.

    A sub-criterion that is taken out stands for nothing any more; one that is scored in another way than before the
    change is comparable or not as its rules say. What a person said of a link stays where its rule did not change.
    """
    before, was, now = previous.by_key(), old.by_key(), new.by_key()

    def followed(link: Link) -> Link:
        if link.now is not None and link.now not in now:
            return Link(link.before, None)
        if link.now is None or link.now not in was or link.before not in before:
            return link
        same = measures_same(before[link.before], now[link.now])
        return link if same == measures_same(before[link.before], was[link.now]) else replace(link, is_same=same)

    return replace(new, links=tuple(map(followed, new.links)))


def comparable(previous: CriteriaSet, now: CriteriaSet, links: Iterable[Link] | None = None) -> Comparable:
    """Return how much of both sets the ``links`` that are the same stand for; None: the links of ``now``."""
    before, after = previous.by_key(), now.by_key()
    same = [
        (before[link.before].points, after[link.now].points)
        for link in (now.links if links is None else links)
        if link.is_same and link.now in after and link.before in before and link.now is not None
    ]
    points_before = sum((points for points, _now in same), Decimal(0))
    points_now = sum((points for _before, points in same), Decimal(0))
    return Comparable(
        points_now, points_before, _percent(points_now, now.maximum), _percent(points_before, previous.maximum)
    )


def link_problems(previous: CriteriaSet, now: CriteriaSet) -> tuple[Problem, ...]:
    """Return what keeps the links of ``now`` from being those to ``previous``."""
    problems, known = Problems(), previous.by_key()
    if now.links and now.previous != previous.version:
        problems.add("IX037", "links", version=now.previous, found=previous.version)
    for link in now.links:
        if link.before not in known:
            problems.add("IX038", "links", name=link.before)
    return tuple(problems.found)


def _standing(one: CriteriaSet) -> list[_Standing]:
    return [
        _Standing(leaf, "" if criterion.is_alone else criterion.label, area.area or area.key)
        for area in one.areas
        for criterion in area.criteria
        for leaf in criterion.leaves
    ]


def _alike(before: Sequence[_Standing], after: Sequence[_Standing]) -> dict[str, LinkOffer]:
    """Return the best pairs by words, each sub-criterion in one of them."""
    likeness = Likeness([text for one in (*before, *after) for text in (one.leaf.label, one.above) if text])
    rated = [
        (-_rate(likeness, one, other), at, nth) for at, one in enumerate(before) for nth, other in enumerate(after)
    ]
    found: dict[str, LinkOffer] = {}
    taken: set[int] = set()
    for rate, at, nth in sorted(rated):
        old, new = before[at].leaf, after[nth].leaf
        if -rate >= LEAST and old.key not in found and nth not in taken:
            found[old.key] = LinkOffer(old, new, -rate >= CERTAIN and measures_same(old, new), -rate)
            taken.add(nth)
    return found


def _rate(likeness: Likeness, one: _Standing, other: _Standing) -> float:
    """Return how alike two sub-criteria are; the headings above count where both have one."""
    own = likeness.of(one.leaf.label, other.leaf.label)
    rate = _OWN * own + _ABOVE * likeness.of(one.above, other.above) if one.above and other.above else own
    return rate if one.area == other.area else rate * _OTHER_AREA


def _percent(points: Decimal, whole: Decimal) -> Decimal:
    return (points / whole * 100).quantize(Decimal("0.01")) if whole else Decimal(0)
