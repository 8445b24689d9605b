"""What is handed in when, by mode, and how much that is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.due import Fate, Frame
from reform.tracking import Mode, effective_schedule, schedule_by_mode
from vanban.language.deadlines import Deadline, DeadlineKind

Kind = DeadlineKind
ALL_YEAR = Deadline(Kind.CONTINUOUS, "Thường xuyên")
DIRECTED = Deadline(Kind.AS_DIRECTED, "Định kỳ theo quy định")
FEBRUARY = Deadline(Kind.WITHIN, "tháng 02/2026", start=date(2026, 2, 1), end=date(2026, 2, 28))
UNREAD = Deadline(Kind.UNREAD, "lúc nào đó")
FOUR = ["2026-Q1", "2026-H1", "2026-Q3", "2026"]


def every(freq: str, **fields: object) -> Deadline:
    return replace(Deadline(Kind.RECURRING, freq, freq=freq, times=1), **fields)


def keys(mode: Mode, frame: Frame, *deadlines: Deadline) -> list[str]:
    return [one.key for one in schedule_by_mode(mode, deadlines, frame).occurrences]


@pytest.mark.parametrize(
    ("mode", "said", "expected"),
    [
        (Mode.IN_REPORT, (ALL_YEAR,), FOUR),
        (Mode.IN_REPORT, (every("quarterly"),), FOUR),
        (Mode.IN_REPORT, (every("half_yearly"),), ["2026-H1", "2026"]),
        (Mode.IN_REPORT, (every("weekly"),), FOUR),
        (Mode.IN_REPORT, (DIRECTED,), FOUR),
        (Mode.IN_REPORT, (), FOUR),
        (Mode.IN_REPORT, (FEBRUARY,), ["2026-Q1"]),
        (Mode.IN_REPORT, (UNREAD,), ["settle"]),
        (Mode.DECLARED, (ALL_YEAR,), FOUR),
        (Mode.DECLARED, (every("weekly"),), FOUR),
        (Mode.DECLARED, (every("monthly", day=25),), FOUR),
        (Mode.DECLARED, (every("yearly"),), ["2026"]),
        (Mode.DECLARED, (FEBRUARY,), ["by-2026-02-28"]),
        (Mode.DECLARED, (), ["2026"]),
        (Mode.DOCUMENT, (FEBRUARY,), ["by-2026-02-28"]),
        (Mode.FIGURE, (ALL_YEAR,), FOUR),
        (Mode.NOT_TRACKED, (FEBRUARY,), []),
    ],
)
def test_the_mode_says_what_is_handed_in(
    frame: Frame, mode: Mode, said: tuple[Deadline, ...], expected: list[str]
) -> None:
    assert keys(mode, frame, *said) == expected


def test_a_date_in_the_report_is_due_with_the_report(frame: Frame) -> None:
    one = schedule_by_mode(Mode.IN_REPORT, (FEBRUARY,), frame).occurrences[0]
    assert one.due_on == date(2026, 3, 20)


def test_a_day_of_the_plan_stays_in_the_report(frame: Frame) -> None:
    seventh = every("quarterly", day=7, month_of_quarter=3, inclusive=False)
    assert schedule_by_mode(Mode.IN_REPORT, (seventh,), frame).occurrences[0].due_on == date(2026, 3, 6)


def test_the_spelt_out_call_is_the_same(frame: Frame) -> None:
    spelt = effective_schedule(
        Mode.DECLARED,
        (ALL_YEAR,),
        year=frame.year,
        signed_on=frame.signed_on,
        calendar=frame.calendar,
        regime=frame.regime,
        rules=frame.rules,
    )
    assert spelt == schedule_by_mode(Mode.DECLARED, (ALL_YEAR,), frame)


@given(
    mode=st.sampled_from([mode for mode in Mode if mode is not Mode.NOT_TRACKED]),
    said=st.lists(st.sampled_from([ALL_YEAR, DIRECTED, FEBRUARY, UNREAD, every("monthly"), every("yearly", day=5)])),
)
def test_keys_are_unique_in_every_mode(frame: Frame, mode: Mode, said: list[Deadline]) -> None:
    found = schedule_by_mode(mode, said, frame).occurrences
    assert found
    assert len({one.key for one in found}) == len(found)
    assert all((one.due_on is not None) == (one.fate is Fate.DUE) for one in found)
