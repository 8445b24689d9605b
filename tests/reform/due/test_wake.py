"""From an event to a due day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.calendars import term_rules, vietnam_calendar
from reform.due import Fate, wake, wakes_by_itself, woken
from reform.messages import explain
from vanban.language.deadlines import Deadline, DeadlineKind

CALENDAR = vietnam_calendar(range(2024, 2030))
RULES = term_rules(date(2026, 1, 1))
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def after(amount: int, unit: str) -> Deadline:
    return Deadline(DeadlineKind.RELATIVE, "x", amount=amount, unit=unit, event="có văn bản hướng dẫn")


@pytest.mark.parametrize(
    ("deadline", "event", "due"),
    [
        (after(7, "working_day"), date(2026, 3, 5), date(2026, 3, 16)),
        (after(7, "working_day"), date(2026, 2, 14), date(2026, 3, 3)),  # a Saturday before Tết
        (after(40, "day"), date(2026, 3, 5), date(2026, 4, 14)),
        (after(3, "month"), date(2026, 11, 30), date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (after(24, "hour"), date(2026, 3, 5), date(2026, 3, 6)),
        (after(0, "immediately"), date(2026, 3, 5), date(2026, 3, 6)),
    ],
)
def test_a_term_is_counted_from_the_event(deadline: Deadline, event: date, due: date) -> None:
    assert wake(deadline, event, CALENDAR, RULES) == due


def test_an_event_may_repeat() -> None:
    first = woken(after(7, "working_day"), date(2026, 3, 5), CALENDAR, RULES)
    second = woken(after(7, "working_day"), date(2026, 6, 5), CALENDAR, RULES)
    assert first.key == "event-co-van-ban-huong-dan-2026-03-05"
    assert second.key == "event-co-van-ban-huong-dan-2026-06-05"
    assert first.fate is Fate.DUE
    assert explain(first.reasons) == "Sự kiện ngày 05/03/2026, cộng 7 ngày làm việc: hạn là ngày 16/03/2026."


def test_the_key_of_a_long_event_keeps_its_day() -> None:
    long = replace(after(3, "day"), event="có " + "văn bản hướng dẫn " * 10)
    key = woken(long, date(2026, 3, 5), CALENDAR, RULES).key
    assert len(key) <= 64
    assert key.endswith("-2026-03-05")


def test_a_last_day_that_is_off_is_explained() -> None:
    one = woken(after(1, "month"), date(2026, 1, 31), CALENDAR, RULES, key="event")
    assert (one.key, one.due_on) == ("event", date(2026, 3, 2))
    assert "Ngày 28/02/2026 là ngày nghỉ" in explain(one.reasons)


@given(DAYS, DAYS, st.integers(0, 60), st.sampled_from(["hour", "working_day", "day", "month", "immediately"]))
def test_a_later_event_is_never_due_earlier(one: date, other: date, amount: int, unit: str) -> None:
    amount = min(amount, 12) if unit == "month" else amount
    early, late = sorted((one, other))
    deadline = after(amount, unit)
    assert wake(deadline, early, CALENDAR, RULES) <= wake(deadline, late, CALENDAR, RULES)
    assert wake(deadline, early, CALENDAR, RULES) >= early


def test_only_a_term_can_be_counted() -> None:
    directed = Deadline(DeadlineKind.AS_DIRECTED, "Theo hướng dẫn")
    assert not wakes_by_itself(directed)
    with pytest.raises(ValueError, match="as_directed"):
        wake(directed, date(2026, 3, 5), CALENDAR, RULES)
