"""A filled-in sheet as it comes back: every cell read for what it says, and what cannot be read explained.

Owns: the workbook, its columns, one cell at a time. Does not: know the ledger (``services.sheets``).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl.reader.excel import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from caicach.obligations.forms.hand_in import FigureField
from caicach.obligations.forms.sheets import (
    ABOUT,
    CELL_LABELS,
    LOCKED_LABELS,
    MARK,
    SHEET,
    VERSION,
    cause_text,
    is_own_origin,
)
from caicach.obligations.selectors.sheets import MOST_ROWS, SheetCell
from caicach.obligations.services.sheets import CellProblem, SheetEntry
from caicach.ui.forms import DateField
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from caicach.web.workbooks import MAX_BYTES, check_workbook
from reform.clocks import late_reasons
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["MAX_BYTES", "ReadSheet", "read_filled"]

_LOOKED_AT = 30  # rows above the headings
_MAX_CELLS = 150_000  # 2,000 rows have 32,000
_LONGEST = 5_000  # characters of one cell; the ledger takes fewer and says so
_NEEDED = ("uid", "stamp", "title")
_PLACES = Decimal("0.0001")  # what a value keeps
_LARGEST = Decimal(10) ** 14
# "8,803": a dot or a comma of thousands to one, of a fraction to the other.
_EITHER_WAY = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The rows of a sheet, and what of the workbook was not looked at."""

    entries: tuple[SheetEntry, ...]
    other_sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a cell says."""

    text: str = ""
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading a row needs."""

    page: Worksheet
    columns: Mapping[str, int]  # from 1
    merged: Mapping[tuple[int, int], str]  # cells of a merged range
    causes: Mapping[str, str]  # folded words -> code
    today: date


def read_filled(data: bytes, *, today: date) -> ReadSheet:
    """Return the rows of a sheet that this installation gave out.

    Raises:
        BadInput: it is no workbook, another one, of another version or installation, or its columns are not those given
            out; the sentence says what to do.
    """
    check_workbook(data)
    _check_cells(data)
    try:
        book = load_workbook(io.BytesIO(data), keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, *_BROKEN) as error:
        raise BadInput(_("Không mở được tệp: tệp hỏng hoặc không phải bảng tính XLSX. Tải bảng mới.")) from error
    _check_origin(book)
    page = _page(book)
    header, columns = _columns(page)
    entries = _entries(_Reading(page, columns, _merged(page), _causes(today), today), header)
    others = tuple(name for name in book.sheetnames if name not in (page.title, ABOUT))
    return ReadSheet(entries, others)


_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError)


