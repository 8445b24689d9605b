"""What the desk shows of the words between an agency and whoever assigned: receipts, contests, late acceptance."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.obligations import selectors as obligations
from caicach.obligations.constants import ContestReason
from caicach.obligations.selectors import ContestRow, LateChecker, ToConfirm
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from caicach.web.actor import Actor, Role

__all__ = ["DeskReceipts", "WordLine", "receipts_on_desk"]

_LIMIT = 10


@dataclass(frozen=True, slots=True)
class WordLine:
    """A plan that waits for the agency's word, or a contest that waits for an answer."""

    title: str
    url: str
    when: str  # "trả lời trước 23/03/2026"
    info: tuple[str, ...]
    tag: str  # how late; empty in time


@dataclass(frozen=True, slots=True)
class DeskReceipts:
    """Counts are of all; lines are at most ten, the first due first."""

    to_confirm: tuple[WordLine, ...]
    to_confirm_count: int  # of duties
    confirm_url: str
    contests: tuple[WordLine, ...]
    contest_count: int
    contests_url: str
    checkers: tuple[Link, ...]  # for the standing body: who is late to accept, with how many
    checks_url: str


def receipts_on_desk(actor: Actor, *, today: date) -> DeskReceipts:
    """Return what the desk of ``actor`` shows of it: six queries at most, one more for a standing officer."""
    groups = obligations.to_confirm_of(actor)
    contests = obligations.contests_of(actor, today=today, limit=_LIMIT)
    count = obligations.contests_count(actor) if len(contests) == _LIMIT else len(contests)
    checkers = obligations.late_checkers(actor, today=today) if actor.has(Role.STANDING_OFFICER) else ()
    late = reverse("obligations:late")
    return DeskReceipts(
        to_confirm=tuple(_group(one, today) for one in groups[:_LIMIT]),
        to_confirm_count=sum(one.count for one in groups),
        confirm_url=reverse("obligations:receipts"),
        contests=tuple(_contest(one) for one in contests),
        contest_count=count,
        contests_url=reverse("obligations:contests"),
        checkers=tuple(_checker(one, late) for one in checkers[:_LIMIT]),
        checks_url=f"{late}?theo=nghiem-thu",
    )


def _group(one: ToConfirm, today: date) -> WordLine:
    days = obligations.working_days_late(one.last_day, today)
    count = _("%(count)s nhiệm vụ") % {"count": number_text(one.count)}
    due = _("hạn gần nhất %(day)s") % {"day": date_text(one.next_due_on)} if one.next_due_on else ""
    address = f"{reverse('obligations:receipts')}?co_quan={one.agency_id}&nguon={one.source_uid or ''}"
    return WordLine(
        title=one.source_label,
        url=address,
        when=_("trước %(day)s") % {"day": date_text(one.last_day)},
        info=tuple(word for word in (count, due, one.agency_name) if word),
        tag=_late_words(days),
    )


def _contest(one: ContestRow) -> WordLine:
    row = one.obligation
    reason = capfirst(str(ContestReason(one.reason).label))
    return WordLine(
        title=row.title,
        url=f"{reverse('obligations:detail', args=[row.uid])}#h-tiep-nhan",
        when=_("trước %(day)s") % {"day": date_text(one.decide_by_on)},
        info=(row.agency_name, reason, row.source_label),
        tag=_late_words(one.late_working_days),
    )


def _checker(one: LateChecker, late: str) -> Link:
    words = _("%(agency)s, lâu nhất %(days)s ngày làm việc")
    label = words % {"agency": one.name, "days": number_text(one.working_days)}
    return Link(label, f"{late}?theo=nghiem-thu&agency={one.uid}", count=one.count, tone="bad")


def _late_words(days: int) -> str:
    return _("chậm %(days)s ngày làm việc") % {"days": number_text(days)} if days else ""
