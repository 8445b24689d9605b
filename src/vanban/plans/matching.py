"""Which row of an amending document is which row of the plan that it amends.

Rows are paired by their words: first those that are equal, then the most alike. What is alike but not surely the same
is left to a person, with the rows it could be. Owns: the pairing. Does not: say what a pair changes (``lines``), or
what becomes of rows that are not named (``amending``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from vanban.plans.lines import PlanLine, word_key
from vanban.text.forms import compare_key

__all__ = ["Alignment", "Doubt", "align", "likeness", "nearest"]

_SURE = 0.82  # from here on two rows are one, unless another is nearly as alike
_POSSIBLE = 0.6  # from here on a person is asked
_AHEAD = 0.06  # by so much a sure pair is more alike than any other of its two rows
_AGAIN = 0.75  # from here on a task of a year says a task of its period again
_OFFERS = 4  # rows that a person is offered
_TASK, _PRODUCT, _NUMBER = 0.55, 0.30, 0.15  # what each says of the likeness of two rows; together 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """A new row that may be one of several old ones, or none."""

    new: PlanLine
    offers: tuple[PlanLine, ...]  # the most alike first


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two lists of rows go together; every row stands in exactly one place, offers of doubts apart."""

    pairs: tuple[tuple[PlanLine, PlanLine], ...]  # in the order of the new rows
    doubts: tuple[Doubt, ...]
    added: tuple[PlanLine, ...]  # new rows that are no old one
    unnamed: tuple[PlanLine, ...]  # old rows that no new one is, those offered in doubts among them


def align(
    old: Sequence[PlanLine],
    new: Sequence[PlanLine],
    *,
    settled: Mapping[int, int | None] | None = None,
    apart: Iterable[int] = (),
) -> Alignment:
    """Pair the rows of ``new`` with those of ``old``. Never raises.

    Args:
        old: Rows of the plan, keys unique.
        new: Rows of the amending document, keys unique.
        settled: What a person said: key of a new row -> key of the old one that it is, or None for a new one.
        apart: Keys of old rows that a person said no new row is.
    """
    said = settled or {}
    by_key = {line.key: line for line in old}
    pairs = {key: by_key[its] for key, its in said.items() if its in by_key}
    taken = {line.key for line in pairs.values()} | set(apart)
    left_old = [line for line in old if line.key not in taken]
    left_new = [line for line in new if line.key not in said]
    for key_of in (_whole, _with_number, _with_lead, _words):
        _pair_equal(left_old, left_new, pairs, key_of)
    doubts = _pair_alike(left_old, left_new, pairs)
    in_doubt = {doubt.new.key for doubt in doubts}
    paired = {line.key for line in pairs.values()}
    return Alignment(
        pairs=tuple((pairs[line.key], line) for line in new if line.key in pairs),
        doubts=tuple(doubts),
        added=tuple(line for line in new if line.key not in pairs and line.key not in in_doubt),
        unnamed=tuple(line for line in old if line.key not in paired),
    )


def _words(line: PlanLine) -> tuple[str, ...]:
    return word_key(line.task), word_key(line.product)


def _with_lead(line: PlanLine) -> tuple[str, ...]:
    return *_words(line), *map(word_key, line.lead)


def _with_number(line: PlanLine) -> tuple[str, ...]:
    return line.area, word_key(line.number), *_words(line)


def _whole(line: PlanLine) -> tuple[str, ...]:
    return *_with_number(line), word_key(line.deadline), *map(word_key, line.lead)


def _pair_equal(
    old: list[PlanLine],
    new: list[PlanLine],
    pairs: dict[int, PlanLine],
    key_of: Callable[[PlanLine], tuple[str, ...]],
) -> None:
    """Pair rows with equal keys in their order, and take them out of both lists."""
    standing: dict[tuple[str, ...], list[PlanLine]] = {}
    for line in old:
        standing.setdefault(key_of(line), []).append(line)
    for line in list(new):
        if found := standing.get(key_of(line)):
            pairs[line.key] = found.pop(0)
            old.remove(pairs[line.key])
            new.remove(line)


