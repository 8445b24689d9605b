"""The cells of a workbook that came back, as a person would type them.

Owns: opening the first sheet, numbers and shares as they are shown. Does not: know what the columns mean.
"""

import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.reader.excel import load_workbook

from caicach.web.errors import BadInput
from caicach.web.workbooks import broken_workbook, check_workbook

__all__ = ["Cell", "cells_of", "revision_of"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says."""

    text: str
    is_unreckoned: bool = False  # a formula of which the file holds no result


def cells_of(data: bytes, *, most_rows: int) -> list[tuple[Cell, ...]]:
    """Return the cells of the first sheet, row by row.

    Raises:
        BadInput: it is no workbook, cannot be opened, or has more than ``most_rows`` rows.
    """
    check_workbook(data)
    try:
        values, formulas = (load_workbook(io.BytesIO(data), data_only=only, keep_links=False) for only in (True, False))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise BadInput(broken_workbook()) from error
    if not values.worksheets:
        raise BadInput(broken_workbook())
    page, kept = values.worksheets[0], formulas.worksheets[0]
    if (page.max_row or 0) > most_rows:
        raise BadInput(_("Tệp có quá nhiều dòng. Tải mẫu XLSX từ đây về điền, không thêm dòng."))
    pairs = zip(page.iter_rows(), kept.iter_rows(), strict=False)
    return [tuple(_cell(one, formula) for one, formula in zip(*pair, strict=False)) for pair in pairs]


def _cell(one: Any, formula: Any) -> Cell:
    if one.value is None:
        return Cell("", is_unreckoned=formula.data_type == "f")
    if isinstance(one.value, bool):
        return Cell("yes" if one.value else "no")
    if isinstance(one.value, int | float):
        return Cell(_number(Decimal(repr(one.value)), is_rate="%" in str(one.number_format)))
    return Cell(str(one.value).strip())


def _number(value: Decimal, *, is_rate: bool) -> str:
    """Return a number as a person types it; 0,85 that the spreadsheet shows as 85 % is eighty-five."""
    shown = round(value * 100 if is_rate else value, 6).normalize()
    return f"{shown:f}".replace(".", ",")


def revision_of(cell: Cell) -> int:
    """Return the revision that a row was made of; one that was lost counts as old."""
    try:
        return int(Decimal(cell.text.replace(",", ".")))
    except InvalidOperation:
        return 0
