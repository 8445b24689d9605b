"""The workbook of a return on its way back: whether it is this return's, and what its cells say.

Owns: the stamp, the columns by their titles, what a person did to the file (merged, hid, added, sorted, reckoned).
Does not: compare with what stands in the return now (``imports.comparing``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils.cell import get_column_letter

from caicach.figures.constants import BASE_COLUMN, BOOK_COLUMNS, KEY_COLUMN, STAMP_SHEET
from caicach.figures.imports.cells import read_cell, said_of
from caicach.figures.imports.proposal import Proposal, Proposed, Refused
from caicach.figures.mapping import figure_text
from caicach.ui.notation import number_text
from caicach.ui.sentences import in_language
from caicach.web.errors import BadInput
from reform.forms import Cell, Form
from reform.forms.figures import Figure
from reform.forms.sheets import CellKind, Row, Sheet
from vanban.reading import ReadError
from vanban.reading.bounds import MAX_CELLS
from vanban.reading.sheets import Sheet as Tab
from vanban.reading.sheets import SheetCell, SheetRow, open_sheets
from vanban.reading.sheets.model import OpenedSheets
from vanban.text.forms import compare_key, squeeze

__all__ = ["Owner", "opened_book", "read_workbook"]

_VALUE, _REASON, _NOTE = BOOK_COLUMNS[6:9]
_LABEL = BOOK_COLUMNS[2]
_FOOT = re.compile(r"([0-9a-f]{64}); bản ([0-9a-f-]{36})")
_NOTHING = SheetCell()
_TOO_LARGE = "RD020"


@dataclass(frozen=True, slots=True)
class Owner:
    """The return that a workbook has to be of."""

    uid: str
    fingerprint: str
    agency: str
    period: str
    form: str  # "cchc-thong-ke/2025.1"


def opened_book(data: bytes, *, name: str) -> OpenedSheets:
    """Return the sheets of a file.

    Raises:
        BadInput: it is no workbook, cannot be read, or nothing stands in it; the sentence says what to do.
    """
    try:
        opened = open_sheets(data, name=name)
    except ReadError as error:
        raise BadInput(_too_large() if error.code == _TOO_LARGE else in_language(str(error))) from error
    if opened is None:
        raise BadInput(_("Đây không phải bảng tính. Chọn tệp XLSX tải từ bản số liệu, đã điền và lưu."))
    if not any(sheet.rows for sheet in opened.sheets):
        raise BadInput(_("Bảng tính không có nội dung. Kiểm tra tệp gốc rồi tải lên lại."))
    return opened


def _too_large() -> str:
    return _(
        "Bảng tính quá lớn: không quá %(cells)s ô. Xuất riêng số liệu của kỳ, bỏ bớt cột và trang tính không cần "
        "rồi tải lên lại."
    ) % {"cells": number_text(MAX_CELLS)}


def read_workbook(opened: OpenedSheets, sheet: Sheet, owner: Owner) -> Proposal | None:
    """Return what the workbook says; None where it is none of ours, so that its rows must be known by their words.

    Raises:
        BadInput: it is of another return or another version of the form; the sentence says which, and what to do.
    """
    stamp = _stamp(opened)
    found = _table(opened.sheets)
    if found is None:
        return None
    _refuse_other(stamp, owner)
    return _Book(*found, sheet).read()


def _stamp(opened: OpenedSheets) -> dict[str, str]:
    """Return what the file is known by: of its hidden sheet, else of the line at its foot; empty where it has none."""
    for tab in (*opened.hidden, *opened.sheets):
        if tab.name == STAMP_SHEET:
            pairs = (row.cells[:2] for row in tab.rows if len(row.cells) > 1)
            return {key.text: value.text for key, value in pairs if key.text}
    texts = (cell.text for tab in opened.sheets for row in tab.rows for cell in row.cells[:1])
    foot = next(filter(None, (_FOOT.search(text) for text in texts)), None)
    return {"fingerprint": foot[1], "return": foot[2]} if foot else {}


def _refuse_other(stamp: Mapping[str, str], owner: Owner) -> None:
    if not stamp:
        return  # its stamp was lost, its keys were not: they say what each row is
    here = {"agency": owner.agency, "period": owner.period}
    if stamp.get("return") != owner.uid:
        there = {"other": stamp.get("agency") or "?", "when": stamp.get("period") or "?"}
        raise BadInput(
            _(
                "Tệp này là biểu của %(other)s, %(when)s; bạn đang nạp vào bản số liệu của %(agency)s, %(period)s. "
                "Mở đúng bản số liệu rồi nạp, hoặc tải biểu của bản này về điền."
            )
            % (there | here)
        )
    if stamp.get("fingerprint") != owner.fingerprint:
        raise BadInput(
            _(
                "Tệp này tải từ phiên bản biểu %(old)s; kỳ này nay dùng phiên bản %(new)s đã sửa. "
                "Tải biểu mới về rồi chép số liệu sang, hoặc dùng trang Dán từ bảng tính."
            )
            % {"old": stamp.get("form") or "?", "new": owner.form}
        )


Columns = Mapping[str, int]


def _table(tabs: Sequence[Tab]) -> tuple[Tab, SheetRow, Columns] | None:
    """Return the sheet with our columns, its header and where each column stands; None where no sheet has them."""
    wanted = {compare_key(title): title for title in (*BOOK_COLUMNS, KEY_COLUMN, BASE_COLUMN)}
    for tab in tabs:
        for row in tab.rows[:40]:
            keys = [compare_key(cell.text) for cell in row.cells]
            columns = {wanted[key]: at for at, key in reversed(list(enumerate(keys))) if key in wanted}
            if KEY_COLUMN in columns and _VALUE in columns:
                return tab, row, columns
    return None


@dataclass(slots=True)
class _Book:
    """A workbook on its way in."""

    tab: Tab
    header: SheetRow
    columns: Columns
    sheet: Sheet
    cells: list[Proposed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)  # rows that nobody sees and that say something
    extra: list[int] = field(default_factory=list)  # rows with figures that are none of the form's
    seen: dict[Cell, str] = field(default_factory=dict)

    def read(self) -> Proposal:
        rows = {str(row.cell): row for row in self.sheet.rows}
        merged = _merged(self.tab)
        for row in self.tab.rows:
            if row.number <= self.header.number:
                continue
            key = self._cell(row, KEY_COLUMN).text
            if key:
                self._take(row, rows.get(key), merged)
            elif any(self._cell(row, title).text for title in (_VALUE, _REASON)):
                self.extra.append(row.number)
        return Proposal(tuple(self.cells), tuple(self.refused), tuple(self._remarks()), clears=True)

    def _cell(self, row: SheetRow, title: str) -> SheetCell:
        at = self.columns.get(title)
        return row.cells[at] if at is not None and at < len(row.cells) else _NOTHING

    def _place(self, row: SheetRow, title: str = _VALUE) -> str:
        return f"{get_column_letter(self.columns[title] + 1)}{row.number}"

    def _take(self, row: SheetRow, known: Row | None, merged: Mapping[tuple[int, int], str]) -> None:
        value, place = self._cell(row, _VALUE), self._place(row)
        label = known.label if known else self._cell(row, _LABEL).text
        try:
            if known is None:
                self._unknown(row)
                return
            if known.kind is not CellKind.TYPED:
                self._computed(row, known)
                return
            if (area := merged.get((row.number, self.columns[_VALUE]))) is not None:
                raise BadInput(_("Ô bị gộp (%(area)s) nên không rõ số của dòng nào. Bỏ gộp ô.") % {"area": area})
            if known.cell in self.seen:
                raise BadInput(
                    _("Dòng này đã có ở ô %(place)s: tệp có hai dòng trùng nhau. Xóa một dòng.")
                    % {"place": self.seen[known.cell]}
                )
            self.seen[known.cell] = place
            if proposed := self._proposed(row, known, value, place):
                self.cells.append(proposed)
                if row.is_hidden:
                    self.hidden.append(row.number)
        except BadInput as problem:
            said = " / ".join(filter(None, (said_of(value), self._cell(row, _REASON).text)))
            self.refused.append(Refused(place, label, said, str(problem)))

    def _unknown(self, row: SheetRow) -> None:
        if any(self._cell(row, title).text for title in (_VALUE, _REASON)):
            raise BadInput(_("Chỉ tiêu này không có trong biểu của đơn vị. Tải biểu mới về rồi điền."))

    def _computed(self, row: SheetRow, known: Row) -> None:
        """Leave what is reckoned; refuse what somebody typed over it."""
        value = self._cell(row, _VALUE)
        if value.is_formula or value.is_uncounted or BASE_COLUMN not in self.columns:
            return
        base, _note = self._base(row)
        if value.text and figure_text(read_cell(value, known.line, self.sheet.form).figure) != base:
            raise BadInput(_("Dòng “%(line)s” tự tính, không nhập. Sửa các dòng thành phần.") % {"line": known.label})

    def _base(self, row: SheetRow) -> tuple[str, str]:
        figure, _bar, note = self._cell(row, BASE_COLUMN).text.partition("|")
        return figure.strip(), note.strip()

    def _proposed(self, row: SheetRow, known: Row, value: SheetCell, place: str) -> Proposed | None:
        """Return what the row proposes; None where nothing was changed in the file."""
        form, line = self.sheet.form, known.line
        read = read_cell(value, line, form)
        reason = _reason(self._cell(row, _REASON).text, form)
        if reason and read.figure is not None and read.figure.value is not None:
            raise BadInput(_("Có cả số liệu và lý do không có số. Giữ một trong hai."))
        figure = Figure(None, reason) if reason else read.figure
        base, old_note = self._base(row)
        has_base = BASE_COLUMN in self.columns
        note = squeeze(self._cell(row, _NOTE).text) if _NOTE in self.columns else None
        if has_base and figure_text(figure) == base and note in (None, old_note):
            return None
        if figure is None and note:
            raise BadInput(_("Có ghi chú mà ô số liệu trống. Nhập số, hoặc chọn lý do không có số."))
        said = said_of(value) or self._cell(row, _REASON).text
        return Proposed(
            known.cell, figure, place, said, read.remarks, base if has_base else None, note, read.is_doubtful
        )

    def _remarks(self) -> list[str]:
        said = []
        if self.extra:
            count = len(self.extra)
            said.append(
                ngettext(
                    "Tệp có %(count)s dòng thêm có số liệu mà không thuộc biểu (từ dòng %(first)s): không đọc.",
                    "Tệp có %(count)s dòng thêm có số liệu mà không thuộc biểu (từ dòng %(first)s): không đọc.",
                    count,
                )
                % {"count": number_text(count), "first": self.extra[0]}
            )
        if self.hidden:
            rows = ", ".join(map(str, self.hidden[:10])) + ("…" if len(self.hidden) > 10 else "")
            said.append(_("Có dòng đang ẩn trong tệp mà số đã đổi (dòng %(rows)s): vẫn được đọc.") % {"rows": rows})
        return said


def _reason(text: str, form: Form) -> str:
    """Return the key of a reason.

    Raises:
        BadInput: the form has none of these words.
    """
    said = squeeze(text)
    if not said:
        return ""
    key = next((key for key, words in form.null_reasons.items() if compare_key(words) == compare_key(said)), "")
    if not key:
        raise BadInput(
            _("Lý do “%(said)s” không có trong danh sách. Chọn một trong: %(reasons)s.")
            % {"said": said[:60], "reasons": "; ".join(form.null_reasons.values())}
        )
    return key


def _merged(tab: Tab) -> dict[tuple[int, int], str]:
    """Return the cells that are merged over several rows, each with its area: "G17:G18"."""
    found = {}
    for first_row, first, last_row, last in tab.merges:
        if first_row == last_row and first == 0:
            continue  # titles and headings of our own
        area = f"{get_column_letter(first + 1)}{first_row}:{get_column_letter(last + 1)}{last_row}"
        for number in range(first_row, min(last_row, first_row + 1000) + 1):
            for column in range(first, min(last, first + 30) + 1):
                found[number, column] = area
    return found
