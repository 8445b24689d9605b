"""Working days and the counting of terms."""

from reform.calendars.days import Calendar
from reform.calendars.terms import (
    DayOff,
    TermRules,
    day_of_month,
    months_after,
    settle_day_off,
    term_end,
    term_last_day,
    term_rules,
)
from reform.calendars.vietnam import day_sources, vietnam_calendar

__all__ = [
    "Calendar",
    "DayOff",
    "TermRules",
    "day_of_month",
    "day_sources",
    "months_after",
    "settle_day_off",
    "term_end",
    "term_last_day",
    "term_rules",
    "vietnam_calendar",
]
