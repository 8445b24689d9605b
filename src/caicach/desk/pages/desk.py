"""What the desk shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.calendars import selectors as calendars
from caicach.desk.pages.dates import DeskDates, dates_on_desk
from caicach.desk.pages.receipts import DeskReceipts, receipts_on_desk
from caicach.desk.pages.waiting import DeskWaiting, waiting_on_desk
from caicach.obligations import selectors as obligations
from caicach.obligations.constants import ObligationState
from caicach.obligations.selectors import ApprovalRow, Desk, Mine, ObligationRow, QueueRow, ReturnedRow
from caicach.ui.notation import date_text, number_text, short_date_text, weekday_text
from caicach.ui.values import Day, Link
from caicach.web.actor import Actor
from reform.areas import area_of

if TYPE_CHECKING:
    from caicach.obligations.models import Step

__all__ = ["DeskLine", "DeskPage", "desk_page"]

WEEK_DAYS = 5


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One duty on the desk."""

    title: str
    url: str
    due_on: date | None
    info: list[str]
    tag: str
    reason: str = ""  # of a return
    missing: tuple[str, ...] = ()  # what a return named as missing
    when: str = ""  # instead of the distance to the due day: when it was handed in
    due: str = ""


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk of one person."""

    heading: str
    kicker: str
    today: date
    agency: str
    counts: Desk
    overdue: list[DeskLine]
    returned: list[DeskLine]
    due_soon: list[DeskLine]
    to_accept: list[DeskLine]
    to_approve: list[DeskLine]  # for whoever leads the agency
    mine: list[DeskLine]  # what this person has in hand inside the agency
    mine_count: int
    mine_url: str
    my_steps: list[DeskLine]
    unassigned: Link | None  # for whoever leads the agency
    shared: tuple[Link, ...]  # what our agency coordinates and watches
    receipts: DeskReceipts  # words between the agency and whoever assigned
    dates: DeskDates  # requests for later dates, clocks that stand
    waiting: list[DeskLine]
    next_due: str  # what comes next, in words
    is_behind: bool  # something is late or came back: no moment to praise an empty week
    week: list[Day]  # empty where nothing is due
    week_title: str
    late_url: str
    list_url: str
    returned_url: str  # empty where all of it is shown
    queue_url: str
    approve_url: str
    first_steps_url: str
    events: DeskWaiting  # what waits for an event
    dormant_url: str
    is_stranger: bool  # no grant: nothing can be shown


def desk_page(actor: Actor, *, today: date) -> DeskPage:
    """Return the desk of ``actor`` on ``today``."""
    desk, mine = obligations.desk_of(actor, today), obligations.mine_of(actor, today)
    days = _working_days(today)
    rows = [*(one.obligation for one in desk.returned), *desk.due_soon]
    return DeskPage(
        heading=_heading(desk),
        kicker=" · ".join(filter(None, [f"{capfirst(weekday_text(today))}, {date_text(today)}", actor.agency_name])),
        today=today,
        agency=actor.agency_name,
        counts=desk,
        overdue=[_line(row, today) for row in desk.overdue],
        returned=[_returned(one, today) for one in desk.returned],
        due_soon=[_line(row, today) for row in desk.due_soon],
        to_accept=[_accepting(one, today) for one in desk.to_accept],
        to_approve=[_approving(one, today) for one in desk.to_approve],
        mine=[_mine(row, mine, today) for row in mine.rows],
        mine_count=mine.count,
        mine_url=f"{reverse('obligations:list')}?person=me",
        my_steps=[_step(step) for step in mine.steps],
        unassigned=_unassigned(actor, today),
        shared=tuple(_shared(actor, today)),
        receipts=receipts_on_desk(actor, today=today),
        dates=dates_on_desk(actor, desk),
        waiting=[_line(row, today) for row in desk.waiting],
        next_due=_next_due(desk),
        is_behind=bool(desk.overdue_count or desk.returned_count),
        week=_week(rows, days),
        week_title=_("Lịch từ %(first)s đến %(last)s")
        % {"first": short_date_text(days[0]), "last": short_date_text(days[-1])},
        late_url=reverse("obligations:late"),
        list_url=reverse("obligations:list"),
        returned_url=_returned_url(desk),
        queue_url=reverse("obligations:queue"),
        approve_url=reverse("obligations:to-approve"),
        first_steps_url=reverse("desk:first_steps"),
        events=waiting_on_desk(actor, today=today),
        dormant_url=reverse("obligations:dormant"),
        is_stranger=not actor.grants,
    )


def _heading(desk: Desk) -> str:
    """Return the answer first: how much there is to do, and how much of it is late."""
    parts = [", ".join(_to_do(desk)), *_to_decide(desk)]
    return "; ".join(filter(None, parts)) or _("Không có việc nào đến hạn trong 7 ngày tới")


def _to_do(desk: Desk) -> Iterator[str]:
    """Yield how much is to be handed in, and how much of it is late."""
    late = desk.overdue_count + desk.returned_late_count
    todo = desk.overdue_count + desk.returned_count + desk.due_soon_count
    if todo:
        yield ngettext("Có %(count)s việc cần làm", "Có %(count)s việc cần làm", todo) % {"count": number_text(todo)}
    if late:
        words = ngettext("%(count)s việc đã quá hạn", "%(count)s việc đã quá hạn", late)
        yield words % {"count": number_text(late)}


def _to_decide(desk: Desk) -> Iterator[str]:
    """Yield how much of others waits for this person."""
    approve, accept = desk.to_approve_count, desk.to_accept_count
    if approve:
        words = ngettext("%(count)s sản phẩm chờ bạn duyệt", "%(count)s sản phẩm chờ bạn duyệt", approve)
        yield words % {"count": number_text(approve)}
    if accept:
        words = ngettext("%(count)s sản phẩm chờ bạn nghiệm thu", "%(count)s sản phẩm chờ bạn nghiệm thu", accept)
        yield words % {"count": number_text(accept)}


def _returned_url(desk: Desk) -> str:
    shown = len(desk.returned) == desk.returned_count
    return "" if shown else f"{reverse('obligations:list')}?state={ObligationState.RETURNED}"


def _week(rows: list[ObligationRow], days: list[date]) -> list[Day]:
    """Return the working days with what is due on each; nothing where all of them are free."""
    week = [Day(day, [_link(row) for row in rows if row.due_on == day]) for day in days]
    return week if any(day.links for day in week) else []


def _working_days(today: date) -> list[date]:
    """Return the next working days, today first where it is one."""
    calendar = calendars.calendar_of(today.year)
    days = [calendar.next_working_day(today)]
    while len(days) < WEEK_DAYS:
        days.append(calendar.next_working_day(days[-1] + timedelta(days=1)))
    return days


def _line(row: ObligationRow, today: date, *, reason: str = "") -> DeskLine:
    info = [
        area_of(row.area_code, today).short_name,
        row.occurrence_label,
        _("Nghiệm thu: %(agency)s") % {"agency": row.acceptor_name},
        row.source_label,
    ]
    return DeskLine(
        title=row.title,
        url=reverse("obligations:detail", args=[row.uid]),
        due_on=row.due_on,
        info=[word for word in info if word],
        tag=_("gồm %(count)s nhiệm vụ") % {"count": number_text(row.carried_count)} if row.carried_count else "",
        reason=reason,
    )


def _mine(row: ObligationRow, mine: Mine, today: date) -> DeskLine:
    """Return what this person has in hand, with the day inside the agency where one was named."""
    line = _line(row, today)
    wanted = mine.wanted_on.get(row.pk)
    if wanted is None:
        return line
    return replace(line, info=[_("cơ quan cần trước hết ngày %(day)s") % {"day": date_text(wanted)}, *line.info])


def _step(step: "Step") -> DeskLine:
    """Return an open step with this person's name."""
    return DeskLine(
        title=step.text,
        url=reverse("obligations:detail", args=[step.obligation.uid]),
        due_on=step.due_on,
        info=[step.obligation.duty.title],
        tag=_("bước công việc"),
    )


