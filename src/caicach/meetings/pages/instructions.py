"""Instructions in a list, and the pages of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.meetings.constants import InstructionState
from caicach.meetings.forms import InstructionForm, WithdrawForm
from caicach.meetings.models import Instruction
from caicach.meetings.selectors import InstructionCounts, Preview, label_of
from caicach.ui.notation import date_text
from caicach.ui.values import Fact, Figure, Link

__all__ = ["Line", "TaskFormPage", "TaskPage", "TasksPage", "lines_of", "list_url"]

_SHOWN = 4  # names of agencies before the rest is counted


@dataclass(frozen=True, slots=True)
class Line:
    """An instruction as a row: what it says, whom it means, how far it is."""

    url: str
    text: str
    source: str
    leads: str
    deadline: str
    due_on: date | None  # the next day that is not met, where one is known
    state: str  # of InstructionState
    state_words: str
    done: int
    total: int
    late: int
    problem: str  # what keeps a draft from being assigned


def lines_of(
    instructions: Iterable[Instruction],
    *,
    counts: Mapping[int, InstructionCounts],
    previews: Iterable[Preview] = (),
) -> tuple[Line, ...]:
    """Return the rows; ``previews`` say of drafts whom they mean and when they would fall due."""
    seen = {one.instruction.pk: one for one in previews}
    return tuple(_line(one, counts.get(one.pk, InstructionCounts()), seen.get(one.pk)) for one in instructions)


def _line(one: Instruction, count: InstructionCounts, preview: Preview | None) -> Line:
    dates = preview.due_dates if preview else ()
    return Line(
        url=reverse("meetings:instruction", args=[one.uid]),
        text=one.product or one.text,
        source=label_of(one),
        leads=_names(preview.lead_names) if preview and preview.what else one.lead_text,
        deadline=one.deadline_text,
        due_on=count.next_due_on or (min(dates) if dates else None),
        state=one.state,
        state_words=one.get_state_display(),
        done=count.done,
        total=count.total,
        late=count.late,
        problem=preview.problem if preview else "",
    )


def _names(names: tuple[str, ...]) -> str:
    rest = len(names) - _SHOWN
    shown = "; ".join(names[:_SHOWN])
    if rest <= 0:
        return shown
    more = ngettext("và %(count)s cơ quan khác", "và %(count)s cơ quan khác", rest) % {"count": rest}
    return f"{shown} {more}"


@dataclass(frozen=True, slots=True)
class TasksPage:
    """Tasks that superior bodies gave, outside any plan."""

    title: str
    tabs: tuple[Link, ...]
    tiles: tuple[Figure, ...]
    lines: tuple[Line, ...]
    drafts: tuple[Line, ...]  # not assigned yet
    may_add: bool
    assign_url: str
    today: date

    @classmethod
    def of(cls, lines: tuple[Line, ...], *, may_add: bool, today: date) -> "TasksPage":
        """Return the page of ``lines``."""
        given = tuple(line for line in lines if line.state == InstructionState.ASSIGNED)
        return cls(
            title=_("Nhiệm vụ cấp trên giao"),
            tabs=list_tabs("tasks"),
            tiles=_tiles(given),
            lines=tuple(line for line in lines if line.state != InstructionState.DRAFT),
            drafts=tuple(line for line in lines if line.state == InstructionState.DRAFT),
            may_add=may_add,
            assign_url=reverse("meetings:tasks-assign"),
            today=today,
        )


def _tiles(lines: tuple[Line, ...]) -> tuple[Figure, ...]:
    total, done, late = (sum(getattr(line, name) for line in lines) for name in ("total", "done", "late"))
    return (
        Figure(_("Nhiệm vụ được giao"), str(len(lines))),
        Figure(_("Cơ quan phải làm"), str(total), note=_("tính theo cơ quan và kỳ, không cộng vào kế hoạch")),
        Figure(_("Đã hoàn thành"), str(done)),
        Figure(_("Quá hạn"), str(late), tone="bad" if late else ""),
    )


def list_tabs(current: str) -> tuple[Link, ...]:
    """Return the two lists of this app."""
    return (
        Link(_("Cuộc họp"), reverse("meetings:list"), current=current == "meetings"),
        Link(_("Nhiệm vụ cấp trên giao"), reverse("meetings:tasks"), current=current == "tasks"),
    )


def list_url(instruction: Instruction) -> str:
    """Return the page that the instruction stands on: its meeting's, or the list of tasks."""
    if instruction.meeting is not None:
        return reverse("meetings:detail", args=[instruction.meeting.uid])
    return reverse("meetings:tasks")


