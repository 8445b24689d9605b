"""What the cells under a title mean by the kind of the title, and what a person should know of the cells of a table.

Owns: titles over columns, numbers that count rows, days that stand as bare numbers, what is missing, broken or hidden.
Does not: know what columns mean to a plan or a register.
"""

import re
from collections.abc import Iterator, Sequence

from vanban.reading.sheets.layout import Covered
from vanban.reading.sheets.model import Sheet, SheetCell, SheetRow
from vanban.reading.sheets.shown import shown
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["JOINT", "is_counting", "is_dated", "meant", "notes_of", "titles_over"]

JOINT = " – "  # between the words of two header rows
_COUNTING = frozenset({"tt", "stt", "so tt", "so thu tu", "thu tu"})
_DATED = re.compile(
    r"(?:ngay|han|thoi gian|thoi han|thoi diem|tien do|deadline|due date|date"
    r"|(?:(?:can|phai) )?(?:xong|hoan thanh|ket thuc) truoc)\b"
)
_COUNTED = re.compile(r"\b(?:so|ty le|ho so|luong|ngay cong|trung binh|tong)\b")  # how many: a number, no day
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
# A day without the format of one, as sheets lose it when they are copied or saved as CSV: 01/01/2000 to 31/12/2099.
_BARE_DAY = re.compile(r"\d{5}")
_FIRST_DAY, _LAST_DAY = 36_526, 73_050
_SHOWN_PLACES = 20


def is_counting(title: str) -> bool:
    """Whether a column under ``title`` only counts its rows: 1.1 there is no number with a decimal."""
    return compare_key(title) in _COUNTING


def is_dated(title: str) -> bool:
    """Whether days stand under ``title``: a bare number there is a day that lost its format."""
    keys = [compare_key(part) for part in title.split(JOINT)]
    return any(map(_DATED.match, keys)) and not any(map(_COUNTED.search, keys))


def titles_over(rows: Sequence[SheetRow], width: int, covered: Covered) -> tuple[str, ...]:
    """Return the words over each column, those of several header rows joined."""
    return tuple(_title(rows, column, covered) for column in range(width))


def _title(rows: Sequence[SheetRow], column: int, covered: Covered) -> str:
    words = []
    for row in rows:
        origin = covered.get((row.number, column))
        from_left = origin is not None and origin[0] == row.number
        words.append(squeeze(_at(row, origin[1]).text if origin and from_left else _at(row, column).text))
    return JOINT.join(dict.fromkeys(word for word in words if word))


def _at(row: SheetRow, column: int) -> SheetCell:
    return row.cells[column] if column < len(row.cells) else SheetCell()


def meant(sheet: Sheet, row: SheetRow, column: int, counting: frozenset[int], dated: frozenset[int]) -> SheetCell:
    """Return a cell as its title means it: 1.1 that counts rows, the day that a bare number is.

    Args:
        sheet: Where it stands.
        row: Its row.
        column: Its column, from 0.
        counting: The columns that count the rows.
        dated: The columns that hold days.
    """
    cell = _at(row, column)
    if column in counting and cell.is_number:
        return SheetCell(cell.text.replace(",", "."), cell.bold, is_number=True)
    if column in dated and _is_bare_day(cell, sheet):
        return SheetCell(_day(cell, sheet), cell.bold, is_number=True)
    return cell


def _is_bare_day(cell: SheetCell, sheet: Sheet) -> bool:
    shift = 1_462 if sheet.from_1904 else 0
    is_bare = cell.is_number and _BARE_DAY.fullmatch(cell.text) is not None
    return is_bare and _FIRST_DAY <= int(cell.text) + shift <= _LAST_DAY


def _day(cell: SheetCell, sheet: Sheet) -> str:
    return shown(cell.text, "dd/mm/yyyy", from_1904=sheet.from_1904)


def notes_of(sheet: Sheet, rows: Sequence[SheetRow], dated: frozenset[int], place: Place) -> tuple[Finding, ...]:
    """Return what a person should know of a table: results that are missing, errors, bare days, what nobody sees.

    Args:
        sheet: Where it stands.
        rows: The rows of the table, its header first.
        dated: The columns that hold days.
        place: The place of the table.
    """
    return (*_of_cells(sheet, rows, dated, place), *_of_hidden(sheet, rows, place))


def _of_cells(sheet: Sheet, rows: Sequence[SheetRow], dated: frozenset[int], place: Place) -> Iterator[Finding]:
    found: dict[str, list[tuple[Place, str, SheetCell]]] = {"RD141": [], "RD144": [], "RD146": []}
    for index, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            code = _code_of(cell, sheet, is_dated=column in dated)
            if code:
                where = Place(block=place.block, table=place.table, row=index, column=column)
                found[code].append((where, f"{_letters(column)}{row.number}", cell))
    for code, cells in found.items():
        if cells:
            where, name, cell = cells[0]
            params = {"count": len(cells), "cell": name, "sheet": sheet.name}
            if code == "RD146":
                params |= {"number": cell.text, "day": _day(cell, sheet)}
            also = tuple(one for one, _name, _cell in cells[1:_SHOWN_PLACES])
            yield Finding(code, Severity.WARNING, where, name, params, also)


def _code_of(cell: SheetCell, sheet: Sheet, *, is_dated: bool) -> str:
    if cell.is_uncounted:
        return "RD141"
    if _ERROR.fullmatch(cell.text):
        return "RD144"
    return "RD146" if is_dated and _is_bare_day(cell, sheet) else ""


def _of_hidden(sheet: Sheet, rows: Sequence[SheetRow], place: Place) -> Iterator[Finding]:
    hidden = [row.number for row in rows if row.is_hidden]
    if hidden:
        params = {"count": len(hidden), "row": hidden[0], "sheet": sheet.name}
        yield Finding("RD143", Severity.WARNING, place, params=params)
    unseen = sorted(sheet.hidden_columns)
    if unseen:
        params = {"count": len(unseen), "column": _letters(unseen[0]), "sheet": sheet.name}
        yield Finding("RD145", Severity.WARNING, place, params=params)


def _letters(column: int) -> str:
    """Return the letters of a column from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
