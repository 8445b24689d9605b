"""The tables of a plan: which rows are header, what each column holds, where a page breaks a table.

Owns: finding headers (one or two rows, repeated, missing on a continued table). Does not: read what cells say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vanban.plans.columns import Role, is_beginning, is_mark, names_task, period_of, role_of, year_of
from vanban.reading.model import Cell, Row, Table
from vanban.reading.repeats import is_header_again, keys_of
from vanban.text.forms import compare_key

__all__ = ["BodyRow", "Columns", "PlanTable", "read_table"]

_HEADER_WITHIN = 6  # rows; above a header stand at most a title and a caption
_LEAST_ROLES = 3  # columns whose meaning must be clear in a header
# Work that nobody owes by no time is a list of results or indicators, not of tasks.
_OWED = frozenset({Role.LEAD, Role.COORDINATING, Role.LEAD_AND_COORDINATING, Role.MONITORING, Role.DEADLINE})
_LEAST_SHARE = 0.6  # of the header's filled cells
_MOST_MARKS = 0.8  # of the filled cells under a year; a row that numbers the columns is none
_LEAST_PERIODS = 3  # columns of single periods stand together, as the quarters of a year


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold."""

    roles: tuple[Role | None, ...]  # one for every column; None where no word says it
    titles: tuple[str, ...]  # the header's words, one for every column
    keys: tuple[frozenset[str], ...]  # the folded header rows as they stand, to know them again
    periods: tuple[str | None, ...] = ()  # of columns for one period, which is marked there: its title

    def of(self, role: Role) -> tuple[int, ...]:
        """Return the columns that hold ``role``, left to right."""
        return tuple(index for index, own in enumerate(self.roles) if own is role)

    def period(self, column: int) -> str | None:
        """Return the period that a column is for, or None."""
        return self.periods[column] if self.periods else None

    def names(self) -> tuple[str, ...]:
        """Return the contract's names of the columns present, in source order, each once."""
        names: list[str] = []
        for role in self.roles:
            if role is Role.LEAD_AND_COORDINATING:
                names += [Role.LEAD, Role.COORDINATING]
            elif role is not None and role is not Role.RESULT:
                names.append(role)
        return tuple(str(name) for name in dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row below the header."""

    cells: tuple[Cell, ...]
    after_break: bool  # the first row behind a page break inside the table, or of a table that continues another
    page: int | None


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of tasks."""

    table: Table
    columns: Columns
    titles: tuple[str, ...]  # what stands above the header inside the table
    rows: tuple[BodyRow, ...]
    inherited: bool  # it has no header of its own: the one of the table before holds


def read_table(table: Table, before: Columns | None) -> PlanTable | None:
    """Return ``table`` as a table of tasks, or None where it is none.

    Args:
        table: Any table.
        before: The columns of the last table of tasks: a table without a header that has as many columns goes on
            with them.
    """
    found = _find_header(table)
    if found is None:
        if before is None or len(before.roles) != table.width or table.width < _LEAST_ROLES:
            return None
        rows = _body(table, 0, before, continued=True)
        return PlanTable(table, before, (), rows, inherited=True)
    start, end = found
    columns = _columns(table, start, end)
    titles = tuple(text for row in table.rows[:start] for text in _texts(row) if text)
    end = _skip_index_row(table, end)
    continued = before is not None and is_header_again(table.rows[start], before.keys)
    return PlanTable(table, columns, titles, _body(table, end, columns, continued=continued), inherited=False)


def _find_header(table: Table) -> tuple[int, int] | None:
    """Return the half-open range of the header's rows."""
    best, at = 0, -1
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        score = _header_score(row, marked=_marks_years(table, index))
        if score > best:
            best, at = score, index
    if best == 0:
        return None
    end = at + 1
    while end < len(table.rows) and _is_second_row(table, at, end):
        end += 1
    return at, end


def _header_score(row: Row, *, marked: bool = True) -> int:
    """Return how many meanings a row's words have; 0 where it is no header.

    Args:
        row: Any row.
        marked: Marks stand under its years, if it has any: the years are terms, no amounts of years stand there.
    """
    texts = [text for text in _texts(row) if text]
    periods = [text for text in texts if period_of(text) or (marked and year_of(text))]
    texts = [text for text in texts if text not in periods] if len(periods) >= _LEAST_PERIODS else texts
    meanings = [meaning for text in texts if (meaning := role_of(text)) is not None]
    if len(periods) >= _LEAST_PERIODS:
        meanings.append((Role.DEADLINE, 4))
    roles = {role for role, _ in meanings}
    is_work = bool(roles & {Role.TASK, Role.DELIVERABLE}) and bool(roles & _OWED)
    clear = len(roles) >= _LEAST_ROLES and len(meanings) >= _LEAST_SHARE * len(texts)
    return len(roles) if is_work and clear else 0


def _marks_years(table: Table, start: int) -> bool:
    row = table.rows[start]
    years = [column for column, cell in enumerate(row.cells) if year_of(cell.text)]
    return all(_period(table, start + 1, column, row.cells[column].text) for column in years)


def _is_second_row(table: Table, start: int, index: int) -> bool:
    """Say whether a row divides columns of the header above: every word a meaning, all under wider cells."""
    row, above = table.rows[index], table.rows[start]
    filled = [column for column, cell in enumerate(row.cells) if cell.text]
    if not filled or len(filled) > len(row.cells) - 2 or _is_numbers(row):
        return False
    said = row.header and above.header  # the file itself says that both rows are its header
    if not said and any(role_of(text := row.cells[column].text) is None and not period_of(text) for column in filled):
        return False
    # Under a title over several columns the right ones are empty or covered; the first column is never divided.
    divided = {column for column, cell in enumerate(above.cells) if not cell.text}
    divided |= {column - 1 for column in divided}
    return set(filled) <= divided and 0 not in filled


def _columns(table: Table, start: int, end: int) -> Columns:
    width = table.width
    titles = [[_title(table, row, column) for row in range(start, end)] for column in range(width)]
    periods = tuple(
        next(filter(None, (_period(table, end, column, part) for part in parts)), None)
        for column, parts in enumerate(titles)
    )
    marked = sum(period is not None for period in periods) >= _LEAST_PERIODS
    meanings = [(Role.DEADLINE, 4) if marked and periods[at] else _meaning(parts) for at, parts in enumerate(titles)]
    keys = tuple(keys_of(table.rows[row]) for row in range(start, end))
    joined = tuple(" ".join(dict.fromkeys(part for part in parts if part)) for parts in titles)
    filled = [_filled(table, end, column) for column in range(width)]
    return Columns(_settled(meanings, joined, filled), joined, keys, periods if marked else (None,) * width)


def _filled(table: Table, start: int, column: int) -> int:
    """Return how many rows have words of their own in a column; a cell that reaches down counts once."""
    return sum(bool(row.cells[column].text) and row.cells[column].merged_from is None for row in table.rows[start:])


def _period(table: Table, end: int, column: int, title: str) -> str | None:
    """Return the period that a column is for; a year only where marks stand below: amounts stand under years too."""
    if year_of(title) is None:
        return period_of(title)
    own = [row.cells[column].text for row in table.rows[end:] if row.cells[column].merged_from is None]
    texts = [text for text in own if text]
    return year_of(title) if sum(map(is_mark, texts)) >= _MOST_MARKS * len(texts) else None


def _title(table: Table, row: int, column: int) -> str:
    """Return the header's words over a column: its own, or those of the cell that covers it from the left."""
    cell = table.rows[row].cells[column]
    if cell.merged_from is not None:
        origin_row, origin_column = cell.merged_from
        return "" if origin_row != row else table.rows[row].cells[origin_column].text
    return cell.text


def _meaning(parts: Sequence[str]) -> tuple[Role, int] | None:
    """Return what a column holds: the lowest row that says it decides, else all its words together."""
    if is_beginning(" ".join(parts)):  # "Thời gian" over "Bắt đầu" and "Hoàn thành"
        return None
    for part in reversed(parts):
        meaning = role_of(part) if part else None
        if meaning is not None:
            return meaning
    return role_of(" ".join(parts))


def _settled(
    meanings: Sequence[tuple[Role, int] | None], titles: Sequence[str], filled: Sequence[int]
) -> tuple[Role | None, ...]:
    """Return one role for each column: of several columns for the task the surest holds it.

    "Tên nhiệm vụ" before "Nội dung, quy mô", unless one task reaches over several rows of activities.
    """
    weights = {at: found[1] for at, found in enumerate(meanings) if found and found[0] is Role.TASK}
    surest = max(weights.values(), default=0)
    most = max((filled[at] for at, weight in weights.items() if weight == surest), default=0)
    tasks = [
        (weight, filled[index] >= _MOST_MARKS * most and names_task(titles[index]), index)
        for index, found in enumerate(meanings)
        if found
        for role, weight in [found]
        if role is Role.TASK
    ]
    task = max(tasks)[-1] if tasks else None
    roles: list[Role | None] = []
    for index, found in enumerate(meanings):
        role = found[0] if found else None
        single = role in (Role.NO, Role.TASK)
        first = (role is Role.TASK and index == task) or (role is Role.NO and role not in roles)
        roles.append(role if not single or first else None)
    return tuple(roles) if task is not None else _with_task(roles, titles, filled)


def _with_task(roles: Sequence[Role | None], titles: Sequence[str], filled: Sequence[int]) -> tuple[Role | None, ...]:
    """Return the roles with the task in the first column that no word explains: "Thủ tục", "Tên đề án"."""
    rows = max(filled, default=0)
    free = (at for at, role in enumerate(roles) if role is None and titles[at] and filled[at] >= _MOST_MARKS * rows)
    task = next(free, None)
    return tuple(Role.TASK if at == task else role for at, role in enumerate(roles))


def _skip_index_row(table: Table, end: int) -> int:
    """Return ``end`` behind a row that only numbers the columns: (1) (2) (3)."""
    return end + 1 if end < len(table.rows) and _is_numbers(table.rows[end]) else end


def _is_numbers(row: Row) -> bool:
    marks = [compare_key(text) for text in _texts(row) if text]
    count = [str(number) for number in range(1, len(marks) + 1)]
    letters = [chr(ord("a") + number) for number in range(len(marks))]
    return len(marks) > 2 and marks in (count, letters, ["a", "b", *count[: len(marks) - 2]])


def _body(table: Table, start: int, columns: Columns, *, continued: bool) -> tuple[BodyRow, ...]:
    """Return the rows below the header; repeated headers are left out and mark a page break."""
    rows: list[BodyRow] = []
    broken = continued
    for row in table.rows[start:]:
        if is_header_again(row, columns.keys) or (row.header and _header_score(row)):
            broken = True
            continue
        if not any(cell.text for cell in row.cells):
            continue
        turned = bool(rows) and row.page is not None and row.page != rows[-1].page
        rows.append(BodyRow(row.cells, broken or turned, row.page))
        broken = False
    return tuple(rows)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]
