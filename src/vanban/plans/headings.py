"""Titles of areas: heading rows inside a table, and the lines above a table.

Owns: telling a heading from a task, the number and the title. Does not: read tasks.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.language.area_titles import OTHER, area_code
from vanban.plans.columns import Role
from vanban.plans.tables import BodyRow, Columns
from vanban.reading.model import Paragraph
from vanban.text.findings import Place
from vanban.text.forms import compare_key, squeeze

__all__ = ["Heading", "heading_above", "heading_row", "is_total_row", "numbered_heading"]

_ANNEX = re.compile(
    r"\A\W*(?P<kind>PHỤ LỤC|Phụ lục|Phụ Lục|(?:BIỂU|Biểu|BẢNG|Bảng)(?=\s+(?:(?:SỐ|Số|số)\s+)?(?:\d|[IVX]+\b)))"
    r"(?:\s+(?:SỐ|Số|số))?\s*[:.]?\s*"
    r"(?P<number>\d{1,3}[a-zđ]?|[IVXLC]{1,6}|[A-Z])?(?![\wà-ỹ])\s*[:.\-–]?\s*(?P<title>.*)\Z",
    re.DOTALL,
)
_NUMBERED = re.compile(
    r"\A\s*(?P<number>(?:[IVXLC]{1,6}|[A-Z]|\d{1,2}(?:\.\d{1,2})*))(?:[.)/:]|\s*[-–])\s*(?P<title>\S.*)\Z", re.DOTALL
)
_NUMBER = re.compile(r"\A\W*((?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,3}(?:\.\d{1,3})*|[a-zđ]))\W*\Z")
_GENERAL = re.compile(r"\A(?:[IVXLC]{1,6}|[A-Z])\Z")
_CAPTION = re.compile(r"\A\s*\(?\s*(?:Ban hành )?[Kk]èm theo|\A\s*\(")
_DOCUMENT = re.compile(
    r"(?:ke hoach|quyet dinh|chuong trinh|bao cao|thong bao)(?:\Z| (?:cai cach|hanh dong|thuc hien) )"
)
_LIST = re.compile(r"\A(?:Biểu|Bảng|Danh mục|Lịch|Phân công)\s")
# Whoever signed stands between the text and its annexes.
_SIGNED = re.compile(
    r"\A(?:(?:TM|KT|TL|TUQ|Q)\.|Nơi nhận|(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG (?:BAN|PHÒNG)|CHÁNH VĂN PHÒNG)\Z)"
)
_TOTAL = frozenset({"tong", "tong cong", "cong", "tong so"})
_LONGEST_TITLE = 45  # words
_LINES_ABOVE = 4  # lines between a heading and its table


@dataclass(frozen=True, slots=True)
class Heading:
    """The number and the title over a group of tasks."""

    number: str | None
    title: str
    area: str
    place: Place


def heading_row(row: BodyRow, columns: Columns, below: BodyRow | None) -> Heading | None:
    """Return the heading that a row is, or None where it is a task or a line of one.

    A heading has words only in the columns of number and task (merged or not) and looks like one: bold, in capitals,
    merged over the others, numbered with a Roman number or a letter, named like an area, or numbered above the rows
    that follow.
    """
    first = columns.of(Role.NO)
    filled = [index for index, cell in enumerate(row.cells) if cell.text]
    if not filled or _covered_from_above(row) or not _may_be_heading(row, columns, filled):
        return None
    number, title = _number_and_title(row, first, filled)
    if not title or len(title.split()) > _LONGEST_TITLE:
        return None
    place = row.cells[filled[-1]].place
    heading = Heading(number, title, area_code(title), place)
    return heading if _looks_like_heading(row, heading, filled, below, columns) else None


def _may_be_heading(row: BodyRow, columns: Columns, filled: list[int]) -> bool:
    """Say whether words stand only where a heading has them.

    In the columns of number and task; or, where merges are lost or the task is not the second column, behind the number
    in the next column, and nowhere else.
    """
    first = columns.of(Role.NO)
    if set(filled) <= {*first, *columns.of(Role.TASK)}:
        return True
    words = [index for index in filled if index not in first]
    if len(words) != 1 or len(filled) > 2:
        return False
    cell = row.cells[words[0]]
    if _is_wide(row, words[0]):
        return True
    behind = words[0] == (first[0] + 1 if first else 0)
    number = _NUMBER.match(row.cells[first[0]].text) if first else None
    general = number is not None and _GENERAL.match(number[1]) is not None
    return behind and (general or cell.bold or cell.text.isupper())


def _covered_from_above(row: BodyRow) -> bool:
    """Say whether a cell above reaches down into this row: then the row is a line of the task above."""
    index = row.cells[0].place.row
    return any(cell.merged_from is not None and cell.merged_from[0] != index for cell in row.cells)


def _is_wide(row: BodyRow, column: int) -> bool:
    """Say whether the cell at ``column`` covers at least half of the row."""
    index = row.cells[column].place.row
    covered = sum(cell.merged_from == (index, column) for cell in row.cells)
    return 2 * (covered + 1) > len(row.cells)


def _number_and_title(row: BodyRow, first: tuple[int, ...], filled: list[int]) -> tuple[str | None, str]:
    texts = [squeeze(row.cells[index].text) for index in filled]
    if len(texts) == 1:
        match = _NUMBERED.match(texts[0])
        return (match["number"], _clean(match["title"])) if match else (None, _clean(texts[0]))
    if filled[0] in first:
        match = _NUMBER.match(texts[0])
        return (match[1] if match else texts[0].strip(". ") or None), _clean(" ".join(texts[1:]))
    return None, _clean(" ".join(texts))


def _looks_like_heading(
    row: BodyRow, heading: Heading, filled: list[int], below: BodyRow | None, columns: Columns
) -> bool:
    number = heading.number
    if number is not None and _GENERAL.match(number):
        return True
    if any(_is_wide(row, index) for index in filled) or heading.title.isupper():
        return True
    if all(row.cells[index].bold for index in filled):
        return True
    if number is not None and below is not None and _is_under(number, below, columns):
        return True
    # Words alone in the column of numbers stand there because the row was once one wide cell.
    alone = filled == list(columns.of(Role.NO)) and len(heading.title.split()) > 1
    return number is None and (alone or (heading.area != OTHER and len(heading.title.split()) <= 15 and 0 in filled))


def _is_under(number: str, below: BodyRow, columns: Columns) -> bool:
    """Say whether the next row is a part of number ``number``: 1.1 under 1, or a bullet without a number."""
    texts = [below.cells[index].text for index in columns.of(Role.NO)]
    own = texts[0].strip() if texts else ""
    if own.startswith(f"{number}."):
        return len(own.strip(".")) > len(number)
    tasks = [below.cells[index].text.strip() for index in columns.of(Role.TASK)]
    return not own and any(text.startswith(("- ", "+ ")) for text in tasks)


def is_total_row(row: BodyRow) -> bool:
    """Say whether the row only adds up the ones above."""
    words = [compare_key(cell.text) for cell in row.cells if cell.text]
    return bool(words) and words[0] in _TOTAL


def heading_above(lines: Sequence[Paragraph]) -> Heading | None:
    """Return the heading among the lines between the last table and this one: the annex's title, else the last heading.

    Args:
        lines: The paragraphs since the last table of tasks, in reading order.
    """
    for at in range(len(lines) - 1, -1, -1):
        match = _ANNEX.match(squeeze(lines[at].text))
        if match and _is_annex_line(match, lines[at].text):
            title = _annex_title(_clean(match["title"]), lines, at + 1)
            return Heading(match["number"], title, area_code(title), lines[at].place)
    return _last_heading(lines)


def _is_annex_line(match: re.Match[str], text: str) -> bool:
    """Say whether the line is a title, not a sentence that names an annex."""
    title = match["title"]
    return len(text.split()) <= _LONGEST_TITLE and (match["number"] is not None or not title or title[:1].isupper())


def _annex_title(title: str, lines: Sequence[Paragraph], at: int) -> str:
    """Return the annex's title: behind its number, else the lines under it down to its caption."""
    if title and not title.startswith("("):
        return title
    parts: list[str] = []
    for line in lines[at:]:
        text = squeeze(line.text)
        if _CAPTION.match(text) or len(text.split()) > _LONGEST_TITLE:
            break
        if parts and not (text.isupper() and parts[-1].isupper()) and not text[:1].islower():
            break
        parts.append(text)
    return _clean(" ".join(parts))


def _last_heading(lines: Sequence[Paragraph]) -> Heading | None:
    """Return the nearest line above that is a heading; other short lines may stand between it and the table."""
    near = itertools.takewhile(lambda line: not _SIGNED.match(squeeze(line.text)), reversed(lines[-_LINES_ABOVE:]))
    found = (numbered_heading(line) for line in near)
    return next((heading for heading in found if heading is not None), None)


def numbered_heading(line: Paragraph) -> Heading | None:
    """Return the heading that a line outside tables is: short, not closed, and numbered or standing out."""
    text = squeeze(line.text)
    if _CAPTION.match(text) or len(text.split()) > _LONGEST_TITLE or text.endswith((";", ".")):
        return None
    match = _NUMBERED.match(text)
    title = _clean(match["title"] if match else text)
    named = _LIST.match(title) is not None
    stands_out = named or line.level is not None or line.bold or text.isupper() or area_code(title) != OTHER
    if not title or not (stands_out or match) or _DOCUMENT.match(compare_key(title)):
        return None
    return Heading(match["number"] if match else None, title, area_code(title), line.place)


def _clean(title: str) -> str:
    return title.strip(" .:;-–")
