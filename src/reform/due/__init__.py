"""From deadlines to dates: the fate of every kind of deadline."""

from reform.due.kinds import occurrences, schedule_of
from reform.due.recurring import quarterly_declarations, with_report
from reform.due.series import join, merge_series, series
from reform.due.values import Fate, Frame, Occurrence, Schedule
from reform.due.wake import wake, wakes_by_itself, woken

__all__ = [
    "Fate",
    "Frame",
    "Occurrence",
    "Schedule",
    "join",
    "merge_series",
    "occurrences",
    "quarterly_declarations",
    "schedule_of",
    "series",
    "wake",
    "wakes_by_itself",
    "with_report",
    "woken",
]
