"""Random walks through the states: only legal moves, a true history, nobody judges their own work."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import HandInDraft, Obligation, Submission, Transition
from caicach.obligations.services import (
    draft_approve,
    draft_prepare,
    draft_send_back,
    draft_withdraw,
    event_record,
    obligation_accept,
    obligation_hand_in_for,
    obligation_return,
    obligation_submit,
)
from caicach.web.errors import NotAllowed, Refusal
from cast import Cast, Person
from proofs import proof

MOVES = {
    "": {"open", "dormant"},
    "dormant": {"open"},
    "open": {"submitted"},
    "submitted": {"accepted", "returned"},
    "returned": {"submitted"},
    "accepted": set(),
}
ACTS = ("submit", "prepare", "withdraw", "send_back", "approve", "on_behalf", "accept", "return", "event")
INNER = frozenset({"prepare", "withdraw", "send_back"})  # the obligation stays where it is
PEOPLE = ("commune_officer", "commune_leader", "standing_officer", "province_leader", "stranger")
# Whatever the state: who may never do what, in an agency of two steps.
NEVER = {
    ("submit", "commune_officer"),
    ("approve", "commune_officer"),
    ("send_back", "commune_officer"),
    ("approve", "standing_officer"),
    ("on_behalf", "commune_leader"),
    ("on_behalf", "province_leader"),
}
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.booleans()), max_size=14)


def act(cast: Cast, obligation: Obligation, name: str, person: Person) -> None:
    actor, now = person.actor, cast.now
    waiting = HandInDraft.objects.filter(obligation=obligation, state="waiting").first()
    version = waiting.version if waiting else 1
    match name:
        case "prepare":
            symbol = f"{HandInDraft.objects.count()}-{version}/BC-UBND"
            draft_prepare(obligation, actor=actor, proof=proof(symbol=symbol), now=now, today=cast.today)
        case "withdraw":
            draft_withdraw(obligation, actor=actor, now=now, version=version)
        case "send_back":
            draft_send_back(obligation, actor=actor, note="Thiếu phụ lục.", now=now, version=version)
        case "approve":
            draft_approve(obligation, actor=actor, now=now, today=cast.today, version=version)
        case "on_behalf":
            symbol = f"{obligation.submissions.count()}/GY-UBND"
            given = proof(symbol=symbol)
            obligation_hand_in_for(obligation, actor=actor, proof=given, now=now, today=cast.today)
        case "submit":
            evidence = Evidence(document=cast.document())
            obligation_submit(obligation, actor=actor, evidence=evidence, now=now, today=cast.today)
        case "accept":
            obligation_accept(obligation, actor=actor, now=now)
        case "return":
            obligation_return(obligation, actor=actor, reason="Thiếu chữ ký.", now=now)
        case _:
            event_record(
                obligation.duty,
                actor=actor,
                occurred_on=cast.today,
                description="Có chỉ đạo",
                due_on=cast.today,
                now=now,
            )


def assert_true_history(obligation: Obligation) -> None:
    fresh = Obligation.objects.get(pk=obligation.pk)
    rows = list(Transition.objects.filter(obligation=obligation))
    assert rows[-1].to_state == fresh.state
    assert all(row.to_state in MOVES[row.from_state] for row in rows)
    assert all(before.to_state == after.from_state for before, after in pairwise(rows))
    submissions = list(Submission.objects.filter(obligation=obligation))
    assert [row.number for row in submissions] == list(range(1, len(submissions) + 1))
    assert any(row.state == "pending" for row in submissions) is (fresh.state == "submitted")
    assert (fresh.met_on is not None) is (fresh.state in ("submitted", "accepted"))
    assert (fresh.accepted_at is not None) is (fresh.state == "accepted")
    drafts = list(HandInDraft.objects.filter(obligation=obligation))
    # What waits for the leader has not left, and nothing leaves past it.
    assert sum(draft.state == "waiting" for draft in drafts) <= int(fresh.state in ("open", "returned"))
    assert sum(draft.state == "left" for draft in drafts) == sum(row.prepared_at is not None for row in submissions)
    last = submissions[-1] if submissions else None
    stands = last is not None and last.state != "returned"
    assert fresh.on_behalf_by_id == (last.on_behalf_by_id if last and stands else None)
    assert fresh.on_behalf_by_id is None or fresh.acceptor_id != fresh.on_behalf_by_id


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, is_asleep=st.booleans())
def test_every_walk_is_legal(two_steps: Cast, steps: list[tuple[str, str, bool]], *, is_asleep: bool) -> None:
    cast = two_steps
    obligation = cast.obligation(**({"due_on": None} if is_asleep else {}))
    stale = Obligation.objects.select_related("duty", "agency", "acceptor").get(pk=obligation.pk)

    for name, who, is_stale in steps:
        before = Obligation.objects.get(pk=obligation.pk).state
        seen = stale if is_stale else Obligation.objects.select_related("duty").get(pk=obligation.pk)
        person = getattr(cast, who)
        try:
            act(cast, seen, name, person)
        except Refusal as refusal:
            assert Obligation.objects.get(pk=obligation.pk).state == before
            if (name in ("accept", "return") and who.startswith("commune")) or (name, who) in NEVER:
                assert isinstance(refusal, NotAllowed)
        else:
            after = Obligation.objects.get(pk=obligation.pk).state
            assert after == before if name in INNER else after in MOVES[before]
            assert not (name in ("accept", "return") and person.actor.agency_id == obligation.agency_id)
        assert_true_history(obligation)


def test_the_table_of_moves_names_every_reachable_state() -> None:
    reached = set().union(*MOVES.values())
    assert reached | {""} == set(MOVES)


@pytest.mark.parametrize("state", ["submitted", "returned", "accepted"])
def test_the_cast_brings_an_obligation_to_a_state_by_the_services(cast: Cast, state: str) -> None:
    obligation = cast.obligation(state=ObligationState(state))
    assert obligation.state == state
    assert_true_history(obligation)
