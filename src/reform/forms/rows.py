"""The rows of one line on a sheet: its total, its members and members within members, and which of them are typed.

Owns: the kinds of cells, numbers and nesting of rows. Does not: say which lines a level sees (sheets.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reform.forms.model import Line, Need
from reform.forms.spread import Spread
from reform.forms.tree import Cell, When, asked_by

__all__ = ["CellKind", "Row", "rows_of"]

LETTERS = "abcdđeghiklmnopqrstuvxy"  # as Vietnamese papers count


class CellKind(StrEnum):
    """Where the figure of a cell comes from."""

    TYPED = "typed"
    MARGIN = "margin"  # added up over the members of a partition
    COMPUTED = "computed"  # by the line's formula
    ROLLED = "rolled"  # from the bodies below alone


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet: one cell and what is printed before it."""

    line: Line
    cell: Cell
    kind: CellKind
    number: str  # "3.2.2"; "a", "a1" for members
    label: str
    depth: int  # 0: the line; 1: a member; 2: a member within a member
    is_required: bool  # wants a value, or the reason why there is none
    printed: str = ""  # code in the prescribed annex, where it has one of its own


def rows_of(spread: Spread, shown: Mapping[str, Spread], level: str, codes: Mapping[Cell, str]) -> Iterator[Row]:
    """Yield the rows of a line. A dimension with one member is not printed; its member is in every cell."""
    line = spread.line
    makes = _Maker(spread, level, codes, is_computed=line.calc is not None and _can_compute(line, shown))
    nested = [at for at, dimension in enumerate(spread.dimensions) if dimension.key not in spread.fixed]
    wholes = [at for at in nested if spread.wholes[at]]
    heads = [at for at in nested if not spread.wholes[at]]
    if not heads:
        yield from makes.rows(spread.fixed, wholes, line.number, line.label, 0)
        return
    head, *others = heads
    for place, (member, label) in enumerate(makes.members(head), start=1):
        chosen = {**spread.fixed, spread.dimensions[head].key: member}
        yield from makes.rows(chosen, [*others, *wholes], f"{line.number}.{place}", f"{line.label}: {label}", 0)


def _can_compute(line: Line, shown: Mapping[str, Spread]) -> bool:
    """Tell whether what the formula asks of this return is on the sheet; a rate without its parts is typed."""
    asked = asked_by(line.calc) if line.calc is not None else frozenset()
    return all(one.cell.key in shown for one in asked if one.when is When.NOW)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the rows of one line."""

    spread: Spread
    level: str
    codes: Mapping[Cell, str]  # of the annex
    is_computed: bool

    def members(self, at: int) -> list[tuple[str, str]]:
        dimension = self.spread.dimensions[at]
        return [(member, dimension.members[member]) for member in self.spread.members[at]]

    def rows(
        self, chosen: dict[str, str], nested: list[int], number: str, label: str, depth: int, before: str = ""
    ) -> Iterator[Row]:
        yield self.row(chosen, number, label, depth)
        if not nested:
            return
        at, *inner = nested
        for place, (member, words) in enumerate(self.members(at)):
            sign = f"{before}{place + 1}" if before else _letter(place)  # a, then a1
            inside = {**chosen, self.spread.dimensions[at].key: member}
            yield from self.rows(inside, inner, sign, words, depth + 1, sign)

    def row(self, chosen: dict[str, str], number: str, label: str, depth: int) -> Row:
        line = self.spread.line
        cell = Cell(line.key, tuple(sorted(chosen.items())))
        kind = self.kind(cell)
        need = line.need_of(self.level)
        must = kind is CellKind.TYPED and need is not Need.OPTIONAL
        return Row(line, cell, kind, number, label, depth, must, self.printed(cell))

    def printed(self, cell: Cell) -> str:
        """Return the code of a cell in the prescribed annex: its own, or that of the line that it stands for."""
        is_line = dict(cell.members) == self.spread.fixed
        return self.codes.get(cell, self.spread.line.printed if is_line else "")

    def kind(self, cell: Cell) -> CellKind:
        """Return where a cell's figure comes from; the rate of a whole is not its members' added up: it is typed."""
        line = self.spread.line
        if self.is_computed:
            return CellKind.COMPUTED
        if line.need_of(self.level) is Need.COMPUTED and line.calc is None:
            return CellKind.ROLLED
        over = self.spread.open_partition(cell)
        if over is not None and self.spread.adds_up:
            return CellKind.MARGIN
        members = set(dict(cell.members).values()) | set(over[1] if over is not None else ())
        rolled = any(members & set(one.rolled_of(self.level)) for one in self.spread.dimensions)
        return CellKind.ROLLED if rolled else CellKind.TYPED


def _letter(place: int) -> str:
    """Return the sign of a place from 0: a to y, then a2, b2 and so on."""
    again, at = divmod(place, len(LETTERS))
    return LETTERS[at] + (str(again + 1) if again else "")
