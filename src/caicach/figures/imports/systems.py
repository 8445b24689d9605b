"""Tables that other systems export (dossiers, documents, staff, finance) as figures of one return or of many.

Owns: the table of a file, the rows of the period, whose rows they are. Does not: say what a step counts (``recipes``).
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.imports.alignment import Table, TableRow
from caicach.figures.imports.proposal import Proposal, Proposed, Refused
from caicach.figures.imports.recipes import Step, counted, steps_of
from caicach.figures.imports.workbook import opened_book
from caicach.figures.mapping import figure_text, sheet_for
from caicach.figures.models import Intake, Recipe, Return
from caicach.figures.selectors import with_everything
from caicach.ui.notation import number_text
from caicach.ui.sentences import in_language
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from reform.forms.sheets import CellKind
from vanban.reading import ReadError
from vanban.reading.sheets import grids_of
from vanban.text.forms import compare_key, squeeze

__all__ = ["SystemRead", "read_system", "table_in"]

_SHOWN_NAMES = 5
_DAY = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4}))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class SystemRead:
    """What a table says of each return, and of itself."""

    proposals: tuple[tuple[Return, Proposal], ...]
    remarks: tuple[str, ...]


def table_in(data: bytes, *, name: str) -> Table:
    """Return the largest table of a file.

    Raises:
        BadInput: it is no sheet, too large, has no header or no rows; the sentence says what to do.
    """
    opened = opened_book(data, name=name)
    try:
        grids = [grid for grid in grids_of(opened, name=name) if grid.rows]
    except ReadError as error:
        raise BadInput(in_language(str(error))) from error
    if not grids:
        raise BadInput(
            _("Không thấy dòng tiêu đề có dữ liệu bên dưới. Ghi tên từng cột ở một dòng phía trên rồi tải lên lại.")
        )
    grid = max(grids, key=lambda one: len(one.rows))
    return Table(grid.header, tuple(TableRow(row.number, row.cells) for row in grid.rows))


def read_system(intake: Intake, *, content: bytes, actor: Actor) -> SystemRead:
    """Return what the table of ``intake`` says by its recipe.

    Raises:
        BadInput: the file cannot be read, or the recipe has no steps or columns that the table has not.
    """
    recipe = intake.recipe
    steps = steps_of(recipe.steps) if recipe is not None else ()
    if recipe is None or not steps:
        raise BadInput(_("Nguồn này chưa có quy tắc nào. Thêm quy tắc cho từng chỉ tiêu rồi xem thử."))
    table = table_in(content, name=intake.file_name)
    rows, remarks = _of_period(table, recipe, intake.period.data_from, intake.period.data_to)
    if not recipe.unit_column:
        if intake.sheet is None:
            raise BadInput(_("Bảng không có cột đơn vị: mở bản số liệu của đơn vị rồi lấy số từ đó."))
        return SystemRead(((intake.sheet, _proposal(intake.sheet, table, rows, steps)),), tuple(remarks))
    groups = _by_unit(table, recipe, rows)
    sheets = {compare_key(one.agency.current_name): one for one in _returns(intake, actor)}
    unknown = [(names[0], len(some)) for key, (names, some) in groups.items() if key not in sheets]
    remarks += _on_unknown(unknown)
    proposals = tuple(
        (sheets[key], _proposal(sheets[key], table, some, steps))
        for key, (_names, some) in groups.items()
        if key in sheets
    )
    if not proposals:
        raise BadInput(_("Không đơn vị nào trong bảng có bản số liệu kỳ này mà bạn được nhập. Kiểm tra cột đơn vị."))
    return SystemRead(proposals, tuple(remarks))


def _of_period(table: Table, recipe: Recipe, start: date, end: date) -> tuple[Sequence[TableRow], list[str]]:
    """Return the rows whose day lies in the period's window; all of them where the recipe names no column of days."""
    if not recipe.date_column:
        return table.rows, []
    at = _index(table, recipe.date_column)
    kept, other, unread = [], 0, 0
    for row in table.rows:
        day = _day(row.cells[at]) if at < len(row.cells) else None
        if day is None:
            unread += 1
        elif start <= day <= end:
            kept.append(row)
        else:
            other += 1
    said = []
    if other:
        said.append(_("%(count)s dòng ngoài kỳ số liệu: không tính.") % {"count": number_text(other)})
    if unread:
        said.append(
            _("%(count)s dòng không đọc được ngày ở cột “%(column)s”: không tính.")
            % {"count": number_text(unread), "column": recipe.date_column}
        )
    return kept, said


def _day(text: str) -> date | None:
    found = _DAY.match(squeeze(text))
    if found is None:
        return None
    year, month, day = (found["y"], found["m"], found["d"]) if found["y"] else (found["y2"], found["m2"], found["d2"])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _index(table: Table, title: str) -> int:
    key = compare_key(title)
    at = next((at for at, one in enumerate(table.header) if compare_key(one) == key), None)
    if at is None:
        raise BadInput(_("Bảng không có cột “%(title)s”. Sửa quy tắc hoặc chọn đúng tệp.") % {"title": title})
    return at


def _by_unit(table: Table, recipe: Recipe, rows: Sequence[TableRow]) -> Mapping[str, tuple[list[str], list[TableRow]]]:
    at = _index(table, recipe.unit_column)
    groups: dict[str, tuple[list[str], list[TableRow]]] = defaultdict(lambda: ([], []))
    for row in rows:
        name = squeeze(row.cells[at]) if at < len(row.cells) else ""
        if name:
            names, some = groups[compare_key(name)]
            names.append(name)
            some.append(row)
    return groups


def _returns(intake: Intake, actor: Actor) -> Sequence[Return]:
    """Return the returns of the period that the actor may fill."""
    mine = with_everything(access.fillable_returns(actor)).filter(period=intake.period)
    return tuple(mine if intake.sheet is None else mine.filter(pk=intake.sheet.pk))


def _on_unknown(unknown: Sequence[tuple[str, int]]) -> list[str]:
    if not unknown:
        return []
    names = "; ".join(f"{name} ({count})" for name, count in unknown[:_SHOWN_NAMES])
    more = "…" if len(unknown) > _SHOWN_NAMES else ""
    return [
        _("Không có bản số liệu để nhập cho: %(names)s. Các dòng đó không tính; sửa tên đơn vị cho khớp nếu cần.")
        % {"names": names + more}
    ]


def _proposal(sheet: Return, table: Table, rows: Sequence[TableRow], steps: Sequence[Step]) -> Proposal:
    printed = sheet_for(sheet.period.form, sheet.level)
    known = {str(row.cell): row for row in printed.rows}
    cells: list[Proposed] = []
    refused: list[Refused] = []
    for step in steps:
        row = known.get(step.cell)
        if row is None:
            continue  # a line that this level does not fill
        if row.kind is not CellKind.TYPED:
            refused.append(Refused(step.words, row.label, "", _("Dòng này tự tính, không nhập. Xóa quy tắc này.")))
            continue
        try:
            made = counted(step, table, rows, row.line, printed.form)
        except BadInput as problem:
            refused.append(Refused(step.words, row.label, "", str(problem)))
            continue
        if made.figure is not None:
            said = figure_text(made.figure)
            cells.append(Proposed(row.cell, made.figure, made.place, said, (step.words, *made.remarks)))
    return Proposal(tuple(cells), tuple(refused))
