"""Moving the day of a phase: what is owed for it by that day is owed by the new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import AWAITS_HAND_IN, DueChangeKind
from caicach.obligations.selectors import obligations_of_duties
from caicach.obligations.services import due_move
from caicach.scoring import access
from caicach.scoring.constants import Phase, RoundState
from caicach.scoring.models import Round, RoundPhase
from caicach.scoring.services.phases import LEAST_WORDS, WORDS_LENGTH
from caicach.ui.notation import date_text
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["MoveDraft", "phase_move"]

_ORDER = tuple(Phase)


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """By which day a phase ends from now on, and why."""

    due_on: date
    reason: str
    moves_later: bool = False  # the phases after it too, by as many days


@transaction.atomic
def phase_move(round_: Round, phase: Phase, draft: MoveDraft, *, actor: Actor, now: datetime) -> tuple[RoundPhase, ...]:
    """Move the day of a phase that is not closed; return the phases that moved.

    What is owed for it and still open moves along. A unit that was given a later day of its own keeps that one.

    Audit: ``scoring.phase-move``, one row a phase; ``obligations.due`` for each obligation.

    Raises:
        NotAllowed: the actor does not run the round.
        BadInput: no reason, or a day that cannot be: over, the same, before the phase begins, out of the order.
        WrongState: the phase is closed, or the round is settled.
    """
    access.require(actor, "run", round_)
    rows = list(RoundPhase.objects.select_for_update().filter(round=round_).order_by("pk"))
    rows.sort(key=lambda row: _ORDER.index(Phase(row.phase)))
    at = next(place for place, row in enumerate(rows) if row.phase == phase)
    if rows[at].closed_at is not None or not Round.objects.filter(pk=round_.pk, state=RoundState.OPEN).exists():
        raise WrongState(_("Bước %(phase)s đã kết thúc nên không dời hạn được.") % {"phase": phase.label})
    reason = _reason(draft.reason)
    before = {row.pk: row.due_on for row in rows}
    moved = _moved(rows, at, draft)
    _refuse(round_, rows, before, draft, clock.local_date(now), at)
    RoundPhase.objects.bulk_update(moved, ["starts_on", "due_on"])
    for row in moved:
        _move_owed(row, before[row.pk], reason, actor=actor, now=now)
    audit.record_many(
        "scoring.phase-move",
        [
            (round_, {"phase": row.phase, "due_on": before[row.pk]}, {"due_on": row.due_on, "reason": reason})
            for row in moved
        ],
        actor=actor,
        at=now,
    )
    return tuple(moved)


def _reason(text: str) -> str:
    reason = squeeze(text)
    if sum(one.isalnum() for one in reason) < LEAST_WORDS or len(reason) > WORDS_LENGTH:
        raise BadInput(_("Ghi lý do dời hạn, không quá %(limit)s ký tự.") % {"limit": WORDS_LENGTH})
    return reason


def _moved(rows: Sequence[RoundPhase], at: int, draft: MoveDraft) -> list[RoundPhase]:
    """Give the phase its new day, and those after it theirs; unsaved."""
    by: timedelta = draft.due_on - rows[at].due_on
    rows[at].due_on = draft.due_on
    later = [row for row in rows[at + 1 :] if draft.moves_later and row.closed_at is None]
    for row in later:
        row.starts_on, row.due_on = row.starts_on + by, row.due_on + by
    return [rows[at], *later]


def _refuse(
    round_: Round, rows: Sequence[RoundPhase], before: dict[int, date], draft: MoveDraft, today: date, at: int
) -> None:
    row = rows[at]
    said = {"phase": Phase(row.phase).label, "day": date_text(row.due_on)}
    if row.due_on == before[row.pk]:
        raise BadInput(_("Hạn bước %(phase)s đang là %(day)s. Chọn ngày khác.") % said)
    if row.due_on < today and not round_.is_history:
        raise BadInput(_("Ngày %(day)s đã qua. Chọn từ hôm nay trở đi.") % said)
    if row.due_on < row.starts_on:
        raise BadInput(
            _("Ngày %(day)s trước ngày bắt đầu bước %(phase)s (%(start)s).")
            % {**said, "start": date_text(row.starts_on)}
        )
    for one, after in pairwise(rows):
        if one.due_on > after.due_on:
            raise BadInput(_out_of_order(one, after))


def _out_of_order(one: RoundPhase, after: RoundPhase) -> str:
    words = {
        "phase": Phase(one.phase).label,
        "day": date_text(one.due_on),
        "after": Phase(after.phase).label,
        "after_day": date_text(after.due_on),
    }
    return (
        _(
            "Bước %(phase)s sẽ hết hạn %(day)s, sau bước %(after)s (%(after_day)s). "
            "Dời cả các bước sau, hoặc chọn ngày sớm hơn."
        )
        % words
    )


def _move_owed(row: RoundPhase, before: date, reason: str, *, actor: Actor, now: datetime) -> None:
    """Move what is owed by the phase's day; a later day of one's own stays."""
    if row.duty_id is None:
        return
    rows = [one for one in obligations_of_duties([row.duty_id]) if _moves(one, before, row.due_on)]
    due_move(rows, row.due_on, kind=DueChangeKind.AMENDMENT, actor=actor, now=now, words=reason)


def _moves(one: "Obligation", before: date, to: date) -> bool:
    if one.state not in AWAITS_HAND_IN or one.due_on is None:
        return False
    return one.due_on == before or one.due_on < to
