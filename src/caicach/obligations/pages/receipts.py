"""The pages of what reached an agency, of contests to answer, and of the terms of steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.obligations.constants import ContestReason
from caicach.obligations.forms import ClocksForm
from caicach.obligations.pages.lists import Line, Window, tabs_of
from caicach.obligations.selectors import BodyClocks, ContestRow, ObligationRow, ToConfirm, working_days_late
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link

__all__ = ["ClocksPage", "ContestsPage", "ReceiptsPage"]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """What one source asks of one agency."""

    title: str  # the source
    agency_id: int
    agency: str
    source: str  # uid; empty where its duties name none
    count: int
    next_due_on: date | None
    when: str  # "nhận 16/03/2026, trả lời trước 23/03/2026"
    late: str  # "chậm 2 ngày làm việc"; empty in time
    url: str  # to its rows
    is_shown: bool

    @classmethod
    def of(cls, group: ToConfirm, today: date, *, is_shown: bool = False) -> "GroupLine":
        """Return the line of ``group``."""
        source = str(group.source_uid or "")
        days = working_days_late(group.last_day, today)
        names = {"from": date_text(group.arrived_on), "to": date_text(group.last_day)}
        address = urlencode({"co_quan": group.agency_id, "nguon": source})
        return cls(
            title=group.source_label,
            agency_id=group.agency_id,
            agency=group.agency_name,
            source=source,
            count=group.count,
            next_due_on=group.next_due_on,
            when=_("Nhận %(from)s, trả lời chậm nhất %(to)s") % names,
            late=_("chậm %(days)s ngày làm việc") % {"days": number_text(days)} if days else "",
            url=f"?{address}#h-tung-viec",
            is_shown=is_shown,
        )


@dataclass(frozen=True, slots=True)
class ReceiptsPage:
    """What waits for the agency's word: whole sources, and the duties of one of them."""

    title: str
    lead: str
    tabs: tuple[Link, ...]
    groups: tuple[GroupLine, ...]
    shown: GroupLine | None
    lines: tuple[tuple[str, Line], ...]  # uid of the obligation, its line
    page: "Page[Any]"
    query: QueryDict
    today: date
    url: str

    @classmethod
    def of(
        cls,
        groups: Sequence[ToConfirm],
        shown: ToConfirm | None,
        rows: Sequence[ObligationRow],
        window: Window,
        *,
        query: QueryDict,
        today: date,
        leads: bool,
    ) -> "ReceiptsPage":
        """Return the page."""
        total = sum(group.count for group in groups)
        title = _("%(count)s nhiệm vụ chờ cơ quan bạn tiếp nhận") % {"count": number_text(total)}
        return cls(
            title=title if total else _("Không còn nhiệm vụ nào chờ tiếp nhận"),
            lead=_(
                "Tiếp nhận cả kế hoạch bằng một nút; dòng nào không đúng thẩm quyền, nhầm cơ quan hoặc hạn đã qua thì "
                "mở dòng đó để kiến nghị. Chưa tiếp nhận thì nhiệm vụ vẫn tính hạn."
            ),
            tabs=tabs_of("receipts", leads=leads),
            groups=tuple(GroupLine.of(group, today, is_shown=group is shown) for group in groups),
            shown=GroupLine.of(shown, today) if shown else None,
            lines=tuple((str(row.uid), Line.of(row, today)) for row in rows),
            page=window.page(shown.count if shown else 0),
            query=query,
            today=today,
            url=reverse("obligations:receipts"),
        )


@dataclass(frozen=True, slots=True)
class ContestLine:
    """A contest that waits for an answer."""

    line: Line
    reason: str
    words: str
    proposed: str  # "Sở Tài chính", "hạn 15/04/2026"
    asked: str  # "Lê Thị Mai Hương, 16/03/2026"
    decide_by: str
    late: str
    was_in_time: bool
    url: str

    @classmethod
    def of(cls, row: ContestRow, today: date) -> "ContestLine":
        """Return the line of ``row``."""
        line = Line.of(row.obligation, today)
        due = _("hạn %(day)s") % {"day": date_text(row.named_due_on)} if row.named_due_on else ""
        days = number_text(row.late_working_days)
        return cls(
            line=line,
            reason=capfirst(str(ContestReason(row.reason).label)),
            words=row.words,
            proposed=", ".join(part for part in (row.named, due) if part),
            asked=", ".join(part for part in (row.asked_by, date_text(row.asked_at)) if part),
            decide_by=date_text(row.decide_by_on),
            late=_("chậm %(days)s ngày làm việc") % {"days": days} if row.is_late else "",
            was_in_time=row.was_in_time,
            url=f"{line.url}#h-tiep-nhan",
        )


