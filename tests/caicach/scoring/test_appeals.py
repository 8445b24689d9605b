"""Explanations and appeals: agreeing, objecting, finishing, answering; what is refused, who may, who comes second."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Submission
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase, Stage
from caicach.scoring.mapping import standing_points
from caicach.scoring.models import Appeal, Assessment, RoundPhase, Score, ScoreChange
from caicach.scoring.selectors.appeals import DIFFERS, appeals_by_score, differences_of, differs, unanswered
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.services.appeal_answers import Answered, AppealAnswer, appeals_answer, appeals_refuse_open
from caicach.scoring.services.appeals import (
    AppealDraft,
    Reply,
    appeal_agree,
    appeal_make,
    appeal_withdraw,
    replies_save,
)
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from caicach.scoring.services.proofs import ProofDraft, proof_add
from caicach.web.actor import Role
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import PDF, Person, person_make
from scoring_cast import ScoringCast, appraised

pytestmark = pytest.mark.django_db
PLAN, ON_TIME, IDEAS, SURVEY = (
    "steering.plan.done",
    "procedures.dossiers.on_time",
    "procedures.ideas",
    "impact.survey",
)
WORDS = "Số liệu của xã có biên bản đối soát kèm theo."
IN_TIME = datetime(2026, 12, 14, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LATE = IN_TIME + timedelta(days=1)


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    """Everybody claimed 3 for the plan, 4 for dossiers, 1 for ideas; the appraisal gave 2 and 3 and kept the ideas."""
    appraised(scoring, {PLAN: ("3", "2"), ON_TIME: ("4", "3"), IDEAS: ("1", "1")})
    return scoring


def officer(scoring: ScoringCast) -> Person:
    return scoring.cast.commune_officer


def make(
    scoring: ScoringCast, key: str = PLAN, by: Person | None = None, at: datetime = IN_TIME, **draft: Any
) -> Appeal:
    score = scoring.score(scoring.commune, key)
    wanted = AppealDraft(**{"asked_text": "3", "words": WORDS, **draft})
    return appeal_make(score, wanted, actor=(by or officer(scoring)).actor, now=at)


def finish(scoring: ScoringCast, **draft: Any) -> None:
    sheet = scoring.again(scoring.commune)
    wanted = FinishDraft(**{"rest_is_agreed": True, **draft})
    explanation_finish(sheet, wanted, actor=officer(scoring).actor, now=IN_TIME)


def answer(
    scoring: ScoringCast,
    appeal: Appeal,
    verdict: AppealState = AppealState.ACCEPTED,
    by: Person | None = None,
    **values: Any,
) -> Answered:
    given = AppealAnswer(appeal.pk, verdict, **{"words": "Đã đối chiếu biên bản.", **values})
    actor = (by or scoring.cast.standing_officer).actor
    return appeals_answer(scoring.round, [given], actor=actor, now=IN_TIME)


def refusal(done: Answered) -> str:
    (one,) = done.refused
    return one.sentence


def test_an_agency_agrees_to_the_points_that_it_was_given(ready: ScoringCast) -> None:
    row = appeal_agree(ready.score(ready.commune, PLAN), actor=officer(ready).actor, now=IN_TIME)
    assert (row.state, row.asked, row.by) == (AppealState.AGREED, 2, officer(ready).user)
    entry = Entry.objects.get(action="scoring.appeal-agree")
    assert entry.actor_id == officer(ready).user.pk and '"asked":"2"' in entry.data


def test_an_agency_objects_with_points_and_words(ready: ScoringCast) -> None:
    row = make(ready, asked_text="2,75")
    assert (row.state, row.asked, row.words) == (AppealState.ASKED, Decimal("2.75"), WORDS)
    score = ready.score(ready.commune, PLAN)
    assert (score.appraised, score.reviewed, score.standing) == (2, None, 2)


@pytest.mark.parametrize(
    ("key", "draft", "sentence"),
    [
        (PLAN, {"asked_text": "3,5"}, r"1\.1\.2"),
        (PLAN, {"asked_text": "-1"}, r"1\.1\.2"),
        (PLAN, {"asked_text": "nhiều"}, "không đọc được điểm"),
        (PLAN, {"asked_text": ""}, "ghi số điểm đề nghị"),
        (PLAN, {"asked_text": "2"}, "phải cao hơn điểm thẩm định 2,00"),
        (PLAN, {"asked_text": "1,5"}, "phải cao hơn điểm thẩm định 2,00"),
        (PLAN, {"words": " ok. "}, "ghi giải trình vì sao"),
        (PLAN, {"words": "a" * 2001}, "dài quá 2000 ký tự"),
        (PLAN, {"asks_left_out": True}, "chưa từng đề nghị không áp dụng"),
        (IDEAS, {"asked_text": "1"}, "không khác điểm tự chấm"),
        (SURVEY, {"asked_text": "1"}, "kết quả khảo sát"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_a_sentence(
    ready: ScoringCast, key: str, draft: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        make(ready, key, **draft)
    assert not Appeal.objects.exists()


def test_after_the_last_day_nobody_objects_and_everybody_may_agree(ready: ScoringCast) -> None:
    with pytest.raises(BadInput, match=r"hạn giải trình là ngày 14/12/2026, đã qua"):
        make(ready, at=LATE)
    assert appeal_agree(ready.score(ready.commune, PLAN), actor=officer(ready).actor, now=LATE).pk


def test_a_day_that_was_moved_counts_and_a_round_of_history_has_no_day(ready: ScoringCast) -> None:
    RoundPhase.objects.filter(phase=Phase.EXPLANATION).update(due_on=LATE.date())
    assert make(ready, at=LATE).pk
    RoundPhase.objects.filter(phase=Phase.EXPLANATION).update(due_on=IN_TIME.date())
    ready.round.is_history = True
    ready.round.save()
    assert make(ready, ON_TIME, at=LATE, asked_text="4").pk


def test_what_is_said_otherwise_takes_the_earlier_word_back(ready: ScoringCast) -> None:
    first, agreed = make(ready), appeal_agree(ready.score(ready.commune, PLAN), actor=officer(ready).actor, now=IN_TIME)
    second = make(ready)
    states = dict(Appeal.objects.values_list("pk", "state"))
    assert states == {
        first.pk: AppealState.WITHDRAWN,
        agreed.pk: AppealState.WITHDRAWN,
        second.pk: AppealState.ASKED,
    }
    assert make(ready).pk == second.pk  # the same once more changes nothing


def test_of_two_officers_the_second_is_told(ready: ScoringCast) -> None:
    make(ready)
    score = ready.score(ready.commune, PLAN)
    done = replies_save(ready.commune, [Reply(score.pk, seen_id=0)], actor=officer(ready).actor, now=IN_TIME)
    assert not done.done and "vừa có người khác của cơ quan bạn trả lời" in done.refused[0].sentence


def test_what_is_refused_is_told_and_the_rest_is_kept(ready: ScoringCast) -> None:
    plan, dossiers = (ready.score(ready.commune, key) for key in (PLAN, ON_TIME))
    bad = Reply(dossiers.pk, AppealDraft("9", WORDS))
    done = replies_save(ready.commune, [Reply(plan.pk), bad], actor=officer(ready).actor, now=IN_TIME)
    assert [row.score_id for row in done.done] == [plan.pk]
    assert [one.score_id for one in done.refused] == [dossiers.pk]


def test_a_score_of_another_assessment_is_not_answered_here(ready: ScoringCast) -> None:
    other = ready.score(ready.neighbour, PLAN)
    done = replies_save(ready.commune, [Reply(other.pk)], actor=officer(ready).actor, now=IN_TIME)
    assert "Không có tiêu chí này" in done.refused[0].sentence and not Appeal.objects.exists()


def test_others_say_nothing_for_an_agency_but_the_standing_body_for_a_unit_does(ready: ScoringCast) -> None:
    with pytest.raises(NotAllowed):
        make(ready, by=ready.third_officer)
    with pytest.raises(NotAllowed):
        make(ready, by=ready.cast.department_officer)
    row = make(ready, by=ready.cast.standing_officer)
    assert row.by == ready.cast.standing_officer.user


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (AssessmentState.LOCKED, "thẩm định chưa xong"),
        (AssessmentState.EXPLAINED, "đã kết thúc giải trình"),
        (AssessmentState.SETTLED, "đã kết thúc giải trình"),
    ],
)
def test_nothing_is_said_before_or_after_the_explanation(
    ready: ScoringCast, state: AssessmentState, sentence: str
) -> None:
    Assessment.objects.update(state=state)
    with pytest.raises(WrongState, match=sentence):
        make(ready)


def test_an_objection_is_taken_back_once(ready: ScoringCast) -> None:
    row = make(ready)
    appeal_withdraw(row, actor=officer(ready).actor, now=IN_TIME)
    assert Appeal.objects.get().state == AppealState.WITHDRAWN
    with pytest.raises(WrongState, match="đã được trả lời hoặc đã rút"):
        appeal_withdraw(row, actor=officer(ready).actor, now=IN_TIME)


def test_what_was_answered_is_not_taken_back(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    answer(ready, row)
    with pytest.raises(WrongState, match="đã được trả lời"):
        appeal_withdraw(row, actor=officer(ready).actor, now=IN_TIME)


def test_finishing_names_what_is_left_and_agrees_to_it_when_told(ready: ScoringCast) -> None:
    make(ready)
    with pytest.raises(BadInput, match=r"các tiêu chí 2\.1\.1 chưa đồng ý"):
        finish(ready, rest_is_agreed=False)
    finish(ready)
    sheet = ready.again(ready.commune)
    assert (sheet.state, sheet.explained_at) == (AssessmentState.EXPLAINED, IN_TIME)
    states = set(Appeal.objects.values_list("score__leaf_key", "state"))
    assert states == {(PLAN, AppealState.ASKED), (ON_TIME, AppealState.AGREED)}
    with pytest.raises(WrongState, match="đã kết thúc giải trình"):
        finish(ready)


def test_what_is_agreed_to_after_the_last_day_ends_the_explanation(ready: ScoringCast) -> None:
    sheet = ready.again(ready.commune)
    explanation_finish(sheet, FinishDraft(rest_is_agreed=True), actor=officer(ready).actor, now=LATE)
    assert ready.again(ready.commune).state == AssessmentState.EXPLAINED


def test_nobody_finishes_for_another_agency(ready: ScoringCast) -> None:
    with pytest.raises(NotAllowed):
        explanation_finish(ready.again(ready.commune), FinishDraft(True), actor=ready.third_officer.actor, now=IN_TIME)


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
        with pytest.raises(AssertionError):
            assert not answer(ready, row, AppealState.PARTLY, text=text).refused
        assert said in refusal(answer(ready, row, AppealState.PARTLY, text=text))
    assert not answer(ready, row, AppealState.PARTLY, text="2,5").refused
    assert ready.score(ready.commune, PLAN).standing == Decimal("2.5")


def test_a_refused_objection_keeps_the_appraised_points_and_says_why(ready: ScoringCast) -> None:
    row = make(ready)
    finish(ready)
    assert "viết vài lời" in refusal(answer(ready, row, AppealState.REFUSED, words="không"[:4]))
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


def test_proof_is_brought_to_an_objection_as_a_supplement(ready: ScoringCast) -> None:
    make(ready)
    document = ready.cast.document(actor=officer(ready).actor, type="Báo cáo", symbol="5/BC-UBND")
    proof = proof_add(
        ready.again(ready.commune), ProofDraft(PLAN, document=document), actor=officer(ready).actor, now=IN_TIME
    )
    assert proof.is_supplement and ready.score(ready.commune, PLAN).proof_count == 1


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


def test_the_database_and_python_agree_on_what_differs(ready: ScoringCast) -> None:
    Score.objects.filter(assessment=ready.third, leaf_key=ON_TIME).update(left_out=LeftOut.APPROVED)
    Score.objects.filter(assessment=ready.third, leaf_key=IDEAS).update(left_out=LeftOut.REFUSED)
    Score.objects.filter(assessment=ready.third, leaf_key=SURVEY).update(appraised=5)
    for sheet in (ready.commune, ready.third, ready.standing):
        found = sheet_of(ready.again(sheet))
        here = {one.pk for key, one in found.scores.items() if differs(found.criteria.by_key()[key], one)}
        assert here == set(Score.objects.filter(DIFFERS, assessment=sheet).values_list("pk", flat=True)) != set()


def test_the_differences_of_an_agency_stand_in_the_sets_order_with_what_was_said(ready: ScoringCast) -> None:
    make(ready, ON_TIME, asked_text="4")
    found = differences_of(sheet_of(ready.again(ready.commune)), appeals_by_score(ready.commune))
    assert [(one.leaf.key, one.points, one.lost, one.appeal is None) for one in found] == [
        (PLAN, 2, 1, True),
        (ON_TIME, 3, 1, False),
    ]
    assert [one.leaf.key for one in unanswered(found)] == [PLAN]


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


def owing(scoring: ScoringCast) -> None:
    """Let the commune owe its explanation: the duty of self-scoring, of which nothing is handed in, stands for it."""
    Assessment.objects.filter(pk=scoring.commune.pk).update(explanation_obligation=F("obligation"))


def test_finishing_hands_in_what_is_owed_and_says_what_was_said(ready: ScoringCast) -> None:
    owing(ready)
    make(ready)
    finish(ready)
    obligation = ready.again(ready.commune).explanation_obligation
    assert obligation is not None and obligation.state == ObligationState.SUBMITTED
    said = Submission.objects.get(obligation=obligation).sentence
    assert "giải trình 1 tiêu chí, đồng ý 1 tiêu chí" in said


def test_who_finishes_for_a_unit_brings_its_signed_paper(ready: ScoringCast) -> None:
    owing(ready)
    actor, draft = ready.cast.standing_officer.actor, FinishDraft(rest_is_agreed=True)
    with pytest.raises(BadInput, match="Kèm văn bản giải trình đã ký"):
        explanation_finish(ready.again(ready.commune), draft, actor=actor, now=IN_TIME)
    assert ready.again(ready.commune).state == AssessmentState.APPRAISED and not Appeal.objects.exists()
    paper = ProofDraft("", file=PDF, file_name="gt.pdf", symbol="9/UBND-VX", issued_on=date(2026, 3, 1))
    draft = FinishDraft(rest_is_agreed=True, paper=paper)
    explanation_finish(ready.again(ready.commune), draft, actor=actor, now=ready.cast.now)
    obligation = ready.again(ready.commune).explanation_obligation
    assert obligation is not None and obligation.on_behalf_by == ready.cast.standing


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