def _check_cells(data: bytes) -> None:
    """Refuse a workbook of very many cells before it is taken apart."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        count = sum(len(_CELL.findall(archive.read(name))) for name in names)
    if count > _MAX_CELLS:
        raise BadInput(_too_many())


def _too_many() -> str:
    return _("Bảng có quá nhiều dòng: mỗi tệp tối đa 2.000 nhiệm vụ. Xóa các dòng thêm, hoặc chia thành nhiều tệp.")


def _check_origin(book: Workbook) -> None:
    about = book[ABOUT] if ABOUT in book.sheetnames else None
    if about is None or about["A1"].value != MARK:
        raise BadInput(_("Đây không phải bảng điền của hệ thống. Ở danh sách nhiệm vụ, bấm “Tải bảng điền”."))
    if about["B1"].value != VERSION:
        raise BadInput(_("Bảng này theo mẫu của phiên bản khác. Tải bảng mới rồi chép nội dung đã điền sang."))
    if not is_own_origin(str(about["C1"].value or "")):
        raise BadInput(_("Bảng này do một hệ thống khác lập, nên các nhiệm vụ không khớp. Tải bảng mới ở đây."))


def _page(book: Workbook) -> Worksheet:
    """Return the sheet that was given out, also where somebody gave it another name."""
    pages = [page for page in book.worksheets if page.title != ABOUT]
    named = [page for page in pages if page.title == SHEET]
    if not pages:
        raise BadInput(_("Tệp không còn trang tính “Bảng điền”. Tải bảng mới."))
    found: Worksheet = (named or pages)[0]
    return found


def _columns(page: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and where each column stands, in any order."""
    with override("vi"):
        labels = {str(label): name for name, label in (*LOCKED_LABELS.items(), *CELL_LABELS.items())}
    keys = {compare_key(label): str(name) for label, name in labels.items()}
    found: tuple[int, list[tuple[str, int]]] = (0, [])
    for at, cells in enumerate(page.iter_rows(max_row=_LOOKED_AT, max_col=60, values_only=True), start=1):
        known = [(keys[key], place) for place, value in enumerate(cells, 1) if (key := compare_key(str(value))) in keys]
        found = (at, known) if len(known) > len(found[1]) else found
    names = [name for name, _place in found[1]]
    needed = {name: label for label, name in labels.items() if name in (*_NEEDED, *CELL_LABELS)}
    missing = [label for name, label in needed.items() if name not in names]
    if missing:
        words = _("Thiếu cột: %(names)s. Không đổi tên, không xóa cột; tải bảng mới rồi chép nội dung sang.")
        raise BadInput(words % {"names": "; ".join(f"“{label}”" for label in missing)})
    twice = [label for name, label in needed.items() if names.count(name) > 1]
    if twice:
        raise BadInput(_("Cột “%(name)s” có hai lần. Xóa cột chép thêm.") % {"name": twice[0]})
    return found[0], dict(found[1])


def _merged(page: Worksheet) -> dict[tuple[int, int], str]:
    places: dict[tuple[int, int], str] = {}
    for area in page.merged_cells:
        if area.size["rows"] * area.size["columns"] > _MAX_CELLS:
            raise BadInput(_too_many())
        for line in range(area.min_row, area.max_row + 1):
            places |= {(line, column): str(area.coord) for column in range(area.min_col, area.max_col + 1)}
    return places


def _causes(today: date) -> dict[str, str]:
    rows = late_reasons(today)
    return {compare_key(words): row.code for row in rows for words in (row.label, cause_text(row))}


def _entries(reading: _Reading, header: int) -> tuple[SheetEntry, ...]:
    entries: list[SheetEntry] = []
    for line in range(header + 1, reading.page.max_row + 1):
        entry = _entry(reading, line)
        if entry is not None:
            entries.append(entry)
        if len(entries) > MOST_ROWS:
            raise BadInput(_too_many())
    return tuple(entries)


def _entry(reading: _Reading, line: int) -> SheetEntry | None:
    """Return a row; None where nothing stands in it that counts."""
    read = {cell: _cell(reading, line, cell) for cell in SheetCell}
    uid_text, stamp, title = (_plain(reading, line, name) for name in _NEEDED)
    uid = _uid(uid_text)
    if uid is None and not any(one.text or one.problem for one in read.values()) and not uid_text:
        return None
    return SheetEntry(
        line=line,
        uid=uid,
        stamp=stamp,
        title=title,
        cells={cell: one.text for cell, one in read.items()},
        problems=tuple(CellProblem(cell, one.problem) for cell, one in read.items() if one.problem),
        notes=tuple(CellProblem(cell, one.note) for cell, one in read.items() if one.note),
    )


