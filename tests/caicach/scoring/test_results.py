"""What points come to, summed in the database, against the same computed leaf by leaf."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.scoring.constants import LeftOut, Stage
from caicach.scoring.models import AdjustmentScore, Assessment, Score
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.selectors.results import ranked_results, results_of
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db


def _scored(scoring: ScoringCast) -> None:
    locked(scoring, {"steering.plan.issued": "0.5"})
    keys = list(Score.objects.filter(assessment=scoring.commune).values_list("leaf_key", flat=True))
    Score.objects.filter(assessment=scoring.commune, leaf_key=keys[0]).update(left_out=LeftOut.APPROVED)
    Score.objects.filter(assessment=scoring.neighbour, leaf_key=keys[1]).update(appraised=Decimal("0.1"))
    AdjustmentScore.objects.create(
        assessment=scoring.third, key="bonus.model", claimed=Decimal(1), updated_at=scoring.cast.now
    )


@pytest.mark.parametrize("stage", [None, Stage.CLAIMED, Stage.APPRAISED, Stage.SETTLED])
def test_sums_of_the_database_are_those_of_the_leaves(scoring: ScoringCast, stage: Stage | None) -> None:
    _scored(scoring)
    for unit in results_of(Assessment.objects.filter(round=scoring.round), stage=stage):
        sheet = sheet_of(scoring.again(unit.assessment))
        assert unit.result == sheet.result(stage)


def test_ranks_are_given_within_a_kind_in_three_queries(scoring: ScoringCast, django_assert_num_queries: Any) -> None:
    _scored(scoring)
    ranked_results(scoring.round)  # the sets are read now
    with django_assert_num_queries(3):
        units = ranked_results(scoring.round)
    assert len(units) == 6
    for kind in {unit.assessment.round_set_id for unit in units}:
        ranks = [unit.rank for unit in units if unit.assessment.round_set_id == kind]
        assert ranks == sorted(ranks, key=lambda one: one or 0)
        assert ranks[0] == 1
