"""Closing and settling while somebody writes: what was written is in it, or its writer is told; never a bit of each."""

from datetime import UTC, datetime
from functools import partial

import pytest

from caicach.audit.models import Entry
from caicach.obligations.models import Obligation
from caicach.scoring.constants import ROUND_SOURCE, AssessmentState, Phase, RoundState, Stage
from caicach.scoring.models import Assessment, ResultIssue, Round, RoundPhase, Score, ScoreChange
from caicach.scoring.selectors.integrity import replayed, round_problems
from caicach.scoring.services.appraise import AppraisalDraft, Appraised, OutsideDraft, outside_save, scores_appraise
from caicach.scoring.services.claims import ClaimDraft, claim_save
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.locking import LockDraft, assessment_lock
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.scoring.services.rounds import round_open
from caicach.scoring.services.settle import Blank, SettleDraft, round_settle
from caicach.scoring.services.settled import SettledDraft, settled_set
from cast import Cast
from scoring_cast import DEPARTMENT_SET, ScoringCast, locked, round_draft, set_make
from settling import BASIS, SURVEY, reviewed, settled
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PLAN, INSPECTION = "steering.plan.done", "steering.inspection"
DECEMBER_1, DECEMBER_9 = datetime(2026, 12, 1, 3, tzinfo=UTC), datetime(2026, 12, 9, 3, tzinfo=UTC)
WITHOUT = ClosingDraft("Đã nhắc hai lần.", goes_on_without=True)


def close(scoring: ScoringCast, phase: Phase, now: datetime) -> None:
    phase_close(scoring.round, phase, WITHOUT, actor=scoring.cast.standing_officer.actor, now=now)


def settle(scoring: ScoringCast) -> None:
    draft = SettleDraft(BASIS, other_blanks=Blank.ZERO)
    round_settle(scoring.round, draft, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)


def logs_agree(stages: tuple[Stage, ...]) -> bool:
    """Whether the log of every score gives what stands at ``stages``."""
    for score in Score.objects.all():
        log = replayed(ScoreChange.objects.filter(score=score).order_by("at", "pk"))
        stored = {stage.value: given for stage in stages if (given := getattr(score, stage.value)) is not None}
        if not log.is_unbroken or log.points != stored:
            return False
    return True


def test_of_two_who_open_a_year_one_is_told_and_everything_stands_once(cast: Cast) -> None:
    draft = round_draft(cast, set_make(DEPARTMENT_SET), set_make())
    act = partial(round_open, draft, actor=cast.standing_officer.actor, now=cast.now)
    assert at_once(act, act) == ["", "WrongState"]
    assert (Round.objects.count(), Assessment.objects.count(), Score.objects.count()) == (1, 5, 35)
    assert Obligation.objects.filter(duty__source_kind=ROUND_SOURCE, occurrence_key="2026-self_scoring").count() == 5


def test_of_two_who_close_a_phase_one_is_told_and_it_is_closed_once(scoring: ScoringCast) -> None:
    act = partial(close, scoring, Phase.SELF_SCORING, DECEMBER_1)
    assert at_once(act, act) == ["", "WrongState"]
    assert Entry.objects.filter(action="scoring.phase-close").count() == 1
    # What nobody claimed has one row each: an agency claims all but the survey.
    assert ScoreChange.objects.count() == 6 * 6


def test_a_claim_beside_the_closing_is_in_it_or_refused(scoring: ScoringCast) -> None:
    def claim() -> None:
        draft = ClaimDraft(INSPECTION, "yes", "Có sổ.")
        sheet = scoring.again(scoring.commune)
        claim_save(sheet, draft, actor=scoring.cast.commune_officer.actor, now=DECEMBER_1)

    told = at_once(claim, partial(close, scoring, Phase.SELF_SCORING, DECEMBER_1))
    claimed = scoring.score(scoring.commune, INSPECTION).claimed
    assert scoring.again(scoring.commune).state == AssessmentState.LOCKED
    assert (told, claimed) in ((["", ""], 1), (["", "WrongState"], 0))
    assert logs_agree((Stage.CLAIMED,))


def test_a_lock_beside_the_closing_hands_in_once_or_is_refused(scoring: ScoringCast) -> None:
    def lock() -> None:
        sheet = scoring.again(scoring.commune)
        draft = LockDraft(blanks_are_zero=True)
        assessment_lock(sheet, draft, actor=scoring.cast.commune_officer.actor, now=DECEMBER_1)

    told = at_once(lock, partial(close, scoring, Phase.SELF_SCORING, DECEMBER_1))
    sheet = scoring.again(scoring.commune)
    assert sheet.state == AssessmentState.LOCKED and sheet.obligation is not None
    assert (told, sheet.obligation.submissions.count()) in ((["", ""], 1), (["", "WrongState"], 0))
    assert logs_agree((Stage.CLAIMED,))