def _plain(reading: _Reading, line: int, name: str) -> str:
    value = reading.page.cell(row=line, column=reading.columns[name]).value
    return "" if value is None else squeeze(str(value))[:_LONGEST]


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _cell(reading: _Reading, line: int, kind: SheetCell) -> _Read:
    column = reading.columns[kind]
    area = reading.merged.get((line, column))
    if area:
        return _Read(problem=_("Ô đã bị gộp (%(area)s). Bỏ gộp ô rồi điền riêng từng dòng.") % {"area": area})
    cell = reading.page.cell(row=line, column=column)
    if cell.value is None or (isinstance(cell.value, str) and not squeeze(cell.value)):
        return _Read()
    if cell.data_type == "f":
        return _Read(problem=_("Ô là công thức. Ghi thẳng kết quả, không dùng công thức."))
    if cell.data_type == "e":
        return _Read(problem=_("Ô đang báo lỗi %(error)s. Ghi lại nội dung.") % {"error": cell.value})
    if kind is SheetCell.VALUE:
        return _figure(cell.value, str(cell.number_format))
    if kind is SheetCell.ISSUED_ON:
        return _day(cell.value, reading.today)
    if kind is SheetCell.CAUSE:
        return _cause(cell.value, reading.causes)
    return _words(cell.value, is_line=kind is not SheetCell.SENTENCE)


def _figure(value: Any, notation: str) -> _Read:
    if isinstance(value, bool | datetime | date) or not isinstance(value, int | float | Decimal | str):
        return _Read(problem=_("Ô không phải là số (Excel đã đổi thành ngày?). Đổi kiểu ô về số rồi ghi lại."))
    if not isinstance(value, str):
        return _number(Decimal(str(value)), notation)
    text = squeeze(value)
    if _EITHER_WAY.fullmatch(text):
        whole = text.replace(",", "")
        words = _("“%(text)s” hiểu được hai cách. Ghi %(whole)s nếu là hàng nghìn; ghi %(more)s nếu là phần thập phân.")
        return _Read(problem=words % {"text": text[:40], "whole": whole, "more": f"{text}0"})
    try:
        found = FigureField(required=False).clean(text)
    except (ValidationError, InvalidOperation):
        words = _("“%(text)s” không phải là số. Ghi số, ví dụ 8803 hoặc 85,75; đơn vị ghi ở cột bên cạnh.")
        return _Read(problem=words % {"text": text[:40]})
    return _number(found, "")


def _number(value: Decimal, notation: str) -> _Read:
    if not value.is_finite() or abs(value) >= _LARGEST:
        return _Read(problem=_("Số liệu quá lớn hoặc không phải là số. Kiểm tra lại giá trị."))
    if "%" in notation:
        exact = (value * 100).quantize(_PLACES)
        note = _("Ô có kiểu phần trăm, đọc là %(value)s.") % {"value": number_text(exact.normalize())}
        return _Read(_canonical(exact), note=note)
    exact = value.quantize(_PLACES)
    note = ""
    if notation and exact.normalize().as_tuple().exponent == -3:
        names = {"value": number_text(exact.normalize()), "other": f"{exact * 1000:.0f}"}
        note = _("Đọc là số thập phân %(value)s; nếu là hàng nghìn thì ghi %(other)s.") % names
    return _Read(_canonical(exact), note=note)


def _canonical(value: Decimal) -> str:
    return f"{value.normalize() + 0:f}"  # never "-0"


def _day(value: Any, today: date) -> _Read:
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        try:
            value = DateField().clean(squeeze(str(value))) if isinstance(value, str) else None
        except ValidationError:
            value = None
    if value is None:
        return _Read(problem=_("Không đọc được ngày. Ghi ngày có thật theo dạng 16/03/2026."))
    if value > today:
        words = _("Ngày %(day)s chưa đến. Ghi ngày đã ký trên văn bản.")
        return _Read(problem=words % {"day": f"{value:%d/%m/%Y}"})
    return _Read(value.isoformat())


def _cause(value: Any, causes: Mapping[str, str]) -> _Read:
    code = causes.get(compare_key(str(value)), "")
    return _Read(code) if code else _Read(problem=_("Không có nguyên nhân này. Chọn một dòng trong danh sách của ô."))


def _words(value: Any, *, is_line: bool) -> _Read:
    if isinstance(value, bool | datetime | date):
        return _Read(problem=_("Excel đã đổi nội dung ô thành ngày hoặc giá trị khác. Đổi kiểu ô về chữ rồi ghi lại."))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)[:_LONGEST]
    return _Read(squeeze(text) if is_line else normalise(text).strip())
