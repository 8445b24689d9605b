"""A report as it was read: the lines of its statistics, the figures of its prose and what these claim of one another.

Owns: the values. Does not: read (``reader``), print (``contract``) or judge them (``vanban.checks``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from vanban.language.citations import Citation
from vanban.language.headers import Header
from vanban.text.findings import Finding, Place

__all__ = [
    "Claim",
    "ColumnFigure",
    "ColumnKind",
    "Figure",
    "Indicator",
    "IndicatorType",
    "Narrative",
    "RateClaim",
    "Report",
    "SumClaim",
]


class IndicatorType(StrEnum):
    """What a line's value is."""

    COUNT = "count"  # so many of something
    PERCENT = "percent"
    NUMBER = "number"  # an amount or a score
    CHOICE = "choice"  # the number of an answer
    TEXT = "text"
    GROUP = "group"  # a heading: it has no value of its own


class ColumnKind(StrEnum):
    """What a column of values is for, where a table has several."""

    CURRENT = "current"  # what was reached in the period of the report
    PREVIOUS = "previous"
    PLANNED = "planned"
    TOTAL = "total"  # of all levels
    LEVEL = "level"  # of one level: tỉnh, huyện, xã
    SHARE = "share"  # a rate worked out from the others
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it counts."""

    name: str
    value: Decimal | None  # None where the place for it is blank, never 0
    unit: str | None  # the source's own word; "%" for rates
    raw: str
    place: Place  # the number itself: the span in its paragraph, or its cell


@dataclass(frozen=True, slots=True)
class ColumnFigure:
    """What one of several columns of values says on a line."""

    title: str
    kind: ColumnKind
    figure: Figure


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the statistics."""

    code: str | None  # as printed, without its full stop; of a line without a code, that of the coded line above
    coded: bool  # the code is its own
    label: str
    of_which: tuple[str, ...]  # of a line below a coded one: the labels from there down to its own; else empty
    level: int  # depth from 1
    unit: str | None  # as printed; None for choices and where the cell is blank
    measure: str | None  # the unit that holds: its own, else that of the line it is a part of
    type: IndicatorType
    choices: tuple[tuple[str, str], ...]  # (number, answer) as printed
    value: Decimal | None  # of the main column; None where blank, never 0
    raw: str  # the value as printed
    note: str
    place: Place  # the row, with the column of the label
    value_place: Place  # the cell that holds the value, or where it should stand
    parent: int | None  # index of the line above it in the hierarchy
    parts: tuple[int, ...]  # indexes of the lines directly below it that have no code of their own ("Trong đó")
    children: tuple[int, ...]  # indexes of the coded lines directly below it
    columns: tuple[ColumnFigure, ...] = ()  # every column of values, where there are several

    def figure(self) -> Figure:
        """Return the main value as a figure."""
        return Figure(self.label, self.value, self.measure, self.raw, self.value_place)


@dataclass(frozen=True, slots=True)
class Narrative:
    """One passage of the prose that holds figures."""

    section: str | None  # "II.2.c"
    text: str  # the whole passage
    figures: tuple[Figure, ...]
    ahead: bool = False  # it stands in the part about the next period: what is meant to be, not what was


@dataclass(frozen=True, slots=True)
class SumClaim:
    """A total and what it is said to consist of: "8.803 hồ sơ, trong đó: trực tiếp 4.167 hồ sơ; …"."""

    total: Figure
    parts: tuple[Figure, ...]  # two or more, of the total's unit
    section: str | None
    place: Place  # from the total to the last part
    exhaustive: bool  # the words say that these are all ("gồm"); "trong đó" leaves it open


@dataclass(frozen=True, slots=True)
class RateClaim:
    """A rate with the numbers it is made of: "288/367 hồ sơ, đạt 78,4%"."""

    numerator: Figure
    denominator: Figure
    rate: Figure  # in percent
    section: str | None
    place: Place
    explicit: bool  # printed as a fraction; else the two counts before the rate are taken


Claim = SumClaim | RateClaim


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    header: Header
    indicators: tuple[Indicator, ...]  # every line of the statistics once, in order
    narratives: tuple[Narrative, ...]
    claims: tuple[Claim, ...]
    citations: tuple[tuple[Citation, Place], ...]
    findings: tuple[Finding, ...]

    def sums(self) -> Iterator[SumClaim]:
        """Yield the claims of the prose about a total and its parts."""
        return (claim for claim in self.claims if isinstance(claim, SumClaim))

    def rates(self) -> Iterator[RateClaim]:
        """Yield the claims of the prose about a rate and its numbers."""
        return (claim for claim in self.claims if isinstance(claim, RateClaim))

    def to_json(self, *, source: str) -> dict[str, Any]:
        """Return the report as JSON values; ``source`` is the name of the file it was read from."""
        from vanban.reports.contract import report_to_json  # it imports this module

        return report_to_json(self, source=source)
