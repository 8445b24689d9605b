"""What lines are split by: which member of a dimension a part ("Trong đó") or a column stands for.

Owns: knowing members again, and finding splits that return. Does not: build lines (``lines``).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from reform.drafting.keys import slug
from reform.drafting.wording import Likeness, are_opposed, words_of
from reform.forms.model import Dimension
from vanban.text.forms import compare_key

__all__ = ["Split", "Splits", "narrowed"]

_LEAST = 0.55
_LEVELS = {"tinh": "province", "huyen": "district", "xa": "commune"}
_LEVEL_OF = {"province": ("province", "department"), "district": ("district",), "commune": ("commune",)}
_LEAST_TIMES = 2  # a split that is found once is no dimension
_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Split:
    """A dimension, and the member that each of some parts stands for, in their order."""

    dimension: Dimension
    members: tuple[str, ...]
    is_new: bool  # no form knew it before


class Splits:
    """The dimensions that parts may stand for: those of the form in force, and those that the annex repeats."""

    def __init__(self, known: Mapping[str, Dimension], rows: Sequence[tuple[str, ...]]) -> None:
        """``rows``: the labels of the parts below each line of the annex."""
        self.dimensions = dict(known)
        self._known = set(known)
        self._added: dict[tuple[str, str], str] = {}
        times = Counter(_signature(row) for row in rows if len(row) >= _LEAST_PARTS)
        self._repeated = {row for row, count in times.items() if count >= _LEAST_TIMES}

    def find(self, labels: Sequence[str]) -> Split | None:
        """Return what a line with parts of these labels is split by; None: they are lines of their own."""
        for dimension in self.dimensions.values():
            members = _members(dimension, labels)
            if members is not None:
                return Split(dimension, members, dimension.key not in self._known)
        levels = tuple(_level(label) for label in labels)
        if len(labels) >= _LEAST_PARTS and all(levels) and len(set(levels)) == len(labels):
            return self._take(_tier(tuple(level for level in levels if level), labels))
        return self._take(_made(labels, self.dimensions)) if _signature(labels) in self._repeated else None

    def extend(self, key: str, label: str) -> str:
        """Add a member to a dimension of the form in force, and return its key."""
        dimension = self.dimensions[key]
        level = _level(label)
        known = self._added.get((key, level or slug(label)))
        if known is not None:
            return known
        member = wanted = level if level and set(dimension.members) & set(_LEVEL_OF) else slug(label)
        count = 2
        while member in dimension.members:
            member, count = f"{wanted}_{count}", count + 1
        self._added[key, level or slug(label)] = member
        self.dimensions[key] = replace(dimension, members={**dimension.members, member: label.rstrip(" :")})
        return member

    def _take(self, dimension: Dimension) -> Split:
        self.dimensions[dimension.key] = dimension
        return Split(dimension, tuple(dimension.members), is_new=True)


def narrowed(dimension: Dimension, named: Collection[str], levels: Collection[str]) -> Dimension:
    """Return a dimension with the members that the annex names alone, for the levels that fill it in."""
    if not named:
        return dimension
    members = {key: label for key, label in dimension.members.items() if key in named}
    shown = {
        level: tuple(one for one in own if one in members)
        for level, own in dimension.levels.items()
        if level in levels and any(one in members for one in own)
    }
    rolled = {level: own for level, own in dimension.rolled.items() if level in levels and set(own) <= set(named)}
    return replace(dimension, members=members, levels=shown, rolled=rolled)


def _members(dimension: Dimension, labels: Sequence[str]) -> tuple[str, ...] | None:
    """Return the member of ``dimension`` that each label names; None where one names none, or two the same."""
    likeness = Likeness([*labels, *dimension.members.values()])
    found = [_member(dimension, label, likeness) for label in labels]
    named = [member for member in found if member is not None]
    return tuple(named) if named and len(named) == len(labels) == len(set(named)) else None


def _member(dimension: Dimension, label: str, likeness: Likeness) -> str | None:
    words = f" {' '.join(words_of(label))} "
    rated = []
    for member, named in dimension.members.items():
        inside = f" {' '.join(words_of(named))} " in words
        rate = 1.0 if inside else 0.0 if are_opposed(label, named) else likeness.of(label, named)
        rated.append((rate, member))
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _LEAST and sum(rate == best[0] for rate, _ in rated) == 1 else None


def _level(label: str) -> str | None:
    """Return the level that a label names and nothing besides: "Tại cấp xã", "Số TTHC cấp huyện"."""
    words = compare_key(label).split()
    return _LEVELS.get(words[-1]) if len(words) >= 2 and words[-2] == "cap" else None


def _tier(levels: Sequence[str], labels: Sequence[str]) -> Dimension:
    named = dict(zip(levels, (f"Cấp {label.split()[-1].rstrip(':').lower()}" for label in labels), strict=True))
    shown = {level: (member,) for member in named for level in _LEVEL_OF[member] if level != "district"}
    shown = {level: members for level, members in shown.items() if level != "province"}
    return Dimension("tier", "Cấp giải quyết", named, is_partition=True, levels=shown)


def _made(labels: Sequence[str], known: Mapping[str, Dimension]) -> Dimension:
    members: dict[str, str] = {}
    for label in labels:
        key, count = slug(label), 2
        while key in members:
            key, count = f"{slug(label)}_{count}", count + 1
        members[key] = label.rstrip(" :")
    at = 1 + sum(key.startswith("phan_to_") for key in known)
    return Dimension(f"phan_to_{at}", " / ".join(labels)[:80], members, is_partition=True)


def _signature(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(words_of(label)) for label in labels)
