"""Anybody tries anything, day after day: the ledger stays true, and what is refused changes nothing."""

from collections import Counter
from datetime import date
from itertools import pairwise

from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from caicach.audit.models import Entry
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.models import (
    Assignment,
    DueChange,
    Extension,
    LateReason,
    Obligation,
    Pause,
    Submission,
    Transition,
)
from caicach.obligations.selectors import listing_of
from caicach.obligations.selectors.lists import Filters
from caicach.web.actor import SYSTEM
from cast import Cast
from ledger_walk import ACTS, PEOPLE, RIGHT, Ledger, snapshot

OFTEN = ("submit", "submit", "submit", "accept", "return", "pause", "contest", "ask_extension")  # what others follow
WHO = st.sampled_from((RIGHT,) * 12 + PEOPLE)  # mostly whoever may, so that something happens
STEPS = st.lists(
    st.tuples(st.sampled_from((*sorted(ACTS), *OFTEN)), WHO, st.integers(0, 7), st.integers(0, 5)),
    min_size=4,
    max_size=14,
)
_ENDED = {ObligationState.CANCELLED, ObligationState.TRANSFERRED}


def first_dates() -> dict[int, date | None]:
    return dict(Obligation.objects.values_list("pk", "first_due_on"))


def assert_first_dates_stay(before: dict[int, date | None]) -> None:
    now = first_dates()
    asleep = set(Obligation.objects.filter(state=ObligationState.DORMANT).values_list("pk", flat=True))
    for pk, day in before.items():
        assert day is None or pk in asleep or now[pk] == day


def assert_true(one: Obligation) -> None:
    steps = list(Transition.objects.filter(obligation=one).values_list("from_state", "to_state"))
    assert steps[0][0] == ""
    assert steps[-1][1] == one.state
    assert all(before[1] == after[0] for before, after in pairwise(steps))
    assert (one.accepted_at is not None) is (one.state == ObligationState.ACCEPTED)
    hand_ins = list(Submission.objects.filter(obligation=one).values_list("number", "state"))
    assert [number for number, _state in hand_ins] == list(range(1, len(hand_ins) + 1))
    if one.carrier_id is None:
        assert [state for _number, state in hand_ins].count("pending") == (one.state == ObligationState.SUBMITTED)
        accepted = [state for _number, state in hand_ins].count("accepted")
        assert accepted == (one.state == ObligationState.ACCEPTED)
        assert (one.decide_by_on is not None) is (one.state == ObligationState.SUBMITTED)


def assert_dates_add_up(one: Obligation) -> None:
    chain = list(DueChange.objects.filter(obligation=one).values_list("number", "from_due_on", "to_due_on"))
    assert [number for number, _old, _new in chain] == list(range(1, len(chain) + 1))
    if one.state == ObligationState.DORMANT:
        return
    days = [one.first_due_on, *(new for _number, _old, new in chain)]
    assert all(old == day for (_number, old, _new), day in zip(chain, days, strict=False))
    assert one.due_on == days[-1]
    standing = Pause.objects.filter(obligation=one, until_on=None)
    assert one.paused_on == (standing.get().from_on if standing.exists() else None)
    assert one.paused_on is None or one.state in AWAITS_HAND_IN
    waiting = Extension.objects.filter(obligation=one, state="waiting").count()
    assert waiting <= 1
    assert waiting == 0 or one.state not in _ENDED
    reason = LateReason.objects.filter(obligation=one).first()
    assert one.late_cause == (reason.cause if reason else "")


def assert_totals_are_sums() -> None:
    counts = Counter(Obligation.objects.values_list("state", flat=True))
    listing = listing_of(SYSTEM, Filters(), today=date(2026, 3, 16))
    assert dict(listing.state_counts) == dict(counts)
    assert listing.total == sum(counts.values()) - counts[ObligationState.CANCELLED]
    assert Assignment.objects.filter(ended_at=None).count() == (
        Assignment.objects.filter(ended_at=None).values("obligation").distinct().count()
    )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_every_history_is_true_and_a_refusal_changes_nothing(
    cast: Cast, steps: list[tuple[str, str, int, int]]
) -> None:
    with transaction.atomic():
        _walk(Ledger(cast), steps)
        transaction.set_rollback(True)


def _walk(ledger: Ledger, steps: list[tuple[str, str, int, int]]) -> None:
    before = snapshot()
    for act, who, at, days in steps:
        dates, entries = first_dates(), Entry.objects.count()
        was_done = ledger.go(act, who, at, days)
        after = snapshot()
        if was_done:
            event(act)
            assert_first_dates_stay(dates)
            assert after == before or Entry.objects.count() > entries, f"{act} left no trace in the audit"
        else:
            assert after == before, f"{act} was refused and changed something"
        before = after
    for one in ledger.rows():
        assert_true(one)
        assert_dates_add_up(one)
    assert_totals_are_sums()
