"""What bodies bring to a consolidation, and what comes of it.

Owns: which bodies are expected to fill a cell, and who did. Does not: add anything up (operators.py, merging.py).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reform.forms.completing import completed
from reform.forms.figures import Figure, Filled
from reform.forms.model import Form, Need
from reform.forms.spread import spreads
from reform.forms.tree import Cell

__all__ = ["Contribution", "Given", "Merged", "Unit", "Units"]

Sets = Mapping[Cell, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Contribution:
    """The accepted return of one body."""

    agency: int | str
    filled: Filled
    level: str
    sets: Sets = field(default_factory=dict)  # codes of what a count of different things counted, where they came
    as_of: date | None = None  # of which day its figures are


@dataclass(frozen=True, slots=True)
class Merged:
    """A consolidated figure, and how much of it is there. A body that said nothing is not in it, and not as a zero."""

    figure: Figure | None  # None: nobody said anything
    received: int  # bodies below that gave it, or said why there is none
    expected: int  # bodies below that have it on their sheet
    parts: tuple[tuple[int | str, Figure], ...] = ()  # what those bodies gave
    own: Figure | None = None  # what the consolidating body itself gave
    is_weighted: bool = False  # a mean of rates that came without their parts

    @property
    def is_complete(self) -> bool:
        """Whether every body that has it gave it."""
        return self.received >= self.expected


@dataclass(frozen=True, slots=True)
class Unit:
    """A body with its completed figures. ``agency`` is None for the consolidating one."""

    agency: int | str | None
    level: str
    filled: Filled
    sets: Sets
    as_of: date | None
    cells: frozenset[Cell]  # that its level has


@dataclass(frozen=True, slots=True)
class Given:
    """What bodies gave for one cell."""

    below: tuple[tuple[Unit, Figure], ...]
    own: Figure | None
    received: int
    expected: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, those of the body itself first."""
        return (*((self.own,) if self.own else ()), *(figure for _unit, figure in self.below))

    @property
    def parts(self) -> tuple[tuple[int | str, Figure], ...]:
        """The figures of the bodies below, by their keys."""
        return tuple((unit.agency, figure) for unit, figure in self.below if unit.agency is not None)


class Units:
    """The bodies of one consolidation."""

    def __init__(
        self, form: Form, own: Contribution, below: Sequence[Contribution], expected: int | Mapping[str, int]
    ) -> None:
        self.form, self.expected = form, expected
        self._cells: dict[str, frozenset[Cell]] = {}
        self.own = self._unit(own, is_own=True)
        # The order in which bodies come must not matter: not even where two are of the same day.
        self.below = tuple(self._unit(one) for one in sorted(below, key=lambda one: str(one.agency)))

    def _unit(self, one: Contribution, *, is_own: bool = False) -> Unit:
        filled = completed(self.form, one.level, one.filled)
        agency = None if is_own else one.agency
        return Unit(agency, one.level, filled, one.sets, one.as_of, self.cells_of(one.level))

    def cells_of(self, level: str) -> frozenset[Cell]:
        """Return the cells that a level has."""
        if level not in self._cells:
            spread = spreads(self.form, level)
            lines = (line for line in self.form.lines if line.need_of(level) is not Need.ABSENT)
            self._cells[level] = frozenset(cell for line in lines for cell in spread[line.key].cells)
        return self._cells[level]

    def given(self, cell: Cell) -> Given:
        """Return what was given for ``cell``."""
        found = tuple((unit, unit.filled[cell]) for unit in self.below if cell in unit.cells and cell in unit.filled)
        received = sum(self.is_answer(figure) for _unit, figure in found)
        return Given(found, self.own.filled.get(cell), received, self.expected_with(lambda cells: cell in cells))

    def is_answer(self, figure: Figure) -> bool:
        """Tell whether a figure says how much there is, or that there is none; one that nobody knows does not."""
        return figure.value is not None or figure.reason not in self.form.unknown_reasons

    def expected_with(self, has: Callable[[frozenset[Cell]], bool]) -> int:
        """Return how many bodies below have certain cells on their sheet."""
        if not isinstance(self.expected, int):
            return sum(count for level, count in self.expected.items() if has(self.cells_of(level)))
        without = sum(not has(unit.cells) for unit in self.below)
        return max(self.expected - without, 0)

    def all(self) -> Iterable[Unit]:
        """Return the consolidating body and those below."""
        return (self.own, *self.below)
