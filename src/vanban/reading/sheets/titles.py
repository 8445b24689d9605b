"""The words over the columns of a table that was read, as a person who maps its columns sees them.

Owns: joining the header rows of a ``Table``. Does not: know sheets; the words agree with ``Grid.header``.
"""

from dataclasses import replace

from vanban.reading.model import Cell, Row, Table
from vanban.reading.sheets.meant import JOINT
from vanban.text.forms import squeeze

__all__ = ["retitled", "titles_of"]


def titles_of(table: Table) -> tuple[str, ...]:
    """Return the words over each column, those of several header rows joined; none where no row is marked a header."""
    rows = [row for row in table.rows if row.header]
    return tuple(_title(rows, table, column) for column in range(table.width)) if rows else ()


def _title(rows: list[Row], table: Table, column: int) -> str:
    words = []
    for at, row in enumerate(rows):
        cell = row.cells[column]
        from_left = cell.merged_from is not None and cell.merged_from[0] == at
        origin = table.rows[cell.merged_from[0]].cells[cell.merged_from[1]] if from_left and cell.merged_from else cell
        words.append(squeeze(origin.text))
    return JOINT.join(dict.fromkeys(word for word in words if word))


def retitled(table: Table, titles: tuple[str, ...]) -> Table:
    """Return ``table`` under other words; columns beyond its own are added, empty.

    Args:
        table: A table with header rows.
        titles: The words over each column, "" where none are to stand.
    """
    added = max(0, len(titles) - table.width)
    rows = []
    for at, row in enumerate(table.rows):
        cells = [*row.cells, *(_empty(row.cells[-1], table.width + more) for more in range(added))]
        if row.header:
            cells = [
                replace(cell, text=titles[column] if at == 0 and column < len(titles) else "", merged_from=None)
                for column, cell in enumerate(cells)
            ]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _empty(beside: Cell, column: int) -> Cell:
    return Cell("", replace(beside.place, column=column, start=None, end=None))
