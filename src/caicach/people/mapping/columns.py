"""Which column of a sheet holds what: by the words of its heading, in any order.

Owns: finding the row of headings and what each means. Does not: judge what stands below.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caicach.people.mapping.lines import AccountLine
from vanban.text.forms import compare_key, squeeze

__all__ = ["COLUMNS", "Heading", "find_heading", "lines_below"]

# What a heading may say, folded; the longest one found in a heading decides.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "agency": ("co quan", "don vi", "ten don vi", "ten co quan", "noi cong tac", "don vi cong tac", "agency", "unit"),
    "full_name": ("ho va ten", "ho ten", "ten nguoi dung", "ten can bo", "can bo", "full name", "name", "ten"),
    "title": ("chuc vu", "chuc danh", "vi tri", "vi tri cong tac", "vi tri viec lam", "post", "position", "title"),
    "phone": ("dien thoai", "so dien thoai", "di dong", "so di dong", "sdt", "phone", "mobile"),
    "username": ("ten dang nhap", "ten tai khoan", "tai khoan", "username", "login"),
    "role": ("vai tro", "quyen", "nhom quyen", "role"),
}
NEEDED = ("agency", "full_name")
_LOOKED_AT = 20  # rows above the headings: title, date, signature
_MEANINGS = {words: column for column, known in COLUMNS.items() for words in known}


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the headings stand, and which column (from 0) holds what."""

    row: int  # from 0
    columns: Mapping[str, int]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the columns without which no account can be made."""
        return tuple(column for column in NEEDED if column not in self.columns)


def find_heading(rows: Sequence[Sequence[str]]) -> Heading:
    """Return the row among the first ones whose cells mean the most; the first of equals."""
    found = [Heading(at, _columns(cells)) for at, cells in enumerate(rows[:_LOOKED_AT])]
    return max(found, key=lambda heading: (not heading.missing, len(heading.columns)), default=Heading(0, {}))


def lines_below(rows: Sequence[Sequence[str]], heading: Heading) -> tuple[AccountLine, ...]:
    """Return the people below the headings; rows without agency and name are no people.

    An empty cell of the agency means the one above: offices merge the cells of one agency.
    """
    lines: list[AccountLine] = []
    agency = ""
    for at, cells in enumerate(rows[heading.row + 1 :], start=heading.row + 2):
        given = {column: _cell(cells, place) for column, place in heading.columns.items()}
        own, name = given.pop("agency"), given.pop("full_name")
        if name or (own and any(given.values())):
            lines.append(AccountLine(at, own or agency, name, **given, is_agency_carried=not own and bool(agency)))
        agency = own or agency
    return tuple(lines)


def _columns(cells: Iterable[str]) -> Mapping[str, int]:
    """Return the meaning of each cell; of two cells with one meaning the first counts."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _meaning(cell)
        if column and column not in columns:
            columns[column] = place
    return columns


def _meaning(cell: str) -> str:
    key = f" {compare_key(cell)} "
    found = [words for words in _MEANINGS if f" {words} " in key]
    if not found or len(key) > 60:
        return ""
    return _MEANINGS[max(found, key=len)]


def _cell(cells: Sequence[str], place: int) -> str:
    return squeeze(cells[place]) if place < len(cells) else ""
