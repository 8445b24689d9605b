"""Locking the self-scoring: what stands in its way, what is handed in with it, opening it again, the signed paper."""

from datetime import date
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.scoring.constants import AssessmentState, Stage
from caicach.scoring.models import Assessment, Score
from caicach.scoring.selectors.assessments import Gap, sheet_of
from caicach.scoring.services.claims import ClaimDraft, claim_save, left_out_ask
from caicach.scoring.services.locking import LockDraft, assessment_lock, assessment_unlock, signed_paper_set
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.scoring.services.proofs import ProofDraft, proof_add
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import PDF, Person
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
ON_TIME, INSPECTION = "procedures.dossiers.on_time", "steering.inspection"
PAPER = ProofDraft("", file=PDF, file_name="phieu.pdf", symbol="88/BC-UBND", issued_on=date(2026, 3, 1))


def claim(scoring: ScoringCast, key: str, text: str, note: str = "") -> None:
    actor = scoring.cast.commune_officer.actor
    claim_save(scoring.commune, ClaimDraft(key, text, note), actor=actor, now=scoring.cast.now)


def lock(scoring: ScoringCast, by: Person | None = None, **values: Any) -> Assessment:
    actor = (by or scoring.cast.commune_officer).actor
    draft = LockDraft(**{"blanks_are_zero": True, **values})
    assessment_lock(scoring.again(scoring.commune), draft, actor=actor, now=scoring.cast.now)
    return scoring.again(scoring.commune)


def owed(scoring: ScoringCast) -> Obligation:
    found = scoring.again(scoring.commune).obligation
    assert found is not None
    return Obligation.objects.get(pk=found.pk)


def test_what_is_missing_is_told_leaf_by_leaf(scoring: ScoringCast) -> None:
    claim(scoring, ON_TIME, "99")
    claim(scoring, INSPECTION, "yes")
    gaps = sheet_of(scoring.again(scoring.commune)).gaps
    assert gaps[ON_TIME] is Gap.NO_PROOF and INSPECTION not in gaps
    assert gaps["procedures.ideas"] is Gap.NO_CLAIM and "impact.survey" not in gaps


def test_points_without_proof_or_words_are_refused_by_number(scoring: ScoringCast) -> None:
    claim(scoring, ON_TIME, "99")
    with pytest.raises(BadInput, match=r"tiêu chí 2\.1\.1 có điểm mà chưa đủ minh chứng"):
        lock(scoring)
    claim(scoring, ON_TIME, "99", "Số liệu do hệ thống một cửa của tỉnh giữ.")
    assert lock(scoring).state == AssessmentState.LOCKED


def test_proof_of_another_kind_needs_words_too(scoring: ScoringCast) -> None:
    claim(scoring, ON_TIME, "99")
    actor = scoring.cast.commune_officer.actor
    document = scoring.cast.document(actor=actor, type="Công văn", symbol="5/UBND-VP")
    proof_add(scoring.commune, ProofDraft(ON_TIME, document=document), actor=actor, now=scoring.cast.now)
    assert sheet_of(scoring.again(scoring.commune)).gaps[ON_TIME] is Gap.UNMET_PROOF
    with pytest.raises(BadInput, match=r"2\.1\.1"):
        lock(scoring)


def test_what_nobody_claimed_counts_as_nothing_only_when_said(scoring: ScoringCast) -> None:
    with pytest.raises(BadInput, match="chưa chấm"):
        lock(scoring, blanks_are_zero=False)
    assert scoring.again(scoring.commune).state == AssessmentState.SCORING
    lock(scoring)
    score = scoring.score(scoring.commune, INSPECTION)
    told = score.changes.get()
    assert (score.claimed, told.old, told.new) == (0, None, 0) and "tính 0 điểm" in told.words
    assert scoring.score(scoring.commune, "impact.survey").claimed is None


