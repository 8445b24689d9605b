"""What reaches an agency: it confirms, or it is silent."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ContestReason, ObligationState, ReceiptState, TrackingMode
from caicach.obligations.models import Obligation, Receipt
from caicach.obligations.selectors import silent_agencies, to_confirm_count, to_confirm_of, to_confirm_rows
from caicach.obligations.services import (
    Contest,
    clock_set,
    contest_withdraw,
    receipt_confirm,
    receipt_contest,
    receipts_confirm,
)
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

pytestmark = pytest.mark.django_db
WORDS = "Việc này thuộc thẩm quyền của Sở Tài chính theo quy định."


def confirm(cast: Cast, **values: Any) -> int:
    return receipts_confirm(cast.commune.pk, actor=cast.commune_officer.actor, now=cast.now, **values)


def contest(cast: Cast, one: Obligation, **values: Any) -> Receipt:
    said: dict[str, Any] = {"reason": ContestReason.WRONG_LEAD, "words": WORDS} | values
    return receipt_contest(one, Contest(**said), actor=cast.commune_officer.actor, now=cast.now, today=cast.today)


class TestConfirming:
    def test_one_click_confirms_everything_that_waits(self, cast: Cast) -> None:
        made = [cast.obligation() for _ in range(3)]
        assert confirm(cast) == 3
        assert set(Receipt.objects.values_list("duty_id", "agency_id", "state", "answered_by_id")) == {
            (one.duty_id, cast.commune.pk, ReceiptState.CONFIRMED, cast.commune_officer.user.pk) for one in made
        }
        assert Entry.objects.filter(action="obligations.receive").count() == 3

    def test_confirming_moves_no_state_and_no_date(self, cast: Cast) -> None:
        one = cast.obligation()
        confirm(cast)
        after = Obligation.objects.get(pk=one.pk)
        assert (after.state, after.due_on, after.transitions.count()) == (one.state, one.due_on, 1)

    def test_one_plan_alone(self, cast: Cast) -> None:
        plan = uuid4()
        wanted = cast.obligation(duty={"source_uid": plan})
        cast.obligation()
        assert confirm(cast, source_uid=plan) == 1
        assert Receipt.objects.get().duty_id == wanted.duty_id

    def test_confirming_again_does_nothing(self, cast: Cast) -> None:
        cast.obligation()
        confirm(cast)
        assert confirm(cast) == 0
        assert Receipt.objects.count() == 1

    def test_a_duty_of_four_quarters_is_confirmed_once(self, cast: Cast) -> None:
        quarters = tuple(cast.owed(occurrence_key=f"2026-Q{number}") for number in range(1, 5))
        cast.assign(cast.draft(obligations=quarters))
        assert to_confirm_count(cast.commune_officer.actor) == 1
        assert confirm(cast) == 1

    def test_a_contest_is_left_as_it_is(self, cast: Cast) -> None:
        one = cast.obligation()
        contest(cast, one)
        assert confirm(cast) == 0
        assert Receipt.objects.get().state == ReceiptState.CONTESTED

    def test_the_number_of_statements_does_not_grow(self, cast: Cast, django_assert_num_queries) -> None:
        for _ in range(30):
            cast.obligation()
        with django_assert_num_queries(6):  # two of them for the transaction
            assert confirm(cast) == 30

    def test_nobody_confirms_for_another_agency(self, cast: Cast) -> None:
        one = cast.obligation()
        for person in (cast.neighbour_officer, cast.standing_officer, cast.commune_viewer, cast.clerk):
            with pytest.raises(NotAllowed):
                receipts_confirm(cast.commune.pk, actor=person.actor, now=cast.now)
            with pytest.raises(NotAllowed):
                receipt_confirm(one, actor=person.actor, now=cast.now)
        assert not Receipt.objects.exists()

    def test_a_single_duty_that_was_answered_is_refused(self, cast: Cast) -> None:
        one = cast.obligation()
        receipt_confirm(one, actor=cast.commune_officer.actor, now=cast.now)
        with pytest.raises(WrongState, match="đã trả lời"):
            receipt_confirm(one, actor=cast.commune_leader.actor, now=cast.now)


class TestWaiting:
    def test_it_is_grouped_by_plan_with_its_count_and_last_day(self, cast: Cast) -> None:
        plan = uuid4()
        cast.obligation(duty={"source_uid": plan})
        cast.obligation(duty={"source_uid": plan}, due_on=date(2026, 3, 20))
        cast.obligation()
        first, second = sorted(to_confirm_of(cast.commune_officer.actor), key=lambda one: -one.count)
        assert (first.count, first.source_uid, first.next_due_on) == (2, plan, date(2026, 3, 20))
        assert (second.count, second.source_uid) == (1, None)
        assert (first.arrived_on, first.last_day) == (cast.today, date(2026, 3, 23))

    def test_the_term_of_the_standing_body_counts(self, cast: Cast) -> None:
        cast.obligation()
        actor = cast.standing_officer.actor
        clock_set(cast.standing.pk, actor=actor, kind="receipt", working_days=2, now=cast.now, today=cast.today)
        (group,) = to_confirm_of(cast.commune_officer.actor)
        assert group.last_day == date(2026, 3, 18)
        assert not group.is_late(date(2026, 3, 18)) and group.is_late(date(2026, 3, 19))

    @pytest.mark.parametrize(
        "values",
        [
            {"state": ObligationState.SUBMITTED},
            {"state": ObligationState.RETURNED},
            {"state": ObligationState.ACCEPTED},
            {"is_history": True},
            {"duty": {"mode": TrackingMode.NOT_TRACKED}},
        ],
    )
    def test_what_was_acted_on_or_has_no_clock_waits_for_no_word(self, cast: Cast, values: dict[str, Any]) -> None:
        cast.obligation(**values)
        assert to_confirm_count(cast.commune_officer.actor) == 0
        assert to_confirm_of(cast.commune_officer.actor) == ()
        assert confirm(cast) == 0

    def test_a_bodys_own_plan_needs_no_word_of_its_own(self, cast: Cast) -> None:
        cast.obligation(duty={"owner_id": cast.commune.pk})
        assert to_confirm_count(cast.commune_officer.actor) == 0

    def test_what_sleeps_is_confirmed_too(self, cast: Cast) -> None:
        cast.obligation(state=ObligationState.DORMANT)
        assert to_confirm_count(cast.commune_officer.actor) == 1

    def test_the_rows_of_a_group(self, cast: Cast) -> None:
        plan = uuid4()
        one = cast.obligation(duty={"source_uid": plan})
        cast.obligation()
        rows = to_confirm_rows(cast.commune_officer.actor, agency_id=cast.commune.pk, source_uid=plan)
        assert [row.pk for row in rows] == [one.pk]

    def test_the_groups_cost_two_queries(self, cast: Cast, django_assert_num_queries) -> None:
        for _ in range(10):
            cast.obligation(duty={"source_uid": uuid4()})
        with django_assert_num_queries(2):
            assert len(to_confirm_of(cast.commune_officer.actor)) == 10


class TestSilence:
    def test_an_agency_that_did_not_answer_in_time_stands_on_the_assigners_list(self, cast: Cast) -> None:
        one = cast.obligation()
        late = date(2026, 3, 24)
        (silent,) = silent_agencies(cast.standing_officer.actor, today=late)
        assert (silent.agency_name, silent.count, silent.last_day) == ("UBND xã Suối Nhạn", 1, date(2026, 3, 23))
        assert silent_agencies(cast.standing_officer.actor, today=late - timedelta(days=1)) == ()
        one.refresh_from_db()
        assert one.state == ObligationState.OPEN

    def test_others_do_not_see_the_list(self, cast: Cast) -> None:
        cast.obligation()
        late = date(2026, 4, 1)
        assert silent_agencies(cast.department_officer.actor, today=late) == ()
        assert silent_agencies(cast.commune_officer.actor, today=late) == ()

    def test_whoever_answered_does_not_stand_there(self, cast: Cast) -> None:
        cast.obligation()
        confirm(cast)
        assert silent_agencies(cast.standing_officer.actor, today=date(2026, 4, 1)) == ()


class TestContesting:
    def test_it_keeps_why_whom_it_names_and_until_when_the_answer_is_due(self, cast: Cast) -> None:
        one = cast.obligation()
        receipt = contest(cast, one, named_id=cast.department.pk)
        assert (receipt.state, receipt.reason, receipt.words) == (ReceiptState.CONTESTED, "wrong_lead", WORDS)
        assert (receipt.named_id, receipt.decide_by_on) == (cast.department.pk, date(2026, 3, 23))
        assert Entry.objects.get(action="obligations.contest").object_id == receipt.pk

    def test_it_never_blocks_the_duty(self, cast: Cast) -> None:
        one = cast.obligation()
        contest(cast, one)
        cast.submit(one)
        assert Obligation.objects.get(pk=one.pk).state == ObligationState.SUBMITTED

    def test_what_was_confirmed_may_still_be_contested(self, cast: Cast) -> None:
        one = cast.obligation()
        confirm(cast)
        contest(cast, one)
        assert Receipt.objects.get().state == ReceiptState.CONTESTED

    def test_not_after_something_was_handed_in(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.RETURNED)
        with pytest.raises(WrongState, match="Đã nộp"):
            contest(cast, one)

    def test_not_what_is_cancelled(self, cast: Cast) -> None:
        one = cast.obligation()
        Obligation.objects.update(state=ObligationState.CANCELLED)
        with pytest.raises(WrongState, match="không còn mở"):
            contest(cast, one)

    def test_not_twice(self, cast: Cast) -> None:
        one = cast.obligation()
        contest(cast, one)
        with pytest.raises(WrongState, match="đã được gửi"):
            contest(cast, one)
        assert Entry.objects.filter(action="obligations.contest").count() == 1

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"words": " "}, "Thiếu nội dung"),
            ({"words": "?" * 40}, "Thiếu nội dung"),
            ({"words": "Dài " * 600}, "dài quá 2000"),
            ({"reason": ContestReason.DATE_PASSED}, "Thiếu ngày đề xuất"),
            ({"named_due_on": date(2026, 3, 16)}, "đã qua"),
        ],
    )
    def test_bad_input_is_refused_and_leaves_nothing(self, cast: Cast, values: dict[str, Any], sentence: str) -> None:
        one = cast.obligation()
        with pytest.raises(BadInput, match=sentence):
            contest(cast, one, **values)
        assert not Receipt.objects.exists()

    def test_naming_itself_is_refused(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="cơ quan khác"):
            contest(cast, cast.obligation(), named_id=cast.commune.pk)

    def test_mark_up_is_kept_as_letters(self, cast: Cast) -> None:
        words = "<script>alert(1)</script> Không thuộc thẩm quyền"
        assert contest(cast, cast.obligation(), words=words).words == words

    def test_others_may_not(self, cast: Cast) -> None:
        one = cast.obligation()
        for person in (cast.neighbour_officer, cast.standing_officer, cast.commune_viewer):
            with pytest.raises(NotAllowed):
                receipt_contest(
                    one,
                    Contest(ContestReason.OTHER, WORDS),
                    actor=person.actor,
                    now=cast.now,
                    today=cast.today,
                )

    def test_it_can_be_taken_back_before_the_answer(self, cast: Cast) -> None:
        one = cast.obligation()
        contest(cast, one)
        contest_withdraw(one, actor=cast.commune_leader.actor, now=cast.now)
        receipt = Receipt.objects.get()
        assert (receipt.state, receipt.decide_by_on) == (ReceiptState.CONFIRMED, None)
        with pytest.raises(WrongState):
            contest_withdraw(one, actor=cast.commune_leader.actor, now=cast.now)
