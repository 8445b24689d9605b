"""Bonus and penalty points at the appraisal: kept, changed, given; by whom; who comes second; what is refused."""

import json
from decimal import Decimal
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.scoring.constants import AssessmentState
from caicach.scoring.models import AdjustmentScore, Assessment
from caicach.scoring.selectors.results import results_of
from caicach.scoring.services.adjust_appraise import AdjustmentAppraisal, AdjustmentsAppraised, adjustments_appraise
from caicach.scoring.services.claims import AdjustmentDraft, adjustments_save
from caicach.scoring.services.locking import assessment_unlock
from caicach.web.errors import NotAllowed, WrongState
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
BONUS, PENALTY = "bonus.model", "penalty.discipline"
WHY = "Chưa có văn bản công nhận."


@pytest.fixture
def ready(scoring: ScoringCast) -> ScoringCast:
    """Suối Nhạn claims the whole bonus; everybody has locked."""
    adjustments_save(
        scoring.commune,
        [AdjustmentDraft(BONUS, "1", "Mô hình một cửa lưu động.")],
        actor=scoring.cast.commune_officer.actor,
        now=scoring.cast.now,
    )
    locked(scoring, {})
    return scoring


def row(assessment: Assessment, key: str = BONUS) -> AdjustmentScore | None:
    return AdjustmentScore.objects.filter(assessment=assessment, key=key).first()


def give(
    scoring: ScoringCast, by: Person, *sheets: Assessment, key: str = BONUS, text: str = "0,5", **values: Any
) -> AdjustmentsAppraised:
    drafts = [
        AdjustmentAppraisal(
            sheet.pk, key, **{"revision": there.revision if there else 0, "text": text, "words": WHY, **values}
        )
        for sheet in sheets
        for there in [row(sheet, key)]
    ]
    return adjustments_appraise(scoring.round, drafts, actor=by.actor, now=scoring.cast.now)


def refusal(done: AdjustmentsAppraised) -> str:
    (one,) = done.refused
    assert not done.done
    return one.sentence


def test_other_points_are_given_with_words_and_audited(ready: ScoringCast) -> None:
    assert not give(ready, ready.cast.standing_officer, ready.commune).refused
    one = row(ready.commune)
    assert one is not None and (one.claimed, one.appraised, one.appraised_note) == (1, Decimal("0.5"), WHY)
    assert (one.updated_by, one.revision) == (ready.cast.standing_officer.user, 2)
    told = json.loads(Entry.objects.get(action="scoring.adjust-appraise").data)
    assert told["old"][BONUS] is None and told["new"] == {BONUS: "0,50", "words": WHY, "document": None}


def test_what_is_given_counts_in_the_result(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.commune)
    (unit,) = results_of(Assessment.objects.filter(pk=ready.commune.pk))
    assert (unit.result.bonus, unit.result.points) == (Decimal("0.5"), Decimal("0.5"))


def test_keeping_needs_no_words_and_nothing_claimed_is_nought(ready: ScoringCast) -> None:
    done = give(ready, ready.cast.standing_officer, ready.commune, ready.neighbour, keeps=True, text="", words="")
    assert [one.appraised for one in done.done] == [1, 0]


def test_a_penalty_that_the_agency_did_not_name_is_given(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.neighbour, key=PENALTY, text="1", words="Quyết định kỷ luật 12/QĐ.")
    one = row(ready.neighbour, PENALTY)
    assert one is not None and (one.claimed, one.appraised, one.revision) == (None, 1, 1)


def test_points_are_taken_back(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.commune)
    give(ready, ready.cast.standing_officer, ready.commune, text="", words="")
    one = row(ready.commune)
    assert one is not None and (one.claimed, one.appraised, one.appraised_note) == (1, None, "")


def test_the_same_again_changes_nothing(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.commune)
    assert give(ready, ready.cast.standing_officer, ready.commune) == AdjustmentsAppraised((), ())
    assert Entry.objects.filter(action="scoring.adjust-appraise").count() == 1


