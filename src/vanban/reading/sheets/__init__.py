"""Sheets: workbooks (XLSX) and delimited text (CSV) as rows of cells, tables with their header, and documents."""

from vanban.reading.sheets.document import read_sheets
from vanban.reading.sheets.grids import Grid, GridRow, grids_of
from vanban.reading.sheets.meant import JOINT
from vanban.reading.sheets.model import Sheet, SheetCell, SheetRow
from vanban.reading.sheets.opening import open_sheets
from vanban.reading.sheets.titles import retitled, titles_of

__all__ = [
    "JOINT",
    "Grid",
    "GridRow",
    "Sheet",
    "SheetCell",
    "SheetRow",
    "grids_of",
    "open_sheets",
    "read_sheets",
    "retitled",
    "titles_of",
]
