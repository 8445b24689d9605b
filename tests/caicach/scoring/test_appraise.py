"""Appraisal: keeping, changing with a reason, asking for more, what comes from outside; who may, who comes second."""

import re
from decimal import Decimal
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.scoring.constants import AssessmentState, LeftOut, Stage
from caicach.scoring.models import Assessment, Score, ScoreChange
from caicach.scoring.services.appraise import (
    AppraisalDraft,
    Appraised,
    MoreDraft,
    OutsideDraft,
    keep_clear,
    more_ask,
    outside_save,
    scores_appraise,
)
from caicach.scoring.services.claims import left_out_ask
from caicach.web.errors import NotAllowed
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
PLAN, ON_TIME, SURVEY = "steering.plan.done", "procedures.dossiers.on_time", "impact.survey"
FIGURES = {"reason": "figures_differ", "words": "Theo sổ nhiệm vụ của tỉnh."}


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    """Everybody claimed 3 of 3 for the plan and 4 of 4 for dossiers, and locked."""
    locked(scoring, {PLAN: "3", ON_TIME: "4"})
    return scoring


def give(
    scoring: ScoringCast, by: Person, *sheets: Assessment, key: str = PLAN, text: str = "2,5", **values: Any
) -> Appraised:
    scores = [scoring.score(sheet, key) for sheet in sheets]
    drafts = [AppraisalDraft(one.pk, one.revision, text, **{**FIGURES, **values}) for one in scores]
    return scores_appraise(scoring.round, drafts, actor=by.actor, now=scoring.cast.now)


def refusal(done: Appraised) -> str:
    (one,) = done.refused
    return one.sentence


def test_other_points_are_given_with_a_reason_and_words(ready: ScoringCast) -> None:
    done = give(ready, ready.cast.standing_officer, ready.commune)
    score = ready.score(ready.commune, PLAN)
    assert not done.refused and (score.claimed, score.appraised, score.standing) == (3, Decimal("2.5"), Decimal("2.5"))
    change = score.changes.get(stage=Stage.APPRAISED)
    assert (change.old, change.new, change.reason, change.words) == (None, Decimal("2.5"), *FIGURES.values())
    assert (change.by, change.of_agency) == (ready.cast.standing_officer.user, ready.cast.standing)


def test_keeping_needs_no_words(ready: ScoringCast) -> None:
    done = give(ready, ready.cast.standing_officer, ready.commune, keeps=True, text="", reason="", words="")
    assert not done.refused and ready.score(ready.commune, PLAN).appraised == 3


def test_the_points_claimed_typed_again_are_kept_without_a_reason(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.commune, text="3", words="")
    score = ready.score(ready.commune, PLAN)
    assert (score.appraised, score.appraised_reason) == (3, "")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"reason": ""}, "chọn một lý do trong danh mục"),
        ({"reason": "no_such_code"}, "chọn một lý do trong danh mục"),
        ({"words": "ok."}, "viết vài lời"),
        ({"text": "3,5"}, r"1\.1\.2"),
        ({"text": "-1"}, r"1\.1\.2"),
        ({"text": "nhiều"}, "không đọc được điểm"),
        ({"words": "a" * 2001}, "dài quá 2000 ký tự"),
    ],
)
def test_bad_points_are_refused_with_a_sentence(ready: ScoringCast, values: dict[str, str], sentence: str) -> None:
    done = give(ready, ready.cast.standing_officer, ready.commune, **values)
    assert re.search(sentence, refusal(done)) and not done.done
    assert ready.score(ready.commune, PLAN).appraised is None


def test_points_are_taken_back(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.commune)
    give(ready, ready.cast.standing_officer, ready.commune, text="")
    score = ready.score(ready.commune, PLAN)
    assert (score.appraised, score.standing, score.appraised_note) == (None, 3, "")


def test_what_is_refused_is_told_and_the_rest_is_done(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.neighbour.pk).update(state=AssessmentState.SCORING)
    done = give(ready, ready.cast.standing_officer, ready.commune, ready.neighbour, ready.third)
    assert [score.assessment_id for score in done.done] == [ready.commune.pk, ready.third.pk]
    assert "Đồi Chè" in refusal(done) and "chưa khóa điểm tự chấm" in refusal(done)


