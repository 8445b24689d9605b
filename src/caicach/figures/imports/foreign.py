"""A workbook that is none of ours: rows known by their codes and words, figures from the column that holds them."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from caicach.figures.imports.alignment import Table, TableRow, figure_column
from caicach.figures.imports.pasted import placed
from caicach.figures.imports.proposal import Proposal
from caicach.ui.notation import number_text
from caicach.ui.sentences import in_language
from caicach.web.errors import BadInput
from reform.forms.sheets import Sheet
from vanban.reading import ReadError
from vanban.reading.sheets import Grid, SheetCell, grids_of
from vanban.reading.sheets import Sheet as Tab
from vanban.reading.sheets.model import OpenedSheets

__all__ = ["MOST_ROWS", "read_foreign"]

MOST_ROWS = 5_000  # of a table that should be a form of some 200


def read_foreign(opened: OpenedSheets, sheet: Sheet, *, name: str) -> Proposal:
    """Return what the largest table of a file says.

    Raises:
        BadInput: no table with a header, too many rows, no column of figures or several.
    """
    try:
        grids = [grid for grid in grids_of(opened, name=name) if grid.rows]
    except ReadError as error:
        raise BadInput(in_language(str(error))) from error
    if not grids:
        raise BadInput(
            _("Không thấy bảng số liệu trong tệp. Tải biểu của bản này về, điền rồi nạp lại; hoặc dùng trang Dán.")
        )
    grid = max(grids, key=lambda one: len(one.rows))
    if len(grid.rows) > MOST_ROWS:
        raise BadInput(
            _(
                "Bảng có %(count)s dòng, không phải biểu số liệu. Tải biểu của bản này về điền, "
                "hoặc vào mục Lấy số từ hệ thống khác."
            )
            % {"count": number_text(len(grid.rows))}
        )
    table = Table(grid.header, tuple(TableRow(row.number, row.cells) for row in grid.rows))
    cells = _stored(opened, grid, figure_column(table))
    made = placed(table, sheet, cells=cells)
    remark = _("Tệp không phải biểu tải từ đây: các dòng được khớp theo mã và tên chỉ tiêu. Xem kỹ trước khi lưu.")
    return replace(made, remarks=(remark, *made.remarks))


def _stored(opened: OpenedSheets, grid: Grid, column: int) -> dict[int, SheetCell]:
    """Return the cells of a column as the file holds them, by the numbers of their rows."""
    tabs: Sequence[Tab] = [tab for tab in opened.sheets if tab.name == grid.sheet]
    return {row.number: row.cells[column] for tab in tabs[:1] for row in tab.rows if column < len(row.cells)}
