"""How near a reading comes to an annotation: hits, annotated and read items of every figure.

Both are JSON in the shape that ``caicach read --json`` prints. A figure is a bag of items; an item counts where the
other side has an equal one, texts also where they differ by a misread letter or two. Tasks are paired first, and what
stands in a task is compared only with the task that it is paired with.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LEAST_TASK = 0.8  # likeness of two texts of one task
_LEAST_TEXT = 0.9
_LEAST_DUTY = 0.6  # of who and what together: an annotation words both a little shorter
_FEW = 20  # a figure of fewer items may miss one
_ROLES = ("lead", "coordinating", "monitoring")
_HEADER = ("symbol", "issued", "year", "signer")
_BOUNDS = ("baseline_year", "horizon_year", "level", "scope")
_LEAST_FIGURE, _LEAST_MEAN = 0.93, 0.97


@dataclass
class Count:
    """The items of one figure."""

    hits: int = 0
    annotated: int = 0
    read: int = 0

    def __iadd__(self, other: "Count") -> "Count":
        self.hits += other.hits
        self.annotated += other.annotated
        self.read += other.read
        return self

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 1 where there is nothing to find."""
        items = self.annotated + self.read
        return 2 * self.hits / items if items else 1.0

    @property
    def is_good(self) -> bool:
        misses = max(self.annotated, self.read) - self.hits
        return self.f1 >= _LEAST_FIGURE or (self.annotated < _FEW and misses <= 1)

    def __str__(self) -> str:
        return f"{self.f1:.3f} ({self.hits} of {self.annotated} annotated, {self.read} read)"


Scores = dict[str, Count]


def pooled(scores: Iterable[Scores]) -> Scores:
    """Return the counts of several documents together."""
    total: Scores = {}
    for score in scores:
        for name, count in score.items():
            total.setdefault(name, Count())
            total[name] += count
    return total


def table_of(scores: Scores) -> str:
    """Return the scores as lines to look at."""
    lines = [f"{name:16} {count}" for name, count in scores.items()]
    return "\n".join([*lines, f"{'mean F1':16} {mean_f1(scores):.3f}"])


def mean_f1(scores: Scores) -> float:
    filled = [count.f1 for count in scores.values() if count.annotated or count.read]
    return sum(filled) / len(filled) if filled else 1.0


def assert_good(scores: Scores) -> None:
    """Assert that the mean is at least 0.97 and that no figure falls under 0.93."""
    weak = [name for name, count in scores.items() if not count.is_good]
    assert mean_f1(scores) >= _LEAST_MEAN and not weak, f"{weak}\n{table_of(scores)}"


def score(annotation: dict[str, Any], reading: dict[str, Any]) -> Scores:
    """Return the counts of every figure of one document."""
    pairs = list(_paired(list(_tasks(annotation)), list(_tasks(reading))))
    scores = pooled(_task_scores(mine, theirs) for mine, theirs in pairs)
    mine, theirs = annotation, reading
    scores["targets"] = _bag(_targets(mine), _targets(theirs))
    scores["target bounds"] = _bag(_bounds(mine), _bounds(theirs))
    scores |= _citation_scores(mine, theirs)
    scores["duties"] = duties_matched(mine, theirs)
    head, other = mine["document"], theirs["document"]
    same = sum(folded(str(head[name] or "")) == folded(str(other[name] or "")) for name in _HEADER)
    scores["header"] = Count(same, len(_HEADER), len(_HEADER))
    return scores


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """Return the words of ``text`` in small letters, the tone of each behind it: ``hoá`` and ``hóa`` are one."""
    words = "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in _apart(text)).split()
    return " ".join(
        "".join(char for char in word if char not in _TONES) + "".join(char for char in word if char in _TONES)
        for word in words
    )


def _apart(text: str) -> str:
    return unicodedata.normalize("NFD", text.lower())


def likeness(one: str, other: str, least: float) -> float:
    """Return how like two texts are, from ``least`` to 1; 0 where they are less alike."""
    one, other = folded(one), folded(other)
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def most_like(text: str, others: Sequence[str], least: float) -> int | None:
    """Return the index of the text that is most like ``text``, or None where none is."""
    equal = [index for index, other in enumerate(others) if other == text]
    if equal:
        return equal[0]
    ranked = [(likeness(text, other, least), -index) for index, other in enumerate(others)]
    best, index = max(ranked, default=(0.0, 0))
    return -index if best else None


