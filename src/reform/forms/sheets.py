"""What a level sees of a form: the rows of its sheet in printed order, and which of them it types.

Owns: which lines a level sees, in which order. Does not: read or compute figures.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reform.forms.model import Form, Group, Need, Section
from reform.forms.rows import CellKind, Row, rows_of
from reform.forms.spread import Spread, spreads
from reform.forms.tree import Cell

__all__ = ["CellKind", "Row", "Sheet", "SheetGroup", "SheetSection", "printed_rows", "sheet_of"]


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
    rows = (rows_of(shown[line.key], shown, level, codes) for line in group.lines if line.key in shown)
    return SheetGroup(group.number, group.label, tuple(row for some in rows for row in some))
