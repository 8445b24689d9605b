"""Workbooks of returns as they are handed out, and what people do to them before they bring them back."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from caicach.figures.constants import BOOK_SHEET
from caicach.figures.exports.workbook import Book, workbook_of
from figures_cast import FORM
from reform.forms import fingerprint, read_form
from reform.forms.completing import completed
from reform.forms.figures import Figure, cell_of
from reform.forms.sheets import Sheet, sheet_of

__all__ = ["RETURN_UID", "book", "cells", "changed", "row_of", "sheet"]

RETURN_UID = "0190b4c0-0000-7000-8000-000000000001"
_FORM = read_form(FORM)


def sheet(level: str = "commune") -> Sheet:
    """Return the sheet of a level of the small form."""
    return sheet_of(_FORM, level)


def cells(values: Mapping[str, Any]) -> dict[Any, Figure]:
    """Return figures in short: ``{"steer.docs": 4, "steer.plan": "yes", "staff.quota": "@none_yet"}``."""
    return {
        cell_of(key.partition("[")[0], key.partition("[")[2].rstrip("]")): _figure(said) for key, said in values.items()
    }


def _figure(said: Any) -> Figure:
    text = str(said)
    if text.startswith("@"):
        return Figure(None, text[1:])
    return Figure(Decimal(text)) if text.replace(".", "").replace("-", "").isdigit() else Figure(text)


def book(values: Mapping[str, Any] | None = None, **other: Any) -> Book:
    """Return what stands in the workbook of a commune."""
    typed = cells(values or {})
    one = Book(
        uid=RETURN_UID,
        revision=1,
        fingerprint=fingerprint(FORM),
        agency="UBND xã Suối Nhạn",
        period="quý I năm 2026",
        data_from=date(2025, 12, 15),
        data_to=date(2026, 3, 14),
        due_on=date(2026, 3, 20),
        sheet=sheet(),
        typed=typed,
        completed=completed(_FORM, "commune", typed),
        written_at=datetime(2026, 3, 15, 2, tzinfo=UTC),
    )
    return replace(one, **other)


def row_of(page: Worksheet, cell: str) -> int:
    """Return the row in which a cell of the form stands."""
    return next(row for row in range(1, page.max_row + 1) if page.cell(row=row, column=10).value == cell)


def changed(
    typed: Mapping[str, Any],
    *,
    of: Book | None = None,
    reasons: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    touch: Callable[[Workbook, Worksheet], None] | None = None,
) -> bytes:
    """Return the workbook as a person brings it back: with ``typed`` in its cells of figures."""
    made = load_workbook(io.BytesIO(workbook_of(of or book())))
    page = made[BOOK_SHEET]
    for column, given in ((7, typed), (8, reasons or {}), (9, notes or {})):
        for cell, value in given.items():
            page.cell(row=row_of(page, cell), column=column).value = value
    if touch is not None:
        touch(made, page)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
