"""The goals of a plan's prose against those of the plan above: which are set lower.

Owns: pairing goals by what they measure. Does not: compare the rows of annexes (``comparison``).
"""

from collections.abc import Iterator, Sequence

from vanban.language.targets import Target
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import squeeze
from vanban.text.wordings import Vocabulary, words_of

__all__ = ["weaker_goals"]

_ALIKE = 0.6  # of what two goals say together
_FEWEST = 3  # words that tell
_RISING, _FALLING = frozenset({">=", ">", "="}), frozenset({"<=", "<", "top"})

Goals = Sequence[tuple[Target, Place]]
_Goal = tuple[Target, Place, frozenset[str]]


def weaker_goals(superior: Goals, subordinate: Goals) -> tuple[Finding, ...]:
    """Return a finding (PC010) for every goal that ``subordinate`` sets lower; its place is that of the superior's.

    Goals are held together only where unit, level and the year to reach them agree and each is the other's nearest.
    """
    above, below = _goals(superior), _goals(subordinate)
    vocabulary = Vocabulary.of([words for _, _, words in (*above, *below)])
    return tuple(_found(above, below, vocabulary))


def _goals(targets: Goals) -> list[_Goal]:
    goals = [(target, place, words_of(target.subject)) for target, place in targets if target.value is not None]
    return [goal for goal in goals if len(goal[2]) >= _FEWEST]


def _found(above: Sequence[_Goal], below: Sequence[_Goal], vocabulary: Vocabulary) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for goal in above:
        twin = _nearest(goal, below, vocabulary)
        if twin is None or _nearest(twin, above, vocabulary, exactly=goal) is None or not _is_lower(goal[0], twin[0]):
            continue
        first, second = squeeze(goal[0].text), squeeze(twin[0].text)
        if (first, second) not in seen:
            seen.add((first, second))
            yield Finding("PC010", Severity.WARNING, goal[1], f"{first} | {second}", {"target": first, "lower": second})


def _nearest(
    goal: _Goal, others: Sequence[_Goal], vocabulary: Vocabulary, *, exactly: _Goal | None = None
) -> _Goal | None:
    """Return the goal of ``others`` most like ``goal``; with ``exactly``, that one if none is more like."""
    ranked = [(vocabulary.likeness(goal[2], other[2]), other) for other in others if _is_comparable(goal[0], other[0])]
    best = max((score for score, _ in ranked), default=0.0)
    if best < _ALIKE:
        return None
    nearest = [other for score, other in ranked if score == best]
    return next((other for other in nearest if exactly is None or other is exactly), None)


def _is_comparable(one: Target, other: Target) -> bool:
    frames = [(goal.unit, goal.level, goal.horizon_year, goal.baseline_year) for goal in (one, other)]
    same = one.comparator == other.comparator or {one.comparator, other.comparator} <= _RISING
    return frames[0] == frames[1] and (same or {one.comparator, other.comparator} <= _FALLING)


def _is_lower(one: Target, other: Target) -> bool:
    if one.value is None or other.value is None:
        return False
    return other.value > one.value if one.comparator in _FALLING else other.value < one.value
