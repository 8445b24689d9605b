"""Answers to objections: accepted, in part, refused; who may, what is refused, who comes second."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appeals_cast import IN_TIME, ON_TIME, PLAN, WORDS, answer, everybody_appraised, finish, make, officer, refusal
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Stage
from caicach.scoring.mapping import standing_points
from caicach.scoring.models import Appeal, Assessment, Score, ScoreChange
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.services.appeal_answers import AppealAnswer, appeals_answer, appeals_refuse_open
from caicach.scoring.services.appeals import (
    AppealDraft,
    appeal_make,
    appeal_withdraw,
)
from caicach.web.actor import Role
from caicach.web.errors import NotAllowed, WrongState
from cast import person_make
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    return everybody_appraised(scoring)


def test_what_was_answered_is_not_taken_back(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    answer(ready, row)
    with pytest.raises(WrongState, match="đã được trả lời"):
        appeal_withdraw(row, actor=officer(ready).actor, now=IN_TIME)


def test_an_objection_is_accepted_with_the_points_asked_for(ready: ScoringCast) -> None:
    row = make(ready, asked_text="2,75")
    finish(ready)
    done = answer(ready, row, words="")
    score = ready.score(ready.commune, PLAN)
    assert not done.refused and (score.appraised, score.reviewed, score.standing) == (
        2,
        Decimal("2.75"),
        Decimal("2.75"),
    )
    assert score.reviewed_reason == "explained"
    change = score.changes.get(stage=Stage.REVIEWED)
    assert (change.old, change.new, change.by) == (None, Decimal("2.75"), ready.cast.standing_officer.user)
    kept = Appeal.objects.get(pk=row.pk)
    assert (kept.state, kept.answered_by, kept.answered_at) == (
        AppealState.ACCEPTED,
        ready.cast.standing_officer.user,
        IN_TIME,
    )


def test_an_objection_is_accepted_partly_with_points_between(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    for text, said in (
        ("2", "cao hơn điểm thẩm định 2,00"),
        ("3", "thì chọn chấp nhận"),
        ("", "thì ghi điểm"),
        ("4", r"1.1.2"),
    ):
        assert said in refusal(answer(ready, row, AppealState.PARTLY, text=text))
    assert not answer(ready, row, AppealState.PARTLY, text="2,5").refused
    assert ready.score(ready.commune, PLAN).standing == Decimal("2.5")


def test_a_refused_objection_keeps_the_appraised_points_and_says_why(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    assert "viết vài lời" in refusal(answer(ready, row, AppealState.REFUSED, words="Thôi"))
    answer(ready, row, AppealState.REFUSED, words="Biên bản không có chữ ký.")
    score = ready.score(ready.commune, PLAN)
    assert (score.reviewed, score.standing, score.reviewed_reason) == (2, 2, "figures_differ")
    assert score.changes.get(stage=Stage.REVIEWED).words == "Biên bản không có chữ ký."


def test_points_beside_another_verdict_than_partly_are_not_guessed_at(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    for verdict in (AppealState.ACCEPTED, AppealState.REFUSED):
        assert "chỉ ghi điểm khi chấp nhận một phần" in refusal(answer(ready, row, verdict, text="2,5"))
    assert ready.score(ready.commune, PLAN).reviewed is None


def test_answers_wait_for_the_end_of_the_explanation_and_end_with_the_second_appraisal(ready: ScoringCast) -> None:
    row = make(ready)
    assert "chưa kết thúc giải trình" in refusal(answer(ready, row))
    Assessment.objects.update(state=AssessmentState.REVIEWED)
    assert "thẩm định lại đã xong" in refusal(answer(ready, row))


def test_nobody_answers_what_another_body_appraises_or_their_own_agency(ready: ScoringCast) -> None:
    row = make(ready, ON_TIME, asked_text="4")
    finish(ready)
    with pytest.raises(NotAllowed, match="không thẩm định các tiêu chí này"):
        answer(ready, row)  # the office appraises procedures
    colleague = person_make("mai", "Đỗ Thị Mai", ready.cast.standing, Role.AGENCY_OFFICER)
    own = appeal_make(ready.score(ready.standing, PLAN), AppealDraft("3", WORDS), actor=colleague.actor, now=IN_TIME)
    Assessment.objects.update(state=AssessmentState.EXPLAINED)
    with pytest.raises(NotAllowed):
        answer(ready, own)


def test_what_another_answered_first_is_told_with_the_name(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    answer(ready, row)
    said = refusal(answer(ready, row, AppealState.REFUSED))
    assert f"đã được {ready.cast.standing_officer.user.full_name} trả lời" in said
    assert ready.score(ready.commune, PLAN).standing == 3


def test_what_was_taken_back_is_not_answered(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    appeal_withdraw(row, actor=officer(ready).actor, now=IN_TIME)
    assert "đã rút" in refusal(answer(ready, row))


def test_a_verdict_that_is_none_and_an_objection_of_another_round_are_told(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    assert "chọn chấp nhận" in refusal(answer(ready, row, AppealState.AGREED))
    good = AppealAnswer(row.pk, AppealState.ACCEPTED)
    odd = AppealAnswer(row.pk + 999, AppealState.ACCEPTED)
    done = appeals_answer(ready.round, [good, odd], actor=ready.cast.standing_officer.actor, now=IN_TIME)
    assert [one.pk for one in done.done] == [row.pk] and "Không có kiến nghị này" in refusal(done)


def test_a_refused_request_to_leave_out_is_appealed_without_points(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.commune, leaf_key=ON_TIME).update(
        left_out=LeftOut.REFUSED, left_out_reason="Xã không có thủ tục này.", claimed=0, appraised=0, standing=0
    )
    row = make(ready, ON_TIME, asked_text="", asks_left_out=True)
    assert row.asked is None
    finish(ready)
    answer(ready, row, by=ready.cast.area_lead)
    score = ready.score(ready.commune, ON_TIME)
    assert (score.left_out, score.reviewed) == (LeftOut.APPROVED, None)
    assert score.changes.get(new_left_out=LeftOut.APPROVED).old_left_out == LeftOut.REFUSED
    result = sheet_of(ready.again(ready.commune)).result(Stage.REVIEWED)
    assert result.total.maximum == 16


def test_who_closes_refuses_what_nobody_answered(ready: ScoringCast) -> None:
    row, other = make(ready), make(ready, ON_TIME, asked_text="4")
    finish(ready)
    answer(ready, row)
    actor = ready.cast.standing_officer.actor
    assert appeals_refuse_open(ready.round, "Hết hạn thẩm định lại.", actor=actor, now=IN_TIME) == 1
    kept = Appeal.objects.get(pk=other.pk)
    assert (kept.state, kept.answer) == (AppealState.REFUSED, "Hết hạn thẩm định lại.")
    assert ready.score(ready.commune, ON_TIME).reviewed == 3
    with pytest.raises(NotAllowed):
        appeals_refuse_open(ready.round, "Hết hạn.", actor=officer(ready).actor, now=IN_TIME)


def test_answering_asks_the_database_the_same_however_many(
    ready: ScoringCast, django_assert_max_num_queries: Any
) -> None:
    rows = []
    for sheet, by in ((ready.commune, officer(ready)), (ready.third, ready.third_officer)):
        wanted = AppealDraft("3", WORDS)
        rows.append(appeal_make(ready.score(sheet, PLAN), wanted, actor=by.actor, now=IN_TIME))
    Assessment.objects.update(state=AssessmentState.EXPLAINED)
    answers = [AppealAnswer(row.pk, AppealState.ACCEPTED) for row in rows]
    with django_assert_max_num_queries(12):
        done = appeals_answer(ready.round, answers, actor=ready.cast.standing_officer.actor, now=IN_TIME)
    assert len(done.done) == 2
    assert all(standing_points(one.score) is not None for one in done.done)


@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_asked_and_answered_points_stay_between_appraised_and_asked(
    ready: ScoringCast, data: st.DataObject
) -> None:
    point = transaction.savepoint()
    asked = data.draw(st.decimals(min_value="2.01", max_value=3, places=2), label="asked")
    verdict = data.draw(st.sampled_from((AppealState.ACCEPTED, AppealState.PARTLY, AppealState.REFUSED)))
    text = data.draw(st.decimals(min_value=0, max_value=5, places=2), label="given")
    row = make(ready, asked_text=str(asked).replace(".", ","))
    finish(ready)
    typed = str(text).replace(".", ",") if verdict == AppealState.PARTLY else ""
    done = answer(ready, row, verdict, text=typed)
    score = ready.score(ready.commune, PLAN)
    fits = verdict != AppealState.PARTLY or 2 < text < asked
    assert bool(done.done) == fits
    assert 2 <= score.standing <= asked <= score.maximum
    log = ScoreChange.objects.filter(score=score, stage=Stage.REVIEWED).values_list("new", flat=True)
    assert list(log) == ([score.reviewed] if fits else [])
    transaction.savepoint_rollback(point)
