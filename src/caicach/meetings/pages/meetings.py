"""Meetings: the list, and one with its agenda, papers and conclusions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.documents.selectors import address_of_document
from caicach.meetings.constants import InstructionState, MeetingState
from caicach.meetings.forms import NoticeForm
from caicach.meetings.models import Meeting
from caicach.meetings.pages.instructions import Line, list_tabs
from caicach.meetings.selectors import MeetingLine
from caicach.ui.notation import date_text
from caicach.ui.values import Fact, Link

__all__ = ["MeetingFormPage", "MeetingPage", "MeetingsPage", "PackSection"]


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """All meetings within reach."""

    title: str
    tabs: tuple[Link, ...]
    lines: tuple[MeetingLine, ...]
    may_add: bool

    @classmethod
    def of(cls, lines: tuple[MeetingLine, ...], *, may_add: bool) -> "MeetingsPage":
        """Return the page."""
        return cls(_("Họp và chỉ đạo"), list_tabs("meetings"), lines, may_add)


@dataclass(frozen=True, slots=True)
class MeetingFormPage:
    """Opening a meeting, changing it, or its agenda."""

    title: str
    crumbs: tuple[Link, ...]
    form: Any  # MeetingForm, or the set of forms of an agenda
    back_url: str
    preview: tuple[Fact, ...] = ()
    has_file: bool = False


@dataclass(frozen=True, slots=True)
class PackSection:
    """One part of the papers, as the page shows it: how many, and the first of them."""

    heading: str
    count: int
    lines: tuple[str, ...]
    more: int  # that the document holds beyond ``lines``
    empty: str


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of the agenda."""

    text: str
    presenter: str
    minutes: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    agenda: tuple[AgendaLine, ...]
    pack: tuple[PackSection, ...]
    pack_url: str
    conclusions: tuple[Line, ...]
    waiting: int  # conclusions that can be assigned now
    problems: int  # conclusions that cannot
    notice: NoticeForm | None
    may_manage: bool
    is_open: bool
    urls: dict[str, str]
    today: date

    @classmethod
    def of(
        cls,
        meeting: Meeting,
        *,
        conclusions: tuple[Line, ...],
        pack: tuple[PackSection, ...],
        may_manage: bool,
        today: date,
        notice: NoticeForm | None = None,
    ) -> "MeetingPage":
        """Return the page; ``notice`` is a form that was sent and refused."""
        drafts = [line for line in conclusions if line.state == InstructionState.DRAFT]
        is_open = meeting.state == MeetingState.PREPARED
        asks = may_manage and is_open and not drafts and meeting.held_on <= today and bool(conclusions)
        return cls(
            title=meeting.title,
            kicker=f"{MeetingState(meeting.state).label} · {meeting.body.current_name}",
            crumbs=(Link(_("Cuộc họp"), reverse("meetings:list")), Link(meeting.title)),
            facts=_facts(meeting),
            agenda=tuple(AgendaLine(item.text, item.presenter, item.minutes) for item in meeting.items.all()),
            pack=pack,
            pack_url=reverse("meetings:pack", args=[meeting.uid]),
            conclusions=conclusions,
            waiting=sum(1 for line in drafts if not line.problem),
            problems=sum(1 for line in drafts if line.problem),
            notice=notice or (NoticeForm() if asks else None),
            may_manage=may_manage,
            is_open=is_open,
            urls={
                name: reverse(f"meetings:{name}", args=[meeting.uid])
                for name in ("change", "agenda", "conclusion", "read", "assign", "conclude")
            },
            today=today,
        )


def _facts(meeting: Meeting) -> tuple[Fact, ...]:
    when = date_text(meeting.held_on)
    rows = [
        Fact(_("Ngày họp"), f"{meeting.starts_at:%H:%M}, {when}" if meeting.starts_at else when),
        Fact(_("Địa điểm"), meeting.place) if meeting.place else None,
        Fact(_("Chủ trì"), meeting.chair) if meeting.chair else None,
        Fact(_("Số liệu từ ngày"), date_text(meeting.since_on)),
        Fact(_("Thông báo kết luận"), str(meeting.notice), url=address_of_document(meeting.notice))
        if meeting.notice
        else None,
    ]
    return tuple(row for row in rows if row is not None)
