"""A round in which people try things in whatever order, and what must hold after each of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase
from caicach.scoring.mapping import STAGES, column_of, set_of, standing_points
from caicach.scoring.models import (
    AdjustmentScore,
    Appeal,
    Assessment,
    RoundPhase,
    Score,
    ScoreChange,
)
from caicach.scoring.selectors.integrity import replayed
from caicach.scoring.selectors.results import ranked_results
from caicach.scoring.services import appeals, appraise, claims, locking
from caicach.scoring.services.adjust_appraise import AdjustmentAppraisal, adjustments_appraise
from caicach.scoring.services.appeal_answers import AppealAnswer, appeals_answer
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.scoring.services.settle import Blank, SettleDraft, round_settle
from caicach.scoring.services.settled import SettledDraft, settled_set
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import Refusal
from reform.index import ScoringKind, SubCriterion
from scoring_cast import ScoringCast

__all__ = ["ACTS", "DAYS", "REASON", "WAY", "WORDS", "Walk", "check", "settle"]

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