def test_nobody_appraises_before_the_lock_or_after_the_settlement(ready: ScoringCast) -> None:
    for state, said in ((AssessmentState.SCORING, "chưa khóa"), (AssessmentState.SETTLED, "công nhận")):
        Assessment.objects.update(state=state)
        assert said in refusal(give(ready, ready.cast.standing_officer, ready.commune))


def test_after_an_explanation_the_second_score_is_given(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.commune)
    Assessment.objects.update(state=AssessmentState.APPRAISED)
    assert "giải trình" in refusal(give(ready, ready.cast.standing_officer, ready.commune, text="2,75"))
    Assessment.objects.update(state=AssessmentState.EXPLAINED)
    give(ready, ready.cast.standing_officer, ready.commune, text="2,75", reason="explained")
    score = ready.score(ready.commune, PLAN)
    assert (score.appraised, score.reviewed, score.standing) == (Decimal("2.5"), Decimal("2.75"), Decimal("2.75"))


def test_of_two_appraisers_the_second_is_told(ready: ScoringCast) -> None:
    seen = ready.score(ready.commune, PLAN)
    give(ready, ready.cast.standing_officer, ready.commune)
    late = AppraisalDraft(seen.pk, seen.revision, "1", **FIGURES)
    done = scores_appraise(ready.round, [late], actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert "vừa có người khác sửa" in refusal(done)
    assert ready.score(ready.commune, PLAN).appraised == Decimal("2.5")


@pytest.mark.parametrize(
    ("who", "key", "sheet", "may"),
    [
        ("standing_officer", PLAN, "commune", True),
        ("standing_officer", PLAN, "office", True),
        ("standing_officer", PLAN, "standing", False),  # its own
        ("province_leader", PLAN, "standing", True),
        ("province_leader", PLAN, "commune", False),
        ("standing_officer", ON_TIME, "commune", False),  # the office leads the area
        ("area_lead", ON_TIME, "commune", True),
        ("area_lead", ON_TIME, "office", False),
        ("standing_officer", ON_TIME, "office", True),  # the area body's own
        ("area_lead", PLAN, "commune", False),
        ("commune_officer", PLAN, "commune", False),
        ("commune_officer", PLAN, "neighbour", False),
        ("department_officer", ON_TIME, "commune", False),
    ],
)
def test_only_the_body_that_acts_appraises(ready: ScoringCast, who: str, key: str, sheet: str, may: bool) -> None:
    person = getattr(ready.cast, who)
    if may:
        assert give(ready, person, getattr(ready, sheet), key=key, text="1").done
        return
    with pytest.raises(NotAllowed):
        give(ready, person, getattr(ready, sheet), key=key, text="1")


def test_of_many_only_ones_own_agency_is_refused(ready: ScoringCast) -> None:
    done = give(ready, ready.cast.standing_officer, ready.commune, ready.standing)
    assert len(done.done) == 1 and "cơ quan khác thẩm định" in refusal(done)


def test_scores_of_another_round_are_not_touched(ready: ScoringCast) -> None:
    done = scores_appraise(
        ready.round, [AppraisalDraft(10**9, 1, "1")], actor=ready.cast.standing_officer.actor, now=ready.cast.now
    )
    assert done == Appraised((), ())


def test_what_perhaps_does_not_apply_is_decided_first(scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    left_out_ask(scoring.commune, ON_TIME, reason="Không có một cửa.", actor=actor, now=scoring.cast.now)
    locked(scoring, {})
    assert "Quyết định việc đó trước" in refusal(give(scoring, scoring.cast.area_lead, scoring.commune, key=ON_TIME))
    Score.objects.filter(left_out=LeftOut.ASKED).update(left_out=LeftOut.APPROVED)
    assert "không áp dụng" in refusal(give(scoring, scoring.cast.area_lead, scoring.commune, key=ON_TIME))


def test_more_is_asked_with_words_and_answered_by_the_points(ready: ScoringCast) -> None:
    score = ready.score(ready.commune, PLAN)
    ask = MoreDraft(score.pk, score.revision, "Gửi báo cáo năm có chữ ký.")
    more_ask(ready.round, [ask], actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    asked = ready.score(ready.commune, PLAN)
    assert (asked.more_asked, asked.more_asked_at, asked.appraised) == (ask.words, ready.cast.now, None)
    assert Entry.objects.get(action="scoring.more-ask").object_id
    give(ready, ready.cast.standing_officer, ready.commune)
    assert ready.score(ready.commune, PLAN).more_asked == ""


def test_asking_without_words_is_refused(ready: ScoringCast) -> None:
    score = ready.score(ready.commune, PLAN)
    ask = MoreDraft(score.pk, score.revision, "?")
    done = more_ask(ready.round, [ask], actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert "ghi cần bổ sung gì" in refusal(done)


def test_clear_cases_are_kept_at_once(ready: ScoringCast) -> None:
    Score.objects.filter(leaf_key=PLAN).update(proposed=3, is_proof_met=True)
    for sheet, values in (
        (ready.neighbour, {"proposed": Decimal("2.9")}),
        (ready.third, {"is_proof_met": False}),
        (ready.department, {"more_asked": "Gửi báo cáo."}),
    ):
        Score.objects.filter(assessment=sheet, leaf_key=PLAN).update(**values)
    done = keep_clear(ready.round, [PLAN], actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert {score.assessment_id for score in done.done} == {ready.commune.pk, ready.office.pk}
    assert ready.score(ready.standing, PLAN).appraised is None
    assert all(score.appraised == 3 for score in done.done)


def outside(scoring: ScoringCast, by: Person, **values: str) -> Appraised:
    score = scoring.score(scoring.commune, SURVEY)
    given = {"text": "86,4", "source": "Báo cáo khảo sát 12/BC-SNV", "sample": "120", **values}
    return outside_save(
        scoring.round, [OutsideDraft(score.pk, score.revision, **given)], actor=by.actor, now=scoring.cast.now
    )


def test_a_survey_is_entered_by_its_value_with_source_and_sample(ready: ScoringCast) -> None:
    assert not outside(ready, ready.cast.standing_officer).refused
    score = ready.score(ready.commune, SURVEY)
    assert (score.appraised, score.claimed, score.claimed_value) == (Decimal("6.91"), None, "86.4")
    assert (score.sample_size, score.source_note) == (120, "Báo cáo khảo sát 12/BC-SNV")
    assert ScoreChange.objects.filter(score=score, new=Decimal("6.91")).count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"source": " "}, "ghi nguồn của kết quả"),
        ({"sample": ""}, "số phiếu hợp lệ"),
        ({"sample": "0"}, "số phiếu hợp lệ"),
        ({"text": "tốt"}, "không đọc được số"),
    ],
)
def test_a_survey_without_source_or_sample_is_refused(
    ready: ScoringCast, values: dict[str, str], sentence: str
) -> None:
    assert sentence in refusal(outside(ready, ready.cast.standing_officer, **values))


def test_a_survey_is_no_claim_and_a_claim_no_survey(ready: ScoringCast) -> None:
    assert "nhập kết quả kèm nguồn" in refusal(
        give(ready, ready.cast.standing_officer, ready.commune, key=SURVEY, text="3")
    )
    score = ready.score(ready.commune, PLAN)
    draft = OutsideDraft(score.pk, score.revision, "90", "Nguồn", "50")
    done = outside_save(ready.round, [draft], actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert "do cơ quan tự chấm" in refusal(done)


def test_an_agency_enters_no_survey_of_its_own(ready: ScoringCast) -> None:
    with pytest.raises(NotAllowed):
        outside(ready, ready.cast.commune_officer)


def test_many_cost_as_many_queries_as_one(ready: ScoringCast, django_assert_num_queries: Any) -> None:
    sheets = (ready.commune, ready.neighbour, ready.third, ready.department, ready.office)
    drafts = [
        AppraisalDraft(one.pk, one.revision, "2,5", **FIGURES) for one in (ready.score(sheet, PLAN) for sheet in sheets)
    ]
    with django_assert_num_queries(10):
        done = scores_appraise(ready.round, drafts, actor=ready.cast.standing_officer.actor, now=ready.cast.now)
    assert len(done.done) == 5
