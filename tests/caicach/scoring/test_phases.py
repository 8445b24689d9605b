"""Closing the phases of a round: who is locked, kept, asked to explain; what is owed for it; who is told to wait."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.obligations.services import obligation_accept
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase, RoundState, Stage
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, Round, RoundPhase, Score, ScoreChange
from caicach.scoring.selectors.phases import Missing, phases_missing
from caicach.scoring.services.appeals import AppealDraft, appeal_make
from caicach.scoring.services.appraise import AppraisalDraft, scores_appraise
from caicach.scoring.services.locking import LockDraft, assessment_lock, assessment_unlock
from caicach.scoring.services.phases import ClosingDraft, phase_close, phase_mark_closed
from caicach.scoring.services.rounds import round_open
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, Person
from scoring_cast import DEPARTMENT_SET, ScoringCast, locked, round_draft, set_make

pytestmark = pytest.mark.django_db
ON_TIME, INSPECTION, IDEAS = "procedures.dossiers.on_time", "steering.inspection", "procedures.ideas"
WITHOUT = ClosingDraft("Các cơ quan đã được nhắc hai lần.", goes_on_without=True)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


NOVEMBER_30, DECEMBER_1, DECEMBER_8 = at(date(2026, 11, 30)), at(date(2026, 12, 1)), at(date(2026, 12, 8))
DECEMBER_14, DECEMBER_15 = at(date(2026, 12, 14)), at(date(2026, 12, 15))


def close(
    scoring: ScoringCast, phase: Phase, draft: ClosingDraft | None = None, *, now: datetime, by: Person | None = None
) -> None:
    actor = (by or scoring.cast.standing_officer).actor
    phase_close(scoring.round, phase, draft or ClosingDraft(), actor=actor, now=now)


def missing(scoring: ScoringCast, phase: Phase) -> Missing:
    return phases_missing(scoring.round)[phase].missing


def states(scoring: ScoringCast) -> dict[int, str]:
    return dict(Assessment.objects.filter(round=scoring.round).values_list("pk", "state"))


def owed(scoring: ScoringCast, phase: Phase) -> dict[int, Obligation]:
    """Return what is owed for a phase, by agency."""
    row = RoundPhase.objects.get(round=scoring.round, phase=phase)
    return {one.agency_id: one for one in Obligation.objects.filter(duty=row.duty_id)}


def appraise(scoring: ScoringCast, scores: Sequence[Score], text: str = "") -> None:
    """Give points at scores; without a text their claims are kept."""
    drafts = [
        AppraisalDraft(one.pk, one.revision, text, not text, "no_proof" if text else "", "Thiếu văn bản kèm theo.")
        for one in scores
    ]
    done = scores_appraise(scoring.round, drafts, actor=SYSTEM, now=DECEMBER_1)
    assert not done.refused, done.refused


def keep_all(scoring: ScoringCast) -> None:
    appraise(scoring, Score.objects.exclude(leaf_key="impact.survey").filter(appraised=None, left_out=LeftOut.NO))


@pytest.fixture
def claimed(scoring: ScoringCast) -> ScoringCast:
    """All agencies have claimed and locked, the self-scoring is closed."""
    locked(scoring, {ON_TIME: "3"})
    close(scoring, Phase.SELF_SCORING, now=DECEMBER_1)
    return scoring


@pytest.fixture
def explaining(claimed: ScoringCast) -> ScoringCast:
    """The appraisal is closed; the commune was given less than it claimed."""
    appraise(claimed, [claimed.score(claimed.commune, ON_TIME)], "2")
    keep_all(claimed)
    close(claimed, Phase.APPRAISAL, now=DECEMBER_8)
    return claimed


def test_a_round_without_differences_goes_through_all_its_phases(claimed: ScoringCast) -> None:
    keep_all(claimed)
    close(claimed, Phase.APPRAISAL, now=DECEMBER_8)
    assert set(states(claimed).values()) == {AssessmentState.EXPLAINED}
    close(claimed, Phase.EXPLANATION, now=DECEMBER_8)
    close(claimed, Phase.SECOND_APPRAISAL, now=DECEMBER_8)
    assert set(states(claimed).values()) == {AssessmentState.REVIEWED}
    actor = claimed.cast.standing_officer.actor
    assert phase_mark_closed(claimed.round, Phase.SETTLEMENT, actor=actor, now=DECEMBER_15)
    assert phase_mark_closed(claimed.round, Phase.PUBLICATION, actor=actor, now=DECEMBER_15)
    assert not phase_mark_closed(claimed.round, Phase.PUBLICATION, actor=actor, now=DECEMBER_15)
    assert not RoundPhase.objects.filter(closed_at=None).exists()


# Self-scoring.


def test_nobody_is_cut_short_while_there_is_time(scoring: ScoringCast) -> None:
    with pytest.raises(BadInput, match=r"6 cơ quan chưa làm xong.*còn thời gian đến hết ngày 30/11/2026"):
        close(scoring, Phase.SELF_SCORING, WITHOUT, now=NOVEMBER_30)
    assert set(states(scoring).values()) == {AssessmentState.SCORING}
    assert not RoundPhase.objects.exclude(closed_at=None).exists()


def test_what_is_missing_is_named_and_going_on_without_it_needs_words(scoring: ScoringCast) -> None:
    with pytest.raises(BadInput, match=r"Sở Tài chính.*kết thúc dù còn thiếu"):
        close(scoring, Phase.SELF_SCORING, now=DECEMBER_1)
    with pytest.raises(BadInput, match="Ghi lý do"):
        close(scoring, Phase.SELF_SCORING, ClosingDraft("ok.", goes_on_without=True), now=DECEMBER_1)
    with pytest.raises(BadInput, match="1000 ký tự"):
        close(scoring, Phase.SELF_SCORING, ClosingDraft("a" * 1001, goes_on_without=True), now=DECEMBER_1)
    assert len(missing(scoring, Phase.SELF_SCORING).units) == 6


def test_who_did_not_lock_is_locked_as_it_stands_and_stays_late(scoring: ScoringCast) -> None:
    locked(scoring, {ON_TIME: "3"})
    Assessment.objects.filter(pk=scoring.commune.pk).update(state=AssessmentState.SCORING, locked_at=None)
    Score.objects.filter(assessment=scoring.commune, leaf_key=INSPECTION).update(claimed=None, standing=None)
    close(scoring, Phase.SELF_SCORING, WITHOUT, now=DECEMBER_1)
    found = scoring.again(scoring.commune)
    assert (found.state, found.locked_by_id) == (AssessmentState.LOCKED, scoring.cast.standing_officer.actor.user_id)
    blank = scoring.score(scoring.commune, INSPECTION)
    told = blank.changes.get()
    assert (blank.claimed, blank.standing, told.old, told.new, told.stage) == (0, 0, None, 0, Stage.CLAIMED)
    assert "tính 0 điểm" in told.words
    assert scoring.score(scoring.commune, ON_TIME).claimed == 3
    assert scoring.score(scoring.commune, "impact.survey").claimed is None
    assert owed(scoring, Phase.SELF_SCORING)[scoring.cast.commune.pk].state == ObligationState.OPEN
    entry = Entry.objects.get(action="scoring.phase-close")
    assert '"locked":1' in entry.data and "nhắc hai lần" in entry.data


def test_what_units_handed_in_is_taken_in_but_not_what_the_standing_body_owes_or_entered(scoring: ScoringCast) -> None:
    cast = scoring.cast
    lock = LockDraft(blanks_are_zero=True)
    for person, sheet in ((cast.commune_officer, scoring.commune), (cast.neighbour_officer, scoring.neighbour)):
        assessment_lock(sheet, lock, actor=person.actor, now=NOVEMBER_30)
    mine = owed(scoring, Phase.SELF_SCORING)[cast.neighbour.pk]
    # As if the standing body had entered it: the body above takes that in.
    Obligation.objects.filter(pk=mine.pk).update(on_behalf_by=cast.standing, acceptor=cast.province)
    close(scoring, Phase.SELF_SCORING, WITHOUT, now=DECEMBER_1)
    there = owed(scoring, Phase.SELF_SCORING)
    assert there[cast.commune.pk].state == ObligationState.ACCEPTED
    assert there[cast.neighbour.pk].state == ObligationState.SUBMITTED
    phase_mark_closed(scoring.round, Phase.PUBLICATION, actor=cast.standing_officer.actor, now=DECEMBER_15)
    assert owed(scoring, Phase.SELF_SCORING)[cast.neighbour.pk].state == ObligationState.ACCEPTED


def test_what_is_opened_again_after_the_closing_can_be_locked_again(scoring: ScoringCast) -> None:
    cast = scoring.cast
    assessment_lock(scoring.commune, LockDraft(blanks_are_zero=True), actor=cast.commune_officer.actor, now=NOVEMBER_30)
    close(scoring, Phase.SELF_SCORING, WITHOUT, now=DECEMBER_1)
    actor = cast.standing_officer.actor
    assessment_unlock(scoring.again(scoring.commune), reason="Nhập nhầm phiếu.", actor=actor, now=DECEMBER_1)
    assert [one.uid for one in missing(scoring, Phase.APPRAISAL).units] == [scoring.commune.uid]
    again = scoring.again(scoring.commune)
    assessment_lock(again, LockDraft(blanks_are_zero=True), actor=cast.commune_officer.actor, now=DECEMBER_1)
    assert scoring.again(scoring.commune).state == AssessmentState.LOCKED
    assert owed(scoring, Phase.SELF_SCORING)[cast.commune.pk].state == ObligationState.ACCEPTED


# Who, and in which order.


def test_only_whoever_runs_the_round_closes_a_phase(scoring: ScoringCast) -> None:
    locked(scoring, {})
    cast = scoring.cast
    for person in (cast.commune_officer, cast.area_lead, cast.department_officer, cast.administrator):
        with pytest.raises(NotAllowed, match="thường trực"):
            close(scoring, Phase.SELF_SCORING, now=DECEMBER_1, by=person)


def test_phases_are_closed_in_their_order_and_once(scoring: ScoringCast) -> None:
    locked(scoring, {})
    with pytest.raises(WrongState, match="bước tự chấm còn đang làm"):
        close(scoring, Phase.APPRAISAL, now=DECEMBER_1)
    close(scoring, Phase.SELF_SCORING, now=DECEMBER_1)
    with pytest.raises(WrongState, match="Bước tự chấm đã kết thúc"):
        close(scoring, Phase.SELF_SCORING, now=DECEMBER_1)
    with pytest.raises(BadInput, match="cùng với việc công nhận"):
        close(scoring, Phase.SETTLEMENT, now=DECEMBER_1)
    Round.objects.update(state=RoundState.SETTLED)
    with pytest.raises(WrongState, match="đã được công nhận"):
        close(scoring, Phase.APPRAISAL, WITHOUT, now=DECEMBER_8)


# Appraisal.


def test_what_waits_is_counted_for_the_body_that_acts(claimed: ScoringCast) -> None:
    found = {body.agency_id: body for body in missing(claimed, Phase.APPRAISAL).bodies}
    cast = claimed.cast
    # Three sub-criteria of procedures over all but the office itself, three of steering over all but Sở Nội vụ.
    assert found[cast.office.pk].count == 3 * 5
    assert found[cast.standing.pk].count == 3 * 5 + 3  # and the office's own procedures
    assert found[cast.province.pk].count == 3  # the steering of Sở Nội vụ goes to the council
    assert [(leaf.number, leaf.count) for leaf in found[cast.office.pk].leaves] == [
        ("2.1.1", 5),
        ("2.1.2", 5),
        ("2.2", 5),
    ]
    facts = phases_missing(claimed.round)[Phase.APPRAISAL]
    assert (facts.done, facts.total) == (0, 36)
    appraise(claimed, [claimed.score(claimed.commune, ON_TIME)])
    again = phases_missing(claimed.round)[Phase.APPRAISAL]
    left = again.missing.of_body(cast.office.pk)
    assert again.done == 1 and left is not None and left.count == 14


def test_the_appraisal_waits_for_its_bodies(claimed: ScoringCast) -> None:
    with pytest.raises(BadInput, match=r"Văn phòng UBND tỉnh còn 15 điểm phải xét"):
        close(claimed, Phase.APPRAISAL, now=DECEMBER_8)


def test_going_on_without_an_appraisal_keeps_the_claims_and_says_why(claimed: ScoringCast) -> None:
    cast = claimed.cast
    steering = Score.objects.filter(area_key="steering")
    appraise(claimed, list(steering))
    Score.objects.filter(assessment=claimed.office, area_key="procedures").update(appraised=0, standing=0)
    Score.objects.filter(assessment=claimed.third, leaf_key=IDEAS).update(more_asked="Gửi bản chụp quyết định.")
    close(claimed, Phase.APPRAISAL, WITHOUT, now=DECEMBER_8)
    kept = claimed.score(claimed.third, ON_TIME)
    told = kept.changes.get()
    assert (kept.appraised, kept.standing, kept.appraised_reason) == (3, 3, "")
    assert "giữ điểm tự chấm" in kept.appraised_note and "nhắc hai lần" in kept.appraised_note
    assert (told.stage, told.old, told.new, told.words) == (Stage.APPRAISED, None, 3, kept.appraised_note)
    assert claimed.score(claimed.third, IDEAS).more_asked == ""
    assert claimed.score(claimed.third, "impact.survey").appraised is None
    there = owed(claimed, Phase.APPRAISAL)
    assert there[cast.office.pk].state == ObligationState.OPEN  # did not do it: late from now on
    # Did all of it and did not say so; its own work is for the council to take in.
    assert there[cast.standing.pk].state == ObligationState.SUBMITTED
    obligation_accept(there[cast.standing.pk], actor=cast.province_leader.actor, now=DECEMBER_8)


def test_an_undecided_request_to_leave_out_stays_to_be_decided(claimed: ScoringCast) -> None:
    asked = Score.objects.filter(assessment=claimed.commune, leaf_key=ON_TIME)
    asked.update(left_out=LeftOut.ASKED, claimed=None, standing=None, left_out_reason="Không có thủ tục nào.")
    keep_all(claimed)
    with pytest.raises(BadInput, match=r"Văn phòng UBND tỉnh còn 1 điểm phải xét"):
        close(claimed, Phase.APPRAISAL, now=DECEMBER_8)
    close(claimed, Phase.APPRAISAL, WITHOUT, now=DECEMBER_8)
    score = asked.get()
    assert (score.left_out, score.appraised) == (LeftOut.ASKED, None)


def test_whom_something_else_was_given_owes_a_word_to_it_by_the_phases_day(explaining: ScoringCast) -> None:
    assert states(explaining)[explaining.commune.pk] == AssessmentState.APPRAISED
    assert states(explaining)[explaining.third.pk] == AssessmentState.EXPLAINED
    found = explaining.again(explaining.commune)
    assert found.explanation_obligation is not None and found.appraised_at == DECEMBER_8 and found.explained_at is None
    obligation = found.explanation_obligation
    assert (obligation.due_on, obligation.agency_id) == (date(2026, 12, 14), explaining.cast.commune.pk)
    assert obligation.acceptor_id == explaining.cast.standing.pk
    assert obligation.duty.title.startswith("Xem điểm thẩm định, đồng ý hoặc giải trình")
    assert [one.uid for one in missing(explaining, Phase.EXPLANATION).units] == [explaining.commune.uid]
    assert explaining.again(explaining.third).explanation_obligation is None


def test_a_refused_leaving_out_and_another_bonus_are_differences_too(claimed: ScoringCast) -> None:
    keep_all(claimed)
    Score.objects.filter(assessment=claimed.third, leaf_key=ON_TIME).update(left_out=LeftOut.REFUSED)
    AdjustmentScore.objects.create(
        assessment=claimed.neighbour, key="penalty.discipline", appraised=1, updated_at=DECEMBER_1
    )
    AdjustmentScore.objects.create(
        assessment=claimed.commune, key="bonus.model", claimed=1, appraised=1, updated_at=DECEMBER_1
    )
    Score.objects.filter(assessment=claimed.department, leaf_key="impact.survey").update(appraised=5, standing=5)
    close(claimed, Phase.APPRAISAL, now=DECEMBER_8)
    waits = {pk for pk, state in states(claimed).items() if state == AssessmentState.APPRAISED}
    assert waits == {claimed.third.pk, claimed.neighbour.pk}
    assert set(owed(claimed, Phase.EXPLANATION)) == {claimed.third.agency_id, claimed.neighbour.agency_id}


def test_nobody_is_asked_to_explain_by_a_day_that_is_over(claimed: ScoringCast) -> None:
    appraise(claimed, [claimed.score(claimed.commune, ON_TIME)], "2")
    keep_all(claimed)
    with pytest.raises(BadInput, match=r"hạn giải trình 14/12/2026 đã qua\. Dời hạn"):
        close(claimed, Phase.APPRAISAL, now=DECEMBER_15)
    assert states(claimed)[claimed.third.pk] == AssessmentState.LOCKED
    assert RoundPhase.objects.get(phase=Phase.APPRAISAL).closed_at is None


# Explanation and second appraisal.


def test_silence_is_agreement_but_not_before_the_day_is_over(explaining: ScoringCast) -> None:
    with pytest.raises(BadInput, match="còn thời gian đến hết ngày 14/12/2026"):
        close(explaining, Phase.EXPLANATION, now=DECEMBER_14)
    close(explaining, Phase.EXPLANATION, now=DECEMBER_15)
    found = explaining.again(explaining.commune)
    assert (found.state, found.explained_at) == (AssessmentState.EXPLAINED, DECEMBER_15)
    ended = owed(explaining, Phase.EXPLANATION)[explaining.cast.commune.pk]
    assert ended.state == ObligationState.CANCELLED
    assert "đồng ý với điểm thẩm định" in ended.transitions.order_by("pk").last().reason
    assert explaining.score(explaining.commune, ON_TIME).standing == 2


def test_who_objected_without_finishing_has_done_its_part(explaining: ScoringCast) -> None:
    score = explaining.score(explaining.commune, ON_TIME)
    draft = AppealDraft("3", "Số liệu của hệ thống một cửa ngày 30/11.")
    appeal_make(score, draft, actor=explaining.cast.commune_officer.actor, now=DECEMBER_14)
    close(explaining, Phase.EXPLANATION, now=DECEMBER_15)
    assert owed(explaining, Phase.EXPLANATION)[explaining.cast.commune.pk].state == ObligationState.ACCEPTED
    (body,) = missing(explaining, Phase.SECOND_APPRAISAL).bodies
    assert (body.agency_id, body.count) == (explaining.cast.office.pk, 1)
    with pytest.raises(BadInput, match="Văn phòng UBND tỉnh còn 1 điểm phải xét"):
        close(explaining, Phase.SECOND_APPRAISAL, now=DECEMBER_15)
    close(explaining, Phase.SECOND_APPRAISAL, WITHOUT, now=DECEMBER_15)
    appeal = Appeal.objects.get()
    assert appeal.state == AppealState.REFUSED and "nhắc hai lần" in appeal.answer
    assert set(states(explaining).values()) == {AssessmentState.REVIEWED}
    assert owed(explaining, Phase.SECOND_APPRAISAL)[explaining.cast.office.pk].state == ObligationState.OPEN


def test_a_round_of_history_goes_its_way_without_anything_owed(cast: Cast) -> None:
    draft = round_draft(cast, set_make(DEPARTMENT_SET), set_make(), is_history=True)
    round_ = round_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    actor, now = cast.standing_officer.actor, at(date(2027, 3, 1))
    Assessment.objects.update(state=AssessmentState.LOCKED, locked_at=now)
    Score.objects.exclude(leaf_key="impact.survey").update(claimed=1, standing=1, appraised=1)
    Score.objects.filter(leaf_key=INSPECTION).update(appraised=0, standing=0)
    before = Obligation.objects.count()
    phase_close(round_, Phase.SELF_SCORING, ClosingDraft(), actor=actor, now=now)
    phase_close(round_, Phase.APPRAISAL, ClosingDraft(), actor=actor, now=now)
    assert set(Assessment.objects.values_list("state", flat=True)) == {AssessmentState.APPRAISED}
    phase_close(round_, Phase.EXPLANATION, ClosingDraft(), actor=actor, now=now)
    phase_close(round_, Phase.SECOND_APPRAISAL, ClosingDraft(), actor=actor, now=now)
    assert phase_mark_closed(round_, Phase.SETTLEMENT, actor=actor, now=now)
    assert set(Assessment.objects.values_list("state", flat=True)) == {AssessmentState.REVIEWED}
    assert Obligation.objects.count() == before == 0


def test_the_facts_of_all_phases_cost_six_queries(claimed: ScoringCast, django_assert_num_queries: Any) -> None:
    appraise(claimed, [claimed.score(claimed.commune, ON_TIME)], "2")
    round_ = Round.objects.select_related("owner", "standing_body").get()
    with django_assert_num_queries(6):
        phases_missing(round_)


def test_a_closing_costs_as_many_statements_however_many_agencies(
    scoring: ScoringCast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40):
        close(scoring, Phase.SELF_SCORING, WITHOUT, now=DECEMBER_1)
    with django_assert_max_num_queries(40):
        close(scoring, Phase.APPRAISAL, WITHOUT, now=DECEMBER_8)
    assert ScoreChange.objects.count() == 2 * 36
