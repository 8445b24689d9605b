"""Numbers and letters before headings, clauses and points, with the one that each follows.

Owns: reading a label, the order of siblings. Does not: judge (each rule does).
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.5 (phần, chương, mục, điều, khoản, điểm); the letters of the
Vietnamese alphabet, which has no f, j, w, z; letters with a hook or hat but đ number nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from vanban.checks.annexes import roman_value
from vanban.checks.numbering.order import Numbers, Relation, relate, successor
from vanban.plans.outline import Passage
from vanban.text.findings import Place
from vanban.text.forms import compare_key

__all__ = ["LETTERS", "Label", "Level", "Step", "begin_of", "label_of", "steps"]

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of points: after e comes g
_PARTS = "ABCDĐEGH"
_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LONGEST = 90  # letters of a heading that are shown
_JUMP = 4  # a number that jumps further is no number of this list: "15. " at the start of a broken line


class Level(IntEnum):
    """How deep a label stands; the order is that of the decree."""

    PART = 0  # "A.", "Phần thứ nhất"
    ROMAN = 1  # "IV."
    ARTICLE = 2  # "Điều 5."
    CLAUSE = 3  # "3."
    DOTTED = 4  # "3.1.", "3.1.2."
    POINT = 5  # "đ)"


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number or letter."""

    level: Level
    printed: str  # without its stop: "2.1", "đ", "IV"
    numbers: Numbers  # (2, 1); (5,) for the fifth letter; (0,) for a letter that numbers nothing
    place: Place
    heading: str  # the words from the label on, cut


@dataclass(frozen=True, slots=True)
class Step:
    """A label and how it stands to the sibling before it."""

    label: Label
    relation: Relation
    before: Label | None = None  # None: it is the first under its heading
    expected: str | None = None  # what should be printed here, where ``relation`` is not NEXT


_FORMS = (
    (Level.PART, re.compile(r"([A-H])[.)]\s+(?=\S)")),
    (Level.ROMAN, re.compile(r"([IVX]{1,6})(?:[.)/]|\s?[-–:])\s+(?=\S)")),
    (Level.ARTICLE, re.compile(r"Điều (\d{1,3})[.:]")),
    (Level.DOTTED, re.compile(r"(\d{1,2}(?:\.\d{1,2})+)(?:[.)]\s+(?=\S)|\s+(?=\D))")),
    (Level.CLAUSE, re.compile(r"(\d{1,2})(?:[.)]\s+(?=\S)|(?:/|[-–])\s+(?=\D))")),
    (Level.POINT, re.compile(r"([a-zđ])[).]\s?(?=\S)")),
)
_NEW_TEXT = re.compile(
    r"\W*(?:phu luc|bieu|mau so)(?: \w+)?\Z|\W*(?:phu luc|bieu) |(?:ke hoach|quyet dinh|quy che|quy dinh|chuong trinh|"
    r"bao cao|de an|phuong an|huong dan|noi nhan)\Z"
)
_HEADING_WORDS = 12


def label_of(text: str, place: Place) -> Label | None:
    """Return the label at the front of ``text``; None where there is none."""
    for level, form in _FORMS:
        match = form.match(text)
        if match and (numbers := _numbers(level, match[1])):
            return Label(level, match[1], numbers, place.within(*match.span(1)), begin_of(text))
    return None


def begin_of(text: str) -> str:
    """Return the first words of a paragraph, as much as a heading has."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _numbers(level: Level, printed: str) -> Numbers:
    """Return the label as numbers; empty where it is no label after all."""
    if level is Level.ROMAN:
        value = roman_value(printed)
        return (value,) if value else ()
    if level is Level.PART:
        return (_PARTS.find(printed) + 1,)
    if level is Level.POINT:
        return (LETTERS.find(printed) + 1,)
    return tuple(int(part) for part in printed.split("."))


def steps(passages: Iterable[Passage]) -> Iterator[Step]:
    """Yield the labels in order, each with the sibling before it. An annex or another text begins anew."""
    last: dict[Level, Label] = {}
    above: Label | None = None  # the label of the passage right above
    for passage in passages:
        if _begins_anew(passage.text):
            last = {}
        label = label_of(passage.text, passage.pieces[0][1])
        if label is None or _is_astray(label, last):
            above = None
            continue
        step = _step(label, last, above)
        above = label
        yield step
        if label.numbers != (0,):
            last = {level: one for level, one in last.items() if level < label.level}
            last[label.level] = _as_it_should_be(step)


def _step(label: Label, last: dict[Level, Label], above: Label | None) -> Step:
    before = last.get(label.level)
    numbers = before.numbers if before else None
    if numbers is None and label.level is Level.DOTTED and Level.CLAUSE in last:
        numbers = last[Level.CLAUSE].numbers
    relation = relate(numbers, label.numbers)
    if relation is Relation.BACK and label.numbers == (1,) and not _goes_on(label, before, above):
        relation = Relation.NEXT  # another list begins
    if relation is Relation.NEXT or numbers is None or label.numbers == (0,):
        return Step(label, relation, before)
    return Step(label, relation, before, _printed(label.level, successor(numbers, len(label.numbers))))


def _goes_on(label: Label, before: Label | None, above: Label | None) -> bool:
    """Say whether a first point stands right under a later one: no line between them opens another list."""
    return label.level is Level.POINT and above is not None and above is before and not above.heading.endswith(":")


def _as_it_should_be(step: Step) -> Label:
    """Return the label that the next one is held against: a number of another section counts as the one due there."""
    label, due = step.label, step.expected
    if step.relation is not Relation.FOREIGN or due is None:
        return label
    return replace(label, numbers=tuple(int(part) for part in due.split(".")))


def _printed(level: Level, numbers: Numbers) -> str | None:
    """Return how a number is printed; None behind the last letter."""
    first = numbers[0]
    if level is Level.POINT:
        return LETTERS[first - 1] if first <= len(LETTERS) else None
    if level is Level.PART:
        return _PARTS[first - 1] if first <= len(_PARTS) else None
    if level is Level.ROMAN:
        return f"{'X' * (first // 10)}{_UNITS[first % 10]}"
    return ".".join(map(str, numbers))


def _begins_anew(text: str) -> bool:
    if len(text.split()) > _HEADING_WORDS:
        return False
    key = compare_key(text)
    return bool(_NEW_TEXT.match(key)) and len(key.split()) <= _HEADING_WORDS


def _is_astray(label: Label, last: dict[Level, Label]) -> bool:
    """Say whether a number is so far from its list that it is no label: a line broken before "15. "."""
    before = last.get(label.level)
    if label.level is Level.PART:  # "C. " alone may be a name; a part follows a part
        return label.numbers[0] > 1 and before is None
    if label.level not in (Level.CLAUSE, Level.ROMAN) or label.numbers[0] == 1:
        return False
    return abs(label.numbers[0] - (before.numbers[0] if before else 0)) > _JUMP
