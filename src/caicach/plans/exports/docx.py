"""The annex as an official paper.

Owns: widths of columns, which cells of a task's rows become one. Does not: word anything.
"""

from collections.abc import Iterator, Sequence

from caicach.plans.exports.annex import RESULT_COLUMNS, Annex
from caicach.plans.exports.columns import UNKNOWN, PlanColumn
from caicach.plans.exports.rows import AreaLine, ItemLine, RowTable
from vanban.plans.columns import Role
from vanban.writing import Align, Block, Cell, Column, Paper, Paragraph, Table, write_docx

__all__ = ["annex_docx"]

# How much room the words of a column want, beside one another.
_WEIGHTS = {
    Role.NO: 0.9,
    Role.TASK: 4.4,
    Role.DELIVERABLE: 3.4,
    Role.LEAD: 2.4,
    Role.COORDINATING: 2.4,
    Role.LEAD_AND_COORDINATING: 3.0,
    Role.MONITORING: 2.2,
    Role.DEADLINE: 2.5,
    Role.BUDGET: 1.6,
    Role.NOTE: 1.8,
    UNKNOWN: 1.6,
}
_RESULT_WEIGHTS = (3.2, 3.4, 4.2)
_TASK_WIDE = frozenset({Role.NO, Role.TASK})  # one cell for all rows of a task


def annex_docx(annex: Annex) -> bytes:
    """Return the annex as a DOCX file."""
    tables: list[Block] = [_table(table, annex.total if table is annex.tables[-1] else "") for table in annex.tables]
    paper = Paper(
        title=annex.title,
        blocks=(*(tables or [Paragraph(annex.total)]), *(Paragraph(text, "note") for text in annex.remarks)),
        written_at=annex.written_at,
        header=annex.header,
        is_landscape=True,
        author=annex.author,
    )
    return write_docx(paper, annex.layout)


def _table(table: RowTable, total: str) -> Table:
    return Table(
        columns=(
            *(_column(column) for column in table.columns),
            *(Column(title, weight) for title, weight in zip(RESULT_COLUMNS, _RESULT_WEIGHTS, strict=True)),
        ),
        rows=(*_rows(table), *((_total_row(len(table.columns), total),) if total else ())),
    )


def _column(column: PlanColumn) -> Column:
    align: Align = "center" if column.role == Role.NO else "left"
    return Column(column.title, _WEIGHTS.get(column.role, _WEIGHTS[UNKNOWN]), align)


def _rows(table: RowTable) -> Iterator[tuple[Cell | None, ...]]:
    width = len(table.columns) + len(RESULT_COLUMNS)
    numbered = table.columns[0].role == Role.NO
    for index, line in enumerate(table.lines):
        if isinstance(line, AreaLine):
            yield _area_row(line, width, numbered=numbered)
        else:
            result = line.result
            own = [Cell(text) for text in (result.product, result.verdict, result.reasons)]
            yield (*(_cell(table, index, column) for column in range(len(table.columns))), *own)


def _area_row(line: AreaLine, width: int, *, numbered: bool) -> tuple[Cell | None, ...]:
    if numbered and line.number:
        title = Cell(line.title, columns=width - 1, is_bold=True, keeps_next=True)
        return (Cell(line.number, is_bold=True, keeps_next=True), title, *[None] * (width - 2))
    words = f"{line.number}. {line.title}" if line.number else line.title
    return (Cell(words, columns=width, is_bold=True, align="left", keeps_next=True), *[None] * (width - 1))


def _cell(table: RowTable, index: int, column: int) -> Cell | None:
    """Return the cell of a line, or None where that of the line above reaches down."""
    role = table.columns[column].role
    if _are_one(table.lines, index - 1, index, column, role):
        return None
    rows = 1
    while _are_one(table.lines, index, index + rows, column, role):
        rows += 1
    line = table.lines[index]
    return Cell(line.cells[column], rows=rows) if isinstance(line, ItemLine) else None


def _are_one(lines: Sequence[AreaLine | ItemLine], first: int, other: int, column: int, role: str) -> bool:
    """Whether the cells of two lines of one task are one: always those of the task, others within a row if alike."""
    if first < 0 or other >= len(lines):
        return False
    one, two = lines[first], lines[other]
    if not isinstance(one, ItemLine) or not isinstance(two, ItemLine) or one.cells[column] != two.cells[column]:
        return False
    return one.task_id == two.task_id if role in _TASK_WIDE else one.row_key == two.row_key


def _total_row(plan_columns: int, total: str) -> tuple[Cell | None, ...]:
    words = Cell("Tổng cộng", columns=plan_columns, is_bold=True, align="center")
    results = len(RESULT_COLUMNS)
    said = Cell(total, columns=results, is_bold=True)
    return (words, *[None] * (plan_columns - 1), said, *[None] * (results - 1))
