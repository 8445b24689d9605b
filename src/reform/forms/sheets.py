"""What a level sees of a form: the rows of its sheet in printed order, and which of them it types.

Owns: the kinds of cells and how rows are numbered and nested. Does not: read or compute figures.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reform.forms.model import Form, Group, Line, Need, Section
from reform.forms.spread import Spread, spreads
from reform.forms.tree import Cell, When, asked_by

__all__ = ["CellKind", "Row", "Sheet", "SheetGroup", "SheetSection", "printed_rows", "sheet_of"]

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


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Rows under one heading."""

    number: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SheetSection:
    """What one office fills."""

    key: str
    number: str
    label: str
    groups: tuple[SheetGroup, ...]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows in printed order."""
        return (row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet of a level."""

    form: Form
    level: str
    sections: tuple[SheetSection, ...]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows in printed order."""
        return (row for section in self.sections for row in section.rows)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all rows, in printed order."""
        return tuple(row.cell for row in self.rows)

    @property
    def required(self) -> tuple[Cell, ...]:
        """The cells that want a value, or the reason why there is none."""
        return tuple(row.cell for row in self.rows if row.is_required)

    @property
    def only_members(self) -> dict[str, str]:
        """The dimensions that have one member at this level, and it: nobody has to be told it."""
        found = ((key, one.members_of(self.level)) for key, one in self.form.dimensions.items())
        return {key: members[0] for key, members in found if len(members) == 1}

    def by_cell(self) -> dict[Cell, Row]:
        """Return the rows by their cells."""
        return {row.cell: row for row in self.rows}


def sheet_of(form: Form, level: str, *, extra: Collection[str] = ()) -> Sheet:
    """Return the sheet of ``level``; ``extra`` are the keys of the optional lines that are switched on."""
    return _sheet(form, level, frozenset(extra))


@lru_cache(maxsize=64)
def _sheet(form: Form, level: str, extra: frozenset[str]) -> Sheet:
    shown = _shown(form, level, extra)
    codes = {row.target: row.code for row in reversed(form.annex) if row.target is not None}
    sections = (_section(section, shown, level, codes) for section in form.sections)
    return Sheet(form, level, tuple(section for section in sections if section.groups))


def printed_rows(sheet: Sheet) -> tuple[Row, ...]:
    """Return the rows in the order of the prescribed annex; rows without a place there stay behind those before."""
    places: list[tuple[int, int]] = []
    last = 0
    for at, row in enumerate(sheet.rows):
        last = row.line.order if row.line.order is not None else last
        places.append((last, at))
    rows = tuple(sheet.rows)
    return tuple(rows[at] for _order, at in sorted(places))


def _shown(form: Form, level: str, extra: frozenset[str]) -> dict[str, Spread]:
    """Return the lines on the sheet: those of the level, the optional ones only where they are switched on."""
    spread = spreads(form, level)
    return {
        line.key: spread[line.key]
        for line in form.lines
        if line.need_of(level) is not Need.ABSENT
        and (not line.is_optional or line.key in extra)
        and all(spread[line.key].members)
    }


def _section(section: Section, shown: Mapping[str, Spread], level: str, codes: Mapping[Cell, str]) -> SheetSection:
    groups = (_group(group, shown, level, codes) for group in section.groups)
    return SheetSection(section.key, section.number, section.label, tuple(group for group in groups if group.rows))


def _group(group: Group, shown: Mapping[str, Spread], level: str, codes: Mapping[Cell, str]) -> SheetGroup:
    rows = (_rows(shown[line.key], shown, level, codes) for line in group.lines if line.key in shown)
    return SheetGroup(group.number, group.label, tuple(row for some in rows for row in some))


def _rows(spread: Spread, shown: Mapping[str, Spread], level: str, codes: Mapping[Cell, str]) -> Iterator[Row]:
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
