"""The week of an agency on one sheet of paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.pages.words import address_of, mode_name
from caicach.obligations.selectors import ObligationRow
from caicach.obligations.selectors.week import Week
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link

__all__ = ["WeekLine", "WeekPage", "WeekPart", "monday_of"]


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One thing to do."""

    url: str
    title: str
    sub: str  # number and period
    proof: str  # how it is proved
    due_on: date | None
    days_late: int
    holder: str  # empty: to be written in by hand
    acceptor: str
    is_returned: bool


@dataclass(frozen=True, slots=True)
class WeekPart:
    """One part of the sheet."""

    heading: str
    lines: tuple[WeekLine, ...]
    more: str  # how many do not fit; empty where all do
    empty: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The sheet."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    parts: tuple[WeekPart, ...]
    before: Link
    after: Link
    today: date

    @classmethod
    def of(cls, week: Week, *, agency: str, monday_on: date, today: date) -> "WeekPage":
        """Return the sheet of the week from ``monday_on``; ``agency`` is the uid that the address names, or empty."""
        sunday_on = monday_on + timedelta(days=6)
        span = {"from": date_text(monday_on), "to": date_text(sunday_on)}
        return cls(
            title=_("Việc tuần này") if monday_on <= today <= sunday_on else _("Việc trong tuần"),
            lead=_("%(agency)s, từ %(from)s đến %(to)s") % {"agency": week.agency_name, **span},
            crumbs=(Link(_("Nhiệm vụ"), reverse("obligations:list")), Link(_("Việc trong tuần"))),
            parts=(
                _part(
                    _("Quá hạn từ trước"),
                    week.late,
                    week.late_count,
                    week,
                    today,
                    _("Không có việc quá hạn từ trước."),
                ),
                _part(_("Đến hạn trong tuần"), week.due, week.due_count, week, today, _("Không có hạn trong tuần.")),
                _part(_("Tuần sau"), week.following, week.following_count, week, today, _("Chưa có hạn nào.")),
            ),
            before=_link(_("Tuần trước"), monday_on - timedelta(days=7), agency),
            after=_link(_("Tuần sau"), monday_on + timedelta(days=7), agency),
            today=today,
        )


def monday_of(text: str, *, today: date) -> date:
    """Return the Monday of the week that an address asks for by any of its days ("2026-11-19"), else of today's."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if not 2000 <= day.year <= 2100:
        day = today
    return day - timedelta(days=day.weekday())


def _part(heading: str, rows: Iterable[ObligationRow], count: int, week: Week, today: date, empty: str) -> WeekPart:
    lines = tuple(_line(row, week, today) for row in rows)
    rest = count - len(lines)
    more = _("và %(count)s nhiệm vụ khác, xem trong danh sách") % {"count": number_text(rest)} if rest > 0 else ""
    return WeekPart(f"{heading}: {number_text(count)}", lines, more, empty)


def _line(row: ObligationRow, week: Week, today: date) -> WeekLine:
    return WeekLine(
        url=address_of(row.uid),
        title=row.title,
        sub=" · ".join(part for part in (row.number, row.occurrence_label, row.source_label) if part),
        proof=mode_name(row.mode),
        due_on=row.due_on,
        days_late=row.days_late(today),
        holder=week.holders.get(row.pk, ""),
        acceptor=row.acceptor_name,
        is_returned=row.state == "returned",
    )


def _link(label: str, monday_on: date, agency: str) -> Link:
    query = {"tuan": f"{monday_on:%Y-%m-%d}", **({"agency": agency} if agency else {})}
    return Link(label, f"{reverse('obligations:week')}?{urlencode(query)}")
