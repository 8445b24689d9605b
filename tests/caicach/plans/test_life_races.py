"""Two people at once over a plan that is amended or closed: one wins, the other is told, nothing is lost."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from caicach.obligations.models import DueChange, Obligation, Submission, Transition
from caicach.plans.constants import Fate
from caicach.plans.models import Plan, PlanClosing
from caicach.plans.services.amend import plan_amend
from caicach.plans.services.close import plan_close
from caicach.plans.services.withdraw import plan_withdraw
from cast import Cast
from plans_amending import LATER, read_amendment, shown
from plans_closing import END, END_NOW, all_of, preview
from plans_correcting import REASON, assigned, hand_in
from two_writers import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


def amending(plan: Plan, cast: Cast) -> Callable[[], Any]:
    """Return the act of applying a decision as it was previewed now."""
    amendment = read_amendment(plan, cast, *LATER)
    version, actor = shown(amendment, cast).version, cast.standing_officer.actor
    return lambda: plan_amend(amendment, actor=actor, version=version, now=cast.now, today=cast.today)


def closing(plan: Plan, cast: Cast) -> Callable[[], Any]:
    """Return the act of closing the plan as it was previewed now, with everything cancelled."""
    made = preview(plan, cast)
    choices = all_of(made, Fate.CANCEL)
    return lambda: plan_close(
        plan,
        choices,
        actor=cast.standing_officer.actor,
        next_plan=None,
        reason="Hết năm, không thực hiện nữa.",
        version=made.version,
        now=END_NOW,
        today=END,
    )


def commune_report(cast: Cast) -> Obligation:
    rows = Obligation.objects.select_related("duty", "agency", "acceptor")
    return rows.get(duty__title="Báo cáo rà soát của xã", agency=cast.commune)


def assert_histories_are_whole() -> None:
    for one in Obligation.objects.all():
        steps = list(Transition.objects.filter(obligation=one).values_list("from_state", "to_state"))
        assert all(before[1] == after[0] for before, after in pairwise(steps))
        assert steps[-1][1] == one.state


def test_an_amendment_is_applied_once_by_two(plan: Plan, cast: Cast) -> None:
    act = amending(plan, cast)
    assert at_once(act, act) == ["", "WrongState"]
    assert DueChange.objects.count() == 2
    assert_histories_are_whole()


def test_of_an_amendment_and_a_withdrawal_the_plan_keeps_one(plan: Plan, cast: Cast) -> None:
    actor = cast.standing_officer.actor
    outcome = at_once(amending(plan, cast), lambda: plan_withdraw(plan, actor=actor, reason=REASON, now=cast.now))
    assert outcome in (["", ""], ["", "WrongState"])  # a plan that was just amended may still be withdrawn
    assert Plan.objects.get(pk=plan.pk).state == "withdrawn"
    assert not Obligation.objects.exclude(state="cancelled").exists()
    assert_histories_are_whole()


def test_a_plan_is_closed_once_by_two(plan: Plan, cast: Cast) -> None:
    act = closing(plan, cast)
    assert at_once(act, act) == ["", "WrongState"]
    assert PlanClosing.objects.count() == 1
    assert_histories_are_whole()


def test_of_a_closing_and_a_hand_in_the_proof_is_kept(plan: Plan, cast: Cast) -> None:
    one = commune_report(cast)
    assert at_once(closing(plan, cast), lambda: hand_in(one, cast)) == ["", "WrongState"]
    state = Obligation.objects.get(pk=one.pk).state
    assert (state, Submission.objects.count()) in (("submitted", 1), ("cancelled", 0))
    assert_histories_are_whole()
