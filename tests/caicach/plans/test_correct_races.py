"""Two people at once, on a database that lets them: one wins, the other is told, nothing is lost."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest

from caicach.obligations.models import Obligation, Submission, Transition
from caicach.plans.models import Deliverable, Plan
from caicach.plans.services.correct import deliverable_correct
from caicach.plans.services.withdraw import plan_withdraw
from cast import Cast
from plans_correcting import REASON, assigned, edit_of, hand_in, preview
from two_writers import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]
NEIGHBOUR = "UBND xã Đồi Chè"


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


def correction(row: Deliverable, cast: Cast, **values: Any) -> Callable[[], Any]:
    """Return the act of correcting ``row`` as it was previewed now."""
    version, edit = preview(row, cast, **values).version, edit_of(row, **values)
    return lambda: deliverable_correct(
        row,
        actor=cast.standing_officer.actor,
        edit=edit,
        reason=REASON,
        version=version,
        now=cast.now,
        today=cast.today,
    )


def histories() -> Sequence[list[tuple[str, str]]]:
    return [
        list(Transition.objects.filter(obligation=one).values_list("from_state", "to_state"))
        for one in Obligation.objects.all()
    ]


def assert_histories_are_whole() -> None:
    for steps in histories():
        assert all(before[1] == after[0] for before, after in pairwise(steps))


def test_of_two_corrections_one_wins(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.get(position=2)
    first = correction(row, cast, lead=NEIGHBOUR)
    second = correction(row, cast, deadline_text="Chậm nhất ngày 25/5/2026")
    assert at_once(first, second) == ["", "WrongState"]
    assert_histories_are_whole()


def test_of_a_correction_and_a_hand_in_both_keep_their_proof(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.get(position=2)
    one = Obligation.objects.select_related("duty", "agency", "acceptor").get(
        duty__deliverable=row, agency=cast.commune
    )
    outcome = at_once(correction(row, cast, lead=NEIGHBOUR), lambda: hand_in(one, cast))
    assert outcome == ["", "WrongState"]
    state = Obligation.objects.get(pk=one.pk).state
    assert (state, Submission.objects.count()) in (("submitted", 1), ("cancelled", 0))
    assert_histories_are_whole()


def test_of_a_withdrawal_and_a_hand_in_one_wins(plan: Plan, cast: Cast) -> None:
    one = Obligation.objects.select_related("duty", "agency", "acceptor").filter(duty__deliverable__position=2)[0]
    actor = cast.standing_officer.actor
    outcome = at_once(lambda: plan_withdraw(plan, actor=actor, reason=REASON, now=cast.now), lambda: hand_in(one, cast))
    assert outcome == ["", "WrongState"]
    withdrawn = Plan.objects.get().state == "withdrawn"
    assert Submission.objects.exists() is not withdrawn
    assert_histories_are_whole()
