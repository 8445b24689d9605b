"""Whatever people try in whatever order: points within their bounds, locks hold, sums are sums, the log is enough."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase, RoundState, SetState
from caicach.scoring.mapping import STAGES, column_of, set_of, standing_points
from caicach.scoring.models import (
    AdjustmentScore,
    Appeal,
    Assessment,
    ResultRow,
    RoundPhase,
    Score,
    ScoreChange,
    SetVersion,
)
from caicach.scoring.selectors.integrity import replayed, round_problems
from caicach.scoring.selectors.results import ranked_results
from caicach.scoring.services import appeals, appraise, claims, locking, sets
from caicach.scoring.services.adjust_appraise import AdjustmentAppraisal, adjustments_appraise
from caicach.scoring.services.appeal_answers import AppealAnswer, appeals_answer
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.scoring.services.rounds import round_open
from caicach.scoring.services.settle import Blank, SettleDraft, round_settle
from caicach.scoring.services.settled import SettledDraft, settled_set
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from reform.index import ScoringKind, SubCriterion, read_set
from scoring_cast import COMMUNE_SET, ScoringCast, round_draft

pytestmark = pytest.mark.django_db
REASON, WORDS = "figures_differ", "Theo sổ theo dõi nhiệm vụ."
# The day on which each phase is closed: its own days are over, those of the next are not.
DAYS = {
    Phase.SELF_SCORING: datetime(2026, 12, 1, 3, tzinfo=UTC),
    Phase.APPRAISAL: datetime(2026, 12, 9, 3, tzinfo=UTC),
    Phase.EXPLANATION: datetime(2026, 12, 15, 3, tzinfo=UTC),
    Phase.SECOND_APPRAISAL: datetime(2026, 12, 16, 3, tzinfo=UTC),
}
WAY = (
    AssessmentState.SCORING,
    AssessmentState.LOCKED,
    AssessmentState.APPRAISED,
    AssessmentState.EXPLAINED,
    AssessmentState.REVIEWED,
    AssessmentState.SETTLED,
)


@dataclass(slots=True)
class Walk:
    """A round in which people try things; ``step`` gives three numbers that choose whom, where and what."""

    scoring: ScoringCast
    now: datetime
    done: list[str] = field(default_factory=list)
    locked: dict[int, dict[int, Decimal | None]] = field(default_factory=dict)  # assessment -> score -> what it locked
    settled: dict[int, tuple[Decimal | None, str]] = field(default_factory=dict)  # score -> points, whether left out

    def try_(self, act: str, step: tuple[int, int, int]) -> None:
        """Do it or be refused; any other failure is one of the program."""
        try:
            with transaction.atomic():
                ACTS[act](self, *step)
        except Refusal:
            return
        self.done.append(act)

    def sheet(self, at: int) -> Assessment:
        ids = [self.scoring.commune.pk, self.scoring.neighbour.pk, self.scoring.third.pk]
        return Assessment.objects.select_related("round", "round_set__set_version", "agency").get(pk=ids[at % len(ids)])

    def score(self, at: int, leaf: int) -> tuple[Assessment, Score, SubCriterion]:
        sheet = self.sheet(at)
        leaves = list(set_of(sheet.round_set.set_version).leaves)
        one = leaves[leaf % len(leaves)]
        return sheet, Score.objects.get(assessment=sheet, leaf_key=one.key), one

    def person(self, at: int) -> Actor:
        cast = self.scoring.cast
        people = (cast.standing_officer, cast.area_lead, cast.commune_officer, cast.neighbour_officer)
        return people[at % len(people)].actor if at % 5 else SYSTEM

    def officer(self) -> Actor:
        return self.scoring.cast.standing_officer.actor


def typed(leaf: SubCriterion, number: int) -> str:
    """Return what somebody types at a sub-criterion: often what fits, sometimes what does not."""
    if number % 11 == 0:
        return ("không rõ", "-1", "1e9", "99999")[number % 4]
    if leaf.rule.kind is ScoringKind.YES_NO:
        return ("yes", "no")[number % 2]
    if leaf.rule.kind is ScoringKind.CHOICE:
        return leaf.rule.options[number % len(leaf.rule.options)].key
    if leaf.rule.unit == "%":
        return f"{85 + number % 17},{number % 10}"
    return f"{number % 4}"


def points(leaf: SubCriterion, number: int) -> str:
    """Return points from nought to a little above the maximum."""
    return f"{leaf.points * (number % 23) / 20:.2f}".replace(".", ",")


def claim(walk: Walk, at: int, leaf: int, number: int) -> None:
    sheet, score, one = walk.score(at, leaf)
    draft = claims.ClaimDraft(one.key, typed(one, number), "Có sổ." * (number % 2), score.revision - (number % 13 == 0))
    claims.claim_save(sheet, draft, actor=walk.person(number), now=walk.now)


def leave_out(walk: Walk, at: int, leaf: int, number: int) -> None:
    sheet, _score, one = walk.score(at, leaf)
    if number % 3 == 0:
        claims.left_out_ask(sheet, one.key, reason="Không có hồ sơ.", actor=SYSTEM, now=walk.now)
    elif number % 3 == 1:
        claims.left_out_withdraw(sheet, one.key, actor=SYSTEM, now=walk.now)
    else:
        yes = bool(number % 2)
        claims.left_out_decide(sheet, one.key, is_approved=yes, words=WORDS, actor=walk.person(number), now=walk.now)


def adjust(walk: Walk, at: int, leaf: int, number: int) -> None:
    key = ("bonus.model", "penalty.discipline")[leaf % 2]
    draft = claims.AdjustmentDraft(key, f"{number % 5},0", "Mô hình hay.")
    claims.adjustments_save(walk.sheet(at), [draft], actor=SYSTEM, now=walk.now)


def lock(walk: Walk, at: int, leaf: int, number: int) -> None:
    sheet = walk.sheet(at)
    if leaf % 5 == 0:
        locking.assessment_unlock(sheet, reason="Nhầm.", actor=walk.officer(), now=walk.now)
    else:
        draft = locking.LockDraft(blanks_are_zero=bool(number % 4))
        actor = (walk.scoring.cast.commune_officer, walk.scoring.cast.neighbour_officer, walk.scoring.third_officer)
        locking.assessment_lock(sheet, draft, actor=actor[at % 3].actor, now=walk.now)


def give(walk: Walk, at: int, leaf: int, number: int) -> None:
    _sheet, score, one = walk.score(at, leaf)
    draft = appraise.AppraisalDraft(
        score.pk, score.revision - (number % 13 == 0), "" if number % 7 == 0 else points(one, number),
        keeps=number % 3 == 0, reason=REASON, words=WORDS,
    )  # fmt: skip
    appraise.scores_appraise(walk.scoring.round, [draft], actor=walk.person(number), now=walk.now)


def outside(walk: Walk, at: int, _leaf: int, number: int) -> None:
    score = Score.objects.get(assessment=walk.sheet(at), leaf_key="impact.survey")
    draft = appraise.OutsideDraft(score.pk, score.revision, f"{number % 120}", "Khảo sát", str(number % 90))
    appraise.outside_save(walk.scoring.round, [draft], actor=walk.person(number), now=walk.now)


def appeal(walk: Walk, at: int, leaf: int, number: int) -> None:
    """Object or agree: mostly those that lost points ask for some of them back, now and then others for anything."""
    _sheet, score, one = walk.score(at, leaf)
    lower = Score.objects.filter(assessment__state=AssessmentState.APPRAISED, appraised__lt=F("claimed")).order_by("pk")
    asked = points(one, number)
    if number % 5 and lower:
        score = lower[at % len(lower)]
        asked = f"{score.claimed:f}".replace(".", ",")
    if number % 7 == 0:
        appeals.appeal_agree(score, actor=SYSTEM, now=walk.now)
    else:
        appeals.appeal_make(score, appeals.AppealDraft(asked, WORDS), actor=SYSTEM, now=walk.now)


def answer(walk: Walk, at: int, leaf: int, number: int) -> None:
    open_ = list(Appeal.objects.filter(state=AppealState.ASKED).order_by("pk"))
    one = open_[at % len(open_)] if open_ else None
    verdict = (AppealState.ACCEPTED, AppealState.PARTLY, AppealState.REFUSED)[number % 3]
    said = AppealAnswer(one.pk if one else 0, verdict, f"{number % 4},{leaf % 10}", WORDS)
    appeals_answer(walk.scoring.round, [said], actor=walk.person(number), now=walk.now)


def finish(walk: Walk, at: int, _leaf: int, number: int) -> None:
    draft = FinishDraft(rest_is_agreed=bool(number % 3))
    explanation_finish(walk.sheet(at), draft, actor=walk.person(number), now=walk.now)


def close(walk: Walk, _at: int, leaf: int, number: int) -> None:
    """Close the phase that runs, one time in three; a day at which it may be closed comes with it."""
    row = RoundPhase.objects.filter(round=walk.scoring.round, closed_at=None).order_by("starts_on").first()
    if row is None or number % 3:
        return
    walk.now = DAYS.get(Phase(row.phase), walk.now)
    draft = ClosingDraft(WORDS, goes_on_without=bool(leaf % 3))
    phase_close(walk.scoring.round, Phase(row.phase), draft, actor=walk.officer(), now=walk.now)


def set_apart(walk: Walk, at: int, leaf: int, number: int) -> None:
    _sheet, score, one = walk.score(at, leaf)
    draft = SettledDraft(score.pk, score.revision, points(one, number), WORDS)
    settled_set(walk.scoring.round, [draft], actor=walk.person(number), now=walk.now)


def settle(walk: Walk, at: int, _leaf: int, _number: int) -> None:
    blank = (Blank.ZERO, Blank.LEAVE_OUT)[at % 2]
    round_settle(walk.scoring.round, SettleDraft(WORDS, other_blanks=blank), actor=walk.officer(), now=walk.now)


def correct(walk: Walk, at: int, leaf: int, number: int) -> None:
    _sheet, score, one = walk.score(at, leaf)
    draft = CorrectionDraft(score.pk, points(one, number), REASON, WORDS)
    results_correct(walk.scoring.round, [draft], reason="Cộng nhầm.", actor=walk.officer(), now=walk.now)
    walk.settled.clear()


def grant(walk: Walk, at: int, leaf: int, number: int) -> None:
    key = ("bonus.model", "penalty.discipline")[leaf % 2]
    row = AdjustmentScore.objects.filter(assessment=walk.sheet(at), key=key).first()
    revision = row.revision if row else 0
    draft = AdjustmentAppraisal(walk.sheet(at).pk, key, revision, f"{number % 3},0", words=WORDS)
    adjustments_appraise(walk.scoring.round, [draft], actor=walk.person(number), now=walk.now)


ACTS: dict[str, Callable[[Walk, int, int, int], None]] = {
    "claim": claim,
    "leave_out": leave_out,
    "adjust": adjust,
    "lock": lock,
    "give": give,
    "outside": outside,
    "grant": grant,
    "appeal": appeal,
    "answer": answer,
    "finish": finish,
    "close": close,
    "set_apart": set_apart,
    "settle": settle,
    "correct": correct,
}


def check(walk: Walk, before: dict[int, str]) -> dict[int, str]:
    """Hold what must always hold; return the states as they are."""
    scores = list(Score.objects.select_related("assessment").order_by("pk"))
    changes: dict[int, list[ScoreChange]] = {}
    for change in ScoreChange.objects.order_by("at", "pk"):
        changes.setdefault(change.score_id, []).append(change)
    for score in scores:
        stored = {column_of(one): given for one in STAGES if (given := getattr(score, column_of(one))) is not None}
        assert all(0 <= given <= score.maximum for given in stored.values()), (walk.done, score)
        log = replayed(changes.get(score.pk, ()))
        assert log.is_unbroken and log.points == stored and log.left_out == score.left_out, (walk.done, score, log)
        assert score.standing == standing_points(score), (walk.done, score)
    states = dict(Assessment.objects.values_list("pk", "state"))
    _locks_hold(walk, scores, states)
    for pk, state in states.items():
        back = (before.get(pk), state) == (AssessmentState.LOCKED, AssessmentState.SCORING)
        assert back or WAY.index(state) >= WAY.index(before.get(pk, state)), (walk.done, state)
    _sums_are_sums(walk, scores)
    return states


def _locks_hold(walk: Walk, scores: list[Score], states: dict[int, str]) -> None:
    for score in scores:
        pk = score.assessment_id
        if states[pk] == AssessmentState.SCORING:
            walk.locked.pop(pk, None)
        elif states[pk] == AssessmentState.SETTLED:
            kept = walk.settled.setdefault(score.pk, (score.settled, score.left_out))
            assert kept == (score.settled, score.left_out), walk.done
        if states[pk] != AssessmentState.SCORING:
            kept_claim = walk.locked.setdefault(pk, {}).setdefault(score.pk, score.claimed)
            assert kept_claim == score.claimed, (walk.done, score)


def _sums_are_sums(walk: Walk, scores: list[Score]) -> None:
    for unit in ranked_results(walk.scoring.round):
        result, criteria = unit.result, unit.criteria
        mine = [one for one in scores if one.assessment_id == unit.assessment.pk]
        left_out = sum((one.maximum for one in mine if one.left_out == LeftOut.APPROVED), Decimal(0))
        assert result.total.maximum == criteria.maximum - left_out, walk.done
        assert sum((area.points for area in result.areas.values()), Decimal(0)) == result.total.points
        assert sum((area.maximum for area in result.areas.values()), Decimal(0)) == result.total.maximum
        counted = (one.standing for one in mine if one.left_out != LeftOut.APPROVED and one.standing is not None)
        assert sum(counted, Decimal(0)) == result.total.points
        assert result.index is None or 0 <= result.index <= 100


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