def _unassigned(actor: Actor, today: date) -> Link | None:
    """Return what waits for this leader to be handed to somebody; None for others, and where there is nothing."""
    count = obligations.unassigned_count(actor, today=today)
    words = _("%(count)s nhiệm vụ chưa phân công") % {"count": number_text(count)}
    return Link(words, reverse("obligations:assign"), count=count) if count else None


def _shared(actor: Actor, today: date) -> Iterable[Link]:
    """Give what our agency is named for besides its own work; nothing where there is none."""
    asked = len(obligations.asked_of_us(actor))
    if asked:
        words = _("%(count)s việc cơ quan khác đề nghị phối hợp") % {"count": number_text(asked)}
        yield Link(words, reverse("obligations:coordination"))
    coordinated, watched = obligations.coordinated_count(actor), obligations.watched_count(actor)
    if coordinated:
        words = _("%(count)s nhiệm vụ chúng tôi phối hợp") % {"count": number_text(coordinated)}
        yield Link(words, f"{reverse('obligations:list')}?whose=coordinated")
    if watched:
        words = _("%(count)s nhiệm vụ chúng tôi theo dõi") % {"count": number_text(watched)}
        yield Link(words, reverse("obligations:monitoring"))


def _returned(one: ReturnedRow, today: date) -> DeskLine:
    """Return what came back: the words, and what was named as missing."""
    missing = tuple(capfirst(str(code.label)) for code in one.missing)
    return replace(_line(one.obligation, today, reason=one.reason), missing=missing)


