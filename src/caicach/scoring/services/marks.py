"""The one door through which points change: many at once, each against what its writer saw, each change kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext as _

from caicach.scoring.constants import LeftOut, Stage
from caicach.scoring.mapping import column_of, points_at, standing_points
from caicach.scoring.models import Score, ScoreChange
from caicach.scoring.services.writing import scores_write
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["MarkDraft", "marks_save", "marks_settle"]


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
    scores_write(rows.values(), _columns(stage, drafts))
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


def marks_settle(
    rows: "QuerySet[Score]",
    *,
    points: models.expressions.Combinable | None,
    words: str,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> int:
    """Settle ``points`` (an expression over the row) at all ``rows``; None leaves them out. Return how many.

    Two statements, however many rows: the log is written by the database from what it says itself, so that nothing
    is carried back and forth. Call it inside the transaction that holds the round and its assessments.
    """
    leaves_out = points is None
    new = Value(None) if points is None else points
    count = _log(rows, _settled_change(new, words, leaves_out=leaves_out, actor=actor, now=now))
    values: dict[str, Any] = {
        "settled_note": note,
        "revision": F("revision") + 1,
        "updated_by_id": actor.user_id,
        "updated_at": now,
    }
    if leaves_out:
        said = {"left_out_reason": note, "left_out_by_id": actor.user_id, "left_out_at": now}
        values |= {"left_out": LeftOut.APPROVED, **said}
    else:
        values |= {"settled": new, "standing": new}
    rows.order_by().update(**values)
    return count


def _settled_change(
    points: models.expressions.Combinable, words: str, *, leaves_out: bool, actor: Actor, now: datetime
) -> dict[str, models.expressions.Combinable]:
    """Return the columns of what is remembered, as expressions over a score."""
    return {
        "score": F("pk"),
        "stage": Value(Stage.SETTLED.value),
        "old": F("settled"),
        "new": points,
        "old_left_out": F("left_out"),
        "new_left_out": Value(LeftOut.APPROVED.value) if leaves_out else F("left_out"),
        "reason": Value(""),
        "words": Value(words),
        "by": Value(actor.user_id),
        "of_agency": Value(actor.agency_id),
        "at": Value(now),
    }


def _log(rows: "QuerySet[Score]", columns: Mapping[str, models.expressions.Combinable]) -> int:
    """Write a row of the log for each of ``rows``; return how many."""
    fields = {name: ScoreChange._meta.get_field(name) for name in columns}
    chosen = {
        f"log_{name}": models.ExpressionWrapper(one, output_field=_plain_field(fields[name]))
        for name, one in columns.items()
    }
    sql, params = rows.order_by().annotate(**chosen).values_list(*chosen).query.sql_with_params()
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields.values())  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quoted(ScoreChange._meta.db_table)} ({names}) {sql}", params)
        return int(cursor.rowcount)


def _plain_field(field: Any) -> Any:
    return field.target_field if field.is_relation else field
