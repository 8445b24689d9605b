"""What an amending document does to a plan, row by row: the legal difference, and the plan that follows from it.

Owns: the fate of every row, the consolidated text. Does not: pair rows (``matching``), or know what is owed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vanban.plans.lines import Part, PlanLine, changed_parts
from vanban.plans.matching import Alignment, align

__all__ = ["Fate", "Item", "amend", "consolidated"]


class Fate(StrEnum):
    """What becomes of a row."""

    UNCERTAIN = "uncertain"  # a person must say which old row it is
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"
    UNCHANGED = "unchanged"  # named, with the same words
    UNNAMED = "unnamed"  # not named by a partial amendment: it stays as it is


@dataclass(frozen=True, slots=True)
class Item:
    """One row with its fate."""

    fate: Fate
    old: PlanLine | None
    new: PlanLine | None
    parts: tuple[Part, ...] = ()  # in which it changed
    offers: tuple[PlanLine, ...] = ()  # old rows that an uncertain one could be

    @property
    def is_renumbered(self) -> bool:
        """Whether a row that goes on has another number."""
        return bool(self.old and self.new and self.old.number != self.new.number)


def amend(
    old: Sequence[PlanLine],
    new: Sequence[PlanLine],
    *,
    is_whole: bool,
    settled: Mapping[int, int | None] | None = None,
    dropped: Iterable[int] = (),
    kept: Iterable[int] = (),
    silent: Mapping[int, Collection[Part]] | None = None,
) -> tuple[Item, ...]:
    """Return what becomes of every row: first those of the amending document in its order, then the rest of the plan.

    Args:
        old: Rows of the plan.
        new: Rows of the amending document.
        is_whole: Whether it takes the place of all rows; else what it does not name stays.
        settled: As ``matching.align``.
        dropped: Old rows that a person said are dropped.
        kept: Old rows that a person said stay, though a whole replacement does not name them.
        silent: By the key of a new row: parts that its document says nothing of in any row (its table lacks the
            column); they are no change.
    """
    gone, stays = frozenset(dropped), frozenset(kept)
    found = align(old, new, settled=settled, apart=gone | stays)
    offered = {line.key for doubt in found.doubts for line in doubt.offers}
    items = _named(found, silent or {})
    rest = [_unnamed(line, gone, stays | offered, is_whole=is_whole) for line in found.unnamed]
    return (*(items[line.key] for line in new), *rest)


def _named(found: Alignment, silent: Mapping[int, Collection[Part]]) -> dict[int, Item]:
    items = {new.key: _pair(old, new, silent.get(new.key, ())) for old, new in found.pairs}
    items |= {doubt.new.key: Item(Fate.UNCERTAIN, None, doubt.new, offers=doubt.offers) for doubt in found.doubts}
    return items | {line.key: Item(Fate.ADDED, None, line) for line in found.added}


def _pair(old: PlanLine, new: PlanLine, silent: Collection[Part]) -> Item:
    parts = tuple(part for part in changed_parts(old, new) if part not in silent)
    return Item(Fate.CHANGED if parts else Fate.UNCHANGED, old, new, parts)


def _unnamed(line: PlanLine, gone: frozenset[int], stays: frozenset[int], *, is_whole: bool) -> Item:
    is_dropped = line.key in gone or (is_whole and line.key not in stays)
    return Item(Fate.DROPPED if is_dropped else Fate.UNNAMED, line, None)


def consolidated(old: Sequence[PlanLine], items: Sequence[Item], *, is_whole: bool) -> tuple[PlanLine, ...]:
    """Return the plan as it reads afterwards; a row that goes on keeps its old key, a doubt is left as a new row.

    A whole replacement has the order of its own text, with what a person kept behind it. In a partial one every row
    keeps its place, and what is added stands behind the last row of its area.
    """
    after = [_after(item) for item in items]
    if is_whole:
        return tuple(line for line in after if line is not None)
    by_key = {line.key: line for item, line in zip(items, after, strict=True) if item.old and line}
    rows = [by_key[line.key] for line in old if line.key in by_key]
    for item, line in zip(items, after, strict=True):
        if item.old is None and line is not None:
            last = max((at for at, row in enumerate(rows) if row.area == line.area), default=len(rows) - 1)
            rows.insert(last + 1, line)
    return tuple(rows)


def _after(item: Item) -> PlanLine | None:
    if item.fate is Fate.DROPPED:
        return None
    if item.new is None:
        return item.old
    return replace(item.new, key=item.old.key) if item.old else item.new
