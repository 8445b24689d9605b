"""Which row of one plan carries out which row of another, by the words of both.

Owns: the pairing of rows that were worded anew, by the rare words they share. Does not: say what a pair is worth
(``comparison``), or pair the rows of an amendment, which repeat the old words (``matching``).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from vanban.text.wordings import spelled_key

__all__ = ["LEAST", "Pair", "pair_texts"]

LEAST = 0.34  # below this two rows share no more than the words that all rows of such plans share
_SAME_AREA = 0.08  # what an equal area adds: it tells rows of like words apart, it makes none alike


@dataclass(frozen=True, slots=True)
class Pair:
    """One row above and the row below that carries it out; by their places in the lists given."""

    above: int
    below: int
    score: float  # from LEAST to 1
    is_shared: bool = False  # the row below carries out another one first of all


def pair_texts(above: Sequence[tuple[str, str]], below: Sequence[tuple[str, str]]) -> tuple[Pair, ...]:
    """Return the pairs of rows, in the order of ``above``; each row above stands in at most one.

    First every row below gets at most one row above, the most alike first; a row above that is left over then takes
    the row below that is most alike, which may so carry out several: two tasks may be taken up together.

    Args:
        above: (area, words) of each row of the plan that is carried out.
        below: (area, words) of each row of the plan that carries it out.
    """
    scores = _scores(above, below)
    first: dict[int, Pair] = {}
    used: set[int] = set()
    ranked = sorted(scores.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), item[0]))
    for (i, j), score in ranked:
        if i not in first and j not in used:
            first[i] = Pair(i, j, score)
            used.add(j)
    for (i, j), score in ranked:
        first.setdefault(i, Pair(i, j, score, is_shared=True))
    return tuple(first[i] for i in sorted(first))


def _scores(above: Sequence[tuple[str, str]], below: Sequence[tuple[str, str]]) -> dict[tuple[int, int], float]:
    """Return the likeness of every two rows that are alike at all."""
    words = [Counter(spelled_key(text).split()) for _area, text in (*above, *below)]
    weights = _weights(words)
    upper, lower = words[: len(above)], words[len(above) :]
    holders: Mapping[str, list[int]] = _holders(lower)
    lengths = [sqrt(sum((count * weights[word]) ** 2 for word, count in sorted(one.items()))) for one in words]
    scores: dict[tuple[int, int], float] = {}
    for i, one in enumerate(upper):
        shared: dict[int, float] = defaultdict(float)
        for word, count in sorted(one.items()):
            for j in holders.get(word, ()):
                shared[j] += count * lower[j][word] * weights[word] ** 2
        for j, product in shared.items():
            length = lengths[i] * lengths[len(above) + j]
            score = 1.0 if one == lower[j] else min(product / length, 1.0) if length else 0.0
            score = min(1.0, score + (_SAME_AREA if above[i][0] == below[j][0] and score < 1 else 0))
            if score >= LEAST:
                scores[i, j] = round(score, 6)
    return scores


def _weights(rows: Sequence[Counter[str]]) -> dict[str, float]:
    """Return how much each word tells: the fewer rows hold it, the more."""
    held = Counter(word for row in rows for word in row)
    return {word: log(1 + len(rows) / count) for word, count in held.items()}


def _holders(rows: Sequence[Counter[str]]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for word in row:
            holders[word].append(at)
    return holders
