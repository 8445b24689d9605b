"""Cells copied from a spreadsheet and pasted: with codes or labels beside the figures, or figures alone from a cell on.

Owns: the shape of a clipboard, what is a header, where each figure goes. Does not: save: a paste is taken whole or not.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from caicach.figures.imports.alignment import Aligned, Table, TableRow, aligned, figure_column, is_code
from caicach.figures.imports.cells import read_cell
from caicach.figures.imports.proposal import Proposal, Proposed, Refused
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from reform.forms import Form
from reform.forms.sheets import CellKind, Row, Sheet
from vanban.reading.sheets import SheetCell
from vanban.text.forms import compare_key, squeeze

__all__ = ["MOST_LETTERS", "MOST_PASTED_ROWS", "read_pasted", "table_of"]

MOST_LETTERS = 300_000  # of a paste
MOST_PASTED_ROWS = 2_000
_HEADER_WORDS = ("chi tieu", "noi dung", "so lieu", "ten chi tieu", "don vi tinh", "dvt", "stt", "ma")


def table_of(text: str) -> Table:
    """Return the rows of a clipboard; a cell with line breaks stands in quotation marks, as spreadsheets copy it.

    Raises:
        BadInput: nothing in it, or more than a form has.
    """
    if not text.strip():
        raise BadInput(_("Chưa có gì được dán. Chép các ô trong bảng tính rồi dán vào đây."))
    if len(text) > MOST_LETTERS:
        raise BadInput(_("Đoạn dán quá dài. Chỉ chép các cột mã, tên chỉ tiêu và số liệu."))
    rows = [TableRow(number, cells) for number, cells in enumerate(_cells(text), start=1) if any(map(squeeze, cells))]
    if len(rows) > MOST_PASTED_ROWS:
        raise BadInput(
            _("Đoạn dán có %(count)s dòng, nhiều hơn %(most)s. Chỉ chép các dòng của biểu.")
            % {"count": number_text(len(rows)), "most": number_text(MOST_PASTED_ROWS)}
        )
    is_header = len(rows) > 1 and _is_header(rows[0])
    return Table(rows[0].cells if is_header else (), tuple(rows[1:] if is_header else rows))


def _cells(text: str) -> Iterator[tuple[str, ...]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r'(?:^|\t)"', text, re.MULTILINE) and text.count('"') % 2 == 0:
        yield from (tuple(row) for row in csv.reader(io.StringIO(text), delimiter="\t"))
    else:
        yield from (tuple(line.split("\t")) for line in text.split("\n"))


def _is_header(row: TableRow) -> bool:
    return any(compare_key(cell) in _HEADER_WORDS or compare_key(cell).startswith("so lieu") for cell in row.cells)


def read_pasted(text: str, sheet: Sheet, *, start: str = "") -> Proposal:
    """Return what a paste says.

    Args:
        text: What was pasted.
        sheet: The sheet of the return.
        start: The cell that figures alone begin at (``str(cell)``); "": the rows are known by their codes or words.

    Raises:
        BadInput: the paste as a whole cannot be placed; the sentence says what to copy.
    """
    table = table_of(text)
    if _is_bare(table):
        return _downwards(table, sheet, start)
    return placed(table, sheet)


def placed(table: Table, sheet: Sheet, *, cells: dict[int, SheetCell] | None = None) -> Proposal:
    """Return what the rows of ``table`` say, each known by its code or words.

    Args:
        table: The rows.
        sheet: The sheet of the return.
        cells: Of a workbook: the cell of figures by the row's number, as the file holds it.

    Raises:
        BadInput: there is no column of figures, or several.
    """
    column = figure_column(table)
    reader = _Reader(sheet.form)
    for one in aligned(table, sheet, without=column):
        given = one.given
        text = given.cells[column] if column < len(given.cells) else ""
        cell = (cells or {}).get(given.number, SheetCell(text))
        reader.take(one, cell)
    return reader.proposal()


def _is_bare(table: Table) -> bool:
    """Whether there are figures alone: one column, or further ones that are blank."""
    filled = {at for row in table.rows for at, cell in enumerate(row.cells) if squeeze(cell)}
    words = any(re.search(r"[^\W\d]{3}", cell) and " " in squeeze(cell) for row in table.rows for cell in row.cells)
    return len(filled) <= 1 and not (words and not _has_digits(table))


def _has_digits(table: Table) -> bool:
    return any(sign.isdigit() for row in table.rows for cell in row.cells for sign in cell)


def _downwards(table: Table, sheet: Sheet, start: str) -> Proposal:
    """Lay figures down from a cell on, over rows that are typed; those that are reckoned are left out."""
    rows = [row for row in sheet.rows if row.kind is CellKind.TYPED]
    first = next((at for at, row in enumerate(rows) if str(row.cell) == start), None)
    if first is None:
        raise BadInput(_("Chỉ có một cột số: chọn ô bắt đầu, hoặc chép kèm cột mã hay tên chỉ tiêu."))
    room = rows[first:]
    if len(table.rows) > len(room):
        raise BadInput(
            _("Dán %(count)s số từ dòng “%(line)s” thì thừa: từ đó chỉ còn %(room)s ô nhập. Kiểm tra ô bắt đầu.")
            % {"count": len(table.rows), "line": room[0].label, "room": len(room)}
        )
    reader = _Reader(sheet.form)
    for given, row in zip(table.rows, room, strict=False):
        text = next((cell for cell in given.cells if squeeze(cell)), "")
        reader.take(Aligned(given, row, row.label), SheetCell(text))
    return reader.proposal()


class _Reader:
    """The cells read so far."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.cells: dict[object, Proposed] = {}
        self.refused: list[Refused] = []
        self.skipped: list[str] = []  # reckoned lines

    def take(self, one: Aligned, cell: SheetCell) -> None:
        """Take one row: a figure, a refusal, or nothing where nothing stands."""
        place, said = _("dòng %(number)s") % {"number": one.given.number}, squeeze(cell.text)
        if not said and not cell.is_uncounted:
            return
        try:
            if one.row is None:
                if _is_heading(said):
                    return
                raise BadInput(one.why)
            if one.row.kind is not CellKind.TYPED:
                self.skipped.append(one.row.label)
                return
            self._put(one, one.row, cell, place, said)
        except BadInput as problem:
            label = one.row.label if one.row is not None else one.label
            self.refused.append(Refused(place, label, said, str(problem)))

    def _put(self, one: Aligned, row: Row, cell: SheetCell, place: str, said: str) -> None:
        before = self.cells.get(row.cell)
        if before is not None:
            raise BadInput(_("Chỉ tiêu này đã có ở %(place)s. Giữ một dòng.") % {"place": before.place})
        read = read_cell(cell, row.line, self.form)
        if read.figure is None:
            return
        made = Proposed(row.cell, read.figure, place, said, read.remarks, is_doubtful=read.is_doubtful)
        if one.is_by_words:
            made = replace(made, remarks=(*made.remarks, _("Khớp theo tên: “%(label)s”.") % {"label": one.label}))
        self.cells[row.cell] = made

    def proposal(self) -> Proposal:
        """Return all that was read."""
        remarks: Sequence[str] = ()
        if self.skipped:
            remarks = (_("%(count)s dòng tự tính được bỏ qua.") % {"count": len(self.skipped)},)
        return Proposal(tuple(self.cells.values()), tuple(self.refused), tuple(remarks))


def _is_heading(said: str) -> bool:
    """Whether what stands in the column of figures beside an unknown row is no figure: a unit, a number of columns."""
    return not any(sign.isdigit() for sign in said) or (is_code(said) and said.startswith("("))
