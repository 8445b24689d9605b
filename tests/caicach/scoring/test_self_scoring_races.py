"""Two people at the same moment in one assessment: each save is whole, one of two that exclude each other is told."""

from functools import partial

import pytest

from caicach.scoring.constants import AssessmentState
from caicach.scoring.models import ScoreChange, ScoreProof
from caicach.scoring.services.claims import ClaimDraft, claim_save
from caicach.scoring.services.locking import LockDraft, assessment_lock
from caicach.scoring.services.proofs import ProofDraft, proof_add
from scoring_cast import ScoringCast
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
ON_TIME, INSPECTION = "procedures.dossiers.on_time", "steering.inspection"


def claim(scoring: ScoringCast, key: str, text: str, revision: int | None = None) -> None:
    actor = scoring.cast.commune_officer.actor
    draft = ClaimDraft(key, text, "Có sổ.", revision)
    claim_save(scoring.again(scoring.commune), draft, actor=actor, now=scoring.cast.now)


def lock(scoring: ScoringCast) -> None:
    actor = scoring.cast.commune_officer.actor
    assessment_lock(scoring.again(scoring.commune), LockDraft(blanks_are_zero=True), actor=actor, now=scoring.cast.now)


def prove(scoring: ScoringCast, draft: ProofDraft) -> None:
    proof_add(scoring.again(scoring.commune), draft, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)


def test_two_who_claim_other_criteria_are_both_saved(scoring: ScoringCast) -> None:
    assert at_once(partial(claim, scoring, ON_TIME, "99"), partial(claim, scoring, INSPECTION, "yes")) == ["", ""]
    assert ScoreChange.objects.count() == 2


def test_of_two_who_claim_the_same_one_is_told(scoring: ScoringCast) -> None:
    seen = scoring.score(scoring.commune, ON_TIME).revision
    told = at_once(partial(claim, scoring, ON_TIME, "99", seen), partial(claim, scoring, ON_TIME, "98", seen))
    assert told == ["", "WrongState"]
    assert ScoreChange.objects.count() == 1


def test_of_two_who_lock_one_is_told_and_it_is_handed_in_once(scoring: ScoringCast) -> None:
    told = at_once(partial(lock, scoring), partial(lock, scoring))
    assert told == ["", "WrongState"]
    found = scoring.again(scoring.commune)
    assert found.state == AssessmentState.LOCKED and found.obligation is not None
    assert found.obligation.submissions.count() == 1


def test_a_claim_beside_the_lock_is_in_it_or_refused(scoring: ScoringCast) -> None:
    told = at_once(partial(claim, scoring, INSPECTION, "yes"), partial(lock, scoring))
    claimed = scoring.score(scoring.commune, INSPECTION).claimed
    assert scoring.again(scoring.commune).state == AssessmentState.LOCKED
    assert (told, claimed) in ((["", ""], 1), (["", "WrongState"], 0))


def test_one_document_put_there_twice_at_once_stands_once(scoring: ScoringCast) -> None:
    document = scoring.cast.document(actor=scoring.cast.commune_officer.actor)
    draft = ProofDraft(ON_TIME, document=document)
    told = at_once(partial(prove, scoring, draft), partial(prove, scoring, draft))
    assert told == ["", "BadInput"]
    assert ScoreProof.objects.count() == 1
    assert scoring.score(scoring.commune, ON_TIME).proof_count == 1
