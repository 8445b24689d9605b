"""What the lines of a statistics table must be to one another: totals and their parts.

Owns: which lines make up which, by the form of the table alone. Does not: say what a wrong sum means.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vanban.reports.model import ColumnKind, Figure, Indicator, IndicatorType, Report
from vanban.text.forms import compare_key

__all__ = ["Basis", "Outcome", "Relation", "relations"]

_COUNTED = frozenset({IndicatorType.COUNT, IndicatorType.NUMBER})
_APART = frozenset({ColumnKind.SHARE})  # rates of parts are no parts of a rate
_LEAST_PARTS = 2


class Basis(StrEnum):
    """What makes a relation likely."""

    LEVELS = "levels"  # each part is for one level (tỉnh, huyện, xã): the total is their sum
    PARTS = "parts"  # lines under "Trong đó"
    CODES = "codes"  # coded lines below a coded line that has a value: the least certain
    COLUMNS = "columns"  # columns for levels beside a column for the total


class Outcome(StrEnum):
    """How the numbers stand to a relation."""

    HOLDS = "holds"
    HOLDS_BLANK_AS_ZERO = "holds_blank_as_zero"
    FAILS = "fails"
    TOTAL_MISSING = "total_missing"  # some part has a value, the total none
    EMPTY = "empty"  # nothing is filled in


@dataclass(frozen=True, slots=True)
class Relation:
    """A total that is the sum of its parts; with one part alone, that part is at most the total."""

    total: Figure
    parts: tuple[Figure, ...]
    basis: Basis
    line: int  # index of the total's line in ``Report.indicators``
    lines: tuple[int, ...]  # those of the parts; the total's own for columns

    @property
    def sum(self) -> Decimal:
        """Return the sum of the parts, a blank counted as nothing."""
        return sum((part.value for part in self.parts if part.value is not None), Decimal(0))

    def outcome(self) -> Outcome:
        """Say how the numbers stand; a blank part counts as 0 and is said so."""
        blank = any(part.value is None for part in self.parts)
        if self.total.value is None:
            return Outcome.EMPTY if all(part.value is None for part in self.parts) else Outcome.TOTAL_MISSING
        if len(self.parts) < _LEAST_PARTS:
            return Outcome.HOLDS if self.sum <= self.total.value else Outcome.FAILS
        if self.sum != self.total.value:
            return Outcome.FAILS
        return Outcome.HOLDS_BLANK_AS_ZERO if blank else Outcome.HOLDS


def relations(report: Report) -> tuple[Relation, ...]:
    """Return the totals of the statistics with their parts, in the order of the totals.

    Rates are no parts of a count, and lines of another unit are left out.
    """
    lines = report.indicators
    found: list[Relation] = []
    for at, line in enumerate(lines):
        if line.type in _COUNTED:
            found.extend(_of_lines(lines, at, line.parts, Basis.PARTS))
            if not line.parts:
                found.extend(_of_lines(lines, at, line.children, Basis.CODES))
            found.extend(_of_columns(at, line))
    return tuple(found)


def _of_lines(lines: Sequence[Indicator], at: int, below: Sequence[int], basis: Basis) -> Iterator[Relation]:
    parts = _alike(lines, at, below)
    if not parts or (len(parts) < _LEAST_PARTS and basis is Basis.CODES):
        return
    if basis is Basis.PARTS and all(_is_level(lines[part].label) for part in parts):
        basis = Basis.LEVELS
    figures = tuple(lines[part].figure() for part in parts)
    yield Relation(lines[at].figure(), figures, basis, at, tuple(parts))
    for column, own in enumerate(lines[at].columns):
        beside = [lines[part].columns[column].figure for part in parts if column < len(lines[part].columns)]
        filled = [figure for figure in (own.figure, *beside) if figure.value is not None]
        # Blanks are told of the period's own column alone: "Lũy kế" is often left for the last report of the year.
        if own.kind not in _APART and own.figure.place != lines[at].value_place and len(filled) == len(parts) + 1:
            yield Relation(own.figure, tuple(beside), basis, at, tuple(parts))


def _alike(lines: Sequence[Indicator], at: int, below: Sequence[int]) -> list[int]:
    """Return the lines of ``below`` that count what the total counts; a total without a unit counts what they do."""
    counted = [part for part in below if lines[part].type in _COUNTED]
    unit = lines[at].measure or next((lines[part].measure for part in counted if lines[part].measure), None)
    return [part for part in counted if _same(lines[part].measure, unit)]


def _same(one: str | None, other: str | None) -> bool:
    return one is None or other is None or compare_key(one) == compare_key(other)


def _is_level(label: str) -> bool:
    """Say whether a label names a level and nothing else: "Tại cấp xã", "Số TTHC cấp huyện"."""
    words = compare_key(label).split()
    return len(words) >= 2 and words[-2] == "cap" and words[-1] in {"tinh", "huyen", "xa", "so"}


def _of_columns(at: int, line: Indicator) -> Iterator[Relation]:
    totals = [column.figure for column in line.columns if column.kind is ColumnKind.TOTAL]
    levels = tuple(column.figure for column in line.columns if column.kind is ColumnKind.LEVEL)
    if len(totals) == 1 and len(levels) >= _LEAST_PARTS:
        yield Relation(totals[0], levels, Basis.COLUMNS, at, (at,))
