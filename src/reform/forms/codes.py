"""Codes by which the rows of a sheet are told apart in files and pastes.

A paper numbers the members of a line "a", "b" under each line anew, and a prescribed annex prints some codes twice.
Owns: a code that no other row has, and the words of a row's members. Does not: match anything.
"""

from collections.abc import Iterable

from reform.forms.sheets import Row, Sheet
from reform.forms.tree import Cell

__all__ = ["breakdown_of", "codes_of"]


def codes_of(rows: Iterable[Row]) -> dict[Cell, str]:
    """Return a code for each row that no other row has: "3.2.2", and "3.2.2.a" of a member below it."""
    codes: dict[Cell, str] = {}
    above = ""
    for row in rows:
        above = row.number if row.depth == 0 else above
        codes[row.cell] = row.number if row.depth == 0 else f"{above}.{row.number}"
    return codes


def breakdown_of(row: Row, sheet: Sheet) -> str:
    """Return what a row is split by, in words: "Cấp giải quyết: Cấp xã"; nothing of a line's own row."""
    if row.depth == 0:
        return ""
    named = dict(row.cell.members)
    dimensions = (sheet.form.dimensions[key] for key in row.line.by if key in named)
    said = (one for one in dimensions if len(one.members_of(sheet.level)) > 1)
    return "; ".join(f"{one.label}: {one.members[named[one.key]]}" for one in said)
