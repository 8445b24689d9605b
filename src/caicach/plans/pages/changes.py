"""What a change of assigned rows does, as a preview shows it: counts, and who is touched how."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caicach.agencies.selectors import names_of
from caicach.obligations.constants import ObligationState
from caicach.obligations.selectors.revision import Line, LineKind, Revision
from caicach.plans.mapping.expansion import Expansion
from caicach.ui.notation import NOTHING, date_text
from caicach.ui.sentences import in_language
from reform.messages import explain

__all__ = ["ChangeGroup", "ChangeLine", "explanations", "groups_of"]

LONG = 12  # lines that a page shows at once
SHOWN = 200  # lines of one kind; the rest is counted
# In the order of what a person must look at.
ORDER = (LineKind.KEPT, LineKind.ENDS, LineKind.CHANGES, LineKind.ARISES)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One obligation that is touched."""

    agency: str
    period: str
    old: str  # "15/05/2026"; "–" where there was none
    new: str
    note: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The obligations with one fate."""

    kind: str
    title: str
    short: str  # the title within a sum
    note: str
    tone: str
    after: str  # what the column of new days says
    count: int
    lines: list[ChangeLine]
    more: int  # not shown

    @property
    def is_long(self) -> bool:
        """Whether the lines are folded away at first."""
        return self.count > LONG


def groups_of(revision: Revision, *, is_amendment: bool = False) -> list[ChangeGroup]:
    """Return the groups that are not empty: one query, for the names."""
    reports = {id(line) for line in revision.report_lines}
    names = names_of({line.agency_id for line in revision.lines})
    return [
        _group(kind, found, names, reports, is_amendment=is_amendment)
        for kind in ORDER
        if (found := sorted(revision.of_kind(kind), key=_order(names)))
    ]


def _order(names: Mapping[int, str]) -> Callable[[Line], tuple[str, str]]:
    return lambda line: (names.get(line.agency_id, ""), line.occurrence_key)


def _group(
    kind: LineKind, lines: Sequence[Line], names: Mapping[int, str], reports: set[int], *, is_amendment: bool
) -> ChangeGroup:
    kept = _("đã nộp hoặc đã nghiệm thu thì không đổi") if is_amendment else _("khác với dòng đã sửa; chọn bên dưới")
    ends = _("hủy hoặc chuyển kèm lý do, vẫn còn trong lịch sử") if is_amendment else ""
    words = {
        LineKind.KEPT: (
            _("Giữ nguyên, đã có minh chứng"),
            _("đã có minh chứng"),
            kept,
            "warn",
        ),
        LineKind.ENDS: (_("Kết thúc"), _("kết thúc"), ends or _("hủy kèm lý do, vẫn còn trong lịch sử"), "bad"),
        LineKind.CHANGES: (_("Đổi"), _("đổi"), _("hạn gốc được giữ"), "warn"),
        LineKind.ARISES: (_("Phát sinh"), _("phát sinh"), "", ""),
    }
    title, short, note, tone = words[kind]
    shown = [_line(line, names, is_report=id(line) in reports) for line in lines[:SHOWN]]
    after = _("Theo dòng đã sửa") if kind is LineKind.KEPT else _("Sau khi sửa")
    return ChangeGroup(str(kind), title, short, note, tone, after, len(lines), shown, max(0, len(lines) - SHOWN))


def _line(line: Line, names: Mapping[int, str], *, is_report: bool) -> ChangeLine:
    wanted = line.wanted.due_on if line.wanted and line.kind is LineKind.KEPT else line.due_on
    ends = line.kind is LineKind.ENDS or (line.kind is LineKind.KEPT and line.wanted is None)
    return ChangeLine(
        agency=names.get(line.agency_id, ""),
        period=", ".join(part for part in (_("báo cáo định kỳ") if is_report else "", line.occurrence_label) if part),
        old=_day(line.old_due_on),
        new=_("kết thúc") if ends else _day(wanted) if wanted else _("chờ sự kiện"),
        note=_note(line),
    )


def _note(line: Line) -> str:
    state = str(ObligationState(line.standing.state).label) if line.standing else ""
    if line.kind is LineKind.CHANGES and not line.is_due_changed:
        return _("%(state)s; đổi nơi nghiệm thu hoặc báo cáo mang nó") % {"state": state}
    return state


def _day(day: date | None) -> str:
    return date_text(day) if day else NOTHING


def explanations(expansion: Expansion, row_ids: Iterable[int]) -> list[str]:
    """Return how the dates of rows came about, each sentence once."""
    found: dict[str, None] = {}
    for row_id in row_ids:
        schedule = expansion.schedules.get(row_id)
        for occurrence in schedule.occurrences if schedule else ():
            if occurrence.reasons:
                found[in_language(explain(occurrence.reasons))] = None
    return list(found)