@dataclass(frozen=True, slots=True)
class SilentSource:
    """Agencies that did not answer in time about one source."""

    words: str  # "Kế hoạch số 512/KH-UBND: 74 cơ quan, lâu nhất chậm 2 ngày làm việc"
    lines: tuple[GroupLine, ...]

    @classmethod
    def of(cls, groups: Sequence[ToConfirm], today: date) -> "SilentSource":
        """Return the source of ``groups``, which are of one."""
        lines = tuple(GroupLine.of(group, today) for group in groups)
        names = {"source": lines[0].title, "count": number_text(len(lines)), "late": lines[0].late}
        return cls(_("%(source)s: %(count)s cơ quan, lâu nhất %(late)s") % names, lines)


@dataclass(frozen=True, slots=True)
class ContestsPage:
    """Contests to answer, and agencies that have not said anything in time."""

    title: str
    tabs: tuple[Link, ...]
    lines: tuple[ContestLine, ...]
    silent: tuple[SilentSource, ...]
    silent_count: int  # agencies
    page: "Page[Any]"
    query: QueryDict
    today: date
    clocks_url: str  # empty for whoever keeps no clocks

    @classmethod
    def of(  # noqa: PLR0913 - two lists of one page, and who looks
        cls,
        rows: Sequence[ContestRow],
        total: int,
        silent: Sequence[ToConfirm],
        window: Window,
        *,
        query: QueryDict,
        today: date,
        keeps_clocks: bool,
        leads: bool,
    ) -> "ContestsPage":
        """Return the page."""
        title = _("%(count)s kiến nghị chờ trả lời") % {"count": number_text(total)}
        return cls(
            title=title if total else _("Không có kiến nghị nào chờ trả lời"),
            tabs=tabs_of("contests", leads=leads),
            lines=tuple(ContestLine.of(row, today) for row in rows),
            silent=tuple(SilentSource.of(groups, today) for groups in _by_source(silent)),
            silent_count=len({group.agency_id for group in silent}),
            page=window.page(total),
            query=query,
            today=today,
            clocks_url=reverse("obligations:clocks") if keeps_clocks else "",
        )


@dataclass(frozen=True, slots=True)
class ClocksPage:
    """How long each step may take where these bodies run the ledger."""

    title: str
    crumbs: tuple[Link, ...]
    bodies: tuple[tuple[str, ClocksForm], ...]  # name, form
    url: str

    @classmethod
    def of(cls, bodies: Sequence[BodyClocks], sent: ClocksForm | None = None) -> "ClocksPage":
        """Return the page; ``sent`` is a form that was refused."""
        return cls(
            title=_("Thời hạn của các bước"),
            crumbs=(Link(_("Nhiệm vụ"), reverse("obligations:list")), Link(_("Thời hạn của các bước"))),
            bodies=tuple((body.agency_name, _clocks_form(body, sent)) for body in bodies),
            url=reverse("obligations:clocks"),
        )


def _by_source(groups: Sequence[ToConfirm]) -> list[list[ToConfirm]]:
    """Return the groups of each source together, in the order given."""
    sources: dict[tuple[object, str], list[ToConfirm]] = {}
    for group in groups:
        sources.setdefault((group.source_uid, group.source_label), []).append(group)
    return list(sources.values())


def _clocks_form(body: BodyClocks, sent: ClocksForm | None) -> ClocksForm:
    if sent is not None and str(sent["body"].value()) == str(body.agency_id):
        sent.explain(body)
        return sent
    return ClocksForm.of(body)
