"""The header of a statistics table: which rows it takes, and what each column holds.

Owns: headers of one to three rows, titles over several columns, which column says what was reached. Does not: know
the words (``columns``) or the rows below (``tables``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.reading.model import Row, Table
from vanban.reading.repeats import keys_of
from vanban.reports.columns import Meaning, Part, is_owed, meaning_of, period_key
from vanban.reports.model import ColumnKind
from vanban.reports.numbers import choices_of, is_number, read_value
from vanban.text.forms import squeeze

__all__ = ["INDEX", "Layout", "ValueColumn", "find_header", "layout_of"]

_HEADER_WITHIN = 6  # rows; above a header stand at most a title and a caption
_MOST_HEADER_ROWS = 3
_LEAST_CLEAR = 0.6  # of the header's filled cells have a meaning
_LEAST_NUMBERS = 0.6  # of a column's filled cells are numbers, where its title does not say what it holds
# A mark that only numbers a column: (1), (3) = (4) + (5), A.
INDEX = re.compile(r"\A\(?(?:\d{1,2}|[a-z])\)?(?:\s*=.*)?\Z", re.IGNORECASE)
_LONGEST_SUBTITLE = 10  # words


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """One column of values."""

    column: int
    title: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a statistics table hold; ``main`` is None where every column is for one level alone."""

    no: int | None
    label: int
    unit: int | None
    note: int | None
    values: tuple[ValueColumn, ...]
    main: int | None
    keys: tuple[frozenset[str], ...]  # the folded header rows, to know them again
    width: int
    unknown: tuple[int, ...] = ()  # columns with a title whose meaning is not clear


def find_header(table: Table) -> tuple[int, int] | None:
    """Return the half-open range of the rows that are the header of statistics; None where ``table`` holds none."""
    for start in range(min(_HEADER_WITHIN, len(table.rows))):
        texts = [squeeze(cell.text) for cell in table.rows[start].cells]
        if not _is_header(texts):
            continue
        end = start + 1
        while end < min(len(table.rows), start + _MOST_HEADER_ROWS) and _is_below(table, start, end):
            end += 1
        words = [squeeze(cell.text) for row in table.rows[start:end] for cell in row.cells]
        return None if any(map(is_owed, words)) else (start, end)
    return None


def _is_header(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    meanings = [meaning for text in filled if (meaning := meaning_of(text))]
    parts = {meaning.part for meaning in meanings}
    named = Part.LABEL in parts or any(meaning.loose for meaning in meanings)
    measured = bool(parts & {Part.VALUE, Part.UNIT}) or len(filled) > len(meanings)
    if not named or not measured or any(is_number(text) for text in filled if not _is_year(text)):
        return False
    # Columns of numbers may have titles of any words beside a column that numbers the lines and one that names them.
    return len(meanings) >= _LEAST_CLEAR * len(filled) or {Part.NO, Part.LABEL} <= parts


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"20\d\d", text))


def _is_below(table: Table, start: int, index: int) -> bool:
    """Say whether a row divides the columns of the header above it: titles alone, under wider cells."""
    above = [squeeze(cell.text) for cell in table.rows[start].cells]
    texts = [squeeze(cell.text) for cell in table.rows[index].cells]
    filled = [column for column, text in enumerate(texts) if text]
    if not filled or any(is_number(texts[column]) and not _is_year(texts[column]) for column in filled):
        return False
    if any(INDEX.match(texts[column]) or choices_of(texts[column]) for column in filled):
        return False
    free = {column for column, text in enumerate(above) if not text}
    free |= {column - 1 for column in free}
    own = len(filled) > 1 or any(meaning_of(texts[column]) for column in filled)
    short = all(len(texts[column].split()) <= _LONGEST_SUBTITLE for column in filled)
    return set(filled) <= free and own and short


def layout_of(table: Table, start: int, end: int, *, is_blank: bool = False) -> Layout | None:
    """Return what the columns hold under the header rows ``[start, end)``; None where they are no statistics.

    Of a table that ``is_blank`` no numbers are asked.
    """
    titles = [_titles(table, start, end, column) for column in range(table.width)]
    meanings = [_meaning(parts) for parts in titles]
    label = _first(meanings, Part.LABEL)
    if label is None:  # "STT | Đơn vị | Số lượng": the bodies are what is listed
        label = next((at for at, found in enumerate(meanings) if found and found.loose), None)
    if label is None:
        return None
    body = table.rows[end:]
    roles = _filled_in(meanings, label, body)
    names = [" ".join(dict.fromkeys(part for part in parts if part)) for parts in titles]
    values = tuple(
        ValueColumn(at, names[at], found.kind) for at, found in enumerate(roles) if found and found.part is Part.VALUE
    )
    if not values or not (is_blank or _has_numbers(values, roles, body)):
        return None
    unit = next((at for at, found in enumerate(roles) if found and found.part is Part.UNIT and at != label), None)
    values = _past(values)
    return Layout(
        no=_first(roles, Part.NO),
        label=label,
        unit=unit,
        note=_first(roles, Part.NOTE),
        values=values,
        main=_main(values),
        keys=tuple(keys_of(row) for row in table.rows[start:end]),
        width=table.width,
        unknown=tuple(at for at, found in enumerate(roles) if found is None and names[at]),
    )


