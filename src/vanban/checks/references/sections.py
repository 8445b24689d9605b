"""The sections, annexes and rows that a document has, as its own words may point at them.

Owns: the index. Does not: read what points at it (each rule does).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vanban.checks.numbering.labels import Level, label_of, roman_value
from vanban.plans import Plan
from vanban.plans.outline import Passage
from vanban.reading.model import Document, Paragraph
from vanban.text.forms import squeeze

__all__ = ["SectionIndex", "annex_numbers", "annex_value", "is_annex_heading", "row_numbers", "section_index"]

Key = tuple[Level, str]

_ANNEX = re.compile(
    r"\A\W*phụ lục(?:\s+số)?\s*:?\s*(?P<number>[IVX]+|\d{1,2}|[A-H])?(?P<rest>(?!\w).*)\Z", re.IGNORECASE
)
_LONGEST = 30  # words of an annex's heading


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


def annex_value(number: str) -> int | None:
    """Return the number of an annex in whatever digits: "03", "III", "C" → 3."""
    if number.isdigit():
        return int(number)
    return roman_value(number.upper()) or ("ABCDEFGH".find(number.upper()) + 1 or None)


def is_annex_heading(text: str) -> re.Match[str] | None:
    """Return the match where a line is the heading of an annex, not a sentence that names one."""
    line = squeeze(text)
    match = _ANNEX.match(line)
    if match is None or len(line.split()) > _LONGEST:
        return None
    rest = match["rest"].strip(" .:-–*")
    return match if not rest or rest[0].isupper() or rest[0] == "(" else None


def annex_numbers(document: Document) -> tuple[frozenset[int], bool]:
    """Return the numbers of the annexes that a document has, and whether it has any annex at all."""
    headings = [
        match
        for block in document.blocks
        if isinstance(block, Paragraph) and not block.note and (match := is_annex_heading(block.text))
    ]
    numbers = frozenset(value for match in headings if match["number"] and (value := annex_value(match["number"])))
    return numbers, bool(headings)


def row_numbers(plan: Plan) -> dict[int, frozenset[str]]:
    """Return the numbers of the tasks of each annex that has a number."""
    found: dict[int, set[str]] = {}
    for annex in plan.annexes:
        value = annex_value(annex.number) if annex.number else None
        if value is not None:
            found.setdefault(value, set()).update(task.no.lstrip("0") for task in annex.tasks if task.no)
    return {value: frozenset(numbers) for value, numbers in found.items()}
