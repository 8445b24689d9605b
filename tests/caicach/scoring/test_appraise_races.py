"""Two appraisers of one body at one criterion, or one bonus, at the same moment: one writes, the other is told."""

import pytest

from caicach.scoring.constants import Stage
from caicach.scoring.models import AdjustmentScore, ScoreChange
from caicach.scoring.services.adjust_appraise import AdjustmentAppraisal, AdjustmentsAppraised, adjustments_appraise
from caicach.scoring.services.appraise import AppraisalDraft, Appraised, scores_appraise
from scoring_cast import ScoringCast, locked
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PLAN = "steering.plan.done"


def test_two_appraisers_at_once_on_one_criterion_write_once(scoring: ScoringCast) -> None:
    locked(scoring, {PLAN: "3"})
    sheets = (scoring.commune, scoring.neighbour)
    seen = [scoring.score(sheet, PLAN) for sheet in sheets]
    answers: list[Appraised] = []

    def give(text: str) -> None:
        words = {"reason": "figures_differ", "words": "Theo sổ nhiệm vụ."}
        # Each begins at the other end: nobody waits for ever.
        rows = seen if text == "1" else seen[::-1]
        drafts = [AppraisalDraft(score.pk, score.revision, text, **words) for score in rows]
        actor = scoring.cast.standing_officer.actor
        answers.append(scores_appraise(scoring.round, drafts, actor=actor, now=scoring.cast.now))

    assert at_once(lambda: give("1"), lambda: give("2")) == ["", ""]
    assert sorted(len(answer.done) for answer in answers) == [0, 2]
    (told,) = [answer for answer in answers if answer.refused]
    assert all("vừa có người khác sửa" in one.sentence for one in told.refused)
    assert ScoreChange.objects.filter(stage=Stage.APPRAISED).count() == 2


def test_two_appraisers_at_once_on_one_bonus_write_once(scoring: ScoringCast) -> None:
    locked(scoring, {})
    answers: list[AdjustmentsAppraised] = []

    def give(text: str) -> None:
        drafts = [
            AdjustmentAppraisal(sheet.pk, "bonus.model", 0, text, words="Mô hình được công nhận.")
            for sheet in (scoring.commune, scoring.neighbour)
        ]
        # Each begins at the other end: nobody waits for ever.
        rows = drafts if text == "1" else drafts[::-1]
        actor = scoring.cast.standing_officer.actor
        answers.append(adjustments_appraise(scoring.round, rows, actor=actor, now=scoring.cast.now))

    assert at_once(lambda: give("1"), lambda: give("0,5")) == ["", ""]
    assert sorted(len(answer.done) for answer in answers) == [0, 2]
    (told,) = [answer for answer in answers if answer.refused]
    assert all("vừa có người khác sửa" in one.sentence for one in told.refused)
    assert AdjustmentScore.objects.count() == 2
