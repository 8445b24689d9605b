"""The rows of a sheet by what its columns mean.

Owns: which tables of a file are mapped together, the signature of a header. Does not: store or know purposes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.sheets.constants import MOST_ROWS, SAMPLE_ROWS
from caicach.sheets.registry import ColumnRole, MappedRow
from caicach.ui.sentences import in_language
from caicach.web.errors import BadInput
from vanban.reading import ReadError
from vanban.reading.sheets import Grid, GridRow, grids_of, open_sheets
from vanban.text.findings import Finding
from vanban.text.forms import compare_key

__all__ = ["SheetTable", "column_name", "mapped", "read_table", "signature_of"]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows that are mapped, from every table of the file under the same header."""

    titles: tuple[str, ...]
    header_row: int
    rows: tuple[GridRow, ...]
    samples: tuple[tuple[str, ...], ...]  # for each column the first texts in it
    signature: str
    sheet_names: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_table(data: bytes, *, name: str) -> SheetTable:
    """Return the largest table of the file, with all others under the same header.

    Raises:
        BadInput: it is no sheet, cannot be read, has no header, no rows or too many; the sentence says what to do.
    """
    try:
        opened = open_sheets(data, name=name)
        grids = [grid for grid in grids_of(opened, name=name) if grid.rows] if opened else []
    except ReadError as error:
        raise BadInput(in_language(str(error))) from error
    if opened is None:
        raise BadInput(_("Đây không phải bảng tính. Chọn tệp XLSX hoặc CSV rồi tải lên lại."))
    if not any(sheet.rows for sheet in opened.sheets):
        raise BadInput(_("Bảng tính không có nội dung. Kiểm tra tệp gốc rồi tải lên lại."))
    if not grids:
        raise BadInput(
            _("Không thấy dòng tiêu đề có dữ liệu bên dưới. Ghi tên từng cột ở một dòng phía trên rồi tải lên lại.")
        )
    return _joined(grids, opened.findings)


def _joined(grids: Sequence[Grid], findings: tuple[Finding, ...]) -> SheetTable:
    largest = max(grids, key=lambda grid: len(grid.rows))
    signature = signature_of(largest.header)
    same = [grid for grid in grids if signature_of(grid.header) == signature]
    rows = tuple(row for grid in same for row in grid.rows)
    if len(rows) > MOST_ROWS:
        raise BadInput(_("Bảng có hơn %(limit)s dòng. Chia thành nhiều tệp, mỗi tệp một lần.") % {"limit": MOST_ROWS})
    return SheetTable(
        largest.header,
        largest.header_row,
        rows,
        tuple(_samples(rows, column) for column in range(len(largest.header))),
        signature,
        tuple(grid.sheet for grid in same),
        (*findings, *(finding for grid in same for finding in grid.findings)),
    )


def _samples(rows: Sequence[GridRow], column: int) -> tuple[str, ...]:
    texts = dict.fromkeys(row.cells[column] for row in rows[:200] if column < len(row.cells) and row.cells[column])
    return tuple(texts)[:SAMPLE_ROWS]


def signature_of(titles: Sequence[str]) -> str:
    """Return what a header is known again by: its titles in order, whatever their case, tones and empty ends."""
    keys = [compare_key(title) for title in titles]
    while keys and not keys[-1]:
        keys.pop()
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def mapped(table: SheetTable, roles: Sequence[str], known: Sequence[ColumnRole]) -> tuple[MappedRow, ...]:
    """Return the rows by role; texts of several columns of one role are joined by line feeds."""
    columns = {role.key: [at for at, own in enumerate(roles) if own == role.key] for role in known}
    return tuple(
        MappedRow(
            row.number,
            {
                key: "\n".join(row.cells[at] for at in held if at < len(row.cells) and row.cells[at])
                for key, held in columns.items()
            },
        )
        for row in table.rows
    )


def column_name(column: int) -> str:
    """Return the letters of a column from 0 as spreadsheets show them: A, B, … Z, AA."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
