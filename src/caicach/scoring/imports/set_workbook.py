"""The workbook of a criteria set on its way back: whether it is this set's, and what its rows say.

Owns: the stamp, the columns by their titles, what a person did to the file. Does not: judge the set (reform.index).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from caicach.scoring.constants import SET_STAMP_SHEET
from caicach.scoring.models import SetVersion
from caicach.web.errors import BadInput
from reform.index import COLUMNS, CriteriaSet, Link, RowsRead, SetRow, rows_read
from vanban.reading import ReadError
from vanban.reading.sheets import Sheet, SheetCell, open_sheets
from vanban.reading.sheets.model import OpenedSheets
from vanban.text.forms import compare_key

__all__ = ["read_set_workbook"]

MOST_ROWS = 1000  # of a set: the largest known has some 120
_HEADER_WITHIN = 20
_NUMBERS = ("max", "low", "high", "each", "free", "least_sample", "lead_days")
_NEEDED = ("rank", "label", "max", "kind", "key")


def read_set_workbook(data: bytes, *, name: str, draft: SetVersion, base: CriteriaSet) -> RowsRead:
    """Return what a workbook says; what rows do not have is that of ``base``.

    Raises:
        BadInput: it is no workbook, cannot be read, is of another set, has no table of a set, or far too many rows.
    """
    try:
        opened = open_sheets(data, name=name)
    except ReadError as error:
        raise BadInput(str(error)) from None
    if opened is None or not opened.is_workbook:
        raise BadInput(_("“%(name)s” không phải là bảng XLSX. Tải bảng của bản soạn này về rồi sửa.") % {"name": name})
    _refuse_other(opened, draft)
    for sheet in opened.sheets:
        found = _columns(sheet)
        if found is not None:
            rows = _rows(sheet, *found)
            return rows_read(rows, _unlinked(base, rows))
    raise BadInput(
        _("Tệp không có bảng bộ tiêu chí: cần các cột %(columns)s. Tải bảng của bản soạn này về rồi sửa.")
        % {"columns": ", ".join(COLUMNS[name] for name in _NEEDED)}
    )


def _unlinked(base: CriteriaSet, rows: Sequence[SetRow]) -> CriteriaSet:
    """Return ``base`` without links to sub-criteria that the rows do not have any more."""
    kept = {row.cells.get("key") for row in rows}
    links = (link if link.now is None or link.now in kept else Link(link.before, None) for link in base.links)
    return replace(base, links=tuple(links))


def _refuse_other(opened: OpenedSheets, draft: SetVersion) -> None:
    """Refuse the workbook of another set; that of another version of this one may be taken over."""
    stamp: dict[str, str] = {}
    for sheet in (*opened.hidden, *opened.sheets):
        if sheet.name == SET_STAMP_SHEET:
            stamp = {row.cells[0].text: row.cells[1].text for row in sheet.rows if len(row.cells) > 1}
    if stamp and stamp.get("set") != draft.set_key:
        raise BadInput(
            _("Tệp này là bảng của bộ “%(other)s”; bạn đang nạp vào bộ “%(here)s”. Mở đúng bản soạn rồi nạp.")
            % {"other": stamp.get("title") or stamp.get("set") or "?", "here": draft.title}
        )


def _columns(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """Return the number of the header row and where each column stands; None where the sheet is no table of a set."""
    names = {compare_key(title): name for name, title in COLUMNS.items()}
    for row in sheet.rows[:_HEADER_WITHIN]:
        keys = [compare_key(cell.text) for cell in row.cells]
        found = {names[key]: at for at, key in reversed(list(enumerate(keys))) if key in names}
        if all(name in found for name in _NEEDED):
            return row.number, found
    return None


def _rows(sheet: Sheet, header: int, columns: Mapping[str, int]) -> list[SetRow]:
    rows = [row for row in sheet.rows if row.number > header]
    if len(rows) > MOST_ROWS:
        raise BadInput(
            _("Bảng có %(count)s dòng; một bộ tiêu chí không quá %(most)s dòng. Kiểm tra lại tệp.")
            % {"count": len(rows), "most": MOST_ROWS}
        )
    made = [SetRow(row.number, _cells(row.number, row.cells, columns)) for row in rows]
    return [row for row in made if row.cells]


def _cells(number: int, cells: Sequence[SheetCell], columns: Mapping[str, int]) -> dict[str, str | Decimal]:
    found: dict[str, str | Decimal] = {}
    for name, at in columns.items():
        cell = cells[at] if at < len(cells) else SheetCell()
        if cell.is_uncounted:
            raise BadInput(
                _("Dòng %(row)s, cột “%(column)s” là công thức chưa có kết quả. Ghi thẳng giá trị vào ô.")
                % {"row": number, "column": COLUMNS[name]}
            )
        value = _value(cell, name)
        if value != "":
            found[name] = value
    return found


def _value(cell: SheetCell, name: str) -> str | Decimal:
    if name in _NUMBERS and cell.is_number and cell.stored:
        try:
            return Decimal(cell.stored).normalize() + 0
        except InvalidOperation:
            return cell.text.strip()
    return cell.text.strip()
