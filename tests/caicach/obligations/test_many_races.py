"""Many at once against one at once, and one filter kept twice: what was decided is decided once, and told once."""

from functools import partial

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation, SavedView, Submission, Transition
from caicach.obligations.services import obligation_return
from caicach.obligations.services.decide_many import Chosen, obligations_accept, obligations_return
from caicach.obligations.services.saved import view_save
from cast import Cast
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def waiting(cast: Cast) -> list[Obligation]:
    return [cast.obligation(state=ObligationState.SUBMITTED) for _ in range(4)]


def assert_decided_once(waiting: list[Obligation]) -> None:
    for one in waiting:
        fresh = Obligation.objects.get(pk=one.pk)
        decisions = Transition.objects.filter(obligation=one, from_state=ObligationState.SUBMITTED)
        assert [step.to_state for step in decisions] == [fresh.state]
        submission = Submission.objects.get(obligation=one)
        assert submission.state == fresh.state
        act = "obligations.accept" if fresh.state == ObligationState.ACCEPTED else "obligations.return"
        told = Entry.objects.filter(object_id=one.pk, action__in=("obligations.accept", "obligations.return"))
        assert [entry.action for entry in told] == [act]


def test_of_two_who_take_the_same_list_each_row_is_taken_once(cast: Cast, waiting: list[Obligation]) -> None:
    left: list[int] = []

    def take(rows: list[Obligation]) -> None:
        chosen = [Chosen(row.pk, 1) for row in rows]
        decided = obligations_accept(chosen, actor=cast.standing_officer.actor, now=cast.now)
        left.extend(decided.left)

    # In opposite orders: whoever holds rows in the order of the other would wait for ever.
    assert at_once(partial(take, waiting), partial(take, waiting[::-1])) == ["", ""]
    assert sorted(left) == [one.pk for one in waiting]
    assert_decided_once(waiting)


def test_of_a_list_taken_and_one_of_it_given_back_one_decision_holds(cast: Cast, waiting: list[Obligation]) -> None:
    actor, one = cast.standing_officer.actor, waiting[2]
    chosen = [Chosen(row.pk, 1) for row in waiting]
    results = at_once(
        lambda: obligations_accept(chosen, actor=actor, now=cast.now),
        lambda: obligation_return(
            Obligation.objects.get(pk=one.pk), actor=actor, reason="Thiếu chữ ký của lãnh đạo.", now=cast.now, number=1
        ),
    )
    was_given_back = Obligation.objects.get(pk=one.pk).state == ObligationState.RETURNED
    assert results == (["", ""] if was_given_back else ["", "WrongState"])
    assert Obligation.objects.filter(state=ObligationState.ACCEPTED).count() == 4 - was_given_back
    assert_decided_once(waiting)


def test_of_a_list_taken_and_one_given_back_by_list_nothing_is_both(cast: Cast, waiting: list[Obligation]) -> None:
    actor = cast.standing_officer.actor
    first, last = ([Chosen(row.pk, 1) for row in rows] for rows in (waiting[:3], waiting[1:]))
    results = at_once(
        lambda: obligations_accept(first, actor=actor, now=cast.now),
        lambda: obligations_return(last, actor=actor, reason="Thiếu chữ ký của lãnh đạo.", now=cast.now),
    )
    assert results == ["", ""]
    assert_decided_once(waiting)


def test_a_filter_kept_twice_under_one_name_is_one(cast: Cast) -> None:
    def keep(query: str) -> None:
        view_save(
            "Việc của tuần",
            query,
            actor=cast.commune_officer.actor,
            page="obligations:list",
            known=frozenset({"state"}),
            is_shared=False,
            now=cast.now,
        )

    assert at_once(partial(keep, "state=open"), partial(keep, "state=returned")) == ["", ""]
    assert SavedView.objects.get().query in ("state=open", "state=returned")
