"""Every kind of deadline has its fate."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.calendars import term_rules, vietnam_calendar
from reform.due import Fate, Frame, Occurrence, Schedule, occurrences, schedule_of
from reform.messages import explain, message_of
from reform.regimes import regime_for
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.text.findings import Severity

Kind = DeadlineKind
FRAME = Frame(
    2026,
    date(2025, 12, 20),
    vietnam_calendar(range(2024, 2029)),
    regime_for("commune", "province", date(2026, 1, 1)),
    term_rules(date(2026, 1, 1)),
)


def recurring(freq: str, **fields: object) -> Deadline:
    return replace(Deadline(Kind.RECURRING, freq, freq=freq, times=1), **fields)


def made(deadline: Deadline, frame: Frame = FRAME) -> list[tuple[str, Fate, date | None]]:
    return [(one.key, one.fate, one.due_on) for one in schedule_of(deadline, frame).occurrences]


def due_days(deadline: Deadline, frame: Frame = FRAME) -> list[date | None]:
    return [one.due_on for one in schedule_of(deadline, frame).occurrences]


@pytest.mark.parametrize(
    ("deadline", "key", "due"),
    [
        (Deadline(Kind.BY, "chậm nhất ngày 15/01/2026", date=date(2026, 1, 15), inclusive=True), "by-2026-01-15", 15),
        (Deadline(Kind.BY, "trước ngày 15/01/2026", date=date(2026, 1, 15), inclusive=False), "by-2026-01-14", 14),
        (Deadline(Kind.BY, "ngày 31/01/2026", date=date(2026, 1, 31)), "by-2026-01-31", 31),
        (
            Deadline(Kind.WITHIN, "tháng 01/2026", start=date(2026, 1, 1), end=date(2026, 1, 31)),
            "by-2026-01-31",
            31,
        ),
    ],
)
def test_a_date_or_a_span_is_due_at_its_end_even_on_a_day_off(deadline: Deadline, key: str, due: int) -> None:
    assert made(deadline) == [(key, Fate.DUE, date(2026, 1, due))]


def test_before_a_month_means_the_last_day_of_the_month_before() -> None:
    before_november = Deadline(Kind.BY, "trước tháng 11/2026", date=date(2026, 11, 1), inclusive=False)
    assert due_days(before_november) == [date(2026, 10, 31)]


def test_a_span_keeps_its_first_day() -> None:
    span = Deadline(Kind.WITHIN, "Quý II/2026", start=date(2026, 4, 1), end=date(2026, 6, 30))
    assert schedule_of(span, FRAME).occurrences[0].starts_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("freq", "days"),
    [
        # 20 June, 20 September and 20 December 2026 are days off.
        ("quarterly", [date(2026, 3, 20), date(2026, 6, 22), date(2026, 9, 21), date(2026, 12, 21)]),
        ("half_yearly", [date(2026, 6, 22), date(2026, 12, 21)]),
        ("yearly", [date(2026, 12, 21)]),
    ],
)
def test_what_recurs_without_a_day_is_due_with_the_report_of_its_period(freq: str, days: list[date]) -> None:
    schedule = schedule_of(recurring(freq), FRAME)
    assert [one.due_on for one in schedule.occurrences] == days
    assert all(one.period is not None for one in schedule.occurrences)
    assert "chế độ báo cáo" in explain(schedule.occurrences[0].reasons)


def test_monthly_duties_have_twelve_periods() -> None:
    schedule = schedule_of(recurring("monthly"), FRAME)
    assert [one.key for one in schedule.occurrences] == [f"2026-{month:02d}" for month in range(1, 13)]


def test_what_recurs_with_a_day_is_due_on_that_day() -> None:
    before_the_25th = recurring("monthly", day=25, inclusive=False)
    assert due_days(before_the_25th)[:2] == [date(2026, 1, 24), date(2026, 2, 24)]
    seventh = recurring("quarterly", day=7, month_of_quarter=3, inclusive=False)
    assert due_days(seventh) == [date(2026, 3, 6), date(2026, 6, 6), date(2026, 9, 6), date(2026, 12, 6)]
    fifth_after = recurring("quarterly", day=5, month_of_quarter=4, inclusive=True)
    assert due_days(fifth_after)[-1] == date(2027, 1, 5)
    november = recurring("yearly", day=15, month=11, inclusive=True)
    assert due_days(november) == [date(2026, 11, 15)]
    end_of_february = recurring("monthly", day=31, inclusive=True)
    assert due_days(end_of_february)[1] == date(2026, 2, 28)


def test_a_month_of_every_year_is_due_at_its_end() -> None:
    assert made(recurring("yearly", month=12)) == [("2026", Fate.DUE, date(2026, 12, 31))]


@pytest.mark.parametrize(
    "deadline", [Deadline(Kind.CONTINUOUS, "Thường xuyên"), recurring("weekly"), recurring("daily")]
)
def test_what_never_stops_is_declared_once_a_quarter(deadline: Deadline) -> None:
    assert [key for key, _, _ in made(deadline)] == ["2026-Q1", "2026-H1", "2026-Q3", "2026"]


def test_done_is_closed() -> None:
    assert made(Deadline(Kind.DONE, "Đã thực hiện")) == [("done", Fate.CLOSED, None)]


def test_an_empty_cell_is_due_at_the_end_of_the_year_and_says_so() -> None:
    schedule = schedule_of(Deadline(Kind.NONE, ""), FRAME)
    assert [(one.key, one.due_on) for one in schedule.occurrences] == [("2026", date(2026, 12, 31))]
    assert [(finding.code, finding.severity) for finding in schedule.findings] == [("DU009", Severity.WARNING)]


@pytest.mark.parametrize(
    ("deadline", "key"),
    [
        (
            Deadline(Kind.RELATIVE, "07 ngày", amount=7, unit="day", event="có văn bản hướng dẫn"),
            "event-co-van-ban-huong-dan",
        ),
        (
            Deadline(Kind.RELATIVE, "Ngay sau", amount=0, unit="immediately", event="kết thúc kỳ thi"),
            "event-ket-thuc-ky-thi",
        ),
        (Deadline(Kind.AS_DIRECTED, "Theo thời gian quy định"), "directed"),
        (Deadline(Kind.AD_HOC, "đột xuất"), "ad-hoc"),
    ],
)
def test_what_waits_for_an_event_sleeps(deadline: Deadline, key: str) -> None:
    assert made(deadline) == [(key, Fate.DORMANT, None)]


def test_a_term_without_an_event_sleeps_and_asks_for_one() -> None:
    schedule = schedule_of(Deadline(Kind.RELATIVE, "trong vòng 05 ngày", amount=5, unit="day"), FRAME)
    assert schedule.occurrences[0].fate is Fate.DORMANT
    assert [finding.code for finding in schedule.findings] == ["DU022"]


@pytest.mark.parametrize(
    ("deadline", "code"),
    [
        (Deadline(Kind.IMPOSSIBLE, "31/02/2026"), "DU014"),
        (Deadline(Kind.UNREAD, "khi nào rảnh"), "DU015"),
        (Deadline(Kind.BY, "?"), "DU015"),
        (Deadline(Kind.WITHIN, "?"), "DU015"),
        (recurring("fortnightly"), "DU018"),
        (Deadline(Kind.BY, "10/12/2025", date=date(2025, 12, 10)), "DU016"),
        (Deadline(Kind.BY, "trước 20/12/2025", date=date(2025, 12, 20), inclusive=False), "DU016"),
    ],
)
def test_what_has_no_usable_date_must_be_settled(deadline: Deadline, code: str) -> None:
    schedule = schedule_of(deadline, FRAME)
    assert schedule.must_settle
    assert [(one.fate, one.due_on) for one in schedule.occurrences] == [(Fate.SETTLE, None)]
    assert [(finding.code, finding.severity) for finding in schedule.findings] == [(code, Severity.ERROR)]
    assert message_of(schedule.findings[0])


def test_due_on_the_day_of_signature_is_in_time() -> None:
    on_the_day = Deadline(Kind.BY, "20/12/2025", date=date(2025, 12, 20))
    assert due_days(on_the_day) == [date(2025, 12, 20)]


def test_without_a_signature_nothing_is_held_against_a_date() -> None:
    old = Deadline(Kind.BY, "10/12/2025", date=date(2025, 12, 10))
    assert due_days(old, FRAME.signed(None)) == [date(2025, 12, 10)]


def test_periods_over_before_the_signature_are_left_out_with_a_note() -> None:
    schedule = schedule_of(recurring("quarterly"), FRAME.signed(date(2026, 4, 10)))
    assert [one.key for one in schedule.occurrences] == ["2026-H1", "2026-Q3", "2026"]
    assert [finding.severity for finding in schedule.findings] == [Severity.NOTE]
    assert "quý I năm 2026" in message_of(schedule.findings[0])


def test_a_series_that_is_over_before_the_signature_must_be_settled() -> None:
    assert schedule_of(recurring("yearly"), FRAME.signed(date(2027, 1, 5))).must_settle
    assert schedule_of(Deadline(Kind.NONE, ""), FRAME.signed(date(2027, 1, 5))).must_settle


def test_a_finding_stands_where_its_deadline_stood() -> None:
    finding = schedule_of(Deadline(Kind.UNREAD, "khi nào rảnh", at=4, until=17), FRAME).findings[0]
    assert (finding.place.start, finding.place.end, finding.evidence) == (4, 17, "khi nào rảnh")


def test_a_day_off_that_is_not_announced_yet_is_said() -> None:
    frame = replace(FRAME, year=2028)
    reasons = [reason.code for one in schedule_of(recurring("quarterly"), frame).occurrences for reason in one.reasons]
    assert "DU020" in reasons


days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
deadlines = st.builds(
    Deadline,
    kind=st.sampled_from(list(Kind)),
    text=st.text(max_size=20),
    start=st.none() | days,
    end=st.none() | days,
    date=st.none() | days,
    inclusive=st.none() | st.booleans(),
    freq=st.sampled_from([None, "daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly", "other"]),
    times=st.none() | st.integers(1, 5),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31),
    month_of_quarter=st.none() | st.integers(1, 4),
    amount=st.none() | st.integers(0, 90),
    unit=st.sampled_from([None, "hour", "working_day", "day", "month", "immediately"]),
    event=st.none() | st.text(max_size=90),
)


@given(deadlines, st.none() | days)
def test_every_deadline_has_a_fate_and_a_reason(deadline: Deadline, signed_on: date | None) -> None:
    frame = FRAME.signed(signed_on)
    schedule = schedule_of(deadline, frame)
    assert schedule.occurrences
    for one in schedule.occurrences:
        check(one, signed_on)
    assert unique_keys(schedule)
    assert all(message_of(finding) for finding in schedule.findings)


def check(one: Occurrence, signed_on: date | None) -> None:
    assert one.key and len(one.key) <= 64 and one.key.isascii()
    assert (one.due_on is not None) == (one.fate is Fate.DUE)
    assert one.due_on is None or signed_on is None or one.due_on >= signed_on
    assert explain(one.reasons)


def unique_keys(schedule: Schedule) -> bool:
    keys = [one.key for one in schedule.occurrences]
    return len(keys) == len(set(keys))


def test_the_spelt_out_call_is_the_same(frame: Frame) -> None:
    deadline = recurring("quarterly")
    spelt = occurrences(
        deadline,
        year=frame.year,
        signed_on=frame.signed_on,
        calendar=frame.calendar,
        regime=frame.regime,
        rules=frame.rules,
    )
    assert spelt == schedule_of(deadline, frame)
