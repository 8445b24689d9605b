"""Rows that somebody else wrote, matched with the rows of a sheet by their codes, else by their words.

Owns: which row of the sheet a row of a table is, and in which column its figure stands. Does not: read figures.
A code alone may name several rows (members are lettered anew under each line, annexes print some codes twice): the
line above and the words decide. What stays open is refused with the reason, never guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from reform.forms.codes import codes_of
from reform.forms.sheets import Row, Sheet
from vanban.text.forms import compare_key, squeeze

__all__ = ["Aligned", "Table", "TableRow", "aligned", "figure_column", "is_code"]

_CODE = re.compile(r"[(\[]?(?:[IVXLC]{1,6}|\d{1,3}(?:\.(?:\d{1,3}|[a-zđ]\d?))*|[a-zđ]\d?)[.)\]]?\Z")
_LEAST_LETTERS = 3  # of a label
_FIGURE_WORDS = ("so lieu", "ket qua", "so luong", "gia tri", "ky nay", "thuc hien")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table."""

    number: int  # from 1, as the program shows it
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, with the words over their columns where there are any."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row of the table and the row of the sheet that it is; None: which one is not known, and why."""

    given: TableRow
    row: Row | None
    label: str
    why: str = ""
    is_by_words: bool = False  # the words alone decided


def is_code(text: str) -> bool:
    """Whether a cell holds the number of a row: "3.2.1", "a)", "IV"."""
    return bool(_CODE.match(squeeze(text)))


def figure_column(table: Table) -> int:
    """Return the column of figures.

    Raises:
        BadInput: there is none, or more than one could be.
    """
    named = [at for at, title in enumerate(table.header) if compare_key(title).startswith(_FIGURE_WORDS)]
    if len(named) == 1:
        return named[0]
    counts = [sum(_is_figure(row, at) for row in table.rows) for at in range(table.width)]
    codes = [sum(_is_row_number(row, at) for row in table.rows) for at in range(table.width)]
    some = [at for at, count in enumerate(counts) if count and count > codes[at] and not _is_running(table, at)]
    if not some:
        raise BadInput(_("Không thấy cột số liệu. Chép cả cột số liệu, hoặc cột tên chỉ tiêu và cột số liệu."))
    if len(some) > 1:
        raise BadInput(
            _("Có %(count)s cột số nên không rõ lấy cột nào. Chép lại: cột mã hoặc tên chỉ tiêu, và một cột số liệu.")
            % {"count": number_text(len(some))}
        )
    return some[0]


def _is_figure(row: TableRow, at: int) -> bool:
    text = squeeze(row.cells[at]) if at < len(row.cells) else ""
    return any(sign.isdigit() for sign in text) and not re.search(r"[^\W\d]{2}", text)


def _is_row_number(row: TableRow, at: int) -> bool:
    """Whether a cell can only be the number of a row: more than one point between short numbers, or a letter."""
    text = squeeze(row.cells[at]) if at < len(row.cells) else ""
    return is_code(text) and (text.count(".") > 1 or not text[:1].isdigit())