def _pair_alike(old: list[PlanLine], new: list[PlanLine], pairs: dict[int, PlanLine]) -> list[Doubt]:
    """Pair what is surely the same; return the doubts about the rest."""
    likes = _Likes(old, new)
    for old_key, new_key in likes.best_first():
        if new_key in likes.of_new and old_key in likes.of_old and likes.is_sure(old_key, new_key):
            pairs[new_key] = likes.take(old_key, new_key)
    return [Doubt(line, offers) for line in new if line.key in likes.of_new and (offers := likes.offers(line.key))]


class _Likes:
    """How alike the rows are that are still free, from both sides."""

    def __init__(self, old: Sequence[PlanLine], new: Sequence[PlanLine]) -> None:
        self.by_key = {line.key: line for line in old}
        self.of_old: dict[int, dict[int, float]] = {line.key: {} for line in old}
        self.of_new: dict[int, dict[int, float]] = {line.key: {} for line in new}
        folded = [(line, _folded(line)) for line in old]
        for mine in new:
            words = _folded(mine)
            for its, its_words in folded:
                if (score := _score(its, its_words, mine, words)) >= _POSSIBLE:
                    self.of_old[its.key][mine.key] = self.of_new[mine.key][its.key] = score

    def best_first(self) -> list[tuple[int, int]]:
        """Return the pairs (old, new) that may be one, the most alike first."""
        scored = [(-score, one, other) for other, row in self.of_new.items() for one, score in row.items()]
        return [(one, other) for _score, one, other in sorted(scored)]

    def is_sure(self, old_key: int, new_key: int) -> bool:
        """Whether two rows are one, with no other nearly as alike."""
        score = self.of_new[new_key][old_key]
        others = [its for one, its in self.of_new[new_key].items() if one != old_key]
        others += [its for other, its in self.of_old[old_key].items() if other != new_key]
        return score >= _SURE and score - max(others, default=0.0) >= _AHEAD

    def take(self, old_key: int, new_key: int) -> PlanLine:
        """Take two rows out; return the old one."""
        for other in self.of_old.pop(old_key):
            self.of_new[other].pop(old_key, None)
        for one in self.of_new.pop(new_key):
            self.of_old[one].pop(new_key, None)
        return self.by_key[old_key]

    def offers(self, new_key: int) -> tuple[PlanLine, ...]:
        """Return the old rows that a new one may be, the most alike first."""
        found = sorted(self.of_new[new_key].items(), key=lambda item: (-item[1], item[0]))
        return tuple(self.by_key[one] for one, _score in found[:_OFFERS])


_Words = tuple[str, str]


def _folded(line: PlanLine) -> _Words:
    return compare_key(line.task), compare_key(line.product)


def likeness(old: PlanLine, new: PlanLine) -> float:
    """Return how alike two rows are, from 0 to 1: the words of the task, then the product, then the number."""
    return _score(old, _folded(old), new, _folded(new))


def _score(old: PlanLine, old_words: _Words, new: PlanLine, new_words: _Words) -> float:
    is_numbered = bool(old.number) and (old.area, old.number) == (new.area, new.number)
    task, product = (fuzz.ratio(one, other) / 100 for one, other in zip(old_words, new_words, strict=True))
    return _TASK * task + _PRODUCT * product + _NUMBER * is_numbered


def nearest(texts: Mapping[int, str], above: Mapping[int, str]) -> dict[int, int]:
    """Return which text of ``above`` each of ``texts`` surely says again; several may say the same one.

    Args:
        texts: Words by key, of a plan of one year.
        above: Words by key, of the plan of several years above it.
    """
    folded = {key: compare_key(text) for key, text in above.items()}
    found = {}
    for key, text in texts.items():
        words = compare_key(text)
        score, best = max(((fuzz.ratio(words, other), -its) for its, other in folded.items()), default=(0.0, 0))
        if score >= _AGAIN * 100:
            found[key] = -best
    return found
