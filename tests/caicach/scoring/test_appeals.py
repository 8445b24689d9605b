"""Explanations: agreeing, objecting, taking back, finishing; what is refused, who may, who comes second."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F

from appeals_cast import IDEAS, IN_TIME, LATE, ON_TIME, PLAN, SURVEY, WORDS, everybody_appraised, finish, make, officer
from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Submission
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase
from caicach.scoring.models import Appeal, Assessment, RoundPhase, Score
from caicach.scoring.selectors.appeals import DIFFERS, appeals_by_score, differences_of, differs, unanswered
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.services.appeals import (
    AppealDraft,
    Reply,
    appeal_agree,
    appeal_withdraw,
    replies_save,
)
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from caicach.scoring.services.proofs import ProofDraft, proof_add
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import PDF
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    return everybody_appraised(scoring)


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


def test_proof_is_brought_to_an_objection_as_a_supplement(ready: ScoringCast) -> None:
    make(ready)
    document = ready.cast.document(actor=officer(ready).actor, type="Báo cáo", symbol="5/BC-UBND")
    proof = proof_add(
        ready.again(ready.commune), ProofDraft(PLAN, document=document), actor=officer(ready).actor, now=IN_TIME
    )
    assert proof.is_supplement and ready.score(ready.commune, PLAN).proof_count == 1


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
    said = [(one.leaf.key, str(one.points), str(one.lost), one.appeal is None) for one in found]
    assert said == [(PLAN, "2", "1", True), (ON_TIME, "3", "1", False)]
    assert [one.leaf.key for one in unanswered(found)] == [PLAN]


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
