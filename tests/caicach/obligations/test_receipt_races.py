"""Two people at the same moment: one word counts, and what was handed in is never taken away."""

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ContestOutcome, ContestReason, ObligationState, ReceiptState
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import Obligation, Receipt, Transition
from caicach.obligations.services import (
    Contest,
    Verdict,
    contest_decide,
    contest_withdraw,
    obligation_reopen,
    obligation_submit,
    receipt_contest,
    receipts_confirm,
)
from caicach.web.actor import SYSTEM
from cast import Cast
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
SAID = Contest(ContestReason.WRONG_LEAD, "Việc này thuộc thẩm quyền của Sở Tài chính.")


def again(one: Obligation) -> Obligation:
    return Obligation.objects.select_related("duty__owner", "agency", "acceptor", "carrier").get(pk=one.pk)


def test_two_officers_of_one_agency_confirm_the_same_plan(cast: Cast) -> None:
    for _ in range(5):
        cast.obligation()
    counts: list[int] = []

    def confirm(person: str) -> None:
        actor = getattr(cast, person).actor
        counts.append(receipts_confirm(cast.commune.pk, actor=actor, now=cast.now))

    assert at_once(lambda: confirm("commune_officer"), lambda: confirm("commune_leader")) == ["", ""]
    assert (sum(counts), Receipt.objects.count()) == (5, 5)
    assert Entry.objects.filter(action="obligations.receive").count() == 5


def test_a_duty_is_contested_once(cast: Cast) -> None:
    one = cast.obligation()
    given = {"now": cast.now, "today": cast.today}

    def contest() -> None:
        receipt_contest(again(one), SAID, actor=cast.commune_officer.actor, **given)

    assert at_once(contest, contest) == ["", "WrongState"]
    assert Entry.objects.filter(action="obligations.contest").count() == 1


class TestAnswering:
    @pytest.fixture
    def contested(self, cast: Cast) -> Obligation:
        one = cast.obligation()
        receipt_contest(one, SAID, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
        return one

    def decide(self, cast: Cast, one: Obligation, outcome: ContestOutcome) -> None:
        verdict = Verdict(outcome, "Đã xem xét kiến nghị.", heir_id=cast.department.pk)
        contest_decide(again(one), verdict, actor=cast.standing_officer.actor, now=cast.now)

    def test_only_one_answer_counts(self, cast: Cast, contested: Obligation) -> None:
        acts = [
            lambda outcome=outcome: self.decide(cast, contested, outcome)
            for outcome in (ContestOutcome.TRANSFER, ContestOutcome.CANCEL, ContestOutcome.REJECT)
        ]
        assert at_once(*acts) == ["", "WrongState", "WrongState"]
        assert Entry.objects.filter(action="obligations.contest_decide").count() == 1

    def test_it_is_either_handed_in_or_handed_over(self, cast: Cast, contested: Obligation) -> None:
        paper = Evidence(document=cast.document())
        given = {"evidence": paper, "now": cast.now, "today": cast.today}
        results = at_once(
            lambda: obligation_submit(again(contested), actor=SYSTEM, **given),
            lambda: self.decide(cast, contested, ContestOutcome.TRANSFER),
        )
        assert results == ["", "WrongState"]
        after = again(contested)
        heirs = Obligation.objects.filter(agency=cast.department).count()
        was_handed_over = after.state == ObligationState.TRANSFERRED
        assert (heirs, after.submissions.count()) == ((1, 0) if was_handed_over else (0, 1))
        expected = ReceiptState.UPHELD if was_handed_over else ReceiptState.CONTESTED
        assert Receipt.objects.get(duty=after.duty_id, agency=after.agency_id).state == expected

    def test_it_is_either_taken_back_or_answered(self, cast: Cast, contested: Obligation) -> None:
        results = at_once(
            lambda: contest_withdraw(again(contested), actor=cast.commune_officer.actor, now=cast.now),
            lambda: self.decide(cast, contested, ContestOutcome.CANCEL),
        )
        assert results == ["", "WrongState"]
        is_cancelled = again(contested).state == ObligationState.CANCELLED
        assert (Receipt.objects.get().state == ReceiptState.UPHELD) == is_cancelled


def test_it_is_reopened_once(cast: Cast) -> None:
    one = cast.obligation(state=ObligationState.ACCEPTED)
    reason = "Kiểm tra sau nghiệm thu: số liệu không khớp hồ sơ gốc."

    def reopen() -> None:
        obligation_reopen(again(one), actor=cast.standing_officer.actor, reason=reason, now=cast.now)

    assert at_once(reopen, reopen) == ["", "WrongState"]
    assert Transition.objects.filter(obligation=one, from_state=ObligationState.ACCEPTED).count() == 1
