"""How a table of another system becomes figures: steps that count rows, add a column up, or take one row's value.

Owns: the steps, which rows they speak of, what they give. Does not: know returns or agencies.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.figures.imports.alignment import Table, TableRow
from caicach.figures.imports.cells import read_cell
from caicach.figures.mapping import typed_figure
from caicach.web.errors import BadInput
from reform.forms import Form
from reform.forms.figures import Figure
from reform.forms.model import Line
from vanban.reading.sheets import SheetCell
from vanban.text.forms import compare_key, squeeze

__all__ = ["HOW_WORDS", "Condition", "Counted", "How", "Step", "counted", "steps_of", "steps_text"]

_SHOWN_ROWS = 8
_BETWEEN = "|"  # several values of one condition


class How(StrEnum):
    """What a step does with the rows it speaks of."""

    COUNT = "count"
    SUM = "sum"
    ONE = "one"


HOW_WORDS = {
    How.COUNT: gettext_lazy("đếm số dòng"),
    How.SUM: gettext_lazy("cộng một cột"),
    How.ONE: gettext_lazy("lấy số ở một dòng"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """The rows in which a column says one of ``values``; "" among them: it is blank there."""

    column: str  # its title
    values: tuple[str, ...]

    @property
    def said(self) -> str:
        """The values as a person writes them."""
        return f" {_BETWEEN} ".join(self.values)

    @classmethod
    def of(cls, column: str, said: str) -> "Condition":
        """Return the condition that a person wrote: "Đúng hạn | Trước hạn"."""
        return cls(column, tuple(squeeze(value) for value in said.split(_BETWEEN)))


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of the form: which cell, from which rows, how."""

    cell: str  # str(Cell)
    how: How
    column: str = ""  # the title of the column that is added up, or whose value is taken
    conditions: tuple[Condition, ...] = ()

    @property
    def words(self) -> str:
        """The step in words."""
        said = str(HOW_WORDS[self.how])
        if self.column:
            said += f" “{self.column}”"
        for one in self.conditions:
            said += _(", khi “%(column)s” là “%(values)s”") % {"column": one.column, "values": one.said}
        return said


def steps_text(steps: Iterable[Step]) -> str:
    """Return steps as they are stored."""
    rows = [
        {
            "cell": step.cell,
            "how": step.how.value,
            "column": step.column,
            "when": [[one.column, list(one.values)] for one in step.conditions],
        }
        for step in steps
    ]
    return json.dumps(rows, ensure_ascii=False)


def steps_of(text: str) -> tuple[Step, ...]:
    """Return the steps that ``steps_text`` wrote."""
    return tuple(
        Step(
            row["cell"],
            How(row["how"]),
            row["column"],
            tuple(Condition(column, tuple(values)) for column, values in row["when"]),
        )
        for row in json.loads(text or "[]")
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What a step gives."""

    figure: Figure | None  # None: no row holds a value
    numbers: tuple[int, ...]  # the rows that it speaks of, as the program shows them
    of_count: int  # rows there are
    remarks: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it comes from, in words: "12 trong 120 dòng (5, 8, 9…)"."""
        shown = ", ".join(map(str, self.numbers[:_SHOWN_ROWS])) + ("…" if len(self.numbers) > _SHOWN_ROWS else "")
        said = _("%(count)s trong %(all)s dòng") % {"count": len(self.numbers), "all": self.of_count}
        return f"{said} ({shown})" if shown else said


def counted(step: Step, table: Table, rows: Sequence[TableRow], line: Line, form: Form) -> Counted:
    """Return what ``step`` gives of ``rows``.

    Raises:
        BadInput: a column is not there, a value to add up is no number, or several rows could be meant.
    """
    columns = {compare_key(title): at for at, title in reversed(list(enumerate(table.header))) if title}
    tests = [(_column(columns, one.column), {compare_key(value) for value in one.values}) for one in step.conditions]
    matched = [row for row in rows if all(compare_key(_text(row, at)) in values for at, values in tests)]
    numbers = tuple(row.number for row in matched)
    if step.how is How.COUNT:
        return Counted(Figure(Decimal(len(matched))), numbers, len(rows))
    at = _column(columns, step.column)
    if step.how is How.SUM:
        return _sum(matched, at, numbers, len(rows), line, form)
    filled = [row for row in matched if _text(row, at)]
    if len(filled) > 1:
        raise BadInput(
            _("Có %(count)s dòng cùng khớp (%(rows)s…). Thêm điều kiện để chỉ còn một dòng.")
            % {"count": len(filled), "rows": ", ".join(str(row.number) for row in filled[:3])}
        )
    if not filled:
        return Counted(None, numbers, len(rows))
    read = read_cell(SheetCell(_text(filled[0], at)), line, form)
    return Counted(read.figure, (filled[0].number,), len(rows), read.remarks)


def _sum(
    matched: Sequence[TableRow], at: int, numbers: tuple[int, ...], of_count: int, line: Line, form: Form
) -> Counted:
    total, blank = Decimal(0), 0
    for row in matched:
        try:
            figure = typed_figure(_text(row, at), line, form)
        except BadInput as problem:
            raise BadInput(_("Dòng %(row)s của bảng: %(why)s") % {"row": row.number, "why": str(problem)}) from problem
        number = figure.number if figure is not None else None
        blank += number is None
        total += number or 0
    remarks = (_("%(count)s dòng để trống, không cộng.") % {"count": blank},) if blank else ()
    figure = Figure(total) if len(matched) > blank or not matched else None
    return Counted(figure, numbers, of_count, remarks)


def _column(columns: dict[str, int], title: str) -> int:
    at = columns.get(compare_key(title))
    if at is None:
        raise BadInput(_("Bảng không có cột “%(title)s”. Sửa quy tắc hoặc chọn đúng tệp.") % {"title": title})
    return at


def _text(row: TableRow, at: int) -> str:
    return squeeze(row.cells[at]) if at < len(row.cells) else ""
