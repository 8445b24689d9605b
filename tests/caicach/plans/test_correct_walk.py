"""Random corrections: what is owed is what the corrected rows say, and nothing that is proved is ever lost."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation, Submission, Transition
from caicach.obligations.selectors.revision import proved_ids
from caicach.obligations.services import obligation_accept, obligation_return
from caicach.plans import selectors
from caicach.plans.models import Deliverable, Plan
from caicach.plans.services.correct import deliverable_correct
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput
from cast import Cast
from plans_correcting import REASON, assigned, edit_of, hand_in, preview

COMMUNE, NEIGHBOUR = "UBND xã Suối Nhạn", "UBND xã Đồi Chè"
GONE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
EDITS: tuple[dict[str, Any], ...] = (
    {"lead": COMMUNE},
    {"lead": f"{COMMUNE}\n{NEIGHBOUR}"},
    {"lead": "UBND các xã, phường"},
    {"lead": "Văn phòng UBND tỉnh"},
    {"deadline_text": "Chậm nhất ngày 25/5/2026"},
    {"deadline_text": "Hằng quý"},
    {"deadline_text": "Quý II/2026; Quý IV/2026"},
    {"deadline_text": "05 ngày làm việc kể từ ngày bộ công bố"},
    {"mode": "document"},
    {"mode": "in_report"},
    {"mode": "not_tracked"},
    {"area_code": "procedures"},
    {"ownership": "one"},
)
CORRECT = st.tuples(st.just("correct"), st.integers(1, 4), st.sampled_from(EDITS), st.booleans())
PROVE = st.tuples(st.sampled_from(("submit", "accept", "return")), st.integers(0, 30), st.just(EDITS[0]), st.booleans())
WALKS = st.lists(st.one_of(CORRECT, PROVE), min_size=1, max_size=7)


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


def standing(plan: Plan) -> list[Obligation]:
    rows = Obligation.objects.filter(duty__source_uid=plan.uid).exclude(state__in=GONE)
    return list(rows.select_related("duty", "agency", "acceptor", "carrier").order_by("pk"))


def prove(plan: Plan, cast: Cast, act: str, at: int) -> None:
    """Do one act of the daily work with one of the obligations, where it is due."""
    state = ("open", "returned") if act == "submit" else ("submitted",)
    waiting = [one for one in standing(plan) if one.carrier_id is None and one.state in state]
    if not waiting:
        return
    one = waiting[at % len(waiting)]
    if act == "submit" and one.duty.mode != "not_tracked":
        hand_in(one, cast)
    elif act == "accept":
        obligation_accept(one, actor=SYSTEM, now=cast.now)
    elif act == "return":
        obligation_return(one, actor=SYSTEM, reason="Thiếu chữ ký.", now=cast.now)


def correct(row: Deliverable, cast: Cast, values: dict[str, Any], *, is_for_proved: bool) -> None:
    shown = preview(row, cast, **values)
    before = {one.pk: one for one in standing(row.plan)}
    proved = proved_ids(before.values())
    try:
        deliverable_correct(
            row,
            actor=cast.standing_officer.actor,
            edit=edit_of(row, **values),
            reason=REASON,
            version=shown.version,
            is_for_proved=is_for_proved,
            now=cast.now,
            today=cast.today,
        )
    except BadInput:
        assert standing(row.plan) == list(before.values())
        return
    after = {one.pk: one for one in standing(row.plan)}
    if not is_for_proved:
        assert {pk: (one.state, one.due_on) for pk, one in before.items() if pk in proved} == {
            pk: (one.state, one.due_on) for pk, one in after.items() if pk in proved
        }
    if not shown.needs_choice:
        assert len(after) - len(before) == shown.revision.after_count - shown.revision.before_count


def assert_rows_are_owed(plan: Plan, cast: Cast) -> None:
    """Every unproved obligation is asked for by its row, and everything asked for is owed or proved."""
    rows = standing(plan)
    proved = proved_ids(rows)
    expansion = selectors.expansion_of(plan, today=cast.today)
    duties = {row.pk: row.duty_id for row in selectors.deliverables_of(plan)}
    for draft in expansion.drafts:
        if draft.is_report:
            continue
        mine = [one for one in rows if one.duty_id == duties[draft.source_id]]
        asked = {(one.agency_id, one.occurrence_key): one for one in draft.obligations}
        unproved = {(one.agency_id, one.occurrence_key): one for one in mine if one.pk not in proved}
        assert unproved.keys() <= asked.keys()
        # Of each agency at least as much is owed or proved as is asked.
        wanted, owed = (Counter(agency for agency, _key in asked), Counter(one.agency_id for one in mine))
        assert all(owed[agency] >= count for agency, count in wanted.items())
        for key, one in unproved.items():
            assert one.acceptor_id == asked[key].acceptor_id
            assert one.due_on == asked[key].due_on or asked[key].due_on is None
    drafted = {duties[draft.source_id] for draft in expansion.drafts if not draft.is_report}
    assert all(one.pk in proved for one in rows if one.duty_id not in drafted and not one.duty.is_report)


def assert_reports_carry(plan: Plan) -> None:
    """What is carried moves with its report; an open report has something to carry."""
    rows = standing(plan)
    carrying = {one.carrier_id for one in rows if one.carrier_id}
    proved = proved_ids(rows)
    for one in rows:
        if one.carrier is not None:
            assert one.carrier.state == one.state
            assert one.carrier.agency_id == one.agency_id
        if one.duty.is_report and one.pk not in proved:
            assert one.pk in carrying


def assert_history_is_true(plan: Plan) -> None:
    for one in Obligation.objects.filter(duty__source_uid=plan.uid):
        steps = list(Transition.objects.filter(obligation=one))
        assert steps[0].from_state == ""
        assert steps[-1].to_state == one.state
        assert all(before.to_state == after.from_state for before, after in pairwise(steps))
        assert (one.met_on is not None) is (one.state in ("submitted", "accepted"))
        if one.state not in ("dormant", "cancelled"):
            assert one.first_due_on is not None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALKS)
def test_after_any_corrections_the_rows_are_owed_and_proof_is_kept(
    plan: Plan, cast: Cast, walk: list[tuple[str, int, dict[str, Any], bool]]
) -> None:
    with transaction.atomic():
        for step in walk:
            take(plan, cast, *step)
        transaction.set_rollback(True)


def take(plan: Plan, cast: Cast, act: str, at: int, values: dict[str, Any], is_for_proved: bool) -> None:
    """Take one step and look at everything."""
    handed_in = Submission.objects.count()
    if act == "correct":
        row = Deliverable.objects.select_related("task", "plan").get(plan=plan, position=at)
        correct(row, cast, values, is_for_proved=is_for_proved)
        assert Submission.objects.count() == handed_in
        assert not Submission.objects.filter(document=None).exists()
    else:
        prove(plan, cast, act, at)
    assert_rows_are_owed(plan, cast)
    assert_reports_carry(plan)
    assert_history_is_true(plan)