def test_a_document_stands_beside_the_points_and_stays(ready: ScoringCast) -> None:
    paper = ready.cast.document()
    give(ready, ready.cast.standing_officer, ready.commune, document=paper)
    give(ready, ready.cast.standing_officer, ready.commune, text="1", words="Đã được công nhận.")
    one = row(ready.commune)
    assert one is not None and (one.document, one.appraised) == (paper, 1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": "1,5"}, "T1: điểm “1,5” phải từ 0 đến 1"),
        ({"text": "-0,5"}, "phải từ 0 đến 1"),
        ({"text": "nửa điểm"}, "không đọc được điểm"),
        ({"text": "0,125"}, "phải từ 0 đến 1"),
        ({"words": ""}, "viết vài lời"),
        ({"words": "a" * 1001}, "dài quá 1000 ký tự"),
        ({"text": ""}, "có ý kiến mà chưa có điểm"),
        ({"revision": 9}, "vừa có người khác sửa"),
        ({"key": "bonus.none"}, "không có điểm thưởng, điểm trừ “bonus.none”"),
    ],
)
def test_bad_points_are_refused_with_a_sentence(ready: ScoringCast, values: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(give(ready, ready.cast.standing_officer, ready.commune, **values))
    one = row(ready.commune)
    assert one is not None and one.appraised is None and not Entry.objects.filter(action="scoring.adjust-appraise")


def test_of_two_appraisers_the_second_is_told(ready: ScoringCast) -> None:
    for key in (BONUS, PENALTY):  # one that the agency claimed, and one that nobody had named
        there = row(ready.commune, key)
        seen = there.revision if there else 0
        give(ready, ready.cast.standing_officer, ready.commune, key=key)
        late = give(ready, ready.cast.standing_officer, ready.commune, key=key, text="1", revision=seen)
        assert "vừa có người khác sửa" in refusal(late)
        again = row(ready.commune, key)
        assert again is not None and again.appraised == Decimal("0.5")


@pytest.mark.parametrize(
    ("who", "sheet", "may"),
    [
        ("standing_officer", "commune", True),
        ("standing_officer", "standing", False),  # its own
        ("province_leader", "standing", True),
        ("province_leader", "commune", False),
        ("area_lead", "commune", False),
        ("commune_officer", "commune", False),
    ],
)
def test_only_the_standing_body_gives_them_and_nobody_their_own(
    ready: ScoringCast, who: str, sheet: str, may: bool
) -> None:
    person = getattr(ready.cast, who)
    if may:
        assert give(ready, person, getattr(ready, sheet)).done
        return
    with pytest.raises(NotAllowed):
        give(ready, person, getattr(ready, sheet))


def test_of_many_what_cannot_be_done_is_told_and_the_rest_is_done(ready: ScoringCast) -> None:
    Assessment.objects.filter(pk=ready.neighbour.pk).update(state=AssessmentState.SCORING)
    Assessment.objects.filter(pk=ready.third.pk).update(state=AssessmentState.REVIEWED)
    done = give(
        ready, ready.cast.standing_officer, ready.commune, ready.neighbour, ready.third, ready.standing
    )  # fmt: skip
    assert [one.assessment_id for one in done.done] == [ready.commune.pk]
    said = [one.sentence for one in done.refused]
    assert ["chưa khóa" in said[0], "ở bước này" in said[1], "cơ quan khác thẩm định" in said[2]] == [True] * 3


def test_an_assessment_whose_bonus_was_looked_at_is_not_opened_again(ready: ScoringCast) -> None:
    give(ready, ready.cast.standing_officer, ready.commune)
    with pytest.raises(WrongState, match="Đã bắt đầu thẩm định"):
        assessment_unlock(ready.commune, reason="Sửa lại.", actor=ready.cast.standing_officer.actor, now=ready.cast.now)


def test_many_cost_as_many_queries_as_one(ready: ScoringCast, django_assert_num_queries: Any) -> None:
    officer = ready.cast.standing_officer.actor
    seen = row(ready.commune)
    assert seen is not None
    drafts = [
        AdjustmentAppraisal(ready.commune.pk, BONUS, seen.revision, "0,5", words=WHY),
        *(
            AdjustmentAppraisal(sheet.pk, key, 0, "0,5", words=WHY)
            for sheet in (ready.neighbour, ready.third, ready.department)
            for key in (BONUS, PENALTY)
        ),
    ]
    with django_assert_num_queries(7):  # a savepoint, assessments, rows, two writes, the audit
        done = adjustments_appraise(ready.round, drafts, actor=officer, now=ready.cast.now)
    assert len(done.done) == 7