def _is_running(table: Table, at: int) -> bool:
    """Whether a column in front of others only counts the rows: 1, 2, 3, or holds the numbers of lines."""
    texts = [squeeze(row.cells[at]) for row in table.rows if at < len(row.cells) and row.cells[at].strip()]
    is_first = at < table.width - 1 and len(texts) > 1
    return is_first and (
        texts == [str(number) for number in range(1, len(texts) + 1)]
        or sum(bool(re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){1,3}", text)) for text in texts) * 2 > len(texts)
    )


class _Index:
    """The rows of a sheet by what tables call them."""

    def __init__(self, sheet: Sheet) -> None:
        self.by_number: dict[str, list[Row]] = defaultdict(list)  # as our sheet numbers them
        self.by_printed: dict[str, list[Row]] = defaultdict(list)  # as the prescribed annex does
        self.by_label: dict[str, list[Row]] = defaultdict(list)
        self.above: dict[object, Row] = {}
        unique = codes_of(sheet.rows)
        line: Row | None = None
        for row in sheet.rows:
            line = row if row.depth == 0 else line
            if line is not None:
                self.above[row.cell] = line
            for code in {row.number, unique[row.cell]}:
                self.by_number[_code_key(code)].append(row)
            if row.printed:
                self.by_printed[_code_key(row.printed)].append(row)
            self.by_label[compare_key(row.label)].append(row)

    def coded(self, code: str) -> list[Row]:
        """Return the rows that bear a code in either numbering."""
        return [*self.by_number.get(code, ()), *self.by_printed.get(code, ())]

    def numbering(self, table: Table, without: int) -> dict[str, list[Row]]:
        """Return the numbering that the codes of a table follow: the one that knows more of them, ours where equal."""
        codes = [
            _code_key(text)
            for row in table.rows
            for at, text in enumerate(row.cells)
            if at != without and is_code(text)
        ]
        known = [sum(code in one for code in codes) for one in (self.by_number, self.by_printed)]
        return self.by_printed if known[1] > known[0] else self.by_number

    def under(self, rows: Iterable[Row], line: Row | None) -> list[Row]:
        """Return those of ``rows`` that belong to the line, itself or its members."""
        return [row for row in rows if line is not None and self.above.get(row.cell) is line]


def aligned(table: Table, sheet: Sheet, *, without: int) -> tuple[Aligned, ...]:
    """Return each row of ``table`` with the row of ``sheet`` that it is.

    Args:
        table: Rows that have codes, words, or both.
        sheet: The sheet of the return.
        without: The column of figures, which says nothing of the row.
    """
    index = _Index(sheet)
    numbering = index.numbering(table, without)
    found: list[Aligned] = []
    line: Row | None = None
    for given in table.rows:
        one = _aligned(given, index, numbering, line, without)
        found.append(one)
        if one.row is not None:
            line = index.above[one.row.cell]
    return tuple(found)


def _aligned(
    given: TableRow, index: _Index, numbering: Mapping[str, list[Row]], line: Row | None, without: int
) -> Aligned:
    texts = [squeeze(text) for at, text in enumerate(given.cells) if at != without]
    codes = [_code_key(text) for text in texts if is_code(text)]
    words = [compare_key(text) for text in texts if not is_code(text) and sum(map(str.isalpha, text)) >= _LEAST_LETTERS]
    label = next((text for text in texts if not is_code(text) and text), " ".join(texts))
    by_words = [row for key in words for row in index.by_label.get(key, ())]
    by_code = [row for code in codes for row in index.coded(code)]
    both = _unique([row for row in by_code if row in by_words])
    if both:
        return _decided(given, label, _narrowed(both, index, line))
    if by_code and by_words:
        return Aligned(given, None, label, _("Mã và tên chỉ tiêu là của hai dòng khác nhau. Kiểm tra lại dòng này."))
    if by_words:
        one = _decided(given, label, _narrowed(_unique(by_words), index, line))
        return Aligned(one.given, one.row, one.label, one.why, is_by_words=True)
    if by_code and not words:
        alone = [row for code in codes for row in numbering.get(code, ())]
        return _decided(given, label, _narrowed(_unique(alone or by_code), index, line))
    if by_code:
        return Aligned(given, None, label, _("Mã có trong biểu nhưng tên chỉ tiêu khác. Kiểm tra lại dòng này."))
    return Aligned(given, None, label, _("Không thấy chỉ tiêu này trong biểu của đơn vị."))


def _narrowed(rows: Sequence[Row], index: _Index, line: Row | None) -> Sequence[Row]:
    """Prefer what stands under the line of the row above; of a line and its members, the line."""
    if len(rows) < 2:
        return rows
    near = index.under(rows, line)
    if len(near) == 1 and near[0].depth:
        return near
    lines = [row for row in rows if row.depth == 0]
    return lines if len(lines) == 1 else near if len(near) == 1 else rows


def _decided(given: TableRow, label: str, rows: Sequence[Row]) -> Aligned:
    if len(rows) == 1:
        return Aligned(given, rows[0], label or rows[0].label)
    names = ", ".join(f"{row.number} {row.label}" for row in rows[:3])
    return Aligned(
        given, None, label, _("Có thể là nhiều dòng: %(rows)s. Chép kèm mã và tên chỉ tiêu.") % {"rows": names}
    )


def _unique(rows: Iterable[Row]) -> list[Row]:
    return list({row.cell: row for row in rows}.values())


def _code_key(text: str) -> str:
    return squeeze(text).strip("()[].").lower()