def matched(mine: Iterable[str], theirs: Iterable[str], least: float = _LEAST_TEXT) -> Count:
    """Return how many texts have one like them on the other side, each used once."""
    mine, left = list(mine), list(theirs)
    count = Count(0, len(mine), len(left))
    for text in mine:
        found = most_like(text, left, least)
        if found is not None:
            del left[found]
            count.hits += 1
    return count


Placed = tuple[str, dict[str, Any]]  # a task and its area


def _tasks(document: dict[str, Any]) -> Iterator[Placed]:
    for annex in document["annexes"]:
        for task in annex["tasks"]:
            yield annex["area"], task


def _paired(mine: list[Placed], theirs: list[Placed]) -> Iterator[tuple[Placed | None, Placed | None]]:
    """Yield every annotated task with the one most like it, then those that are left over."""
    left = list(theirs)
    for task in mine:
        found = most_like(task[1]["task"], [other[1]["task"] for other in left], _LEAST_TASK)
        yield task, None if found is None else left.pop(found)
    yield from ((None, task) for task in left)


def _task_scores(mine: Placed | None, theirs: Placed | None) -> Scores:
    both = mine is not None and theirs is not None
    scores = {"tasks": Count(int(both), int(mine is not None), int(theirs is not None))}
    if mine and theirs:
        scores["areas"] = Count(int(mine[0] == theirs[0]), 1, 1)
    scores["deliverables"] = matched(_deliverables(mine), _deliverables(theirs))
    for role in _ROLES:
        scores[role] = matched(_bodies(mine, role), _bodies(theirs, role))
    kinds = [Counter((folded(body["text"]), body["kind"]) for body in _all_bodies(task)) for task in (mine, theirs)]
    scores["agency kinds"] = _bag(*kinds)
    scores["deadlines"] = _bag(_deadlines(mine), _deadlines(theirs))
    return scores


def _rows(task: Placed | None) -> list[dict[str, Any]]:
    return task[1]["rows"] if task else []


def _deliverables(task: Placed | None) -> list[str]:
    items = [item for row in _rows(task) for item in row["deliverables"]]
    return [item if isinstance(item, str) else item["text"] for item in items]


def _bodies(task: Placed | None, role: str) -> list[str]:
    return [body["text"] for row in _rows(task) for body in row[role]]


def _all_bodies(task: Placed | None) -> Iterator[dict[str, Any]]:
    return (body for row in _rows(task) for role in _ROLES for body in row[role])


def _deadlines(task: Placed | None) -> Counter[tuple[Any, ...]]:
    names = ("kind", "date", "inclusive", "start", "end", "freq", "month", "day", "month_of_quarter", "amount", "unit")
    deadlines = [deadline for row in _rows(task) for deadline in row["deadlines"] if deadline["kind"] != "none"]
    return Counter(tuple(deadline.get(name) for name in names) for deadline in deadlines)


def _targets(document: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    numbered = [target for target in document["targets"] if target["value"] is not None]
    return Counter((target["comparator"], target["value"], target["unit"]) for target in numbered)


def _bounds(document: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    """Return what is said of each target beside its number: (value, name, what is said)."""
    return Counter(
        (target["value"], name, str(target[name]).lower())
        for target in document["targets"]
        for name in _BOUNDS
        if target.get(name) is not None
    )


def duties_matched(mine: dict[str, Any], theirs: dict[str, Any]) -> Count:
    """Return how many duties in prose are alike in who owes them and what."""
    texts = [
        [f"{duty['who'] or ''} {duty['what']}" for duty in document["periodic_duties"]] for document in (mine, theirs)
    ]
    return matched(*texts, least=_LEAST_DUTY)


def _citation_scores(mine: dict[str, Any], theirs: dict[str, Any]) -> Scores:
    dates, others = _citations(mine), _citations(theirs)
    both = dates.keys() & others.keys()
    same = sum(dates[symbol] == others[symbol] for symbol in both)
    return {
        "citations": Count(len(both), len(dates), len(others)),
        "citation dates": Count(same, len(both), len(both)),
    }


def _citations(document: dict[str, Any]) -> dict[str, str | None]:
    """Return the date of every document that is cited by its symbol or, of laws, by its title."""
    own = _key(document["document"]["symbol"] or "")
    dates = {_key(item["symbol"] or item.get("title") or ""): item["date"] for item in document["citations"]}
    return {key: day for key, day in dates.items() if key and key != own}


def _key(symbol: str) -> str:
    return "".join(symbol.split()).upper()


def _bag(mine: Counter[tuple[Any, ...]], theirs: Counter[tuple[Any, ...]]) -> Count:
    return Count((mine & theirs).total(), mine.total(), theirs.total())
