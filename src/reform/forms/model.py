"""What a form of figures is: sections, groups, lines, dimensions and rules, as a decree or a letter prescribes them.

Owns: the shape of a version of a form and looking its parts up. Does not: read YAML (reading.py), compute or judge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reform.forms.tree import Node

__all__ = [
    "Aggregation",
    "Choice",
    "Dimension",
    "Form",
    "Group",
    "Line",
    "LineTime",
    "LineType",
    "Need",
    "Rule",
    "Section",
    "Weight",
]

ANY_LEVEL = "*"  # a need that holds wherever no other is said


class LineType(StrEnum):
    """What the cells of a line hold."""

    COUNT = "count"  # a whole number, not below zero
    NUMBER = "number"  # to four digits after the point
    PERCENT = "percent"  # of a hundred
    CHOICE = "choice"  # one word of a list


class LineTime(StrEnum):
    """Of which time a figure speaks."""

    FLOW = "flow"  # from the beginning of the window to the day that counts
    STOCK = "stock"  # on the day that counts
    YEAR = "year"  # of the whole year; changes with a document alone
    SINCE = "since"  # from a fixed year
    PAST_YEAR = "past_year"  # a published result of the year before


class Aggregation(StrEnum):
    """How the figure of a body comes from its own and those of the bodies under it."""

    SUM = "sum"  # cell by cell
    OWN = "own"  # its own alone
    RATIO = "ratio"  # computed again from parts that were added up
    WEIGHTED = "wavg"  # mean of rates that came without their parts, by the line ``weight``
    DISTINCT = "distinct"  # of sets; the largest where there are numbers alone
    COUNT_IF = "count_if"  # bodies under it for which ``of`` holds
    MAX = "max"
    LATEST = "latest"  # the newest entry


class Need(StrEnum):
    """What a level does with a line."""

    REQUIRED = "R"  # a value, or the reason why there is none
    OPTIONAL = "O"
    COMPUTED = "C"  # computed or consolidated, never typed
    ABSENT = "-"  # not on the sheet of this level


class Weight(StrEnum):
    """How much a rule that does not hold weighs."""

    HARD = "hard"  # cannot be true: wants mending
    SOFT = "soft"  # may be true: wants an explanation


@dataclass(frozen=True, slots=True)
class Dimension:
    """What lines are split by."""

    key: str
    label: str
    members: Mapping[str, str]  # member -> label, in printed order
    is_partition: bool  # the members together are the whole


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of words, one of which is the answer."""

    key: str
    words: Mapping[str, str]  # word -> label


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form. ``key`` is for ever; ``number`` and ``label`` are what is printed."""

    key: str
    number: str
    label: str
    type: LineType
    unit: str  # printed; empty where the line has none
    time: LineTime
    aggregation: Aggregation
    by: tuple[str, ...]  # keys of dimensions
    needs: Mapping[str, Need]  # by level; ``ANY_LEVEL`` for all others
    source: str  # key of where the figure comes from
    part_of: str | None = None  # with its fellows it makes up that line
    subset_of: str | None = None  # never above that line
    calc: Node | None = None
    counts: Node | None = None  # of ``count_if``
    weight: str | None = None  # line of ``wavg``
    choice: Choice | None = None
    good: int = 0  # 1: more is better, -1: less is better
    since: int | None = None  # year of a fixed beginning

    def need_of(self, level: str) -> Need:
        """Return what ``level`` does with the line."""
        return self.needs.get(level, self.needs.get(ANY_LEVEL, Need.ABSENT))


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    number: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What one office fills and hands in."""

    key: str
    number: str
    label: str
    groups: tuple[Group, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """The lines in printed order."""
        return (line for group in self.groups for line in group.lines)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold, or be explained."""

    key: str
    weight: Weight
    check: Node
    sentence: str  # what is wrong where it does not hold
    each: str | None = None  # a dimension: for the total and for each of its members


@dataclass(frozen=True, slots=True)
class Form:
    """A version of a form."""

    key: str
    version: str
    title: str
    valid_from: date
    valid_to: date | None  # half open
    dimensions: Mapping[str, Dimension]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    null_reasons: Mapping[str, str]  # why a cell has no value -> its words

    @property
    def lines(self) -> Iterator[Line]:
        """All lines in printed order."""
        return (line for section in self.sections for line in section.lines)

    def by_key(self) -> dict[str, Line]:
        """Return the lines by their keys."""
        return {line.key: line for line in self.lines}
