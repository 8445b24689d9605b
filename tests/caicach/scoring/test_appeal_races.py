"""Two at once: two appraisers at one objection, an agency that takes it back while it is answered."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from caicach.scoring.constants import AppealState, AssessmentState, Stage
from caicach.scoring.models import Appeal, Assessment, ScoreChange
from caicach.scoring.services.appeal_answers import Answered, AppealAnswer, appeals_answer
from caicach.scoring.services.appeals import AppealDraft, appeal_make, appeal_withdraw
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from caicach.web.errors import WrongState
from scoring_cast import ScoringCast, appraised
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PLAN = "steering.plan.done"
NOW = datetime(2026, 12, 14, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def asked(scoring: ScoringCast) -> tuple[Appeal, Appeal]:
    """Two communes object, and are done with it."""
    appraised(scoring, {PLAN: ("3", "2")})
    draft = AppealDraft("3", "Có biên bản đối soát kèm theo.")
    first, second = (
        appeal_make(scoring.score(sheet, PLAN), draft, actor=by.actor, now=NOW)
        for sheet, by in ((scoring.commune, scoring.cast.commune_officer), (scoring.third, scoring.third_officer))
    )
    Assessment.objects.update(state=AssessmentState.EXPLAINED)
    return first, second


def test_two_appraisers_at_once_on_one_objection_answer_once(
    scoring: ScoringCast, asked: tuple[Appeal, Appeal]
) -> None:
    answers: list[Answered] = []

    def give(verdict: AppealState) -> None:
        # Each begins at the other end: nobody waits for ever.
        rows = asked if verdict == AppealState.ACCEPTED else asked[::-1]
        given = [AppealAnswer(row.pk, verdict, words="Đã xem biên bản.") for row in rows]
        actor = scoring.cast.standing_officer.actor
        answers.append(appeals_answer(scoring.round, given, actor=actor, now=NOW))

    assert at_once(lambda: give(AppealState.ACCEPTED), lambda: give(AppealState.REFUSED)) == ["", ""]
    assert sorted(len(answer.done) for answer in answers) == [0, 2]
    (told,) = [answer for answer in answers if answer.refused]
    assert all("trả lời; phần của bạn chưa lưu" in one.sentence for one in told.refused)
    assert ScoreChange.objects.filter(stage=Stage.REVIEWED).count() == 2
    assert len(set(Appeal.objects.values_list("state", flat=True))) == 1


def test_an_objection_is_taken_back_or_answered_but_not_both(
    scoring: ScoringCast, asked: tuple[Appeal, Appeal]
) -> None:
    def give() -> None:
        given = AppealAnswer(asked[0].pk, AppealState.ACCEPTED)
        if appeals_answer(scoring.round, [given], actor=scoring.cast.standing_officer.actor, now=NOW).refused:
            raise WrongState("refused")

    def back() -> None:
        appeal_withdraw(asked[0], actor=scoring.cast.commune_officer.actor, now=NOW)

    assert at_once(give, back) == ["", "WrongState"]
    taken = Appeal.objects.get(pk=asked[0].pk).state == AppealState.WITHDRAWN
    assert taken == (scoring.score(scoring.commune, PLAN).reviewed is None)


def test_two_of_an_agency_finish_once(scoring: ScoringCast) -> None:
    appraised(scoring, {PLAN: ("3", "2")})

    def end() -> None:
        draft, sheet = FinishDraft(rest_is_agreed=True), scoring.again(scoring.commune)
        explanation_finish(sheet, draft, actor=scoring.cast.commune_officer.actor, now=NOW)

    assert at_once(end, end) == ["", "WrongState"]
    assert Appeal.objects.get().state == AppealState.AGREED
