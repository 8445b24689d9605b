"""From deadlines to dates: the fate of every kind of deadline."""

from reform.due.awaited import ArrivedPaper, Awaited, is_same_event, may_have_come
from reform.due.kinds import occurrences, schedule_of
from reform.due.recurring import quarterly_declarations, with_report
from reform.due.repeats import REPEAT_RULES, RepeatProposal, RepeatRule, event_repeats
from reform.due.series import join, merge_series, series
from reform.due.values import Fate, Frame, Occurrence, Schedule, recorded_key
from reform.due.wake import wake, wakes_by_itself, woken

__all__ = [
    "REPEAT_RULES",
    "ArrivedPaper",
    "Awaited",
    "Fate",
    "Frame",
    "Occurrence",
    "RepeatProposal",
    "RepeatRule",
    "Schedule",
    "event_repeats",
    "is_same_event",
    "join",
    "may_have_come",
    "merge_series",
    "occurrences",
    "quarterly_declarations",
    "recorded_key",
    "schedule_of",
    "series",
    "wake",
    "wakes_by_itself",
    "with_report",
    "woken",
]