def test_points_given_beside_the_closing_stand_or_are_refused(scoring: ScoringCast) -> None:
    locked(scoring, {PLAN: "3"})
    RoundPhase.objects.filter(round=scoring.round, phase=Phase.SELF_SCORING).update(closed_at=DECEMBER_1)
    seen, answers = scoring.score(scoring.commune, PLAN), list[Appraised]()

    def give() -> None:
        draft = AppraisalDraft(seen.pk, seen.revision, "1", reason="figures_differ", words="Theo sổ nhiệm vụ.")
        actor = scoring.cast.standing_officer.actor
        answers.append(scores_appraise(scoring.round, [draft], actor=actor, now=DECEMBER_9))

    assert at_once(give, partial(close, scoring, Phase.APPRAISAL, DECEMBER_9)) == ["", ""]
    given = scoring.score(scoring.commune, PLAN).appraised
    assert (len(answers[0].done), given) in ((1, 1), (0, 3))
    # Who got other points than claimed is asked to explain; who kept them is not.
    expected = AssessmentState.APPRAISED if given == 1 else AssessmentState.EXPLAINED
    assert scoring.again(scoring.commune).state == expected
    assert logs_agree((Stage.APPRAISED,))


def test_of_two_who_settle_one_is_told_and_the_results_are_frozen_once(scoring: ScoringCast) -> None:
    reviewed(scoring, {PLAN: "3"})
    assert at_once(partial(settle, scoring), partial(settle, scoring)) == ["", "WrongState"]
    assert ResultIssue.objects.count() == 1
    assert round_problems(Round.objects.get(pk=scoring.round.pk)) == ()


def test_a_survey_result_beside_the_settlement_is_in_it_or_refused(scoring: ScoringCast) -> None:
    reviewed(scoring, {PLAN: "3"}, survey="")
    seen, answers = scoring.score(scoring.commune, SURVEY), list[Appraised]()

    def enter() -> None:
        draft = OutsideDraft(seen.pk, seen.revision, "50", "Khảo sát SIPAS", "120")
        actor = scoring.cast.standing_officer.actor
        answers.append(outside_save(scoring.round, [draft], actor=actor, now=scoring.cast.now))

    assert at_once(enter, partial(settle, scoring)) == ["", ""]
    stands = scoring.score(scoring.commune, SURVEY).settled
    assert (len(answers[0].done), stands) in ((1, 4), (0, 0))
    assert round_problems(Round.objects.get(pk=scoring.round.pk)) == ()


def test_points_settled_by_hand_beside_the_settlement_are_in_it_or_refused(scoring: ScoringCast) -> None:
    reviewed(scoring, {PLAN: "3"})
    seen, answers = scoring.score(scoring.commune, PLAN), list[Appraised]()

    def by_hand() -> None:
        draft = SettledDraft(seen.pk, seen.revision, "2", "Theo biên bản họp.")
        actor = scoring.cast.standing_officer.actor
        answers.append(settled_set(scoring.round, [draft], actor=actor, now=scoring.cast.now))

    told = at_once(by_hand, partial(settle, scoring))
    stands = scoring.score(scoring.commune, PLAN).settled
    done = len(answers[0].done) if answers else 0
    assert (done, stands) in ((1, 2), (0, 3)), told
    round_ = Round.objects.get(pk=scoring.round.pk)
    assert round_.state == RoundState.SETTLED and round_problems(round_) == ()


def test_of_two_who_correct_the_same_score_one_is_told_and_two_of_others_are_both_issues(scoring: ScoringCast) -> None:
    settled(scoring, {PLAN: "3"})

    def correct(key: str, text: str, revision: int) -> None:
        score = scoring.score(scoring.commune, key)
        draft = CorrectionDraft(score.pk, text, "figures_differ", "Cộng nhầm khi tổng hợp.", revision)
        actor, now = scoring.cast.standing_officer.actor, scoring.cast.now
        results_correct(scoring.round, [draft], reason="Cộng nhầm khi tổng hợp.", actor=actor, now=now)

    seen = {key: scoring.score(scoring.commune, key).revision for key in (PLAN, INSPECTION)}
    same = [partial(correct, PLAN, text, seen[PLAN]) for text in ("2", "1")]
    assert at_once(*same) == ["", "WrongState"]
    seen[PLAN] = scoring.score(scoring.commune, PLAN).revision
    others = (partial(correct, PLAN, "2,5", seen[PLAN]), partial(correct, INSPECTION, "1", seen[INSPECTION]))
    assert at_once(*others) == ["", ""]
    assert list(ResultIssue.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert round_problems(Round.objects.get(pk=scoring.round.pk)) == ()
