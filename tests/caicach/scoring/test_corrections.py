"""Correcting settled points: a new issue with its reason, the old one as it was; whether all agrees with the log."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.audit.models import Entry
from caicach.scoring.constants import LeftOut, RoundState, Stage
from caicach.scoring.models import AdjustmentScore, Assessment, ResultIssue, ResultRow, Round, Score, ScoreChange
from caicach.scoring.selectors.integrity import replayed, round_problems
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.scoring.services.settle import Blank, SettleDraft, round_settle
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Person
from reform.index import read_set
from scoring_cast import COMMUNE_SET, ScoringCast
from settling import BASIS, SURVEY, published, reviewed, settled

pytestmark = pytest.mark.django_db
PLAN, ON_TIME = "steering.plan.done", "procedures.dossiers.on_time"
REASON = "Tính nhầm số nhiệm vụ hoàn thành."
DIGITS = Decimal("0.01")


@pytest.fixture
def out(scoring: ScoringCast) -> ScoringCast:
    """A published round: everybody has 3 of 3 for the plan and 4 of 4 for dossiers."""
    published(scoring, {PLAN: "3", ON_TIME: "4"})
    return scoring


def draft_of(score: Score, text: str = "2", **values: Any) -> CorrectionDraft:
    return CorrectionDraft(
        score.pk, **{"text": text, "reason": "miscalculated", "words": "Theo sổ nhiệm vụ.", **values}
    )


def correct(
    scoring: ScoringCast, sheet: Assessment, text: str = "2", by: Person | None = None, **values: Any
) -> ResultIssue:
    reason = values.pop("because", REASON)
    draft = draft_of(scoring.score(sheet, values.pop("key", PLAN)), text, **values)
    actor = (by or scoring.cast.standing_officer).actor
    return results_correct(scoring.round, [draft], reason=reason, actor=actor, now=scoring.cast.now)


def test_a_correction_is_a_new_issue_and_the_old_one_stays(out: ScoringCast) -> None:
    (first,) = ResultIssue.objects.all()
    before = list(ResultRow.objects.filter(issue=first).order_by("pk").values())
    issue = correct(out, out.commune)
    assert (issue.number, issue.reason, issue.published_at) == (2, REASON, None)
    assert list(ResultRow.objects.filter(issue=first).order_by("pk").values()) == before
    assert issue.digest != first.digest
    row, old = (ResultRow.objects.get(issue=one, assessment=out.commune) for one in (issue, first))
    assert (old.points, row.points, old.rank, row.rank) == (13, 12, 1, 3)


def test_a_correction_is_in_the_log_with_code_and_words(out: ScoringCast) -> None:
    correct(out, out.commune)
    score = out.score(out.commune, PLAN)
    change = score.changes.get(stage=Stage.CORRECTED)
    assert (change.old, change.new, change.reason, change.words) == (3, 2, "miscalculated", "Theo sổ nhiệm vụ.")
    assert (score.settled, score.standing, score.appraised) == (2, 2, 3)
    told = json.loads(Entry.objects.get(action="scoring.correct").data)["new"]
    assert (told["issue"], told["reason"], told["scores"]) == (2, REASON, [score.pk])


def test_the_round_stays_published(out: ScoringCast) -> None:
    correct(out, out.commune)
    assert Round.objects.get(pk=out.round.pk).state == RoundState.PUBLISHED


def test_before_its_publication_a_settled_round_is_corrected_too(scoring: ScoringCast) -> None:
    settled(scoring, {PLAN: "3"})
    assert correct(scoring, scoring.commune).number == 2


def test_corrections_follow_each_other(out: ScoringCast) -> None:
    correct(out, out.commune)
    assert correct(out, out.commune, "2,5").number == 3
    log = out.score(out.commune, PLAN).changes.filter(stage=Stage.CORRECTED).order_by("id")
    assert list(log.values_list("old", "new")) == [(3, 2), (2, Decimal("2.5"))]


def test_an_open_round_has_nothing_to_correct(scoring: ScoringCast) -> None:
    reviewed(scoring)
    with pytest.raises(WrongState, match="chưa công nhận kết quả nên chưa có gì để sửa"):
        correct(scoring, scoring.commune)


def test_only_the_standing_body_corrects(out: ScoringCast) -> None:
    for person in (out.cast.commune_leader, out.cast.area_lead, out.cast.stranger):
        with pytest.raises(NotAllowed):
            correct(out, out.commune, by=person)


def test_nobody_corrects_their_own_agency(out: ScoringCast) -> None:
    with pytest.raises(NotAllowed, match="không ai sửa điểm của chính cơ quan mình"):
        correct(out, out.standing)
    assert ResultIssue.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"because": "ok."}, "Ghi lý do sửa kết quả"),
        ({"text": ""}, "ghi điểm đúng, khác điểm đã công nhận"),
        ({"text": "3"}, "ghi điểm đúng, khác điểm đã công nhận"),
        ({"text": "4"}, "tối đa"),
        ({"text": "nhiều"}, "không đọc được điểm"),
        ({"reason": "khac"}, "chọn một lý do trong danh mục"),
        ({"words": "."}, "ghi vì sao sửa"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_changes(out: ScoringCast, values: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        correct(out, out.commune, **values)
    assert out.score(out.commune, PLAN).settled == 3
    assert ResultIssue.objects.count() == 1


def test_what_does_not_apply_has_no_points_to_correct(out: ScoringCast) -> None:
    Score.objects.filter(assessment=out.commune, leaf_key=PLAN).update(left_out=LeftOut.APPROVED)
    with pytest.raises(BadInput, match="không áp dụng nên không có điểm để sửa"):
        correct(out, out.commune)


def test_one_bad_correction_of_many_refuses_all(out: ScoringCast) -> None:
    good, bad = draft_of(out.score(out.commune, PLAN)), draft_of(out.score(out.neighbour, PLAN), "9")
    with pytest.raises(BadInput, match=r"1\.1\.2"):
        results_correct(out.round, [good, bad], reason=REASON, actor=out.cast.standing_officer.actor, now=out.cast.now)
    assert out.score(out.commune, PLAN).settled == 3


def test_nothing_and_scores_of_another_round_are_refused(out: ScoringCast) -> None:
    actor = out.cast.standing_officer.actor
    with pytest.raises(BadInput, match="Chưa có điểm nào được sửa"):
        results_correct(out.round, [], reason=REASON, actor=actor, now=out.cast.now)
    with pytest.raises(BadInput, match="không thuộc đợt chấm này"):
        strange = CorrectionDraft(10**9, "1", "miscalculated", "Theo sổ nhiệm vụ.")
        results_correct(out.round, [strange], reason=REASON, actor=actor, now=out.cast.now)


def test_who_saw_older_points_is_told(out: ScoringCast) -> None:
    seen = out.score(out.commune, PLAN).revision
    correct(out, out.commune)
    with pytest.raises(WrongState, match="vừa có người khác sửa"):
        correct(out, out.commune, "1", revision=seen)


# --- Everything agrees with the log ---


def test_a_settled_and_a_corrected_round_agree_with_their_log(out: ScoringCast) -> None:
    assert round_problems(out.round) == ()
    correct(out, out.commune)
    assert round_problems(out.round) == ()


@pytest.mark.parametrize("column", ["claimed", "appraised", "settled", "standing"])
def test_points_that_changed_beside_the_log_are_found(out: ScoringCast, column: str) -> None:
    Score.objects.filter(assessment=out.commune, leaf_key=PLAN).update(**{column: Decimal(1)})
    assert any("khác điểm tính lại từ nhật ký" in one and "Suối Nhạn" in one for one in round_problems(out.round))


def test_a_change_taken_out_of_the_log_is_found(out: ScoringCast) -> None:
    ScoreChange.objects.filter(score=out.score(out.commune, PLAN), stage=Stage.CLAIMED).delete()
    (found,) = round_problems(out.round)
    assert PLAN in found


def test_what_was_left_out_beside_the_log_is_found(out: ScoringCast) -> None:
    Score.objects.filter(assessment=out.commune, leaf_key=PLAN).update(left_out=LeftOut.APPROVED)
    assert any(PLAN in one for one in round_problems(out.round))


def test_a_frozen_row_that_was_touched_is_found(out: ScoringCast) -> None:
    ResultRow.objects.filter(assessment=out.commune).update(points=Decimal(20))
    found = round_problems(out.round)
    assert any("lần chốt 1: kết quả đã bị thay đổi" in one for one in found)
    assert any("khác kết quả tính từ điểm công nhận" in one for one in found)


def test_a_bonus_that_changed_after_the_freeze_is_found(out: ScoringCast) -> None:
    AdjustmentScore.objects.create(
        assessment=out.commune, key="bonus.model", claimed=1, settled=1, updated_at=out.cast.now
    )
    assert any("khác kết quả tính từ điểm công nhận" in one for one in round_problems(out.round))


def test_verifying_reads_in_a_fixed_number_of_queries(out: ScoringCast, django_assert_num_queries: Any) -> None:
    round_problems(out.round)  # the sets are read now
    with django_assert_num_queries(7):
        assert round_problems(out.round) == ()


def test_the_command_says_that_all_agrees_or_what_does_not(
    out: ScoringCast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("scores", "verify")
    assert "Đã kiểm tra 1 đợt chấm: điểm công nhận khớp nhật ký" in capsys.readouterr().out
    Score.objects.filter(assessment=out.commune, leaf_key=PLAN).update(settled=Decimal(1))
    with pytest.raises(CommandError, match="không khớp"):
        call_command("scores", "verify")
    assert "Suối Nhạn" in capsys.readouterr().err


# --- Whatever the points are ---

LEAVES = {leaf.key: leaf for leaf in read_set(COMMUNE_SET).leaves}


def _points(draw: st.DrawFn, key: str) -> Decimal:
    return Decimal(draw(st.integers(0, int(LEAVES[key].points * 100)))) * DIGITS


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, Stage, Decimal | None]]:
    """Draw changes of the commune's scores, in order."""
    stages = (Stage.CLAIMED, Stage.APPRAISED, Stage.REVIEWED, Stage.SETTLED)
    found = []
    for _at in range(draw(st.integers(0, 8))):
        key, stage = draw(st.sampled_from(sorted(LEAVES))), draw(st.sampled_from(stages))
        found.append((key, stage, draw(st.one_of(st.none(), st.just(_points(draw, key))))))
    return found


