"""The one door for points: what is written, what is remembered, who comes second."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.scoring.constants import Stage
from caicach.scoring.models import Score, ScoreChange
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.web.errors import WrongState
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
LEAF = "steering.plan.done"


def save(scoring: ScoringCast, stage: Stage, points: str | None, **values: Any) -> Score:
    score = scoring.score(scoring.commune, LEAF)
    draft = MarkDraft(score.pk, score.revision, None if points is None else Decimal(points), **values)
    (saved,) = marks_save([draft], stage=stage, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)
    return saved


def test_the_latest_stage_is_what_stands(scoring: ScoringCast) -> None:
    save(scoring, Stage.CLAIMED, "3")
    save(scoring, Stage.APPRAISED, "2.5", reason="figures_differ", words="Theo sổ nhiệm vụ.")
    score = scoring.score(scoring.commune, LEAF)
    assert (score.claimed, score.appraised, score.standing) == (3, Decimal("2.5"), Decimal("2.5"))
    assert (score.appraised_reason, score.appraised_note) == ("figures_differ", "Theo sổ nhiệm vụ.")


def test_taking_points_back_lets_the_stage_before_stand(scoring: ScoringCast) -> None:
    save(scoring, Stage.CLAIMED, "3")
    save(scoring, Stage.APPRAISED, "1", words="Nhầm.")
    assert save(scoring, Stage.APPRAISED, None, words="Rút.").standing == 3


def test_the_log_alone_gives_the_points_again(scoring: ScoringCast) -> None:
    for stage, points in ((Stage.CLAIMED, "1"), (Stage.CLAIMED, "3"), (Stage.APPRAISED, "2"), (Stage.SETTLED, "2.25")):
        save(scoring, stage, points, words="Lý do.")
    replayed: dict[str, Decimal | None] = {}
    for change in ScoreChange.objects.order_by("at", "id"):
        assert change.old == replayed.get(change.stage)
        replayed[change.stage] = change.new
    score = scoring.score(scoring.commune, LEAF)
    assert replayed == {stage: getattr(score, stage) for stage in ("claimed", "appraised", "settled")}


def test_what_changes_nothing_is_not_remembered(scoring: ScoringCast) -> None:
    save(scoring, Stage.CLAIMED, "3")
    save(scoring, Stage.CLAIMED, "3")
    assert ScoreChange.objects.count() == 1


def test_of_two_at_once_the_second_is_told_and_nothing_changes(scoring: ScoringCast) -> None:
    one, other = (scoring.score(scoring.commune, key) for key in (LEAF, "steering.inspection"))
    seen = [MarkDraft(score.pk, score.revision, Decimal(1)) for score in (one, other)]
    save(scoring, Stage.CLAIMED, "2")
    with pytest.raises(WrongState, match="1 tiêu chí vừa có người khác sửa"):
        marks_save(seen, stage=Stage.CLAIMED, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)
    assert scoring.score(scoring.commune, "steering.inspection").claimed is None


def test_many_cost_as_many_statements_as_one(scoring: ScoringCast, django_assert_num_queries: Any) -> None:
    drafts = [MarkDraft(score.pk, score.revision, Decimal("0.5")) for score in Score.objects.all()]
    with django_assert_num_queries(5):  # savepoint, read, write, log, release
        marks_save(drafts, stage=Stage.CLAIMED, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)
    assert Score.objects.filter(standing=Decimal("0.5")).count() == len(drafts)