def _titles(table: Table, start: int, end: int, column: int) -> list[str]:
    """Return the words over a column, from the top; a wider title stands over the columns that divide it."""
    found = []
    for index in range(start, end):
        cell = table.rows[index].cells[column]
        text = squeeze(cell.text)
        if cell.merged_from is not None:
            row, origin = cell.merged_from
            text = squeeze(table.rows[row].cells[origin].text) if row == index else ""
        elif not text and index == start and end > start + 1:
            text = _wider(table, start, end, column)
        found.append(text)
    return found


def _wider(table: Table, start: int, end: int, column: int) -> str:
    """Return the title to the left that stands over this column too, in a format without merged cells."""
    if not any(table.rows[index].cells[column].text for index in range(start + 1, end)):
        return ""
    for left in range(column - 1, -1, -1):
        if table.rows[start].cells[left].text:
            return squeeze(table.rows[start].cells[left].text)
    return ""


def _meaning(parts: Sequence[str]) -> Meaning | None:
    """Return what a column holds: the lowest row that says it decides, else all its words together."""
    for part in reversed(parts):
        if part and (found := meaning_of(part)):
            return found
    return meaning_of(" ".join(parts))


def _first(meanings: Sequence[Meaning | None], part: Part) -> int | None:
    return next((at for at, found in enumerate(meanings) if found and found.part is part), None)


def _filled_in(meanings: Sequence[Meaning | None], label: int, body: Sequence[Row]) -> list[Meaning | None]:
    """Return the meanings, those of unclear columns taken from what stands in them: numbers are values."""
    roles: list[Meaning | None] = []
    for at, found in enumerate(meanings):
        doubled = found is not None and found.part in (Part.LABEL, Part.NO) and at != label
        if found is not None and found.part is Part.NO and _first(meanings, Part.NO) == at:
            doubled = False
        if (found is None or doubled) and at != label:
            roles.append(Meaning(Part.VALUE) if _mostly_numbers(body, at) else None)
        else:
            roles.append(found)
    return roles


def _mostly_numbers(body: Sequence[Row], column: int) -> bool:
    texts = [text for row in body if (text := squeeze(row.cells[column].text))]
    numbers = sum(read_value(text).value is not None for text in texts)
    return bool(texts) and numbers >= _LEAST_NUMBERS * len(texts)


def _has_numbers(values: Sequence[ValueColumn], roles: Sequence[Meaning | None], body: Sequence[Row]) -> bool:
    """Say whether the columns of values hold numbers: with a column of units an empty form is a table too."""
    if any(found and found.part is Part.UNIT and not found.loose for found in roles):
        return True
    return any(_mostly_numbers(body, column.column) for column in values)


def _past(values: tuple[ValueColumn, ...]) -> tuple[ValueColumn, ...]:
    """Return the columns with those of earlier years marked so: "Năm 2025 | Năm 2026"."""
    periods = {column.column: period_key(column.title) for column in values if column.kind is ColumnKind.CURRENT}
    years = {period[0] for period in periods.values() if period and period[0]}
    if len(years) < 2 or any(period is None for period in periods.values()):
        return values
    latest = max(years)
    return tuple(
        ValueColumn(column.column, column.title, ColumnKind.PREVIOUS)
        if (period := periods.get(column.column)) and period[0] < latest
        else column
        for column in values
    )


def _main(values: Sequence[ValueColumn]) -> int | None:
    """Return the column that says what was reached: the latest of several periods, else the total, else the first."""
    current = [column for column in values if column.kind is ColumnKind.CURRENT]
    divided = sum(column.kind is ColumnKind.TOTAL for column in values) > 1  # several things are counted, each divided
    if current and not divided:
        return _latest(current)
    for kind in (ColumnKind.TOTAL, ColumnKind.OTHER, ColumnKind.PLANNED, ColumnKind.SHARE, ColumnKind.PREVIOUS):
        for column in values:
            if column.kind is kind:
                return column.column
    return values[0].column if len(values) == 1 else None


def _latest(current: Sequence[ValueColumn]) -> int:
    """Return the column of the latest period; the first where the titles name no periods."""
    periods = [(period, column.column) for column in current if (period := period_key(column.title))]
    if len(periods) < len(current):
        return current[0].column
    year = max(period[0] for period, _ in periods)  # a title without a year speaks of the latest
    return max((period[0] or year, period[1], column) for period, column in periods)[2]
