"""Two people at the same moment in one phase of a round: it is closed once, and what is given beside it is whole."""

from datetime import UTC, datetime
from functools import partial

import pytest

from caicach.audit.models import Entry
from caicach.obligations.models import Obligation
from caicach.scoring.constants import AssessmentState, Phase, Stage
from caicach.scoring.models import Round, RoundPhase, Score, ScoreChange
from caicach.scoring.services.appraisal_finish import appraisal_finish
from caicach.scoring.services.appraise import AppraisalDraft, scores_appraise
from caicach.scoring.services.locking import LockDraft, assessment_lock
from caicach.scoring.services.phases import ClosingDraft, phase_close, phase_mark_closed
from caicach.web.errors import WrongState
from scoring_cast import ScoringCast, locked
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
NOW = datetime(2026, 12, 3, 3, tzinfo=UTC)
WITHOUT = ClosingDraft("Các cơ quan đã được nhắc hai lần.", goes_on_without=True)
ON_TIME = "procedures.dossiers.on_time"


def close(scoring: ScoringCast, phase: Phase, draft: ClosingDraft = WITHOUT) -> None:
    round_ = Round.objects.get(pk=scoring.round.pk)
    phase_close(round_, phase, draft, actor=scoring.cast.standing_officer.actor, now=NOW)


def lock(scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    assessment_lock(scoring.again(scoring.commune), LockDraft(blanks_are_zero=True), actor=actor, now=NOW)


def appraise(scoring: ScoringCast) -> None:
    score = scoring.score(scoring.commune, ON_TIME)
    draft = AppraisalDraft(score.pk, 1, "1", reason="no_proof", words="Thiếu báo cáo năm.")
    done = scores_appraise(scoring.round, [draft], actor=scoring.cast.area_lead.actor, now=NOW)
    if done.refused:
        raise WrongState(done.refused[0].sentence)


def mark(scoring: ScoringCast) -> None:
    actor = scoring.cast.standing_officer.actor
    if not phase_mark_closed(scoring.round, Phase.SETTLEMENT, actor=actor, now=NOW):
        raise WrongState("closed already")


def finish(scoring: ScoringCast) -> None:
    appraisal_finish(scoring.round, actor=scoring.cast.area_lead.actor, now=NOW)


def test_of_two_who_close_one_is_told_and_each_score_is_decided_once(scoring: ScoringCast) -> None:
    told = at_once(partial(close, scoring, Phase.SELF_SCORING), partial(close, scoring, Phase.SELF_SCORING))
    assert told == ["", "WrongState"]
    assert ScoreChange.objects.count() == 36
    assert Entry.objects.filter(action="scoring.phase-close").count() == 1


def test_of_two_who_close_the_appraisal_one_duty_of_explaining_is_made(scoring: ScoringCast) -> None:
    locked(scoring, {ON_TIME: "3"})
    close(scoring, Phase.SELF_SCORING)
    appraise(scoring)
    told = at_once(partial(close, scoring, Phase.APPRAISAL), partial(close, scoring, Phase.APPRAISAL))
    assert told == ["", "WrongState"]
    duty_id = RoundPhase.objects.get(phase=Phase.EXPLANATION).duty_id
    assert Obligation.objects.filter(duty=duty_id).count() == 1
    assert Obligation.objects.filter(duty__title__startswith="Xem điểm thẩm định").count() == 1


def test_a_lock_beside_the_closing_is_the_units_own_or_the_closings(scoring: ScoringCast) -> None:
    told = at_once(partial(close, scoring, Phase.SELF_SCORING), partial(lock, scoring))
    found = scoring.again(scoring.commune)
    assert found.state == AssessmentState.LOCKED and found.obligation is not None
    assert (told, found.obligation.submissions.count()) in ((["", ""], 1), (["", "WrongState"], 0))
    assert Score.objects.filter(assessment=found, claimed=None).count() == 1  # the survey
    assert ScoreChange.objects.filter(score__assessment=found).count() == 6


def test_points_given_beside_the_closing_stand_and_are_explained_or_are_refused(scoring: ScoringCast) -> None:
    locked(scoring, {ON_TIME: "3"})
    close(scoring, Phase.SELF_SCORING)
    told = at_once(partial(close, scoring, Phase.APPRAISAL), partial(appraise, scoring))
    score = scoring.score(scoring.commune, ON_TIME)
    state = scoring.again(scoring.commune).state
    assert ScoreChange.objects.filter(score=score, stage=Stage.APPRAISED).count() == 1
    assert (told, score.appraised, state) in (
        (["", ""], 1, AssessmentState.APPRAISED),
        (["", "WrongState"], 3, AssessmentState.EXPLAINED),
    )


def test_a_phase_marked_closed_by_two_is_marked_once(scoring: ScoringCast) -> None:
    assert at_once(partial(mark, scoring), partial(mark, scoring)) == ["", "WrongState"]


def test_of_two_who_report_one_is_told_and_it_is_handed_in_once(scoring: ScoringCast) -> None:
    locked(scoring, {})
    Score.objects.exclude(leaf_key="impact.survey").update(appraised=0)
    assert at_once(partial(finish, scoring), partial(finish, scoring)) == ["", "WrongState"]
    duty_id = RoundPhase.objects.get(phase=Phase.APPRAISAL).duty_id
    mine = Obligation.objects.get(duty=duty_id, agency=scoring.cast.office)
    assert mine.submissions.count() == 1
