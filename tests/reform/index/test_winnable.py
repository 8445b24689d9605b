"""What can still be won before the year ends, and what if."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_sample import CLOSING, leaf, set_of
from reform.index.model import ProofRule, ScoringKind, SubCriterion, YearDay
from reform.index.results import Mark, result_of
from reform.index.scoring import points_of
from reform.index.winnable import losses, next_points, points_after, value_for_all, within_reach

TODAY = date(2026, 11, 16)
QUICK, SLOW = leaf(key="a.a.a", points="1", lead_days=5), leaf(key="a.a.b", points="2", lead_days=20)
BIG, LONG = leaf(key="a.a.c", points="3", lead_days=5), leaf(key="a.a.d", points="4", lead_days=90)
SURVEY = leaf(ScoringKind.SURVEY, "5", key="a.a.e")
PAST = leaf(key="a.a.f", proofs=(ProofRule("Kế hoạch năm", due=YearDay(-1, 12, 31)),))
SET = set_of((QUICK, SLOW, BIG, LONG, SURVEY, PAST))


def test_the_easy_ones_come_first_and_of_these_what_gives_most() -> None:
    wins = next_points(SET, {}, today=TODAY, closing_on=CLOSING)
    assert [win.leaf for win in wins] == [BIG, QUICK, SLOW]
    assert [win.start_on for win in wins] == [date(2026, 12, 9), date(2026, 12, 9), date(2026, 11, 24)]
    assert {win.due_on for win in wins} == {CLOSING}


def test_what_is_full_or_does_not_apply_is_not_won_again() -> None:
    marks = {"a.a.a": Mark(Decimal(1)), "a.a.b": Mark(is_left_out=True), "a.a.c": Mark(Decimal("2.5"))}
    wins = next_points(SET, marks, today=TODAY, closing_on=CLOSING)
    assert [(win.leaf, win.points) for win in wins] == [(BIG, Decimal("0.5"))]


def test_proof_that_is_due_earlier_closes_earlier() -> None:
    one = leaf(proofs=(ProofRule("Báo cáo", due=YearDay(0, 11, 30)),), lead_days=10)
    assert [win.due_on for win in next_points(set_of((one,)), {}, today=TODAY, closing_on=CLOSING)] == [
        date(2026, 11, 30)
    ]
    assert next_points(set_of((one,)), {}, today=date(2026, 11, 21), closing_on=CLOSING) == ()


def test_points_that_were_deducted_are_lost_unless_the_set_says_how_to_undo_it() -> None:
    gone = leaf(ScoringKind.DEDUCTION)
    back = replace(gone, remedy="Công khai xin lỗi các hồ sơ quá hạn")
    assert next_points(set_of((gone,)), {}, today=TODAY, closing_on=CLOSING) == ()
    assert [win.leaf for win in next_points(set_of((back,)), {}, today=TODAY, closing_on=CLOSING)] == [back]


@given(today=st.dates(date(2026, 1, 1), date(2027, 1, 31)))
def test_time_only_takes_away(today: date) -> None:
    now = next_points(SET, {}, today=today, closing_on=CLOSING)
    later = next_points(SET, {}, today=today + timedelta(days=1), closing_on=CLOSING)
    assert {win.leaf.key for win in later} <= {win.leaf.key for win in now}
    assert within_reach(result_of(SET, {}), now) <= sum(one.points for one in SET.leaves)


def test_what_if_scores_as_if_it_were_so_and_changes_nothing() -> None:
    marks = {"a.a.a": Mark(Decimal(0))}
    before = result_of(SET, marks)
    assert points_after(SET, marks, {"a.a.c": Decimal(3)}).points == before.points + 3
    assert result_of(SET, marks) == before


def test_what_was_lost_is_told_by_how_much_it_cost() -> None:
    marks = {
        "a.a.a": Mark(Decimal("0.25")),  # three quarters of one point
        "a.a.b": Mark(Decimal(2)),  # full
        "a.a.c": Mark(Decimal("0.5")),
        "a.a.d": Mark(Decimal(0), is_left_out=True),
        "a.a.e": Mark(),  # the survey is not there yet
    }
    found = losses(SET, marks)
    assert [(loss.leaf, loss.points, loss.share) for loss in found] == [
        (BIG, Decimal("2.5"), Decimal("83.33")),
        (QUICK, Decimal("0.75"), Decimal("75.00")),
    ]


@given(st.lists(st.decimals(0, 6, places=2), min_size=6, max_size=6))
def test_what_was_lost_and_what_was_reached_are_the_whole(points: list[Decimal]) -> None:
    keys = [one.key for one in SET.leaves]
    marks = {key: Mark(min(given, one.points)) for key, given, one in zip(keys, points, SET.leaves, strict=True)}
    total = result_of(SET, marks).total
    assert total.points + sum(loss.points for loss in losses(SET, marks)) == total.maximum


@pytest.mark.parametrize(
    ("one", "value"),
    [
        (leaf(ScoringKind.SPAN), Decimal("99.5")),
        (leaf(ScoringKind.STEPS), Decimal(95)),
        (leaf(ScoringKind.COUNT), Decimal(4)),
        (leaf(ScoringKind.COUNT, free=Decimal(2), each=Decimal("0.3")), Decimal(6)),
        (leaf(ScoringKind.YES_NO), None),
    ],
)
def test_from_which_value_on_all_points_are_given(one: SubCriterion, value: Decimal | None) -> None:
    assert value_for_all(one) == value
    if value is not None:
        assert points_of(one, value) == one.points