def _accepting(waiting: QueueRow, today: date) -> DeskLine:
    """Return a hand-in that waits: whose, until when it is to be decided, and the day that counts for it."""
    row = waiting.obligation
    met_late = _("nộp muộn") if row.is_met_late else ""
    counted = _("Tính theo ngày %(day)s") % {"day": date_text(row.met_on)} if row.met_on else ""
    return DeskLine(
        title=row.title,
        url=reverse("obligations:detail", args=[row.uid]),
        due_on=row.due_on,
        info=[word for word in (row.agency_name, row.occurrence_label, counted, met_late) if word],
        tag=_decide_by(waiting, today),
        when=_("Nộp %(day)s") % {"day": date_text(waiting.handed_in_at)},
        due=_("hạn %(day)s") % {"day": date_text(row.due_on)} if row.due_on else "",
    )


def _decide_by(waiting: QueueRow, today: date) -> str:
    """Return the acceptor's own clock in words: late to accept, or until when."""
    if waiting.decide_by_on is None:
        return ""
    if days := obligations.working_days_late(waiting.decide_by_on, today):
        return _("chậm nghiệm thu %(days)s ngày làm việc") % {"days": number_text(days)}
    return _("nghiệm thu trước %(day)s") % {"day": date_text(waiting.decide_by_on)}


def _approving(waiting: ApprovalRow, today: date) -> DeskLine:
    """Return a draft that waits for the leader: who prepared it, and when."""
    prepared = _("%(name)s trình %(day)s") % {
        "name": waiting.prepared_by or _("Hệ thống"),
        "day": date_text(waiting.prepared_at),
    }
    line = _line(waiting.obligation, today)
    return replace(line, info=[prepared, *line.info])


def _link(row: ObligationRow) -> Link:
    return Link(
        row.title, reverse("obligations:detail", args=[row.uid]), tone="warn" if row.state == "returned" else ""
    )


def _next_due(desk: Desk) -> str:
    if desk.next_due is None or desk.next_due.due_on is None:
        return ""
    words = _("Việc gần nhất sau đó là “%(title)s”, hạn %(day)s.")
    return words % {"title": desk.next_due.title, "day": date_text(desk.next_due.due_on)}
