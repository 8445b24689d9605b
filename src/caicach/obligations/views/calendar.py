"""Due days by month, and the week of an agency on one sheet."""

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.calendars.selectors import calendar_of
from caicach.obligations import access
from caicach.obligations.forms import FilterForm
from caicach.obligations.pages.calendar import CalendarPage, month_of
from caicach.obligations.pages.week import WeekPage, monday_of
from caicach.obligations.selectors.calendar import days_with_due, next_month
from caicach.obligations.selectors.week import week_of
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["month", "week"]


@require_safe
def month(request: ActorRequest) -> HttpResponse:
    """Show what falls due in a month, with the filters of the list."""
    first_on = month_of(request.GET.get("thang", ""), today=request.today)
    filters = FilterForm(request.GET, today=request.today).filters()
    start = first_on - timedelta(days=first_on.weekday())
    end = next_month(first_on) + timedelta(days=6)
    days = days_with_due(request.actor, filters, from_on=start, until_on=end, today=request.today)
    content = CalendarPage.of(
        days,
        calendar_of(first_on.year),
        first_on=first_on,
        query=request.GET,
        today=request.today,
        leads=bool(access.led_agencies(request.actor)),
    )
    return page(request, "obligations/calendar.html", content)


@require_safe
def week(request: ActorRequest) -> HttpResponse:
    """Show the work of an agency's week, to be printed on one sheet."""
    monday_on = monday_of(request.GET.get("tuan", ""), today=request.today)
    agency = request.GET.get("agency", "")
    found = week_of(request.actor, agency, monday_on=monday_on, today=request.today)
    content = WeekPage.of(found, agency=agency, monday_on=monday_on, today=request.today)
    return page(request, "obligations/week.html", content)