def test_what_perhaps_does_not_apply_is_left_open(scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    left_out_ask(scoring.commune, ON_TIME, reason="Không có một cửa.", actor=actor, now=scoring.cast.now)
    lock(scoring)
    assert scoring.score(scoring.commune, ON_TIME).claimed is None


def test_the_lock_hands_in_what_is_owed_and_is_written_down(scoring: ScoringCast) -> None:
    claim(scoring, INSPECTION, "yes")
    locked = lock(scoring)
    assert (locked.locked_by, locked.locked_at) == (scoring.cast.commune_officer.user, scoring.cast.now)
    assert owed(scoring).state == ObligationState.SUBMITTED
    assert "1,00 điểm" in owed(scoring).submissions.get().sentence
    assert Entry.objects.filter(action="scoring.lock").count() == 1
    with pytest.raises(WrongState, match="đã khóa"):
        lock(scoring)


def test_others_lock_nothing(scoring: ScoringCast) -> None:
    with pytest.raises(NotAllowed):
        lock(scoring, scoring.cast.neighbour_officer)


def test_for_a_unit_the_signed_paper_is_needed(scoring: ScoringCast) -> None:
    with pytest.raises(BadInput, match="phiếu chấm đã ký của đơn vị"):
        lock(scoring, scoring.cast.standing_officer)
    locked = lock(scoring, scoring.cast.standing_officer, paper=PAPER)
    assert locked.on_behalf_by == scoring.cast.standing and locked.signed_paper is not None
    assert locked.signed_paper.symbol == "88/BC-UBND"
    assert owed(scoring).on_behalf_by == scoring.cast.standing


def unlock(scoring: ScoringCast, reason: str = "Nhầm số liệu.", by: Person | None = None) -> None:
    actor = (by or scoring.cast.standing_officer).actor
    assessment_unlock(scoring.again(scoring.commune), reason=reason, actor=actor, now=scoring.cast.now)


def test_the_standing_body_opens_it_again_with_a_reason(scoring: ScoringCast) -> None:
    lock(scoring)
    with pytest.raises(BadInput, match="Ghi lý do mở khóa"):
        unlock(scoring, " ")
    with pytest.raises(NotAllowed):
        unlock(scoring, by=scoring.cast.commune_officer)
    unlock(scoring)
    assert scoring.again(scoring.commune).state == AssessmentState.SCORING
    assert owed(scoring).state == ObligationState.RETURNED
    lock(scoring)
    assert owed(scoring).state == ObligationState.SUBMITTED


def test_once_somebody_appraised_it_stays_locked(scoring: ScoringCast) -> None:
    lock(scoring)
    score = scoring.score(scoring.commune, INSPECTION)
    draft = MarkDraft(score.pk, score.revision, score.maximum, words="Có.")
    marks_save([draft], stage=Stage.APPRAISED, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)
    with pytest.raises(WrongState, match="Đã bắt đầu thẩm định"):
        unlock(scoring)


def test_the_signed_paper_comes_after_the_lock(scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    with pytest.raises(WrongState, match="Khóa phiếu chấm trước"):
        signed_paper_set(scoring.again(scoring.commune), PAPER, actor=actor, now=scoring.cast.now)
    lock(scoring)
    signed_paper_set(scoring.again(scoring.commune), PAPER, actor=actor, now=scoring.cast.now)
    paper = scoring.again(scoring.commune).signed_paper
    assert paper is not None and paper.symbol == "88/BC-UBND"


def test_a_sheet_costs_as_many_queries_however_many_scores(
    scoring: ScoringCast, django_assert_num_queries: Any
) -> None:
    assessment = scoring.again(scoring.commune)
    with django_assert_num_queries(4):
        sheet = sheet_of(assessment)
        assert len(sheet.gaps) == len(sheet.own_leaves) == 6
        assert sheet.result(Stage.CLAIMED).points == 0
    assert Score.objects.filter(assessment=assessment).count() == 7
