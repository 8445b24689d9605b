"""Several deadlines of one deliverable make one series."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.due import Fate, Frame, merge_series, series
from vanban.language.deadlines import Deadline, DeadlineKind

Kind = DeadlineKind
CONTINUOUS = Deadline(Kind.CONTINUOUS, "Thường xuyên", label="Tổ chức thực hiện")
EMPTY = Deadline(Kind.NONE, "")
YEAR = Deadline(Kind.WITHIN, "Trong năm 2026", start=date(2026, 1, 1), end=date(2026, 12, 31))
AD_HOC = Deadline(Kind.AD_HOC, "đột xuất")


def every(freq: str, **fields: object) -> Deadline:
    return replace(Deadline(Kind.RECURRING, freq, freq=freq, times=1), **fields)


def keys(frame: Frame, *deadlines: Deadline) -> list[str]:
    return [one.key for one in series(deadlines, frame).occurrences]


FOUR = ["2026-Q1", "2026-H1", "2026-Q3", "2026"]


@pytest.mark.parametrize(
    "said",
    [
        (every("quarterly"), every("half_yearly"), every("nine_monthly"), every("yearly")),
        (every("yearly"), every("half_yearly"), every("quarterly")),
        (CONTINUOUS, every("quarterly")),
        (YEAR, every("quarterly")),
        (every("quarterly"), EMPTY),
        (every("quarterly"), every("quarterly", label="Báo cáo", at=30, until=39)),
    ],
)
def test_what_says_the_same_twice_is_owed_once(frame: Frame, said: tuple[Deadline, ...]) -> None:
    assert keys(frame, *said) == FOUR


def test_each_quarter_half_year_nine_months_and_year_are_four_a_year(frame: Frame) -> None:
    assert merge_series((every("quarterly"), every("half_yearly"), every("nine_monthly"), every("yearly"))) == (
        every("quarterly"),
    )


def test_without_the_quarterly_one_the_periods_are_added(frame: Frame) -> None:
    assert keys(frame, every("half_yearly"), every("nine_monthly")) == ["2026-H1", "2026-Q3", "2026"]


def test_a_date_and_a_rhythm_make_one_series_by_due_day(frame: Frame) -> None:
    january = Deadline(Kind.WITHIN, "tháng 01/2026", start=date(2026, 1, 1), end=date(2026, 1, 31))
    assert keys(frame, every("quarterly"), january) == ["by-2026-01-31", *FOUR]


def test_what_sleeps_comes_last(frame: Frame) -> None:
    schedule = series((AD_HOC, every("quarterly")), frame)
    assert [one.key for one in schedule.occurrences] == [*FOUR, "ad-hoc"]
    assert schedule.occurrences[-1].fate is Fate.DORMANT


def test_a_day_of_the_plan_goes_before_the_day_of_the_report(frame: Frame) -> None:
    schedule = series((every("half_yearly"), every("quarterly", day=7, month_of_quarter=3, inclusive=False)), frame)
    assert [one.key for one in schedule.occurrences] == FOUR
    assert schedule.occurrences[1].due_on == date(2026, 6, 6)


def test_a_date_for_the_report_of_the_year_is_that_report(frame: Frame) -> None:
    quarterly = every("quarterly", day=7, month_of_quarter=3, inclusive=False)
    of_year = Deadline(Kind.BY, "báo cáo năm trước ngày 07/11/2026", date=date(2026, 11, 7), inclusive=False)
    schedule = series((quarterly, of_year), frame)
    assert [one.key for one in schedule.occurrences] == FOUR
    assert schedule.occurrences[-1].due_on == date(2026, 11, 6)


def test_two_deadlines_of_one_day_are_one(frame: Frame) -> None:
    span = Deadline(Kind.WITHIN, "tháng 01/2026", start=date(2026, 1, 1), end=date(2026, 1, 31))
    day = Deadline(Kind.BY, "31/01/2026", date=date(2026, 1, 31))
    assert keys(frame, span, day) == ["by-2026-01-31"]


def test_two_events_stay_two(frame: Frame) -> None:
    first = Deadline(Kind.RELATIVE, "x", amount=3, unit="day", event="có tờ trình")
    second = Deadline(Kind.RELATIVE, "y", amount=5, unit="day", event="có quyết định")
    assert keys(frame, first, second) == ["event-co-to-trinh", "event-co-quyet-dinh"]


def test_no_deadline_at_all_is_an_empty_cell(frame: Frame) -> None:
    assert series((), frame) == series((EMPTY,), frame)


def test_two_unreadable_deadlines_are_both_settled(frame: Frame) -> None:
    unread, impossible = Deadline(Kind.UNREAD, "lúc đó"), Deadline(Kind.IMPOSSIBLE, "31/02/2026")
    schedule = series((unread, impossible, unread), frame)
    assert [(one.key, one.fate) for one in schedule.occurrences] == [("settle", Fate.SETTLE), ("settle-2", Fate.SETTLE)]
    assert [finding.code for finding in schedule.findings] == ["DU015", "DU014"]


def test_two_long_events_that_begin_alike_stay_two(frame: Frame) -> None:
    words = "quyết định công bố thủ tục hành chính của bộ được cập nhật trên cổng dịch vụ công "
    said = [Deadline(Kind.RELATIVE, end, amount=3, unit="day", event=words + end) for end in ("quốc gia", "của tỉnh")]
    found = keys(frame, *said)
    assert len(set(found)) == 2
    assert all(len(key) <= 64 for key in found)


@given(
    st.lists(
        st.sampled_from(
            [
                CONTINUOUS,
                EMPTY,
                YEAR,
                AD_HOC,
                every("monthly"),
                every("quarterly"),
                every("quarterly", day=7),
                every("yearly", month=12),
                Deadline(Kind.DONE, "Đã thực hiện"),
                Deadline(Kind.AS_DIRECTED, "Theo hướng dẫn"),
                Deadline(Kind.AS_DIRECTED, "Theo lộ trình"),
                Deadline(Kind.RELATIVE, "trong 05 ngày", amount=5, unit="day"),
                Deadline(Kind.RELATIVE, "trong 03 ngày", amount=3, unit="day", event="có tờ trình"),
                Deadline(Kind.BY, "20/3/2026", date=date(2026, 3, 20)),
                Deadline(Kind.UNREAD, "lúc đó"),
            ]
        ),
        max_size=6,
    )
)
def test_a_series_has_each_key_and_each_day_once_in_order(frame: Frame, said: list[Deadline]) -> None:
    found = series(said, frame).occurrences
    assert found
    assert len({one.key for one in found}) == len(found)
    days = [one.due_on for one in found if one.due_on]
    assert days == sorted(set(days))
    assert all(one.due_on is None for one in found[len(days) :])
    assert merge_series(merge_series(said)) == merge_series(said)
