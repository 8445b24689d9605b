"""The one door through which points change: many at once, each against what its writer saw, each change kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.scoring.constants import Stage
from caicach.scoring.mapping import column_of, points_at, standing_points
from caicach.scoring.models import Score, ScoreChange
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["MarkDraft", "marks_save"]


@dataclass(frozen=True, slots=True)
class MarkDraft:
    """What shall stand at one score."""

    score_id: int
    revision: int  # that the writer saw
    points: Decimal | None  # None clears; within 0 and the maximum, as the caller saw to
    reason: str = ""  # code of reform.index.score_reasons
    words: str = ""
    values: Mapping[str, Any] | None = None  # further columns: the claimed value, a note, what is left out


@transaction.atomic
def marks_save(drafts: Sequence[MarkDraft], *, stage: Stage, actor: Actor, now: datetime) -> tuple[Score, ...]:
    """Write points of one ``stage``; return the scores as they stand now. Three statements, however many.

    All or nothing. A change that changes no points and leaves nothing out or in is no row of the log.
    Whether the actor may, and whether the round is at that stage, is for the caller to ask.

    Raises:
        WrongState: somebody else changed one of the scores after the writer saw it; the sentence names how many.
    """
    wanted = {draft.score_id: draft for draft in drafts}
    rows = {score.pk: score for score in Score.objects.select_for_update().filter(pk__in=wanted)}
    _refuse_others(wanted, rows)
    changes = [_change(rows[pk], draft, stage, actor, now) for pk, draft in wanted.items()]
    Score.objects.bulk_update(rows.values(), _columns(stage, drafts))
    ScoreChange.objects.bulk_create(change for change in changes if change is not None)
    return tuple(rows[draft.score_id] for draft in drafts)


def _refuse_others(wanted: Mapping[int, MarkDraft], rows: Mapping[int, Score]) -> None:
    other = [pk for pk, draft in wanted.items() if pk not in rows or rows[pk].revision != draft.revision]
    if other:
        raise WrongState(
            _("%(count)s tiêu chí vừa có người khác sửa. Tải lại trang để xem rồi chấm lại; chưa có gì thay đổi.")
            % {"count": len(other)}
        )


def _columns(stage: Stage, drafts: Iterable[MarkDraft]) -> list[str]:
    own = {name for draft in drafts for name in draft.values or {}}
    noted = {f"{stage.value}_reason", f"{stage.value}_note"} if stage in _NOTED else set()
    return sorted({column_of(stage), "standing", "revision", "updated_by", "updated_at"} | noted | own)


_NOTED = frozenset({Stage.APPRAISED, Stage.REVIEWED})


def _change(score: Score, draft: MarkDraft, stage: Stage, actor: Actor, now: datetime) -> ScoreChange | None:
    """Put ``draft`` into ``score``; return what is remembered of it."""
    old, old_left_out = points_at(score, stage), score.left_out
    for name, value in (draft.values or {}).items():
        setattr(score, name, value)
    setattr(score, column_of(stage), draft.points)
    if stage in _NOTED:
        setattr(score, f"{stage.value}_reason", draft.reason)
        setattr(score, f"{stage.value}_note", draft.words)
    score.standing = standing_points(score)
    score.revision += 1
    score.updated_by_id, score.updated_at = actor.user_id, now
    if old == draft.points and old_left_out == score.left_out and not draft.words:
        return None
    return ScoreChange(
        score=score,
        stage=stage,
        old=old,
        new=draft.points,
        old_left_out=old_left_out,
        new_left_out=score.left_out,
        reason=draft.reason,
        words=draft.words,
        by_id=actor.user_id,
        of_agency_id=actor.agency_id,
        at=now,
    )
