"""Settling at the same moment as somebody else: one settles, the other is told; nothing is half settled."""

import pytest

from caicach.scoring.constants import Stage
from caicach.scoring.models import ResultIssue, ScoreChange
from caicach.scoring.selectors.integrity import round_problems
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.settle import SettleDraft, round_settle
from caicach.scoring.services.settled import SettledDraft, settled_set
from scoring_cast import ScoringCast
from settling import BASIS, published, reviewed
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PLAN = "steering.plan.done"


def test_of_two_who_settle_at_once_one_does(scoring: ScoringCast) -> None:
    reviewed(scoring, {PLAN: "3"})
    actor = scoring.cast.standing_officer.actor

    def settle() -> None:
        round_settle(scoring.round, SettleDraft(BASIS), actor=actor, now=scoring.cast.now)

    assert sorted(at_once(settle, settle)) == ["", "WrongState"]
    assert ResultIssue.objects.count() == 1 and round_problems(scoring.round) == ()


def test_points_given_while_somebody_settles_are_in_the_result_or_refused(scoring: ScoringCast) -> None:
    reviewed(scoring, {PLAN: "3"})
    actor, score = scoring.cast.standing_officer.actor, scoring.score(scoring.commune, PLAN)

    def settle() -> None:
        round_settle(scoring.round, SettleDraft(BASIS), actor=actor, now=scoring.cast.now)

    def give() -> None:
        draft = SettledDraft(score.pk, score.revision, "1", "Hội đồng thống nhất.")
        settled_set(scoring.round, [draft], actor=actor, now=scoring.cast.now)

    assert at_once(settle, give) == ["", ""]
    assert scoring.score(scoring.commune, PLAN).settled in (1, 3)
    assert round_problems(scoring.round) == ()


def test_of_two_corrections_at_once_the_second_is_told(scoring: ScoringCast) -> None:
    published(scoring, {PLAN: "3"})
    actor = scoring.cast.standing_officer.actor
    seen = scoring.score(scoring.commune, PLAN)

    def correct(text: str) -> None:
        draft = CorrectionDraft(seen.pk, text, "miscalculated", "Theo sổ nhiệm vụ.", seen.revision)
        results_correct(scoring.round, [draft], reason="Tính nhầm.", actor=actor, now=scoring.cast.now)

    assert sorted(at_once(lambda: correct("1"), lambda: correct("2"))) == ["", "WrongState"]
    assert ResultIssue.objects.count() == 2 and round_problems(scoring.round) == ()
    assert ScoreChange.objects.filter(stage=Stage.CORRECTED).count() == 1
