"""Self-scoring: points follow from what is claimed, what is refused, what does not apply, bonus and penalty."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.scoring.constants import AssessmentState, LeftOut, Stage
from caicach.scoring.models import Assessment, Round, Score, ScoreChange
from caicach.scoring.services.claims import (
    AdjustmentDraft,
    ClaimDraft,
    adjustments_save,
    claim_save,
    claims_save,
    left_out_ask,
    left_out_decide,
    left_out_withdraw,
)
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from cast import Person
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
ON_TIME = "procedures.dossiers.on_time"


def claim(scoring: ScoringCast, key: str, text: str, *, by: Person | None = None, **values: Any) -> Score:
    actor = (by or scoring.cast.commune_officer).actor
    return claim_save(scoring.commune, ClaimDraft(key, text, **values), actor=actor, now=scoring.cast.now)


@pytest.mark.parametrize(
    ("key", "text", "value", "points"),
    [
        ("steering.plan.issued", "late", "late", "0.5"),
        ("steering.plan.issued", "ban hành chậm", "late", "0.5"),
        ("steering.inspection", "yes", "yes", "1"),
        ("steering.inspection", "Không", "no", "0"),
        (ON_TIME, "99,03", "99.03", "3.58"),
        (ON_TIME, "99,03 %", "99.03", "3.58"),
        ("procedures.dossiers.apologies", "3", "3", "0.5"),
        ("procedures.ideas", "5", "5", "1"),
    ],
)
def test_points_follow_from_what_is_claimed(scoring: ScoringCast, key: str, text: str, value: str, points: str) -> None:
    score = claim(scoring, key, text)
    assert (score.claimed_value, score.claimed, score.standing) == (value, Decimal(points), Decimal(points))


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        (ON_TIME, "gần hết", "2.1.1: không đọc được số “gần hết”"),
        (ON_TIME, "-4", "2.1.1: số “-4” âm hoặc quá lớn"),
        ("steering.plan.issued", "sớm", "1.1.1: không có mức “sớm”"),
        ("steering.inspection", "có lẽ", "1.2: “có lẽ” không rõ là có hay không"),
        ("impact.survey", "88", "3.1 lấy từ kết quả khảo sát"),
        ("no.such.leaf", "1", "Không có tiêu chí “no.such.leaf”"),
    ],
)
def test_what_cannot_be_claimed_is_refused_with_a_sentence(
    scoring: ScoringCast, key: str, text: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        claim(scoring, key, text)
    assert not ScoreChange.objects.exists()


def test_points_by_hand_stay_within_the_maximum(scoring: ScoringCast) -> None:
    from caicach.scoring.mapping import typed_value
    from reform.index import ScoringKind, ScoringRule, SubCriterion

    leaf = SubCriterion("a.b", "1.1", "Điểm", Decimal(2), ScoringRule(ScoringKind.FORMULA))
    assert typed_value("1,75", leaf, 2) == Decimal("1.75")
    with pytest.raises(BadInput, match="Tiêu chí 1"):
        typed_value("2,5", leaf, 2)


def test_all_or_nothing_and_every_problem_is_told(scoring: ScoringCast) -> None:
    drafts = [ClaimDraft("steering.inspection", "yes"), ClaimDraft(ON_TIME, "x"), ClaimDraft("impact.survey", "1")]
    with pytest.raises(BadInput) as refused:
        claims_save(scoring.commune, drafts, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)
    assert len(str(refused.value).splitlines()) == 2
    assert scoring.score(scoring.commune, "steering.inspection").claimed is None


def test_nothing_typed_takes_a_claim_back(scoring: ScoringCast) -> None:
    claim(scoring, "steering.inspection", "yes", note="Đã kiểm tra.")
    score = claim(scoring, "steering.inspection", "", note="Đã kiểm tra.")
    assert (score.claimed, score.claimed_value, score.claim_note) == (None, "", "Đã kiểm tra.")


def test_of_two_who_write_the_second_is_told(scoring: ScoringCast) -> None:
    seen = scoring.score(scoring.commune, ON_TIME).revision
    claim(scoring, ON_TIME, "99", revision=seen)
    with pytest.raises(WrongState, match="vừa có người khác sửa"):
        claim(scoring, ON_TIME, "98", revision=seen)


@pytest.mark.parametrize("who", ["neighbour_officer", "commune_viewer", "area_lead", "stranger"])
def test_only_the_agency_and_the_standing_body_score_it(scoring: ScoringCast, who: str) -> None:
    with pytest.raises(NotAllowed):
        claim(scoring, ON_TIME, "99", by=getattr(scoring.cast, who))


def test_the_standing_body_scores_for_a_unit_and_it_is_remembered(scoring: ScoringCast) -> None:
    claim(scoring, ON_TIME, "99", by=scoring.cast.standing_officer)
    assert scoring.again(scoring.commune).on_behalf_by_id == scoring.cast.standing_officer.actor.agency_id


def test_nothing_is_claimed_after_the_lock_or_after_the_round(scoring: ScoringCast) -> None:
    Assessment.objects.filter(pk=scoring.commune.pk).update(state=AssessmentState.LOCKED, locked_at=scoring.cast.now)
    with pytest.raises(WrongState, match="đã khóa"):
        claim(scoring, ON_TIME, "99")
    Assessment.objects.filter(pk=scoring.commune.pk).update(state=AssessmentState.SCORING)
    Round.objects.update(state="settled")
    with pytest.raises(WrongState):
        claim(scoring, ON_TIME, "99")


def test_many_claims_cost_as_many_statements_as_one(scoring: ScoringCast, django_assert_num_queries: Any) -> None:
    actor = scoring.cast.commune_officer.actor
    drafts = [ClaimDraft("steering.inspection", "yes"), ClaimDraft(ON_TIME, "99"), ClaimDraft("procedures.ideas", "1")]
    with django_assert_num_queries(9):
        claims_save(scoring.commune, drafts[:1], actor=actor, now=scoring.cast.now)
    with django_assert_num_queries(9):
        claims_save(scoring.commune, drafts[1:], actor=actor, now=scoring.cast.now)


def ask(scoring: ScoringCast, key: str = ON_TIME, reason: str = "Không có bộ phận một cửa.") -> Score:
    actor = scoring.cast.commune_officer.actor
    return left_out_ask(scoring.commune, key, reason=reason, actor=actor, now=scoring.cast.now)


def decide(scoring: ScoringCast, *, by: Person, is_approved: bool = True, words: str = "") -> Score:
    return left_out_decide(
        scoring.commune, ON_TIME, is_approved=is_approved, words=words, actor=by.actor, now=scoring.cast.now
    )


def test_who_appraises_the_area_decides_what_does_not_apply(scoring: ScoringCast) -> None:
    assert ask(scoring).left_out == LeftOut.ASKED
    with pytest.raises(NotAllowed, match="cơ quan thẩm định"):
        decide(scoring, by=scoring.cast.commune_officer)
    score = decide(scoring, by=scoring.cast.area_lead)
    assert (score.left_out, score.left_out_by) == (LeftOut.APPROVED, scoring.cast.area_lead.user)
    told = ScoreChange.objects.filter(score=score).last()
    assert told is not None and (told.old_left_out, told.new_left_out) == (LeftOut.ASKED, LeftOut.APPROVED)
    with pytest.raises(BadInput, match="không áp dụng với cơ quan này"):
        claim(scoring, ON_TIME, "99")


def test_refusing_needs_words_and_lets_the_agency_score_on(scoring: ScoringCast) -> None:
    ask(scoring)
    with pytest.raises(BadInput, match="ghi lý do vẫn áp dụng"):
        decide(scoring, by=scoring.cast.area_lead, is_approved=False)
    assert decide(scoring, by=scoring.cast.area_lead, is_approved=False, words="Có.").left_out == LeftOut.REFUSED
    with pytest.raises(WrongState, match="Không còn đề nghị"):
        decide(scoring, by=scoring.cast.area_lead)
    assert claim(scoring, ON_TIME, "99").claimed is not None


def test_asking_keeps_points_and_is_taken_back(scoring: ScoringCast) -> None:
    claim(scoring, ON_TIME, "99,03")
    assert ask(scoring).claimed == Decimal("3.58")
    actor = scoring.cast.commune_officer.actor
    assert left_out_withdraw(scoring.commune, ON_TIME, actor=actor, now=scoring.cast.now).left_out == LeftOut.NO
    with pytest.raises(WrongState):
        left_out_withdraw(scoring.commune, ON_TIME, actor=actor, now=scoring.cast.now)


@pytest.mark.parametrize(
    ("key", "reason"), [("steering.inspection", "Không có."), (ON_TIME, "  "), ("no.such.leaf", "Không có.")]
)
def test_leaving_out_needs_a_reason_and_a_set_that_lets_it(scoring: ScoringCast, key: str, reason: str) -> None:
    with pytest.raises(BadInput):
        ask(scoring, key, reason)


def adjust(scoring: ScoringCast, key: str, text: str, words: str = "Quyết định khen thưởng.") -> Any:
    drafts = [AdjustmentDraft(key, text, words)]
    return adjustments_save(scoring.commune, drafts, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)


def test_bonus_and_penalty_are_claimed_with_words(scoring: ScoringCast) -> None:
    (bonus,) = adjust(scoring, "bonus.model", "0,5")
    assert bonus.claimed == Decimal("0.5")
    assert adjust(scoring, "bonus.model", "0,5") == ()
    assert adjust(scoring, "bonus.model", "")[0].claimed is None


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("bonus.model", "1,5", "Lý do."),
        ("bonus.model", "-1", "Lý do."),
        ("bonus.model", "nhiều", "Lý do."),
        ("bonus.model", "0,5", ""),
        ("bonus.none", "0,5", "Lý do."),
    ],
)
def test_a_bonus_that_cannot_be_is_refused(scoring: ScoringCast, key: str, text: str, words: str) -> None:
    with pytest.raises(Refusal):
        adjust(scoring, key, text, words)


def test_a_claim_stands_behind_what_was_appraised(scoring: ScoringCast) -> None:
    score = claim(scoring, ON_TIME, "99,5")
    draft = MarkDraft(score.pk, score.revision, Decimal(2), words="Theo số liệu.")
    marks_save([draft], stage=Stage.APPRAISED, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)
    assert scoring.score(scoring.commune, ON_TIME).standing == 2
