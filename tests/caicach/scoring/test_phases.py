"""Closing the phases of a round: who is locked, kept, asked to explain; what is owed for it; who is told to wait."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase, Stage
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, RoundPhase, Score, ScoreChange
from caicach.scoring.selectors.phases import phases_missing
from caicach.scoring.services.appraisal_finish import appraisal_finish
from caicach.scoring.services.appraise import AppraisalDraft, scores_appraise
from caicach.scoring.services.phases import ClosingDraft, phase_close, phase_mark_closed
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
ON_TIME, INSPECTION, IDEAS = "procedures.dossiers.on_time", "steering.inspection", "procedures.ideas"
WITHOUT = ClosingDraft("Các cơ quan đã được nhắc hai lần.", goes_on_without=True)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


DECEMBER_1, DECEMBER_8, DECEMBER_15 = at(date(2026, 12, 1)), at(date(2026, 12, 8)), at(date(2026, 12, 15))


def close(
    scoring: ScoringCast, phase: Phase, draft: ClosingDraft | None = None, *, now: datetime, by: Person | None = None
) -> None:
    actor = (by or scoring.cast.standing_officer).actor
    phase_close(scoring.round, phase, draft or ClosingDraft(), actor=actor, now=now)


def states(scoring: ScoringCast) -> dict[str, str]:
    rows = Assessment.objects.filter(round=scoring.round)
    return dict(rows.values_list("agency__current_name", "state"))


def appraise_all(scoring: ScoringCast) -> None:
    """Keep every claim that an agency gives itself."""
    rows = Score.objects.exclude(leaf_key="impact.survey").filter(appraised=None)
    drafts = [AppraisalDraft(one.pk, one.revision, keeps=True) for one in rows]
    assert not scores_appraise(scoring.round, drafts, actor=SYSTEM, now=DECEMBER_1).refused


def test_a_round_without_differences_goes_through_all_its_phases(scoring: ScoringCast) -> None:
    locked(scoring, {ON_TIME: "3"})
    close(scoring, Phase.SELF_SCORING, now=DECEMBER_1)
    appraise_all(scoring)
    close(scoring, Phase.APPRAISAL, now=DECEMBER_8)
    assert set(states(scoring).values()) == {AssessmentState.EXPLAINED}
    close(scoring, Phase.EXPLANATION, now=DECEMBER_8)
    close(scoring, Phase.SECOND_APPRAISAL, now=DECEMBER_8)
    assert set(states(scoring).values()) == {AssessmentState.REVIEWED}
    assert phase_mark_closed(
        scoring.round, Phase.SETTLEMENT, actor=scoring.cast.standing_officer.actor, now=DECEMBER_15
    )
    assert phase_mark_closed(
        scoring.round, Phase.PUBLICATION, actor=scoring.cast.standing_officer.actor, now=DECEMBER_15
    )
    assert not phase_mark_closed(scoring.round, Phase.PUBLICATION, actor=SYSTEM, now=DECEMBER_15)
    assert not RoundPhase.objects.filter(closed_at=None).exists()
    owed = Obligation.objects.filter(duty__source_uid=scoring.round.uid).exclude(duty__title__startswith="Tự chấm")
    assert set(owed.values_list("state", flat=True)) == {ObligationState.ACCEPTED}
