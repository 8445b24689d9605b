"""A503: a row or column "Tổng cộng" of any table against what it adds up."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from vanban.checks.arithmetic.lines import said_number
from vanban.checks.arithmetic.numbers import number_in
from vanban.checks.model import Paper, Rule
from vanban.reading.model import Cell, Row, Table
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE"]

_TOTAL = re.compile(r"\A(?:tong|tong cong|cong|tong so|tong cong so)\Z")
_TOTAL_COLUMN = re.compile(r"\A(?:tong|tong cong|cong|tong so|tong cong so)(?: (?!ket)[a-z ]{1,30})?\Z")
_FEWEST = 2  # parts
_SURE = 2  # lines that add up, and more of them than of those that do not: then the layout is understood


def _check(paper: Paper) -> Iterator[Finding]:
    for table in paper.document.tables():
        yield from _rows(table)
        yield from _columns(table)


def _rows(table: Table) -> Iterator[Finding]:
    """Yield the columns whose total row is not the sum of the rows above, where other columns add up."""
    for at, row in enumerate(table.rows):
        if not any(_TOTAL.match(compare_key(cell.text)) for cell in row.cells):
            continue
        begin = next((above + 1 for above in range(at - 1, -1, -1) if _is_total(table.rows[above])), 0)
        above = [one for one in table.rows[begin:at] if not one.header]
        yield from _sure([_line(cell, [one.cells[column] for one in above]) for column, cell in enumerate(row.cells)])


def _is_total(row: Row) -> bool:
    return any(_TOTAL.match(compare_key(cell.text)) for cell in row.cells)


def _columns(table: Table) -> Iterator[Finding]:
    """Yield the rows whose total column is not the sum of the other columns of numbers, where other rows add up."""
    for column in range(table.width):
        if not any(_TOTAL_COLUMN.match(compare_key(row.cells[column].text)) for row in table.rows[:2]):
            continue
        behind = [(row.cells[column], row.cells[column + 1 :]) for row in table.rows]
        yield from _sure([_line(total, parts) for total, parts in behind])


_Line = tuple[Cell, Decimal, tuple[Cell, ...], Decimal]


def _line(total: Cell, parts: Sequence[Cell]) -> _Line | None:
    """Return a total with its parts and their sum; None where it is no number or has too few parts."""
    value = number_in(total.text)
    numbers = [(cell, number) for cell in parts if (number := number_in(cell.text)) is not None]
    if value is None or len(numbers) < _FEWEST:
        return None
    return total, value, tuple(cell for cell, _ in numbers), sum((number for _, number in numbers), Decimal(0))


def _sure(lines: Sequence[_Line | None]) -> Iterator[Finding]:
    known = [line for line in lines if line is not None]
    wrong = [line for line in known if line[1] != line[3]]
    right = sum(1 for line in known if line[1] == line[3] and line[1])
    if wrong and right >= _SURE and right > len(wrong):
        for total, _value, parts, own in wrong:
            evidence = f"{squeeze(total.text)} | {' + '.join(squeeze(cell.text) for cell in parts)}"
            params = {"total": squeeze(total.text), "sum": said_number(own)}
            also = tuple(cell.place for cell in parts)
            yield Finding(RULE.code, RULE.severity, total.place, evidence, params, also=also)


def _table(*rows: str) -> str:
    return "BÁO CÁO\n\n" + "\n".join(row.replace(" | ", "\t") for row in rows) + "\n"


_HEAD = "STT | Xã | Tổng số | Trực tiếp | Trực tuyến"
_GOOD_ROWS = ("1 | Suối Nhạn | 30 | 10 | 20", "2 | Bến Lau | 50 | 20 | 30")
RULE = Rule(
    "A503",
    Severity.WARNING,
    "Cộng sai trong bảng",
    "Hàng hoặc cột “Tổng cộng” phải bằng các số mà nó cộng.",
    _check,
    bad=(
        _table(_HEAD, *_GOOD_ROWS, "3 | Đá Bạc | 45 | 15 | 20"),
        _table(
            "STT | Xã | Quý I | Quý II | Quý III",
            "1 | Suối Nhạn | 1 | 2 | 3",
            "2 | Bến Lau | 4 | 5 | 6",
            " | Tổng cộng | 5 | 7 | 10",
        ),
    ),
    good=(
        _table(_HEAD, *_GOOD_ROWS, "3 | Đá Bạc | 35 | 15 | 20"),
        _table("STT | Xã | Tổng số | Dân số | Diện tích", "1 | Suối Nhạn | 30 | 900 | 2", "2 | Bến Lau | 50 | 9 | 1"),
        _table("STT | Xã | Quý I | Quý II", "1 | Suối Nhạn | 1 | 2", "2 | Bến Lau | 4 | 5", " | Tổng cộng | 5 | 7"),
    ),
)
