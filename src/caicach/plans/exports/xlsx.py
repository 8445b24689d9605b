"""The annex as a workbook: one row for each deliverable, with its figures as numbers and its days as dates.

Owns: the columns that only a workbook has. Does not: word anything. Cells are not merged and areas have a column
instead of rows, so that filtering and sorting keep every row whole.
"""

from collections.abc import Iterator

from caicach.plans.exports.annex import RESULT_COLUMNS, Annex
from caicach.plans.exports.results import Counts, Result
from caicach.plans.exports.rows import ItemLine, RowTable
from vanban.plans.columns import Role
from vanban.writing import Sheet, SheetColumn, Value, write_xlsx

__all__ = ["annex_xlsx"]

_WIDTHS = {Role.NO: 6.0, Role.TASK: 32.0, Role.DELIVERABLE: 25.0}
_WIDTH = 14.0
_AREA = SheetColumn("Lĩnh vực", 14)
_RESULTS = tuple(SheetColumn(title, width) for title, width in zip(RESULT_COLUMNS, (20, 24, 30), strict=True))
_FIGURES = tuple(
    SheetColumn(title, 12, is_printed=False)
    for title in (
        "Hạn", "Ngày hoàn thành", "Số nhiệm vụ", "Hoàn thành", "Trong đó muộn", "Chờ nghiệm thu", "Quá hạn",
        "Đang thực hiện", "Chờ sự kiện", "Lưu lịch sử",
    )
)  # fmt: skip


def annex_xlsx(annex: Annex) -> bytes:
    """Return the annex as an XLSX file, a sheet for each table."""
    sheets = [_sheet(annex, table, number) for number, table in enumerate(annex.tables, start=1)]
    nothing = Sheet("Phụ lục", _lines_above(annex), (_AREA, *_RESULTS, *_FIGURES), (), notes=annex.remarks)
    return write_xlsx(sheets or [nothing], annex.layout, written_at=annex.written_at, author=annex.author)


def _sheet(annex: Annex, table: RowTable, number: int) -> Sheet:
    is_last = table is annex.tables[-1]
    columns = tuple(SheetColumn(column.title, _WIDTHS.get(column.role, _WIDTH)) for column in table.columns)  # type: ignore[call-overload]
    return Sheet(
        name="Phụ lục" if len(annex.tables) == 1 else f"Phụ lục {number}",
        title=_lines_above(annex),
        columns=(_AREA, *columns, *_RESULTS, *_FIGURES),
        rows=tuple(_rows(table)),
        total=_total(annex, len(columns)) if is_last else (),
        notes=annex.remarks,
    )


def _lines_above(annex: Annex) -> tuple[str, ...]:
    return (f"{annex.title.kind} {' '.join(annex.title.subject)}", *annex.title.notes)


def _rows(table: RowTable) -> Iterator[tuple[Value, ...]]:
    for line in table.lines:
        if isinstance(line, ItemLine):
            plan = (_number(text) for text in line.cells)
            yield (line.area, *plan, *_words(line.result), line.result.due_on, line.result.met_on, *_figures(line))


def _words(result: Result) -> tuple[Value, ...]:
    return tuple(text or None for text in (result.product, result.verdict, result.reasons))


def _number(text: str) -> Value:
    """Return a cell that is nothing but a short whole number as one: the numbers of tasks."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else text or None


def _figures(line: ItemLine) -> tuple[Value, ...]:
    counts = line.result.counts
    return _of(counts) if counts.total else (None,) * 8


def _of(counts: Counts) -> tuple[Value, ...]:
    return (
        counts.total, counts.done, counts.done_late, counts.waiting, counts.overdue, counts.going, counts.dormant,
        counts.history,
    )  # fmt: skip


def _total(annex: Annex, plan_columns: int) -> tuple[Value, ...]:
    return ("Tổng cộng", *(None,) * plan_columns, None, annex.total, None, None, None, *_of(annex.counts))