@dataclass(frozen=True, slots=True)
class TaskFormPage:
    """Writing down or changing an instruction."""

    title: str
    crumbs: tuple[Link, ...]
    form: InstructionForm
    preview: tuple[Fact, ...]  # what the words were understood as; empty before they were read
    back_url: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One instruction."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    text: str
    problem: str
    state: str
    state_words: str
    duty_url: str  # of its obligations in the ledger; empty before it is assigned
    edit_url: str
    assign_url: str
    remove_url: str
    withdraw_url: str
    withdraw: WithdrawForm | None
    may_manage: bool
    withdraw_reason: str

    @classmethod
    def of(
        cls, one: Instruction, preview: Preview, count: InstructionCounts, *, may_manage: bool, form: Any = None
    ) -> "TaskPage":
        """Return the page; ``form`` is one that was sent and refused."""
        is_draft = one.state == InstructionState.DRAFT
        addresses = {
            name: reverse(f"meetings:instruction-{name}", args=[one.uid])
            for name in ("edit", "assign", "remove", "withdraw")
        }
        return cls(
            title=one.product or one.text,
            kicker=label_of(one),
            crumbs=_crumbs(one),
            facts=facts_of(one, preview, count),
            text=one.text,
            problem=preview.problem if is_draft else "",
            state=one.state,
            state_words=one.get_state_display(),
            duty_url=f"{reverse('obligations:list')}?plan={one.uid}" if one.duty_id else "",
            edit_url=addresses["edit"],
            assign_url=addresses["assign"],
            remove_url=addresses["remove"],
            withdraw_url=addresses["withdraw"],
            withdraw=(form or WithdrawForm()) if one.state == InstructionState.ASSIGNED and may_manage else None,
            may_manage=may_manage,
            withdraw_reason=one.withdraw_reason,
        )


def facts_of(one: Instruction, preview: Preview, count: InstructionCounts) -> tuple[Fact, ...]:
    """Return what the instruction says and what it was understood as."""
    leads = _names(preview.lead_names) if preview.what else ""
    rows = [
        Fact(_("Cơ quan thực hiện"), one.lead_text, note=leads if leads != one.lead_text else ""),
        Fact(_("Cơ quan phối hợp"), one.coordinating_text) if one.coordinating_text else None,
        Fact(_("Thời hạn"), one.deadline_text, note=_dates(preview)),
        Fact(_("Cách theo dõi"), one.get_mode_display()),
        Fact(_("Nơi giao"), one.giver) if one.giver else None,
        Fact(_("Tiến độ"), _("%(done)s trong %(total)s đã hoàn thành") % {"done": count.done, "total": count.total})
        if count.total
        else None,
    ]
    return tuple(row for row in rows if row is not None)


def _dates(preview: Preview) -> str:
    if preview.what is None:
        return ""
    days = "; ".join(date_text(day) for day in preview.due_dates[:_SHOWN])
    return days or _("chờ sự kiện")


def _crumbs(one: Instruction) -> tuple[Link, ...]:
    if one.meeting is None:
        return (Link(_("Nhiệm vụ cấp trên giao"), reverse("meetings:tasks")), Link(_("Nhiệm vụ")))
    return (
        Link(_("Cuộc họp"), reverse("meetings:list")),
        Link(one.meeting.title, list_url(one)),
        Link(_("Kết luận")),
    )
