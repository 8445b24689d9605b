"""Points that follow from what was claimed, where a phase is closed before anybody gave any; each is logged."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from caicach.scoring.constants import Stage
from caicach.scoring.mapping import column_of, points_at
from caicach.scoring.models import Score, ScoreChange
from caicach.web.actor import Actor

__all__ = ["marks_follow"]

_BATCH = 5_000  # scores a statement


@transaction.atomic
def marks_follow(rows: "QuerySet[Score]", *, stage: Stage, words: str, actor: Actor, now: datetime) -> int:
    """Let the points of ``stage`` be those claimed, none where nothing was; return how many. Three statements.

    What more was asked for is asked no longer. Each gets a row of the log that says ``words``; the sentence stands as
    the appraiser's note too. Whoever calls holds the assessments, and gives rows at which no later stage has points.
    """
    held = list(rows.select_for_update(of=("self",)).order_by("pk"))
    given = Coalesce("claimed", Value(Decimal(0)), output_field=Score._meta.get_field("claimed"))
    noted = {"appraised_reason": "", "appraised_note": words} if stage == Stage.APPRAISED else {}
    values = {column_of(stage): given, "standing": given, **noted, "more_asked": "", "more_asked_at": None}
    for start in range(0, len(held), _BATCH):
        Score.objects.filter(pk__in=[score.pk for score in held[start : start + _BATCH]]).update(
            **values, revision=F("revision") + 1, updated_by=actor.user_id, updated_at=now
        )
    ScoreChange.objects.bulk_create((_told(score, stage, words, actor, now) for score in held), batch_size=_BATCH)
    return len(held)


def _told(score: Score, stage: Stage, words: str, actor: Actor, now: datetime) -> ScoreChange:
    return ScoreChange(
        score=score,
        stage=stage,
        old=points_at(score, stage),
        new=score.claimed if score.claimed is not None else Decimal(0),
        old_left_out=score.left_out,
        new_left_out=score.left_out,
        words=words,
        by_id=actor.user_id,
        of_agency_id=actor.agency_id,
        at=now,
    )
