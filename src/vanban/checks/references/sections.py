"""The sections and rows that a document has, as its own words may point at them.

Owns: the index. Does not: read what points at it (each rule does).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from vanban.checks.annexes import annex_value
from vanban.checks.numbering.labels import Level, label_of
from vanban.plans import Plan
from vanban.plans.outline import Passage

__all__ = ["Key", "SectionIndex", "row_numbers", "section_index"]

Key = tuple[Level, str]


@dataclass(frozen=True, slots=True)
class SectionIndex:
    """Every label of a document with those that it stands under."""

    chains: frozenset[frozenset[Key]]
    levels: frozenset[Level]  # those that the document numbers at all

    def has(self, keys: Iterable[Key]) -> bool:
        """Say whether a section stands under all of ``keys``, in whatever order they are named."""
        wanted = frozenset(keys)
        return any(wanted <= chain for chain in self.chains)

    def knows(self, keys: Iterable[Key]) -> bool:
        """Say whether the document numbers all those levels, so that what is not found is not there."""
        return all(level in self.levels for level, _ in keys)


def section_index(prose: Iterable[Passage]) -> SectionIndex:
    """Return the index of the sections of ``prose``."""
    above: dict[Level, str] = {}
    chains = set()
    for passage in prose:
        label = label_of(passage.text, passage.pieces[0][1])
        if label is not None:
            above = {level: printed for level, printed in above.items() if level < label.level}
            above[label.level] = label.printed
            chains.add(frozenset(above.items()))
    return SectionIndex(frozenset(chains), frozenset(level for chain in chains for level, _ in chain))


def row_numbers(plan: Plan) -> dict[int, frozenset[str]]:
    """Return the numbers of the tasks of each annex that has a number."""
    found: dict[int, set[str]] = {}
    for annex in plan.annexes:
        value = annex_value(annex.number) if annex.number else None
        if value is not None:
            found.setdefault(value, set()).update(task.no.lstrip("0") for task in annex.tasks if task.no)
    return {value: frozenset(numbers) for value, numbers in found.items()}
