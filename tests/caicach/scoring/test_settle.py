"""Settling a round: what stands, what must be done first, what is frozen."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from caicach.audit.models import Entry
from caicach.obligations.models import Obligation
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase, RoundState, Stage
from caicach.scoring.models import (
    AdjustmentScore,
    Appeal,
    Assessment,
    ResultRow,
    Round,
    RoundPhase,
    Score,
    ScoreChange,
)
from caicach.scoring.selectors.frozen import digest_of
from caicach.scoring.selectors.results import ranked_results
from caicach.scoring.services.appraise import Appraised
from caicach.scoring.services.settle import Blank, SettleDraft, round_settle
from caicach.scoring.services.settled import SettledAdjustment, SettledDraft, adjustments_settle, settled_set
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Person
from scoring_cast import ScoringCast
from settling import BASIS, SURVEY, given, reviewed

pytestmark = pytest.mark.django_db
PLAN, ON_TIME = "steering.plan.done", "procedures.dossiers.on_time"


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    """Everybody has 3 of 3 for the plan, 4 of 4 for dossiers and 6 of 8 of the survey, and was reviewed."""
    reviewed(scoring, {PLAN: "3", ON_TIME: "4"})
    return scoring


def settle(scoring: ScoringCast, by: Person | None = None, **values: Any) -> Any:
    draft = SettleDraft(**{"words": BASIS, **values})
    actor = (by or scoring.cast.standing_officer).actor
    return round_settle(scoring.round, draft, actor=actor, now=scoring.cast.now)


def test_what_the_latest_appraisal_gave_is_settled(ready: ScoringCast) -> None:
    given(ready, Stage.REVIEWED, {PLAN: "2.5"}, ready.commune)
    settle(ready)
    score = ready.score(ready.commune, PLAN)
    assert (score.claimed, score.appraised, score.reviewed, score.settled) == (3, 3, Decimal("2.5"), Decimal("2.5"))
    assert score.standing == Decimal("2.5")
    assert ready.score(ready.neighbour, PLAN).settled == 3


def test_what_was_settled_by_hand_stands(ready: ScoringCast) -> None:
    given(ready, Stage.SETTLED, {PLAN: "1"}, ready.commune)
    settle(ready)
    assert ready.score(ready.commune, PLAN).settled == 1
    assert ScoreChange.objects.filter(score=ready.score(ready.commune, PLAN), stage=Stage.SETTLED).count() == 1


def test_every_score_gets_its_row_of_the_log(ready: ScoringCast) -> None:
    settle(ready)
    changes = ScoreChange.objects.filter(stage=Stage.SETTLED)
    assert changes.count() == Score.objects.count()
    change = changes.get(score=ready.score(ready.commune, PLAN))
    officer = ready.cast.standing_officer
    assert (change.old, change.new, change.words, change.by) == (None, 3, BASIS, officer.user)
    assert (change.of_agency, change.at) == (ready.cast.standing, ready.cast.now)


def test_round_and_assessments_are_settled_and_told_once(ready: ScoringCast) -> None:
    issue = settle(ready)
    round_ = Round.objects.get(pk=ready.round.pk)
    assert (round_.state, round_.settled_at) == (RoundState.SETTLED, ready.cast.now)
    states = set(Assessment.objects.values_list("state", "settled_at"))
    assert states == {(AssessmentState.SETTLED, ready.cast.now)}
    told = json.loads(Entry.objects.get(action="scoring.settle").data)["new"]
    assert told["agencies"] == 6 and told["digest"] == issue.digest


def test_the_phase_is_closed_and_what_is_owed_for_it_handed_in(ready: ScoringCast) -> None:
    settle(ready)
    phase = RoundPhase.objects.get(round=ready.round, phase=Phase.SETTLEMENT)
    assert (phase.closed_at, phase.closed_by) == (ready.cast.now, ready.cast.standing_officer.user)
    assert set(Obligation.objects.filter(duty=phase.duty).values_list("state", flat=True)) == {"submitted"}


def test_the_rows_are_frozen_with_ranks_grades_areas_and_earlier_points(ready: ScoringCast) -> None:
    given(ready, Stage.REVIEWED, {PLAN: "1", ON_TIME: "2"}, ready.commune)
    issue = settle(ready)
    row = ResultRow.objects.get(issue=issue, assessment=ready.commune)
    best = ResultRow.objects.get(issue=issue, assessment=ready.neighbour)
    assert (row.claimed, row.appraised, row.points, row.maximum) == (7, 9, 9, 20)
    assert (row.index, row.rank, row.grade_key) == (45, 3, "weak")
    assert (best.points, best.index, best.rank) == (13, 65, 1)
    assert json.loads(row.areas) == {"steering": ["1", "5"], "procedures": ["2", "7"], "impact": ["6", "8"]}
    assert (issue.number, issue.reason, issue.published_at) == (1, "", None)


def test_the_fingerprint_is_that_of_the_rows_as_the_database_gives_them_back(ready: ScoringCast) -> None:
    issue = settle(ready)
    rows = list(ResultRow.objects.filter(issue=issue).select_related("assessment__round_set__set_version"))
    prints = [row.assessment.round_set.set_version.fingerprint for row in rows]
    assert digest_of(rows, prints) == issue.digest
    rows[0].points += Decimal("0.01")
    assert digest_of(rows, prints) != issue.digest


def test_bonus_and_penalty_are_settled_as_they_were_appraised(ready: ScoringCast) -> None:
    row = AdjustmentScore.objects.create(
        assessment=ready.commune, key="bonus.model", claimed=1, appraised=Decimal("0.5"), updated_at=ready.cast.now
    )
    issue = settle(ready)
    row.refresh_from_db()
    frozen = ResultRow.objects.get(issue=issue, assessment=ready.commune)
    assert row.settled == Decimal("0.5")
    assert (frozen.bonus, frozen.points, frozen.claimed) == (Decimal("0.5"), Decimal("13.5"), 8)


def test_what_does_not_apply_leaves_the_denominator_alone(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.commune, leaf_key=ON_TIME).update(left_out=LeftOut.APPROVED)
    issue = settle(ready)
    row = ResultRow.objects.get(issue=issue, assessment=ready.commune)
    assert (row.points, row.maximum, row.index) == (9, 16, Decimal("56.25"))
    assert ready.score(ready.commune, ON_TIME).settled is None


def _without_survey(scoring: ScoringCast, *sheets: Assessment) -> None:
    Score.objects.filter(leaf_key=SURVEY, assessment__in=sheets).update(appraised=None, standing=None)


def test_a_survey_without_result_is_asked_for(ready: ScoringCast) -> None:
    _without_survey(ready, ready.commune)
    with pytest.raises(BadInput, match=r"Các tiêu chí 3\.1 chưa có kết quả khảo sát"):
        settle(ready)
    assert Round.objects.get(pk=ready.round.pk).state == RoundState.OPEN
    assert not ScoreChange.objects.filter(stage=Stage.SETTLED).exists()


def test_a_survey_without_result_leaves_the_denominator_with_the_reason(ready: ScoringCast) -> None:
    _without_survey(ready, ready.commune)
    issue = settle(ready, blanks={SURVEY: Blank.LEAVE_OUT})
    score = ready.score(ready.commune, SURVEY)
    row = ResultRow.objects.get(issue=issue, assessment=ready.commune)
    assert (score.settled, score.left_out) == (None, LeftOut.APPROVED)
    assert score.left_out_reason == f"Chưa có kết quả nên không tính. {BASIS}"
    assert score.left_out_by == ready.cast.standing_officer.user
    assert (row.points, row.maximum) == (7, 12)
    change = ScoreChange.objects.get(score=score, stage=Stage.SETTLED)
    assert (change.old_left_out, change.new_left_out) == (LeftOut.NO, LeftOut.APPROVED)
    assert ready.score(ready.neighbour, SURVEY).settled == 6


def test_leaving_out_needs_words(ready: ScoringCast) -> None:
    _without_survey(ready, ready.commune)
    with pytest.raises(BadInput, match="Ghi căn cứ công nhận"):
        settle(ready, blanks={SURVEY: Blank.LEAVE_OUT}, words=" ")


def test_a_survey_without_result_counts_as_nothing_when_it_is_said(ready: ScoringCast) -> None:
    _without_survey(ready, ready.commune)
    issue = settle(ready, other_blanks=Blank.ZERO, words="")
    row = ResultRow.objects.get(issue=issue, assessment=ready.commune)
    assert (row.points, row.maximum) == (7, 20)
    assert (ready.score(ready.commune, SURVEY).settled, ready.score(ready.commune, SURVEY).standing) == (0, 0)


def test_only_the_standing_body_settles(ready: ScoringCast) -> None:
    for person in (ready.cast.commune_leader, ready.cast.area_lead, ready.cast.stranger):
        with pytest.raises(NotAllowed, match="Chỉ cán bộ cơ quan thường trực"):
            settle(ready, person)


def test_a_settled_round_is_not_settled_again(ready: ScoringCast) -> None:
    settle(ready)
    with pytest.raises(WrongState, match="đã được công nhận"):
        settle(ready)


def test_agencies_that_are_not_reviewed_are_named(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(state=AssessmentState.EXPLAINED)
    with pytest.raises(WrongState, match=r"Còn 1 cơ quan chưa xong thẩm định lại: .*Suối Nhạn"):
        settle(ready)


def test_an_appeal_without_answer_comes_first(ready: ScoringCast) -> None:
    Appeal.objects.create(
        score=ready.score(ready.commune, PLAN), asked=3, words="Có báo cáo.", at=ready.cast.now, state=AppealState.ASKED
    )
    with pytest.raises(WrongState, match="Còn 1 kiến nghị chưa trả lời"):
        settle(ready)


def test_a_request_to_leave_out_comes_first(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.commune, leaf_key=ON_TIME).update(left_out=LeftOut.ASKED)
    with pytest.raises(WrongState, match="Còn 1 đề nghị không áp dụng chưa quyết định"):
        settle(ready)


def test_what_nobody_appraised_is_never_settled_in_silence(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.commune, leaf_key=PLAN).update(appraised=None)
    with pytest.raises(WrongState, match=r"Còn 1 điểm tự chấm chưa thẩm định ở các tiêu chí 1\.1\.2"):
        settle(ready)


def test_a_bonus_that_nobody_appraised_comes_first(ready: ScoringCast) -> None:
    AdjustmentScore.objects.create(assessment=ready.commune, key="bonus.model", claimed=1, updated_at=ready.cast.now)
    with pytest.raises(WrongState, match="Còn 1 điểm thưởng, điểm trừ chưa thẩm định"):
        settle(ready)


def test_all_that_is_missing_is_said_at_once(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(state=AssessmentState.EXPLAINED)
    Score.objects.filter(assessment=ready.commune, leaf_key=PLAN).update(appraised=None)
    with pytest.raises(WrongState) as caught:
        settle(ready)
    assert str(caught.value).count("\n") == 1


def test_statements_do_not_grow_with_agencies(scoring: ScoringCast) -> None:
    reviewed(scoring)
    ranked_results(scoring.round)  # the sets are read now
    gone = [scoring.third.pk, scoring.neighbour.pk]
    with CaptureQueriesContext(connection) as many, transaction.atomic():
        settle(scoring)
        transaction.set_rollback(True)
    scoring.round.refresh_from_db()
    ScoreChange.objects.filter(score__assessment__in=gone).delete()
    Assessment.objects.filter(pk__in=gone).delete()
    with CaptureQueriesContext(connection) as few:
        settle(scoring)
    assert len(many) == len(few) + 3  # its savepoint, taken back and let go


# --- Other points than the appraisal's, before ---


def change(scoring: ScoringCast, sheet: Assessment, text: str, by: Person | None = None, **values: Any) -> Appraised:
    score = scoring.score(sheet, values.pop("key", PLAN))
    draft = SettledDraft(score.pk, **{"revision": score.revision, "words": "Hội đồng thống nhất.", **values}, text=text)
    actor = (by or scoring.cast.standing_officer).actor
    return settled_set(scoring.round, [draft], actor=actor, now=scoring.cast.now)


def refusal(done: Appraised) -> str:
    (one,) = done.refused
    assert not done.done
    return one.sentence


def test_other_points_are_settled_with_words(ready: ScoringCast) -> None:
    assert not change(ready, ready.commune, "1,5").refused
    score = ready.score(ready.commune, PLAN)
    assert (score.settled, score.standing, score.settled_note) == (
        Decimal("1.5"),
        Decimal("1.5"),
        "Hội đồng thống nhất.",
    )
    settle(ready)
    again = ready.score(ready.commune, PLAN)
    assert (again.settled, again.settled_note) == (Decimal("1.5"), "Hội đồng thống nhất.")


@pytest.mark.parametrize("text", ["", "3", "3,00"])
def test_the_points_of_the_appraisal_take_them_back(ready: ScoringCast, text: str) -> None:
    change(ready, ready.commune, "1,5")
    change(ready, ready.commune, text, words="")
    score = ready.score(ready.commune, PLAN)
    assert (score.settled, score.standing, score.settled_note) == (None, 3, "")


def test_other_points_need_words(ready: ScoringCast) -> None:
    assert "điểm khác thẩm định thì ghi lý do" in refusal(change(ready, ready.commune, "1", words="ok."))


def test_points_above_the_maximum_are_refused(ready: ScoringCast) -> None:
    assert "3" in refusal(change(ready, ready.commune, "3,5"))
    assert ready.score(ready.commune, PLAN).settled is None


def test_who_saw_older_points_is_told(ready: ScoringCast) -> None:
    seen = ready.score(ready.commune, PLAN).revision
    change(ready, ready.commune, "1")
    assert "vừa có người khác sửa" in refusal(change(ready, ready.commune, "2", revision=seen))


def test_what_does_not_apply_gets_no_points(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.commune, leaf_key=ON_TIME).update(left_out=LeftOut.APPROVED)
    assert "không áp dụng" in refusal(change(ready, ready.commune, "1", key=ON_TIME))


def test_before_the_second_appraisal_is_closed_nothing_is_settled(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.commune.pk).update(state=AssessmentState.EXPLAINED)
    assert "chưa xong thẩm định lại" in refusal(change(ready, ready.commune, "1"))


def test_after_the_settlement_nothing_is_set_any_more(ready: ScoringCast) -> None:
    settle(ready)
    assert "chỉ sửa được bằng một lần sửa kết quả" in refusal(change(ready, ready.commune, "1"))


def test_who_does_not_run_the_round_settles_nothing(ready: ScoringCast) -> None:
    for person in (ready.cast.commune_officer, ready.cast.area_lead, ready.cast.stranger):
        with pytest.raises(NotAllowed, match="Chỉ cán bộ cơ quan thường trực công nhận điểm"):
            change(ready, ready.commune, "1", person)


def test_nobody_settles_their_own_agency(ready: ScoringCast) -> None:
    with pytest.raises(NotAllowed, match="không công nhận cho cơ quan mình"):
        change(ready, ready.standing, "1")
    assert not change(ready, ready.standing, "1", ready.cast.province_leader).refused
    assert ready.score(ready.standing, PLAN).settled == 1


def test_of_many_one_of_the_own_agency_is_refused_and_the_rest_is_done(ready: ScoringCast) -> None:
    scores = [ready.score(one, PLAN) for one in (ready.commune, ready.standing)]
    drafts = [SettledDraft(one.pk, one.revision, "1", "Hội đồng thống nhất.") for one in scores]
    done = settled_set(ready.round, drafts, actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert [one.pk for one in done.done] == [scores[0].pk]
    assert "không ai công nhận điểm cho chính cơ quan mình" in done.refused[0].sentence


def test_a_score_of_another_round_is_not_touched(ready: ScoringCast) -> None:
    other = Round.objects.create(
        owner=ready.cast.province, standing_body=ready.cast.standing, purpose="digital", year=2026,
        title="Khác", opened_at=ready.cast.now,
    )  # fmt: skip
    score = ready.score(ready.commune, PLAN)
    draft = SettledDraft(score.pk, score.revision, "1", "Hội đồng thống nhất.")
    done = settled_set(other, [draft], actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert not done.done and ready.score(ready.commune, PLAN).settled is None


# --- Bonus and penalty ---


def bonus(scoring: ScoringCast, sheet: Assessment, text: str, by: Person | None = None, **values: Any) -> Any:
    row, _made = AdjustmentScore.objects.get_or_create(
        assessment=sheet, key="bonus.model", defaults={"claimed": Decimal(1), "updated_at": scoring.cast.now}
    )
    draft = SettledAdjustment(row.pk, **{"revision": row.revision, "words": "Chỉ một mô hình.", **values}, text=text)
    actor = (by or scoring.cast.standing_officer).actor
    return adjustments_settle(scoring.round, [draft], actor=actor, now=scoring.cast.now)


def test_a_bonus_that_nobody_appraised_is_settled_with_words(ready: ScoringCast) -> None:
    (row,) = bonus(ready, ready.commune, "0,5").done
    assert (row.settled, row.settled_note) == (Decimal("0.5"), "Chỉ một mô hình.")
    issue = settle(ready)
    assert ResultRow.objects.get(issue=issue, assessment=ready.commune).bonus == Decimal("0.5")
    assert Entry.objects.filter(action="scoring.settle-adjust").count() == 1


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("2", "Hai mô hình.", "phải từ 0 đến 1"),
        ("mười", "Hai mô hình.", "không đọc được điểm"),
        ("0,5", "", "thì ghi lý do"),
    ],
)
def test_a_bonus_that_cannot_be_given_is_refused(ready: ScoringCast, text: str, words: str, said: str) -> None:
    (one,) = bonus(ready, ready.commune, text, words=words).refused
    assert said in one.sentence


def test_nobody_settles_the_bonus_of_their_own_agency(ready: ScoringCast) -> None:
    with pytest.raises(NotAllowed):
        bonus(ready, ready.standing, "1")


def test_of_two_at_one_bonus_the_second_is_told(ready: ScoringCast) -> None:
    bonus(ready, ready.commune, "0,5")
    (one,) = bonus(ready, ready.commune, "1", revision=1).refused
    assert "vừa có người khác sửa" in one.sentence
