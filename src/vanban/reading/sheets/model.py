"""A sheet as it stands in its file: rows with the numbers that the program shows at their left.

Owns: the values. Does not: know where a table begins (``layout``).
"""

from dataclasses import dataclass, field

from vanban.text.findings import Finding

__all__ = ["Merge", "OpenedSheets", "Sheet", "SheetCell", "SheetRow"]

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; rows from 1, columns from 0


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as it is shown."""

    text: str = ""
    bold: bool = False
    is_number: bool = False  # a number or a date: never a word of a header
    is_uncounted: bool = False  # a formula whose result the file does not hold
    stored: str = field(default="", compare=False)  # a number as the file holds it: "0.85"; of a workbook alone
    format: str = field(default="", compare=False)  # how the file shows that number: "0%", "dd/mm/yyyy"
    is_formula: bool = field(default=False, compare=False)  # the text is the result that the file holds


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with anything in it."""

    number: int  # from 1, as the program shows it
    cells: tuple[SheetCell, ...]  # from column A; trailing empty cells are left out
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; a CSV file is one sheet without a name."""

    name: str
    rows: tuple[SheetRow, ...]  # those with anything in them, in order
    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()  # from 0, those with anything in them
    from_1904: bool = False  # its days count from 1904, not from 1900


@dataclass(frozen=True, slots=True)
class OpenedSheets:
    """The visible sheets of a file, with what was found while opening it."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()
    is_workbook: bool = True  # XLSX, not CSV
    hidden: tuple[Sheet, ...] = ()  # their first rows: no part of what is read, but nothing may hide in them
