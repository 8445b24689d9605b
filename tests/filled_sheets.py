"""A sheet of obligations as somebody opens and fills it at home."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.urls import reverse
from openpyxl.reader.excel import load_workbook
from openpyxl.workbook.workbook import Workbook

from caicach.obligations.constants import TrackingMode
from caicach.obligations.exports.sheets import sheet_file
from caicach.obligations.forms.sheets import LOCKED_LABELS, SHEET
from caicach.obligations.imports.sheets import read_filled
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.lists import Filters
from caicach.obligations.selectors.sheets import SheetCell, sheet_rows
from caicach.obligations.services.sheets import CheckedRow, sheet_apply, sheet_checked
from cast import Cast, Person

Counting = Callable[[int], AbstractContextManager[Any]]
OUT, IN, CONFIRM = (reverse(f"obligations:sheet-{name}") for name in ("out", "in", "confirm"))
COLUMNS = [*LOCKED_LABELS, *SheetCell]
SAID = "Đã hoàn thành việc rà soát."


def declared(cast: Cast, **values: Any) -> Obligation:
    return cast.obligation(duty={"mode": TrackingMode.DECLARED}, **values)


def figure(cast: Cast, **values: Any) -> Obligation:
    return cast.obligation(duty={"mode": TrackingMode.FIGURE}, **values)


def late(cast: Cast) -> Obligation:
    return declared(cast, due_on=cast.today - timedelta(days=3))


class Filled:
    """A sheet as somebody opens it at home."""

    def __init__(self, cast: Cast, person: Person | None = None) -> None:
        rows = sheet_rows((person or cast.commune_officer).actor, Filters(), today=cast.today)
        assert rows is not None
        self.cast = cast
        self.book: Workbook = load_workbook(io.BytesIO(sheet_file(rows, today=cast.today)))
        self.page = self.book[SHEET]
        self.header = next(row for row in range(1, 20) if self.page.cell(row, 3).value == "STT")

    def line(self, one: Obligation) -> int:
        lines = range(self.header + 1, self.page.max_row + 1)
        return next(line for line in lines if self.page.cell(line, 1).value == one.uid.hex)

    def cell(self, one: Obligation, kind: str) -> Any:
        return self.page.cell(self.line(one), COLUMNS.index(kind) + 1)

    def fill(self, one: Obligation, **values: Any) -> "Filled":
        for kind, value in values.items():
            self.cell(one, kind).value = value
        return self

    def data(self) -> bytes:
        kept = io.BytesIO()
        self.book.save(kept)
        return kept.getvalue()

    def read(self) -> Any:
        return read_filled(self.data(), today=self.cast.today).entries

    def checked(self, person: Person | None = None) -> tuple[CheckedRow, ...]:
        actor = (person or self.cast.commune_officer).actor
        return sheet_checked(self.read(), actor=actor, today=self.cast.today)

    def apply(self, person: Person | None = None) -> tuple[int, tuple[CheckedRow, ...]]:
        actor = (person or self.cast.commune_officer).actor
        return sheet_apply(self.read(), actor=actor, now=self.cast.now, today=self.cast.today)


def problem(checked: tuple[CheckedRow, ...]) -> tuple[SheetCell | None, str]:
    (row,) = checked
    assert not row.is_right
    return row.problems[0].cell, row.problems[0].words
