"""Whatever people try in whatever order: points within their bounds, locks hold, sums are sums, the log is enough."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.scoring.constants import AssessmentState, LeftOut, Phase, RoundState, SetState
from caicach.scoring.models import (
    AdjustmentScore,
    Assessment,
    ResultRow,
    Score,
    ScoreChange,
    SetVersion,
)
from caicach.scoring.selectors.integrity import round_problems
from caicach.scoring.services import appraise, claims, sets
from caicach.scoring.services.adjust_appraise import AdjustmentAppraisal, adjustments_appraise
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.scoring.services.rounds import round_open
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from reform.index import read_set
from scoring_cast import COMMUNE_SET, ScoringCast, round_draft
from scoring_walk import ACTS, DAYS, REASON, WAY, WORDS, Walk, check, settle

pytestmark = pytest.mark.django_db

# Most of what is tried belongs to the phase that runs; the numbers choose whom, where and what.
step = st.tuples(st.integers(0, 29), st.integers(0, 23), st.integers(0, 400))
tries = st.lists(
    st.tuples(st.sampled_from([*ACTS, "claim", "give", "give", "close", "close"]), step), min_size=25, max_size=60
)


@settings(
    max_examples=8,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(tries=tries)
def test_whatever_is_tried_in_whatever_order_holds(
    scoring: ScoringCast, tries: list[tuple[str, tuple[int, int, int]]]
) -> None:
    with transaction.atomic():
        walk, states = Walk(scoring, scoring.cast.now), dict(Assessment.objects.values_list("pk", "state"))
        for act, numbers in tries:
            walk.try_(act, numbers)
            states = check(walk, states)
        transaction.set_rollback(True)
    scoring.round.refresh_from_db()


# What people try in each phase; what is not for it is tried too, and refused.
TRIED = {
    Phase.SELF_SCORING: ("claim", "claim", "claim", "claim", "claim", "claim", "leave_out", "adjust", "lock"),
    Phase.APPRAISAL: ("give", "give", "give", "give", "outside", "leave_out", "grant", "claim"),
    Phase.EXPLANATION: ("appeal", "appeal", "appeal", "appeal", "give", "finish", "lock"),
    Phase.SECOND_APPRAISAL: ("answer", "answer", "give", "outside", "grant"),
    Phase.SETTLEMENT: ("set_apart", "give", "claim", "answer"),
}
AFTERWARDS = ("correct", "correct", "give", "settle", "claim", "set_apart", "outside")


@pytest.mark.parametrize("seed", [76, 766])
def test_a_round_that_is_walked_to_its_end_agrees_with_its_log(scoring: ScoringCast, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- the same walk each time
    walk, states = Walk(scoring, scoring.cast.now), dict(Assessment.objects.values_list("pk", "state"))
    for acts in (*TRIED.values(), AFTERWARDS):
        for _time in range(60):
            numbers = (chance.randrange(30), chance.randrange(30), chance.randrange(400))
            walk.try_(chance.choice(acts), numbers)
        states = check(walk, states)
        decide_the_rest(walk)
        walk.try_("close", (0, 1, 0))
        walk.try_("settle", (chance.randrange(2), 0, 0))
        states = check(walk, states)
    scoring.round.refresh_from_db()
    assert scoring.round.state == RoundState.SETTLED, walk.done
    assert set(walk.done) >= {"claim", "give", "outside", "grant", "appeal", "answer", "settle", "correct"}
    assert round_problems(scoring.round) == ()
    assert ResultRow.objects.filter(issue__round=scoring.round, issue__number=1).count() == 6


def decide_the_rest(walk: Walk) -> None:
    """Decide what waits for a decision, and what was claimed beside the tree, so that the round can go on."""
    for score in Score.objects.filter(left_out=LeftOut.ASKED).select_related("assessment"):
        sheet = walk.scoring.again(score.assessment)
        claims.left_out_decide(sheet, score.leaf_key, is_approved=True, words="", actor=SYSTEM, now=walk.now)
    for row in AdjustmentScore.objects.filter(appraised=None):
        draft = AdjustmentAppraisal(row.assessment_id, row.key, row.revision, keeps=True)
        adjustments_appraise(walk.scoring.round, [draft], actor=SYSTEM, now=walk.now)


class TestASetAfterOpening:
    """A round keeps the set of the moment it was opened."""

    def test_the_set_of_a_round_is_not_changed_dropped_or_published_again(self, scoring: ScoringCast) -> None:
        version = scoring.commune.round_set.set_version
        SetVersion.objects.filter(pk=version.pk).update(owner=scoring.cast.province)
        version.refresh_from_db()
        actor, now = scoring.cast.standing_officer.actor, scoring.cast.now
        other = read_set(COMMUNE_SET.replace("max: 3", "max: 2").replace("maximum: 20", "maximum: 19"))
        for act in (
            lambda: sets.set_change(version, other, actor=actor, revision=version.revision, now=now),
            lambda: sets.set_publish(version, actor=actor, revision=version.revision, now=now),
            lambda: sets.set_drop(version, actor=actor, now=now),
        ):
            with pytest.raises(WrongState, match="đã ban hành"):
                act()
        again = SetVersion.objects.get(pk=version.pk)
        assert (again.definition, again.fingerprint, again.state) == (
            version.definition,
            version.fingerprint,
            SetState.PUBLISHED,
        )

    def test_a_new_version_of_the_year_changes_nothing_of_the_round(self, scoring: ScoringCast) -> None:
        version = scoring.commune.round_set.set_version
        actor, now = scoring.cast.standing_officer.actor, scoring.cast.now
        new = sets.NewSet("2026.2", 2026, "Quyết định 9/QĐ-UBND")
        made = sets.set_copy(version, new, actor=actor, owner_id=scoring.cast.province.pk, now=now)
        sets.set_publish(made, actor=actor, revision=made.revision, now=now)
        sheet = scoring.again(scoring.commune)
        assert sheet.round_set.set_version_id == version.pk
        claims.claim_save(sheet, claims.ClaimDraft("steering.inspection", "yes"), actor=SYSTEM, now=now)
        assert scoring.score(sheet, "steering.inspection").claimed == 1

    def test_a_definition_that_was_changed_behind_the_program_is_told_in_the_results(
        self, scoring: ScoringCast
    ) -> None:
        walk = Walk(scoring, scoring.cast.now)
        for phase, day in DAYS.items():
            walk.now = day
            phase_close(scoring.round, phase, ClosingDraft(WORDS, goes_on_without=True), actor=walk.officer(), now=day)
        settle(walk, 0, 0, 0)
        assert round_problems(scoring.round) == ()
        SetVersion.objects.filter(pk=scoring.commune.round_set.set_version_id).update(fingerprint="0" * 64)
        assert any("thay đổi sau khi chốt" in one for one in round_problems(scoring.round))


class TestBadInput:
    """What the door of each service refuses, with nothing changed behind it."""

    @pytest.mark.parametrize("text", ["3,01", "100", "-0,5", "ba"])
    def test_points_above_the_maximum_or_below_nought(self, scoring: ScoringCast, text: str) -> None:
        Assessment.objects.update(state=AssessmentState.LOCKED, locked_at=scoring.cast.now)
        score = scoring.score(scoring.commune, "steering.plan.done")
        draft = appraise.AppraisalDraft(score.pk, score.revision, text, reason=REASON, words=WORDS)
        actor = scoring.cast.standing_officer.actor
        done = appraise.scores_appraise(scoring.round, [draft], actor=actor, now=scoring.cast.now)
        assert not done.done and "1.1.2" in done.refused[0].sentence
        assert scoring.score(scoring.commune, "steering.plan.done").appraised is None

    def test_the_database_itself_refuses_points_above_the_maximum(self, scoring: ScoringCast) -> None:
        score = scoring.score(scoring.commune, "steering.plan.done")
        for column in ("claimed", "appraised", "reviewed", "settled", "standing", "proposed"):
            for bad in (score.maximum + 1, Decimal(-1)):
                with pytest.raises(IntegrityError), transaction.atomic():
                    Score.objects.filter(pk=score.pk).update(**{column: bad})

    @pytest.mark.parametrize("state", [one for one in WAY if one != AssessmentState.SCORING])
    def test_a_claim_after_the_lock(self, scoring: ScoringCast, state: AssessmentState) -> None:
        Assessment.objects.update(state=state, locked_at=scoring.cast.now)
        sheet = scoring.again(scoring.commune)
        actor, now = scoring.cast.commune_officer.actor, scoring.cast.now
        acts: list[Callable[[], Any]] = [
            lambda: claims.claim_save(sheet, claims.ClaimDraft("steering.inspection", "yes"), actor=actor, now=now),
            lambda: claims.left_out_ask(sheet, "procedures.dossiers.on_time", reason="x", actor=actor, now=now),
            lambda: claims.adjustments_save(
                sheet, [claims.AdjustmentDraft("bonus.model", "0,5", "x")], actor=actor, now=now
            ),
        ]
        for act in acts:
            with pytest.raises(WrongState, match="đã khóa"):
                act()
        assert not ScoreChange.objects.exists()

    def test_a_second_round_of_the_year(self, scoring: ScoringCast) -> None:
        draft = round_draft(scoring.cast, scoring.commune.round_set.set_version)
        with pytest.raises(WrongState):
            round_open(draft, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)

    def test_one_who_scores_and_appraises_their_own_agency(self, scoring: ScoringCast) -> None:
        Assessment.objects.update(state=AssessmentState.LOCKED, locked_at=scoring.cast.now)
        score = scoring.score(scoring.standing, "steering.plan.done")
        draft = appraise.AppraisalDraft(score.pk, score.revision, "1", reason=REASON, words=WORDS)
        with pytest.raises(NotAllowed):
            actor = scoring.cast.standing_officer.actor
            appraise.scores_appraise(scoring.round, [draft], actor=actor, now=scoring.cast.now)

    def test_a_correction_above_the_maximum(self, scoring: ScoringCast) -> None:
        walk = Walk(scoring, scoring.cast.now)
        for phase, day in DAYS.items():
            phase_close(scoring.round, phase, ClosingDraft(WORDS, goes_on_without=True), actor=walk.officer(), now=day)
        settle(walk, 0, 0, 0)
        score = scoring.score(scoring.commune, "steering.plan.done")
        draft = CorrectionDraft(score.pk, "3,5", REASON, WORDS)
        with pytest.raises(BadInput):
            results_correct(scoring.round, [draft], reason="Cộng nhầm.", actor=walk.officer(), now=scoring.cast.now)
        assert round_problems(scoring.round) == ()
