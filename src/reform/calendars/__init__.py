"""Working days and the counting of terms."""

from reform.calendars.days import Calendar
from reform.calendars.standing import StandingRules, resumed_last_day, standing_rules, waiting_days
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
    "StandingRules",
    "TermRules",
    "day_of_month",
    "day_sources",
    "months_after",
    "resumed_last_day",
    "settle_day_off",
    "standing_rules",
    "term_end",
    "term_last_day",
    "term_rules",
    "vietnam_calendar",
    "waiting_days",
]
