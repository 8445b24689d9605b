"""The words for what became of a deliverable, and how it is counted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from caicach.plans.exports.facts import HandIn, Owed
from caicach.plans.exports.results import MOST_OCCURRENCES, Counts, counts_of, result_of

TODAY = date(2026, 3, 16)
DUE = date(2026, 3, 10)
OWED = Owed(
    pk=1,
    duty_id=1,
    is_report=False,
    agency_id=1,
    agency="UBND xã Suối Nhạn",
    sort_key="a",
    level="commune",
    occurrence_key="2026",
    occurrence="",
    state="open",
    due_on=DUE,
    met_on=None,
    is_history=False,
    carrier_id=None,
)
HAND_IN = HandIn("accepted", "Báo cáo", "41/BC-UBND", date(2026, 3, 9), None, "", "Đã làm.", date(2026, 3, 12), "")


def owed(**values: Any) -> Owed:
    return replace(OWED, **values)


def group(*states: dict[str, Any]) -> list[Owed]:
    """One obligation of each of so many communes."""
    names = [f"UBND xã Số {number:02d}" for number in range(1, len(states) + 1)]
    return [
        owed(pk=index, agency_id=index, agency=name, sort_key=name, **values)
        for index, (name, values) in enumerate(zip(names, states, strict=True), start=1)
    ]


DONE = {"state": "accepted", "met_on": date(2026, 3, 9)}
DONE_LATE = {"state": "accepted", "met_on": date(2026, 3, 13)}
OVERDUE: dict[str, Any] = {"state": "returned"}
GOING = {"state": "open", "due_on": date(2026, 3, 30)}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (DONE, "Hoàn thành đúng hạn"),
        ({"state": "accepted", "met_on": DUE}, "Hoàn thành đúng hạn"),
        (DONE_LATE, "Hoàn thành muộn 3 ngày"),
        ({"state": "submitted", "met_on": DUE}, "Đã nộp đúng hạn, chờ nghiệm thu"),
        ({"state": "submitted", "met_on": TODAY}, "Đã nộp muộn 6 ngày, chờ nghiệm thu"),
        ({"state": "open"}, "Chưa hoàn thành, quá hạn 6 ngày"),
        ({"state": "open", "due_on": TODAY}, "Đang thực hiện, hạn ngày 16/03/2026"),
        ({"state": "dormant", "due_on": None}, "Chờ sự kiện"),
        ({"state": "open", "is_history": True}, "Lưu lịch sử"),
        ({"state": "cancelled"}, "Đã hủy"),
        ({"state": "transferred"}, "Đã chuyển giao"),
    ],
)
def test_what_one_agency_owes_is_judged_in_words(values: dict[str, Any], words: str) -> None:
    assert result_of([owed(**values)], {}, TODAY).verdict == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Báo cáo số 41/BC-UBND ngày 09/03/2026"),
        ({"symbol": "", "value": Decimal("98.5000"), "unit": "%"}, "98,5 %"),
        ({"symbol": "", "value": Decimal("1200.0000"), "unit": "hồ sơ"}, "1.200 hồ sơ"),
        ({"symbol": ""}, "Đã làm."),
        ({"state": "returned"}, ""),
    ],
)
def test_what_was_handed_in_stands_as_the_result(values: dict[str, Any], words: str) -> None:
    assert result_of([owed(**DONE)], {1: [replace(HAND_IN, **values)]}, TODAY).product == words


def test_the_late_one_is_named_with_its_day_and_why_it_was_sent_back() -> None:
    back = replace(HAND_IN, state="returned", return_reason="Thiếu chữ ký.")
    assert result_of([owed(**OVERDUE)], {1: [back]}, TODAY).reasons == (
        "UBND xã Suối Nhạn: chậm từ ngày 11/03/2026\nBị trả lại ngày 12/03/2026: Thiếu chữ ký."
    )


def test_where_nothing_is_wrong_there_is_room_to_write() -> None:
    assert result_of([owed(**DONE)], {1: [HAND_IN]}, TODAY).reasons == ""


def test_a_group_is_counted_and_its_late_ones_named() -> None:
    found = result_of(group(DONE, DONE, DONE_LATE, OVERDUE, GOING), {}, TODAY)
    assert found.product == "3/5 (60%)"
    assert found.verdict == "3 trong 5 xã, phường đã hoàn thành, 1 muộn, 1 quá hạn, 1 đang thực hiện"
    assert found.reasons == "Chậm từ ngày 11/03/2026: UBND xã Số 04\nNộp muộn: UBND xã Số 03"
    assert found.counts == Counts(total=5, done=3, done_late=1, overdue=1, going=1)


def test_of_many_late_ones_some_are_named_and_the_others_counted() -> None:
    reasons = result_of(group(DONE, *[OVERDUE] * 12), {}, TODAY).reasons
    assert reasons.startswith("Chậm từ ngày 11/03/2026: UBND xã Số 02, UBND xã Số 03, ")
    assert reasons.endswith("UBND xã Số 09 và 4 đơn vị khác")


def test_a_group_of_several_levels_is_of_bodies() -> None:
    mixed = [*group(DONE, OVERDUE), owed(pk=9, agency_id=9, level="province", **DONE)]
    assert "2 trong 3 cơ quan, đơn vị đã hoàn thành" in result_of(mixed, {}, TODAY).verdict


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "dormant", "due_on": None}, "Chờ sự kiện (2 xã, phường)"),
        ({"state": "open", "is_history": True}, "Lưu lịch sử (2 xã, phường)"),
        (GOING, "Đang thực hiện, hạn ngày 30/03/2026 (2 xã, phường)"),
        ({"state": "cancelled"}, "Đã hủy"),
    ],
)
def test_a_group_of_which_nothing_is_to_be_told_apart_says_it_once(values: dict[str, Any], words: str) -> None:
    found = result_of(group(values, values), {}, TODAY)
    assert (found.verdict, found.product, found.reasons) == (words, "", "")


def test_each_period_has_a_line() -> None:
    quarters = [
        owed(pk=1, occurrence_key="2026-Q1", occurrence="quý I/2026", **DONE),
        owed(pk=2, occurrence_key="2026-Q2", occurrence="quý II/2026", **GOING),
        owed(pk=3, occurrence_key="2026-Q3", occurrence="quý III/2026", due_on=date(2026, 9, 30)),
    ]
    found = result_of(quarters, {1: [HAND_IN]}, TODAY)
    assert found.product == "Quý I/2026: Báo cáo số 41/BC-UBND ngày 09/03/2026"
    assert found.verdict.split("\n") == [
        "Quý I/2026: Hoàn thành đúng hạn",
        "Quý II/2026: Đang thực hiện, hạn ngày 30/03/2026",
        "… và 1 kỳ khác",
    ]
    assert (found.due_on, found.met_on) == (date(2026, 3, 30), None)


def test_a_weekly_duty_shows_the_last_weeks_and_counts_all() -> None:
    weeks = [
        owed(pk=week, occurrence_key=f"2026-W{week:02d}", due_on=date(2026, 1, 5) + timedelta(weeks=week), **{})
        for week in range(40)
    ]
    found = result_of(weeks, {}, TODAY)
    lines = found.verdict.split("\n")
    assert len(lines) == MOST_OCCURRENCES + 1
    assert lines[-1] == f"… và {40 - MOST_OCCURRENCES} kỳ khác"
    assert "hạn ngày 23/03/2026" in lines[-2]  # the next one
    assert found.counts.total == 40


def test_what_was_cancelled_or_passed_on_counts_nowhere() -> None:
    gone = [owed(state="cancelled"), owed(state="transferred")]
    assert counts_of(gone, TODAY) == Counts()


def test_every_obligation_counts_in_one_place() -> None:
    states = (DONE, DONE_LATE, OVERDUE, GOING, {"state": "submitted", "met_on": DUE}, {"state": "dormant"},
              {"state": "open", "is_history": True}, {"state": "cancelled"})  # fmt: skip
    counts = counts_of(group(*states), TODAY)
    places = (counts.done, counts.waiting, counts.overdue, counts.going, counts.dormant, counts.history)
    assert sum(places) == counts.total == 7