@given(history=histories(), out_keys=st.sets(st.sampled_from(sorted(LEAVES)), max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_given_settles_within_bounds_and_again_from_the_log(
    scoring: ScoringCast, history: list[tuple[str, Stage, Decimal | None]], out_keys: set[str]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        _play(scoring, history, out_keys)
        issue = round_settle(
            scoring.round, SettleDraft(BASIS, other_blanks=Blank.ZERO), actor=SYSTEM, now=scoring.cast.now
        )
        scores = list(Score.objects.filter(assessment=scoring.commune))
        for score in scores:
            assert score.settled is None or 0 <= score.settled <= score.maximum
            log = replayed(score.changes.order_by("at", "id"))
            assert log.is_unbroken and log.points.get("settled") == score.settled
        row = ResultRow.objects.get(issue=issue, assessment=scoring.commune)
        counted = [score for score in scores if score.left_out != LeftOut.APPROVED]
        areas = json.loads(row.areas)
        assert row.points == sum(score.settled for score in counted) == sum(Decimal(one) for one, _ in areas.values())
        assert row.maximum == sum(LEAVES[one.leaf_key].points for one in counted)
        assert row.index is None or 0 <= row.index <= 100
        assert round_problems(scoring.round) == ()
        transaction.set_rollback(True)
    scoring.round.refresh_from_db()


def _play(scoring: ScoringCast, history: list[tuple[str, Stage, Decimal | None]], out_keys: set[str]) -> None:
    """Let everything be appraised with nothing, then play the changes, then leave some out."""
    reviewed(scoring, survey="")
    moves = [(key, stage, points, {}) for key, stage, points in history]
    # What nobody appraised is never settled in silence: at the end everything has points, as an appraisal gives them.
    moves += [(key, Stage.APPRAISED, Decimal(0), {}) for key in LEAVES if key != SURVEY]
    moves += [(key, Stage.CLAIMED, None, {"left_out": LeftOut.APPROVED}) for key in out_keys]
    for key, stage, points, values in moves:
        score = scoring.score(scoring.commune, key)
        draft = MarkDraft(score.pk, score.revision, points, words="Thử.", values=values)
        marks_save([draft], stage=stage, actor=SYSTEM, now=scoring.cast.now)
