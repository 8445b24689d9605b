"""Whatever is done in a round in whatever order: states move as designed, locks hold, the log says what stands."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.obligations.constants import ObligationState
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase, Stage
from caicach.scoring.models import Appeal, Assessment, RoundPhase, Score, ScoreChange
from caicach.scoring.services.appeal_answers import AppealAnswer, appeals_answer
from caicach.scoring.services.appeals import AppealDraft, appeal_make
from caicach.scoring.services.appraisal_finish import appraisal_finish
from caicach.scoring.services.appraise import AppraisalDraft, scores_appraise
from caicach.scoring.services.claims import ClaimDraft, claim_save
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from caicach.scoring.services.locking import LockDraft, assessment_lock, assessment_unlock
from caicach.scoring.services.phase_days import MoveDraft, phase_move
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.web.errors import Refusal
from scoring_cast import ScoringCast

S = AssessmentState
# What may follow upon a state in one act; a closing may pass several at once where nothing is to be explained.
MOVES = {
    S.SCORING: {S.LOCKED, S.APPRAISED, S.EXPLAINED},
    S.LOCKED: {S.SCORING, S.APPRAISED, S.EXPLAINED},
    S.APPRAISED: {S.EXPLAINED},
    S.EXPLAINED: {S.REVIEWED},
    S.REVIEWED: set(),
}
# In which states of its assessment points of a stage may change, in that act's beginning.
WRITTEN = {
    "claimed": {S.SCORING},
    "appraised": {S.SCORING, S.LOCKED},
    "reviewed": {S.EXPLAINED},
    "settled": set(),
}
IDEAS = "procedures.ideas"
WITHOUT = ClosingDraft("Các cơ quan đã được nhắc hai lần.", goes_on_without=True)
ACTS = ("claim", "lock", "unlock", "appraise", "keep", "report", "object", "answer", "agree", "close", "force", "move")


class Walk:
    """A round and the day that it has come to."""

    def __init__(self, scoring: ScoringCast) -> None:
        self.scoring = scoring
        self.now = datetime(2026, 11, 28, 3, tzinfo=UTC)

    def act(self, name: str, at: int) -> None:
        """Try an act of whoever does it."""
        cast, sheet = self.scoring.cast, self.scoring.again(self.scoring.commune)
        unit, lead, standing = cast.commune_officer.actor, cast.area_lead.actor, cast.standing_officer.actor
        score = self.scoring.score(sheet, IDEAS)
        round_ = self.scoring.round
        acts: dict[str, Callable[[], object]] = {
            "claim": lambda: claim_save(sheet, ClaimDraft(IDEAS, str(at % 4), "Có sổ."), actor=unit, now=self.now),
            "lock": lambda: assessment_lock(sheet, LockDraft(blanks_are_zero=True), actor=unit, now=self.now),
            "unlock": lambda: assessment_unlock(sheet, reason="Nhập nhầm.", actor=standing, now=self.now),
            "appraise": lambda: scores_appraise(
                round_,
                [
                    AppraisalDraft(
                        score.pk, score.revision, ("0", "0,5", "1")[at % 3], False, "no_proof", "Thiếu tài liệu."
                    )
                ],
                actor=lead,
                now=self.now,
            ),
            "keep": lambda: scores_appraise(
                round_, [AppraisalDraft(score.pk, score.revision, keeps=True)], actor=lead, now=self.now
            ),
            "report": lambda: appraisal_finish(round_, actor=lead, now=self.now),
            "object": lambda: appeal_make(
                score, AppealDraft("1", "Có quyết định công nhận."), actor=unit, now=self.now
            ),
            "answer": lambda: appeals_answer(round_, self._answers(at), actor=lead, now=self.now),
            "agree": lambda: explanation_finish(sheet, FinishDraft(rest_is_agreed=True), actor=unit, now=self.now),
            "close": lambda: self._close(ClosingDraft()),
            "force": lambda: self._close(WITHOUT),
            "move": self._move,
        }
        acts[name]()

    def _answers(self, at: int) -> list[AppealAnswer]:
        verdict = (AppealState.ACCEPTED, AppealState.REFUSED)[at % 2]
        return [AppealAnswer(one.pk, verdict, words="Đã xem xét hồ sơ.") for one in Appeal.objects.all()]

    def _running(self) -> RoundPhase | None:
        order = list(Phase)
        rows = RoundPhase.objects.filter(round=self.scoring.round, closed_at=None)
        return min(rows, key=lambda row: order.index(Phase(row.phase)), default=None)

    def _close(self, draft: ClosingDraft) -> None:
        """Close the running phase, on the day after its day where that is needed."""
        row = self._running()
        assert row is not None
        if draft.goes_on_without or row.phase == Phase.EXPLANATION:
            day = row.due_on
            self.now = max(self.now, datetime(day.year, day.month, day.day, 20, tzinfo=UTC))
        phase_close(
            self.scoring.round, Phase(row.phase), draft, actor=self.scoring.cast.standing_officer.actor, now=self.now
        )

    def _move(self) -> None:
        row = self._running()
        assert row is not None
        draft = MoveDraft(date.fromordinal(row.due_on.toordinal() + 1), "Theo công văn.", moves_later=True)
        phase_move(
            self.scoring.round, Phase(row.phase), draft, actor=self.scoring.cast.standing_officer.actor, now=self.now
        )


def snapshot(scoring: ScoringCast) -> tuple[dict[int, str], dict[int, Score], frozenset[str]]:
    sheets = dict(Assessment.objects.filter(round=scoring.round).values_list("pk", "state"))
    scores = {one.pk: one for one in Score.objects.filter(assessment__round=scoring.round)}
    closed = RoundPhase.objects.filter(round=scoring.round, closed_at__isnull=False)
    return sheets, scores, frozenset(closed.values_list("phase", flat=True))


def check(scoring: ScoringCast, before: tuple[dict[int, str], dict[int, Score], frozenset[str]]) -> None:
    """Hold what is now against what was before one act."""
    old_sheets, old_scores, old_closed = before
    sheets, scores, closed = snapshot(scoring)
    assert old_closed <= closed and closed == frozenset(list(Phase)[: len(closed)])
    for pk, state in sheets.items():
        assert state == old_sheets[pk] or state in MOVES[S(old_sheets[pk])]
    if Phase.SECOND_APPRAISAL in closed:
        assert set(sheets.values()) == {S.REVIEWED}
    last = {(row.score_id, row.stage): row.new for row in ScoreChange.objects.order_by("at", "pk")}
    for pk, score in scores.items():
        state = S(old_sheets[score.assessment_id])
        for column, states in WRITTEN.items():
            points, old = getattr(score, column), getattr(old_scores[pk], column)
            assert points == old or state in states, (column, state)
            assert points is None or 0 <= points <= score.maximum
            if points is not None or (pk, column) in last:
                assert last.get((pk, column)) == points, (column, score.leaf_key)
        standing = next(
            (one for one in (score.settled, score.reviewed, score.appraised, score.claimed) if one is not None), None
        )
        assert score.standing == standing


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(ACTS), min_size=4, max_size=16))
def test_states_move_as_designed_and_locks_hold_whatever_is_done(scoring: ScoringCast, acts: list[str]) -> None:
    with transaction.atomic():
        walk = Walk(scoring)
        for at, name in enumerate(acts):
            before = snapshot(scoring)
            try:
                with transaction.atomic():
                    walk.act(name, at)
            except Refusal:
                assert snapshot(scoring) == before
            check(scoring, before)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_walk_can_go_the_whole_way(scoring: ScoringCast) -> None:
    walk = Walk(scoring)
    way = ("move", "move", "move", "claim", "lock", "force", "appraise", "force", "object", "close", "answer", "close")
    for at, name in enumerate(way):
        before = snapshot(scoring)
        walk.act(name, at)
        check(scoring, before)
    assert set(Assessment.objects.values_list("state", flat=True)) == {S.REVIEWED}
    assert Appeal.objects.get().state == AppealState.ACCEPTED
    explained = scoring.again(scoring.commune).explanation_obligation
    assert explained is not None and explained.state == ObligationState.ACCEPTED
    assert scoring.score(scoring.commune, IDEAS).left_out == LeftOut.NO
    assert ScoreChange.objects.filter(score__leaf_key=IDEAS, stage=Stage.REVIEWED).exists()
