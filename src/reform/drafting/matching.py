"""Which rows of two annexes are the same: by label, number, unit and order, never by the number alone.

Numbers are printed twice, belong to another annex, or are missing; labels are reworded; rows are added and left out.
So numbered rows are aligned in order, the best way over the whole annex; parts ("Trong đó") below rows that were found
to be the same; what is left, wherever it stands, by its label alone where one fits clearly better than any other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reform.drafting.wording import Likeness, are_opposed
from vanban.text.forms import compare_key

__all__ = ["Entry", "Match", "matched"]

HEADING = "heading"
_LEAST = 0.42  # what a pair must be worth
_SAME_CODE = 0.35
_SAME_UNIT = 0.1
_HEADING_AND_ROW = -0.3
_OTHER_KIND = -0.4
_OPPOSED = -0.35  # the labels name what excludes one another
_LEAST_MOVED = 0.55  # the same, of rows that stand at another place
_MOVES = 8  # groups that moved
_LEAST_ALONE = 0.6  # likeness of a pair that nothing but its labels joins
_CLEARLY = 0.08
_LEAST_UNPLACED = 0.75  # likeness of a pair with a row that stands nowhere in the annex
_BETTER = 0.15
_RATHER = 0.5  # below this likeness a pair wants a look


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, as far as it helps to know it again."""

    label: str
    code: str  # without its full stop; empty where it has none of its own
    unit: str
    kind: str  # "heading", "count", "number", "percent", "choice", "text"
    parent: int | None = None  # index of the row that it is a part of; None: it is none ("Trong đó")
    is_placed: bool = True  # it stands somewhere in the annex: its neighbours help to know it


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the left annex and the one of the right that is the same."""

    left: int
    right: int
    likeness: float  # of the labels alone, 0 to 1

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.likeness < _RATHER


def matched(left: Sequence[Entry], right: Sequence[Entry]) -> tuple[Match, ...]:
    """Return the rows that are the same, in the order of the left; each row at most once."""
    return tuple(sorted(_Matching(left, right).run(), key=lambda match: match.left))


class _Matching:
    def __init__(self, left: Sequence[Entry], right: Sequence[Entry]) -> None:
        self.left, self.right = left, right
        self.likeness = Likeness([entry.label for entry in (*left, *right)])
        self.codes = Counter(entry.code for entry in left if entry.code)
        self.their_codes = Counter(entry.code for entry in right if entry.code)
        self.found: dict[int, Match] = {}
        self.worths: dict[tuple[int, int], float] = {}

    def run(self) -> list[Match]:
        self._unplaced()
        self._in_order([at for at in _placed(self.left) if at not in self.found], _placed(self.right))
        for _ in range(_MOVES):
            if not self._moved():
                break
        for at, entry in enumerate(self.left):  # parents stand before their parts
            if entry.parent is None and at in self.found:
                self._parts(at, self.found[at].right)
        self._leftovers()
        return list(self.found.values())

    def _unplaced(self) -> None:
        """Pair rows with what stands nowhere in the annex, where nothing in it is nearly as alike."""
        loose = [at for at in _below(self.right, None) if not self.right[at].is_placed]
        placed = _placed(self.right)
        for one in _placed(self.left) if loose else ():
            label, kind = self.left[one].label, self.left[one].kind
            free = [at for at in loose if all(match.right != at for match in self.found.values())]
            alike = [(self.likeness.of(label, self.right[at].label), at) for at in free if self.right[at].kind == kind]
            best, other = max(alike, default=(0.0, 0))
            rival = max((self.likeness.of(label, self.right[at].label) for at in placed), default=0.0)
            if best >= _LEAST_UNPLACED and best >= rival + _BETTER:
                self._take(one, other)

    def _moved(self) -> bool:
        """Pair what is left in order among itself: a group that moved keeps its own order."""
        taken, before = {match.right for match in self.found.values()}, len(self.found)
        mine = [at for at in _placed(self.left) if at not in self.found]
        theirs = [at for at in _placed(self.right) if at not in taken]
        self._in_order(mine, theirs, least=_LEAST_MOVED)
        return len(self.found) > before

    def _parts(self, at: int, other: int) -> None:
        mine, theirs = _below(self.left, at), _below(self.right, other)
        self._in_order(mine, theirs)
        for part in mine:
            if part in self.found:
                self._parts(part, self.found[part].right)

    def _in_order(self, mine: Sequence[int], theirs: Sequence[int], *, least: float = _LEAST) -> None:
        """Find the pairs, crossing none, that are worth most together."""
        gains = [[self._worth(one, other) - least for other in theirs] for one in mine]
        best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
        for row in range(len(mine) - 1, -1, -1):
            for column in range(len(theirs) - 1, -1, -1):
                paired = gains[row][column] + best[row + 1][column + 1]
                best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
        row = column = 0
        while row < len(mine) and column < len(theirs):
            gain = gains[row][column]
            if gain > 0 and best[row][column] == gain + best[row + 1][column + 1]:
                self._take(mine[row], theirs[column])
                row, column = row + 1, column + 1
            elif best[row][column] == best[row + 1][column]:
                row += 1
            else:
                column += 1

    def _take(self, one: int, other: int) -> None:
        self.found[one] = Match(one, other, self.likeness.of(self.left[one].label, self.right[other].label))

    def _worth(self, one: int, other: int) -> float:
        worth = self.worths.get((one, other))
        if worth is None:
            worth = self.worths[one, other] = self._worth_of(one, other)
        return worth

    def _worth_of(self, one: int, other: int) -> float:
        mine, theirs = self.left[one], self.right[other]
        worth = self.likeness.of(mine.label, theirs.label) + (_OPPOSED if are_opposed(mine.label, theirs.label) else 0)
        if mine.code and mine.code == theirs.code:
            worth += _SAME_CODE / max(self.codes[mine.code], self.their_codes[mine.code])
        if mine.unit and _folded(mine.unit) == _folded(theirs.unit):
            worth += _SAME_UNIT
        return worth + _kinds(mine.kind, theirs.kind)

    def _leftovers(self) -> None:
        """Pair rows that moved, by their whole labels, where one other row alone fits."""
        taken = {match.right for match in self.found.values()}
        mine = [at for at, entry in enumerate(self.left) if at not in self.found and entry.kind != HEADING]
        theirs = [at for at, entry in enumerate(self.right) if at not in taken and entry.kind != HEADING]
        names = {at: _whole(self.left, at) for at in mine}
        others = {at: _whole(self.right, at) for at in theirs}
        rates = {
            (one, other): self.likeness.of(names[one], others[other])
            for one in mine
            for other in theirs
            if _kinds(self.left[one].kind, self.right[other].kind) == 0
        }
        by_row, by_column = _two_best(rates, 0), _two_best(rates, 1)
        for (one, other), like in sorted(rates.items(), key=lambda pair: -pair[1]):
            if like < _LEAST_ALONE:
                return
            rival = max(best[1] if best[0] == like else best[0] for best in (by_row[one], by_column[other]))
            if one not in self.found and other not in taken and rival <= like - _CLEARLY:
                self.found[one] = Match(one, other, like)
                taken.add(other)


def _two_best(rates: Mapping[tuple[int, int], float], side: int) -> dict[int, tuple[float, float]]:
    """Return for each row of one side how alike the two most alike of the other are."""
    found: dict[int, tuple[float, float]] = {}
    for pair, like in rates.items():
        best, second = found.get(pair[side], (0.0, 0.0))
        found[pair[side]] = (like, best) if like > best else (best, max(second, like))
    return found


@lru_cache(maxsize=1_000)
def _folded(unit: str) -> str:
    return compare_key(unit)


def _placed(entries: Sequence[Entry]) -> list[int]:
    return [at for at in _below(entries, None) if entries[at].is_placed]


def _below(entries: Sequence[Entry], parent: int | None) -> list[int]:
    return [at for at, entry in enumerate(entries) if entry.parent == parent]


def _whole(entries: Sequence[Entry], at: int) -> str:
    """Return the label of a part behind those that it is a part of."""
    parent = entries[at].parent
    return entries[at].label if parent is None else f"{_whole(entries, parent)} {entries[at].label}"


def _kinds(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if HEADING in (one, other):
        return _HEADING_AND_ROW
    return 0.0 if {one, other} <= {"count", "number", "text"} else _OTHER_KIND
