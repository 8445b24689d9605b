"""Documents beside claims: judged by the set's rules, of the agency alone, a supplement after the lock."""

from datetime import date
from typing import Any

import pytest

from caicach.documents.models import Document
from caicach.scoring.constants import AssessmentState
from caicach.scoring.models import Assessment, Round, RoundSet, Score, ScoreProof
from caicach.scoring.selectors.proofs import documents_offered, judge
from caicach.scoring.services.proofs import ProofDraft, proof_add, proof_remove, proofs_add
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import PDF
from reform.index import TagKind
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
PLAN, DOSSIERS, NONE_ASKED = "steering.plan.issued", "procedures.dossiers.on_time", "steering.inspection"


def own(scoring: ScoringCast, **values: Any) -> Document:
    actor = scoring.cast.commune_officer.actor
    return scoring.cast.document(actor=actor, **values)


def add(scoring: ScoringCast, key: str = DOSSIERS, **values: Any) -> ScoreProof:
    actor = scoring.cast.commune_officer.actor
    return proof_add(scoring.again(scoring.commune), ProofDraft(key, **values), actor=actor, now=scoring.cast.now)


def tags(scoring: ScoringCast, key: str) -> dict[TagKind, bool | None]:
    score = scoring.score(scoring.commune, key)
    judged = judge(scoring.again(scoring.commune), [score])[score.pk]
    return {tag.kind: tag.is_met for check in judged.check.documents for tag in check.tags}


def test_a_document_that_fits_meets_what_is_asked(scoring: ScoringCast) -> None:
    proof = add(scoring, document=own(scoring), words="bảng 2")
    score = scoring.score(scoring.commune, DOSSIERS)
    assert (score.proof_count, score.is_proof_met, proof.is_supplement) == (1, True, False)
    assert tags(scoring, DOSSIERS) == {TagKind.TYPE: True, TagKind.ISSUER: True, TagKind.WINDOW: True}


def test_another_type_or_day_is_told_and_kept(scoring: ScoringCast) -> None:
    document = own(scoring, type="Kế hoạch", symbol="9/KH-UBND", issued_on=date(2025, 12, 10))
    add(scoring, PLAN, document=document)
    assert scoring.score(scoring.commune, PLAN).is_proof_met is True
    assert tags(scoring, PLAN)[TagKind.IN_TIME] is True
    add(scoring, DOSSIERS, document=document)
    assert scoring.score(scoring.commune, DOSSIERS).is_proof_met is False
    assert tags(scoring, DOSSIERS)[TagKind.TYPE] is False


def test_where_none_is_asked_it_is_neither_met_nor_not(scoring: ScoringCast) -> None:
    add(scoring, NONE_ASKED, document=own(scoring))
    score = scoring.score(scoring.commune, NONE_ASKED)
    assert (score.proof_count, score.is_proof_met) == (1, None)


def test_proof_of_last_years_scoring_is_told(scoring: ScoringCast) -> None:
    document = own(scoring)
    past = Round.objects.create(
        owner=scoring.cast.province, standing_body=scoring.cast.standing, purpose="par_index", year=2025,
        title="Năm 2025", is_history=True, opened_at=scoring.cast.now,
    )  # fmt: skip
    kept = RoundSet.objects.create(
        round=past, set_version=scoring.commune.round_set.set_version, kind="commune", position=1
    )
    before = Assessment.objects.create(round=past, round_set=kept, agency=scoring.cast.commune)
    score = Score.objects.create(
        assessment=before, leaf_key=DOSSIERS, area_key="procedures", position=1, maximum=4, updated_at=scoring.cast.now
    )
    ScoreProof.objects.create(score=score, document=document, added_at=scoring.cast.now)
    add(scoring, document=document)
    assert tags(scoring, DOSSIERS)[TagKind.OTHER_YEAR] is False
    assert scoring.score(scoring.commune, DOSSIERS).is_proof_met is False


