"""Whoever assigned a duty answers an agency's contest."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caicach.agencies.models import Agency
from caicach.audit.models import Entry
from caicach.obligations.constants import (
    AcceptorReason,
    ContestOutcome,
    ContestReason,
    DraftState,
    DueChangeKind,
    ObligationState,
    ReceiptState,
)
from caicach.obligations.mapping import ParticipantDraft, Proof
from caicach.obligations.models import DueChange, HandInDraft, Obligation, Receipt, Transition
from caicach.obligations.selectors import contests_count, contests_of, to_confirm_count
from caicach.obligations.services import Contest, Verdict, contest_decide, draft_prepare, receipt_contest
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

pytestmark = pytest.mark.django_db
WORDS = "Việc này thuộc thẩm quyền của Sở Tài chính theo quy định."
ANSWER = "Đồng ý với kiến nghị của xã."


def contested(cast: Cast, **values: Any) -> Obligation:
    one = cast.obligation(**values)
    contest(cast, one)
    return one


def contest(cast: Cast, one: Obligation) -> None:
    said = Contest(ContestReason.WRONG_LEAD, WORDS, named_id=cast.department.pk)
    receipt_contest(one, said, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)


def decide(cast: Cast, one: Obligation, outcome: ContestOutcome, **values: Any) -> Receipt:
    actor = values.pop("actor", cast.standing_officer.actor)
    return contest_decide(one, Verdict(outcome, **({"answer": ANSWER} | values)), actor=actor, now=cast.now)


def transfer(cast: Cast, one: Obligation, to: Agency | None = None, **values: Any) -> Receipt:
    return decide(cast, one, ContestOutcome.TRANSFER, heir_id=(to or cast.department).pk, **values)


class TestKeeping:
    def test_rejected_it_stays_the_agencys_own(self, cast: Cast) -> None:
        one = contested(cast)
        receipt = decide(cast, one, ContestOutcome.REJECT)
        assert (receipt.state, receipt.answer) == (ReceiptState.REJECTED, ANSWER)
        assert (receipt.decided_by_id, receipt.decided_at) == (cast.standing_officer.user.pk, cast.now)
        after = Obligation.objects.get(pk=one.pk)
        assert (after.state, after.due_on) == (ObligationState.OPEN, one.due_on)
        assert Entry.objects.filter(action="obligations.contest_decide").count() == 1

    def test_it_may_be_rejected_after_the_agency_handed_in(self, cast: Cast) -> None:
        one = contested(cast)
        cast.submit(one)
        assert decide(cast, one, ContestOutcome.REJECT).state == ReceiptState.REJECTED


class TestHandingOver:
    def test_the_old_row_stays_and_the_heirs_keeps_its_dates(self, cast: Cast) -> None:
        one = contested(cast)
        assert transfer(cast, one).state == ReceiptState.UPHELD
        old = Obligation.objects.get(pk=one.pk)
        heir = Obligation.objects.get(duty=one.duty, agency=cast.department)
        assert (old.state, old.continued_by) == (ObligationState.TRANSFERRED, heir)
        assert heir.state == ObligationState.OPEN
        assert (heir.occurrence_key, heir.occurrence_label) == (one.occurrence_key, one.occurrence_label)
        assert (heir.first_due_on, heir.due_on) == (one.first_due_on, one.due_on)
        assert (heir.acceptor_id, heir.acceptor_reason) == (one.acceptor_id, one.acceptor_reason)

    def test_both_rows_tell_it(self, cast: Cast) -> None:
        one = contested(cast)
        transfer(cast, one)
        ended = Transition.objects.get(obligation=one, to_state=ObligationState.TRANSFERRED)
        arose = Transition.objects.get(obligation__agency=cast.department)
        assert (ended.from_state, ended.agency_id) == (ObligationState.OPEN, cast.standing.pk)
        assert ANSWER in ended.reason
        assert (arose.from_state, arose.to_state) == ("", ObligationState.OPEN)
        assert "UBND xã Suối Nhạn" in arose.reason

    def test_the_heir_is_asked_for_its_word(self, cast: Cast) -> None:
        transfer(cast, contested(cast))
        assert to_confirm_count(cast.department_officer.actor) == 1
        assert to_confirm_count(cast.commune_officer.actor) == 0

    def test_all_occurrences_go_that_nobody_touched(self, cast: Cast) -> None:
        quarters = tuple(
            cast.owed(occurrence_key=f"2026-Q{number}", due_on=date(2026, 3 * number, 20)) for number in (2, 3)
        )
        asleep = cast.owed(occurrence_key="event-1", due_on=None, due_reason="[]")
        (duty_id,) = cast.assign(cast.draft(obligations=(*quarters, asleep))).duty_ids.values()
        one = Obligation.objects.filter(duty=duty_id).first()
        assert one is not None
        contest(cast, one)
        transfer(cast, one)
        theirs = Obligation.objects.filter(duty=duty_id, agency=cast.department)
        assert sorted(theirs.values_list("state", "occurrence_key")) == [
            ("dormant", "event-1"),
            ("open", "2026-Q2"),
            ("open", "2026-Q3"),
        ]

    def test_nobody_comes_to_accept_their_own_work(self, cast: Cast) -> None:
        one = contested(cast, acceptor_id=cast.department.pk, acceptor_reason=AcceptorReason.MONITOR)
        transfer(cast, one)
        heir = Obligation.objects.get(agency=cast.department)
        assert (heir.acceptor_id, heir.acceptor_reason) == (cast.province.pk, AcceptorReason.NEXT_ABOVE)

    def test_what_was_prepared_goes_to_nobody_any_more(self, two_steps: Cast) -> None:
        cast = two_steps
        one = contested(cast)
        proof = Proof(type="Báo cáo", symbol="1/BC", issued_on=cast.today, file=b"%PDF-1.7\n%%EOF\n", file_name="a.pdf")
        draft_prepare(one, actor=cast.commune_officer.actor, proof=proof, now=cast.now, today=cast.today)
        transfer(cast, one)
        assert HandInDraft.objects.get().state == DraftState.WITHDRAWN

    def test_it_is_carried_by_the_heirs_own_report(self, cast: Cast) -> None:
        report = cast.draft(
            is_report=True, obligations=(cast.owed(), cast.owed(agency_id=cast.neighbour.pk)), source_id=900
        )
        key = (cast.commune.pk, "2026-Q1")
        ids = cast.assign(report, cast.draft(obligations=(cast.owed(carrier=key),), source_id=901)).duty_ids
        duty_id = next(pk for (_kind, source, _at), pk in ids.items() if source == 901)
        one = Obligation.objects.select_related("duty", "agency").get(duty=duty_id)
        contest(cast, one)
        transfer(cast, one, cast.neighbour)
        heir = Obligation.objects.select_related("carrier").get(duty=duty_id, agency=cast.neighbour)
        assert heir.carrier is not None
        assert (heir.carrier.agency_id, heir.carrier.duty.is_report) == (cast.neighbour.pk, True)

    def test_never_in_a_circle(self, cast: Cast) -> None:
        one = contested(cast)
        transfer(cast, one)
        theirs = Obligation.objects.select_related("duty", "agency").get(agency=cast.department)
        back = Contest(ContestReason.WRONG_LEAD, WORDS, named_id=cast.commune.pk)
        receipt_contest(theirs, back, actor=cast.department_officer.actor, now=cast.now, today=cast.today)
        with pytest.raises(BadInput, match="không chuyển vòng"):
            transfer(cast, theirs, cast.commune)
        assert Obligation.objects.get(pk=theirs.pk).state == ObligationState.OPEN
        assert Receipt.objects.get(agency=cast.department).state == ReceiptState.CONTESTED

    def test_not_to_one_that_owes_it_already(self, cast: Cast) -> None:
        both = (cast.owed(), cast.owed(agency_id=cast.neighbour.pk))
        (duty_id,) = cast.assign(cast.draft(obligations=both)).duty_ids.values()
        one = Obligation.objects.get(duty=duty_id, agency=cast.commune)
        contest(cast, one)
        with pytest.raises(BadInput, match="đã có nhiệm vụ này"):
            transfer(cast, one, cast.neighbour)

    def test_a_cancelled_row_of_the_heir_stands_again(self, cast: Cast) -> None:
        both = (cast.owed(), cast.owed(agency_id=cast.neighbour.pk))
        (duty_id,) = cast.assign(cast.draft(obligations=both)).duty_ids.values()
        rows = Obligation.objects.filter(duty=duty_id)
        rows.filter(agency=cast.neighbour).update(state=ObligationState.CANCELLED)
        one = rows.get(agency=cast.commune)
        contest(cast, one)
        transfer(cast, one, cast.neighbour)
        heir = rows.get(agency=cast.neighbour)
        assert heir.state == ObligationState.OPEN
        assert heir.transitions.filter(from_state=ObligationState.CANCELLED, to_state=ObligationState.OPEN).exists()

    def test_not_to_one_that_has_ended(self, cast: Cast) -> None:
        Agency.objects.filter(pk=cast.neighbour.pk).update(ended_on=cast.today)
        with pytest.raises(BadInput, match="đã kết thúc"):
            transfer(cast, contested(cast), cast.neighbour)

    def test_not_to_itself(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="cơ quan khác"):
            transfer(cast, contested(cast), cast.commune)

    def test_a_report_that_carries_others_stays(self, cast: Cast) -> None:
        key = (cast.commune.pk, "2026-Q1")
        cast.assign(cast.draft(is_report=True), cast.draft(obligations=(cast.owed(carrier=key),)))
        report = Obligation.objects.get(duty__is_report=True)
        contest(cast, report)
        with pytest.raises(WrongState, match="còn kèm 1 nhiệm vụ"):
            transfer(cast, report)

    def test_the_number_of_statements_does_not_grow(self, cast: Cast, django_assert_max_num_queries) -> None:
        months = tuple(cast.owed(occurrence_key=f"2026-M{month:02d}") for month in range(1, 13))
        (duty_id,) = cast.assign(cast.draft(obligations=months)).duty_ids.values()
        one = Obligation.objects.select_related("duty", "agency").filter(duty=duty_id)[0]
        contest(cast, one)
        with django_assert_max_num_queries(22):
            transfer(cast, one)


class TestCancelling:
    def test_nobody_owes_it_any_more(self, cast: Cast) -> None:
        one = contested(cast)
        decide(cast, one, ContestOutcome.CANCEL)
        after = Obligation.objects.get(pk=one.pk)
        assert (after.state, after.first_due_on) == (ObligationState.CANCELLED, one.first_due_on)
        assert ANSWER in after.transitions.order_by("-pk")[0].reason


class TestAnotherDay:
    def test_the_chain_keeps_the_first_date(self, cast: Cast) -> None:
        one = contested(cast)
        decide(cast, one, ContestOutcome.NEW_DATE, due_on=date(2026, 4, 15))
        after = Obligation.objects.get(pk=one.pk)
        assert (after.first_due_on, after.due_on) == (date(2026, 3, 30), date(2026, 4, 15))
        change = DueChange.objects.get()
        assert (change.kind, change.words) == (DueChangeKind.CONTEST, ANSWER)

    @pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 3, 20)])
    def test_not_before_the_day_in_force(self, cast: Cast, day: date) -> None:
        one = contested(cast)
        with pytest.raises(BadInput):
            decide(cast, one, ContestOutcome.NEW_DATE, due_on=day)
        assert Receipt.objects.get().state == ReceiptState.CONTESTED

    def test_not_where_it_sleeps(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="chờ sự kiện"):
            decide(
                cast, contested(cast, state=ObligationState.DORMANT), ContestOutcome.NEW_DATE, due_on=date(2026, 5, 1)
            )


class TestRefusing:
    @pytest.mark.parametrize(
        ("outcome", "values", "sentence"),
        [
            (ContestOutcome.REJECT, {"answer": " "}, "Thiếu nội dung trả lời"),
            (ContestOutcome.REJECT, {"answer": "Dài " * 600}, "dài quá"),
            (ContestOutcome.TRANSFER, {}, "Chưa chọn cơ quan"),
            (ContestOutcome.NEW_DATE, {}, "Chưa chọn hạn"),
        ],
    )
    def test_bad_input_changes_nothing(
        self, cast: Cast, outcome: ContestOutcome, values: dict[str, Any], sentence: str
    ) -> None:
        one = contested(cast)
        with pytest.raises(BadInput, match=sentence):
            decide(cast, one, outcome, **values)
        assert Receipt.objects.get().state == ReceiptState.CONTESTED

    def test_only_the_first_answer_counts(self, cast: Cast) -> None:
        one = contested(cast)
        decide(cast, one, ContestOutcome.REJECT)
        with pytest.raises(WrongState):
            decide(cast, one, ContestOutcome.CANCEL)
        assert Obligation.objects.get(pk=one.pk).state == ObligationState.OPEN

    def test_nothing_moves_that_was_handed_in_meanwhile(self, cast: Cast) -> None:
        one = contested(cast)
        cast.submit(one)
        for outcome in (ContestOutcome.CANCEL, ContestOutcome.TRANSFER):
            with pytest.raises(WrongState, match="đã nộp"):
                decide(cast, one, outcome, heir_id=cast.department.pk)
        assert Receipt.objects.get().state == ReceiptState.CONTESTED

    def test_nobody_answers_for_their_own_agency(self, cast: Cast) -> None:
        own = contested(cast, duty={"owner_id": cast.province.pk, "standing_body_id": cast.commune.pk})
        for person in (cast.commune_officer, cast.commune_leader):
            with pytest.raises(NotAllowed, match="chính cơ quan mình"):
                decide(cast, own, ContestOutcome.REJECT, actor=person.actor)

    def test_nobody_answers_their_own_contest_from_above(self, cast: Cast) -> None:
        one = cast.obligation()
        actor = cast.province_leader.actor
        said = Contest(ContestReason.OTHER, WORDS)
        receipt_contest(one, said, actor=actor, now=cast.now, today=cast.today)
        with pytest.raises(NotAllowed, match="người gửi"):
            decide(cast, one, ContestOutcome.REJECT, actor=actor)

    def test_others_may_not(self, cast: Cast) -> None:
        one = contested(cast)
        for person in (cast.department_officer, cast.neighbour_officer, cast.area_lead, cast.administrator):
            with pytest.raises(NotAllowed):
                decide(cast, one, ContestOutcome.REJECT, actor=person.actor)


class TestList:
    def test_it_shows_what_to_answer_and_by_when(self, cast: Cast) -> None:
        one = contested(cast)
        (row,) = contests_of(cast.standing_officer.actor, today=cast.today)
        assert row.obligation.pk == one.pk
        assert (row.words, row.named, row.decide_by_on) == (WORDS, "Sở Tài chính", date(2026, 3, 23))
        assert not row.is_late and row.was_in_time
        assert contests_count(cast.standing_officer.actor) == 1

    def test_a_contest_after_the_term_is_marked_late(self, cast: Cast) -> None:
        contested(cast)
        Obligation.objects.update(created_at=cast.now.replace(month=1))
        (row,) = contests_of(cast.standing_officer.actor, today=cast.today)
        assert not row.was_in_time

    def test_whoever_does_not_answer_in_time_is_late(self, cast: Cast) -> None:
        contested(cast)
        (row,) = contests_of(cast.standing_officer.actor, today=date(2026, 3, 25))
        assert (row.is_late, row.late_working_days) == (True, 2)

    def test_it_is_the_assigners_alone(self, cast: Cast) -> None:
        contested(cast)
        assert contests_count(cast.department_officer.actor) == 0
        assert contests_of(cast.commune_officer.actor, today=cast.today) == ()
        assert contests_count(replace(cast.standing_officer.actor, grants=())) == 0

    def test_the_next_occurrence_stands_for_all(self, cast: Cast) -> None:
        quarters = tuple(cast.owed(occurrence_key=f"2026-Q{number}") for number in range(1, 5))
        monitor = ParticipantDraft(cast.department.pk, "monitor")
        (duty_id,) = cast.assign(cast.draft(obligations=quarters, participants=(monitor,))).duty_ids.values()
        contest(cast, Obligation.objects.filter(duty=duty_id)[0])
        assert len(contests_of(cast.standing_officer.actor, today=cast.today)) == 1

    def test_the_rows_cost_a_fixed_number_of_queries(self, cast: Cast, django_assert_num_queries) -> None:
        for _ in range(5):
            contested(cast)
        with django_assert_num_queries(3):
            assert len(contests_of(cast.standing_officer.actor, today=cast.today)) == 5
