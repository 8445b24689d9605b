"""What a form of figures is: sections, groups, lines, dimensions and rules, as a decree or a letter prescribes them.

Owns: the shape of a version of a form and looking its parts up. Does not: read YAML (reading.py), compute or judge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reform.forms.tree import Cell, Node

__all__ = [
    "Aggregation",
    "AnnexRow",
    "Choice",
    "Crosswalk",
    "Dimension",
    "Form",
    "Group",
    "Line",
    "LineTime",
    "LineType",
    "Link",
    "Need",
    "Quality",
    "Rule",
    "Section",
    "Tolerance",
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
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # level -> members on its sheet; missing: all
    rolled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # level -> members it gets from those below

    def members_of(self, level: str) -> tuple[str, ...]:
        """Return the members on the sheet of ``level``, in printed order."""
        return self.levels.get(level, tuple(self.members))

    def rolled_of(self, level: str) -> tuple[str, ...]:
        """Return the members that ``level`` never types: bodies below it do."""
        return self.rolled.get(level, ())


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of words, one of which is the answer."""

    key: str
    words: Mapping[str, str]  # word -> label


@dataclass(frozen=True, slots=True)
class Tolerance:
    """From which difference on a figure wants an explanation.

    A rate is held against its bounds in points, other figures in per cent and only where they differ by ``least``.
    """

    previous: Decimal | None = None  # per cent, against the period before; None: not looked at
    year_before: Decimal | None = None  # per cent, against the same period of the year before
    least: Decimal = Decimal(0)  # units
    points: Decimal = Decimal("0.01")  # a rate that was given, against the one computed


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
    compared: tuple[str, ...] = ("prev", "yoy")  # returns that the figure is held against
    least: Decimal | None = None  # of a figure that can be true; counts and percents have bounds of their own
    most: Decimal | None = None
    tolerance: "Tolerance | None" = None  # of this line, where it is not the form's
    counted_levels: tuple[str, ...] = ()  # of ``count_if``: levels of the bodies that are counted; empty: any
    is_optional: bool = False  # ours, not prescribed: off until somebody switches it on
    printed: str = ""  # code in the prescribed annex, where it is another than ``number``
    order: int | None = None  # place in the prescribed annex, where it is another than the form's

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
    owners: Mapping[str, str] = field(default_factory=dict)  # level -> who fills it there
    area: str = ""  # code of reform.areas whose lead merges it; empty: the standing body alone

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


class Quality(StrEnum):
    """Whether a figure means the same in two forms."""

    SAME = "same"
    APPROX = "approx"  # nearly: compared with a mark
    NONE = "none"  # nothing stands for it


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of the prescribed annex as it is printed, headings too, and the cell that stands for it.

    Its place in the ``order`` and the ``path`` of labels say which row it is; codes are printed twice and left out.
    """

    order: int  # from 1
    code: str
    label: str = ""  # as printed; empty: that of the line
    path: tuple[str, ...] = ()  # labels below the row that has the code, the row's own last
    target: Cell | None = None  # None: a heading, or a row that says nothing new
    quality: Quality = Quality.SAME
    answers: Mapping[str, str] = field(default_factory=dict)  # what is printed for a choice -> its word


@dataclass(frozen=True, slots=True)
class Link:
    """A cell of an earlier version and the one that its figure goes to."""

    cell: Cell
    target: Cell | None  # None: it goes nowhere
    quality: Quality
    note: str = ""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """How figures of the earlier version ``source`` are carried to this one; what no link names keeps its cell."""

    source: str
    links: tuple[Link, ...]


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
    unknown_reasons: frozenset[str] = frozenset()  # those after which there is a value that nobody knows
    percent_digits: int = 2  # after the point, where a rate is shown
    tolerance: Tolerance | None = None  # of lines that have none of their own
    sources: Mapping[str, str] = field(default_factory=dict)  # where figures come from -> its words
    annex: tuple[AnnexRow, ...] = ()  # the prescribed annex, in its order
    crosswalks: tuple[Crosswalk, ...] = ()  # from earlier versions
    legal_basis: str = ""  # the document that prescribes it
    checked_by: str = ""  # who held it against that document

    def __hash__(self) -> int:
        return hash((self.key, self.version))

    @property
    def lines(self) -> Iterator[Line]:
        """All lines in printed order."""
        return (line for section in self.sections for line in section.lines)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that lines or dimensions speak of, as they come."""
        named = [level for line in self.lines for level in line.needs if level != ANY_LEVEL]
        named += [level for dimension in self.dimensions.values() for level in dimension.levels]
        return tuple(dict.fromkeys(named))

    def by_key(self) -> dict[str, Line]:
        """Return the lines by their keys."""
        return {line.key: line for line in self.lines}