def test_a_file_with_its_facts_goes_into_the_register(scoring: ScoringCast) -> None:
    proof = add(scoring, file=PDF, file_name="bc.pdf", symbol="12/BC-UBND", issued_on=scoring.cast.today)
    assert (proof.document.symbol, proof.document.issuer) == ("12/BC-UBND", scoring.cast.commune)
    assert scoring.score(scoring.commune, DOSSIERS).is_proof_met is True


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Chưa chọn minh chứng"),
        ({"file": PDF, "file_name": "a.pdf"}, "Ghi số, ký hiệu và ngày ban hành"),
        ({"file": b"", "file_name": "a.pdf", "symbol": "1/BC", "issued_on": date(2026, 3, 1)}, "không có nội dung"),
    ],
)
def test_what_is_no_document_is_refused(scoring: ScoringCast, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        add(scoring, **values)
    assert not ScoreProof.objects.exists()


def test_a_document_of_another_agency_is_refused_with_its_name(scoring: ScoringCast) -> None:
    neighbour = scoring.cast.neighbour
    document = scoring.cast.document(
        actor=scoring.cast.neighbour_officer.actor, issuer=neighbour, issuer_name=neighbour.current_name
    )
    with pytest.raises(BadInput, match="không do UBND xã Suối Nhạn ban hành"):
        add(scoring, document=document)


def test_the_same_document_stands_once(scoring: ScoringCast) -> None:
    document = own(scoring)
    add(scoring, document=document)
    with pytest.raises(BadInput, match="đã là minh chứng"):
        add(scoring, document=document)


def test_removing_keeps_the_row_and_tells_the_second(scoring: ScoringCast) -> None:
    proof = add(scoring, document=own(scoring))
    actor = scoring.cast.commune_officer.actor
    proof_remove(proof, actor=actor, now=scoring.cast.now)
    assert ScoreProof.objects.get().removed_by == scoring.cast.commune_officer.user
    assert scoring.score(scoring.commune, DOSSIERS).is_proof_met is False
    with pytest.raises(WrongState, match="đã được bỏ"):
        proof_remove(proof, actor=actor, now=scoring.cast.now)


def test_after_the_lock_it_is_a_supplement_that_stays_and_after_settling_none_comes(scoring: ScoringCast) -> None:
    rows = Assessment.objects.filter(pk=scoring.commune.pk)
    rows.update(state=AssessmentState.LOCKED, locked_at=scoring.cast.now)
    proof = add(scoring, document=own(scoring))
    assert proof.is_supplement
    with pytest.raises(WrongState, match="đã khóa"):
        proof_remove(proof, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)
    rows.update(state=AssessmentState.SETTLED)
    with pytest.raises(WrongState, match="đã được công nhận"):
        add(scoring, document=own(scoring))


def test_strangers_bring_nothing(scoring: ScoringCast) -> None:
    draft = ProofDraft(DOSSIERS, document=own(scoring))
    with pytest.raises(NotAllowed):
        proof_add(scoring.commune, draft, actor=scoring.cast.neighbour_officer.actor, now=scoring.cast.now)


def test_what_is_wrong_is_refused_and_the_others_go_on(scoring: ScoringCast) -> None:
    drafts = [ProofDraft(DOSSIERS, document=own(scoring)), ProofDraft("no.leaf", document=own(scoring))]
    actor = scoring.cast.commune_officer.actor
    rows, refused = proofs_add(scoring.commune, drafts, actor=actor, now=scoring.cast.now)
    assert (len(rows), [one.draft.leaf_key for one in refused]) == (1, ["no.leaf"])


def test_the_register_offers_what_the_agency_issued_in_the_window(scoring: ScoringCast) -> None:
    mine = own(scoring, subject="Kết quả một cửa")
    own(scoring, symbol="1/BC-UBND", issued_on=date(2024, 1, 1), subject="Năm cũ")
    actor = scoring.cast.commune_officer.actor
    found, has_more = documents_offered(actor, scoring.commune, "", today=scoring.cast.today)
    assert (found, has_more) == ((mine,), False)


def test_judging_many_costs_as_many_queries_as_one(scoring: ScoringCast, django_assert_num_queries: Any) -> None:
    add(scoring, document=own(scoring))
    add(scoring, PLAN, document=own(scoring))
    assessment, scores = scoring.again(scoring.commune), list(Score.objects.filter(assessment=scoring.commune))
    with django_assert_num_queries(4):
        judge(assessment, scores[:1])
    with django_assert_num_queries(4):
        judge(assessment, scores)
