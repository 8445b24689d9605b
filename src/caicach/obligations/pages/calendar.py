"""A month of due days: a grid on wide screens, a list of days on a phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.pages.lists import tabs_of
from caicach.obligations.selectors.calendar import CalendarDay, DueLine, next_month
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from reform.calendars import Calendar

__all__ = ["CalendarPage", "Square", "month_of"]

_SHOWN = 3  # titles in one square; the rest is counted
_OF_THE_MONTH = ("thang", "due_from", "due_to", "trang")  # parameters that do not go along to another month


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the grid."""

    on: date
    is_outside: bool  # of the month before or after
    is_today: bool
    is_off: bool  # nobody works: weekend or holiday
    links: tuple[Link, ...]
    more: Link | None  # to all of the day


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A month."""

    title: str
    tabs: tuple[Link, ...]
    weeks: tuple[tuple[Square, ...], ...]
    weekdays: tuple[date, ...]  # any week, for the names of its days
    before: Link
    after: Link
    now: Link
    total: int
    today: date
    list_url: str

    @classmethod
    def of(
        cls,
        days: Mapping[date, CalendarDay],
        calendar: Calendar,
        *,
        first_on: date,
        query: QueryDict,
        today: date,
        leads: bool,
    ) -> "CalendarPage":
        """Return the month of ``first_on``; ``query`` is that of the address, whose filters go along."""
        kept = [
            (name, str(value)) for name, value in query.items() if name not in ("thang", "due_from", "due_to", "trang")
        ]
        grid = _grid(first_on)
        inside = [day for day in days.values() if day.on.month == first_on.month]
        return cls(
            title=_("Lịch hạn tháng %(month)s") % {"month": f"{first_on.month}/{first_on.year}"},
            tabs=tabs_of("calendar", leads=leads),
            weeks=tuple(
                tuple(_square(day, days.get(day), calendar, first_on, kept, today) for day in week) for week in grid
            ),
            weekdays=grid[0],
            before=_month_link(_("Tháng trước"), first_on - timedelta(days=1), kept),
            after=_month_link(_("Tháng sau"), next_month(first_on), kept),
            now=_month_link(_("Tháng này"), today, kept),
            total=sum(day.count for day in inside),
            today=today,
            list_url=_list_url(kept, first_on, next_month(first_on) - timedelta(days=1)),
        )


def month_of(text: str, *, today: date) -> date:
    """Return the first day of the month that an address asks for ("2026-11"); today's where it says nothing clear."""
    year, _dash, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and 2000 <= int(year) <= 2100 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def _grid(first_on: date) -> tuple[tuple[date, ...], ...]:
    """Return the weeks, Monday first, that hold the month."""
    start = first_on - timedelta(days=first_on.weekday())
    count = ((next_month(first_on) - start).days + 6) // 7
    return tuple(tuple(start + timedelta(days=7 * week + day) for day in range(7)) for week in range(count))


def _square(
    on: date,
    day: CalendarDay | None,
    calendar: Calendar,
    first_on: date,
    kept: list[tuple[str, str]],
    today: date,
) -> Square:
    lines = day.lines if day else ()
    rest = sum(line.count for line in lines[_SHOWN:])
    return Square(
        on=on,
        is_outside=on.month != first_on.month,
        is_today=on == today,
        is_off=not calendar.is_working_day(on),
        links=tuple(_due_link(line, on, kept, today) for line in lines[:_SHOWN]),
        more=Link(_("và %(count)s nhiệm vụ") % {"count": number_text(rest)}, _list_url(kept, on, on)) if rest else None,
    )


def _due_link(line: DueLine, on: date, kept: list[tuple[str, str]], today: date) -> Link:
    words = f"{line.number} {line.title}".strip()
    tone = "bad" if line.late else "warn" if line.open and (on - today).days <= 7 else ""
    url = _list_url([*kept, ("duty", str(line.duty_uid))], on, on)
    whose = line.agency or _("%(count)s cơ quan") % {"count": number_text(line.count)}
    return Link(f"{words} ({whose})", url, tone=tone, icon="" if line.open else "circle-check")


def _month_link(label: str, day: date, kept: list[tuple[str, str]]) -> Link:
    query = urlencode([*kept, ("thang", f"{day:%Y-%m}")])
    return Link(label, f"{reverse('obligations:calendar')}?{query}")


def _list_url(kept: list[tuple[str, str]], from_on: date, until_on: date) -> str:
    query = [*kept, ("due_from", date_text(from_on)), ("due_to", date_text(until_on))]
    return f"{reverse('obligations:list')}?{urlencode(query)}"
