"""What is not done ends or goes on elsewhere, many at once: cancelled, or transferred to what continues it.

History stays honest: hand-ins, dates and persons stay as they were; what still waited (drafts, requests for a later
date, a stopped clock) ends with the reason. Whether the actor may is for the caller to ask: it knows the plan.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import (
    AcceptorReason,
    DraftState,
    DueChangeKind,
    ExtensionState,
    ObligationState,
    ParticipantRole,
    TrackingMode,
)
from caicach.obligations.mapping import DutyDraft, ObligationDraft, ParticipantDraft, carried_on, reasons_to_json
from caicach.obligations.models import Duty, Extension, HandInDraft, Obligation, Pause, Transition
from caicach.obligations.registry import Moving, tell_moved
from caicach.obligations.services.asks_ending import asks_close
from caicach.obligations.services.assign import duties_assign
from caicach.obligations.services.due_dates import DueCause, due_chain
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["UNFINISHED", "Carried", "duties_carry", "obligations_cancel", "obligations_transfer"]

Key = tuple[int, str]  # (agency, occurrence key)

# What can end without taking a hand-in out of anybody's hands.
UNFINISHED = (ObligationState.DORMANT, ObligationState.OPEN, ObligationState.RETURNED)
_BATCH = 500


@transaction.atomic
def obligations_cancel(ids: Sequence[int], *, actor: Actor, reason: str, now: datetime) -> int:
    """Cancel obligations that are not done; return how many. A fixed number of statements.

    Transition: dormant, open, returned → cancelled.  Audit: ``obligations.change``, one row an obligation.

    Raises:
        WrongState: one of them was handed in, accepted or ended meanwhile; nothing is changed.
    """
    rows = _held(ids)
    _end(rows, ObligationState.CANCELLED, actor=actor, reason=reason, now=now)
    tell_moved(_reports(rows), Moving(ObligationState.CANCELLED, actor, now, reason))
    return len(rows)


def _reports(rows: Sequence[Obligation]) -> list[int]:
    return [row.pk for row in rows if row.duty.is_report]


@transaction.atomic
def obligations_transfer(heirs: Mapping[int, int], *, actor: Actor, reason: str, now: datetime) -> int:
    """Transfer obligations that are not done to others that stand already; return how many.

    A fixed number of statements, and one more for each 500 rows.

    Args:
        heirs: By the key of an obligation: the one that continues it.
        actor: Who transfers.
        reason: Why, in words for the agencies.
        now: The moment.

    Transition: dormant, open, returned → transferred.  Audit: ``obligations.change``, one row an obligation.

    Raises:
        WrongState: one of them was handed in, accepted or ended meanwhile; nothing is changed.
    """
    rows = _held(list(heirs))
    _end(rows, ObligationState.TRANSFERRED, actor=actor, reason=reason, now=now)
    for row in rows:
        row.continued_by_id = heirs[row.pk]
    Obligation.objects.bulk_update(rows, ["continued_by"], batch_size=_BATCH)
    tell_moved(_reports(rows), Moving(ObligationState.TRANSFERRED, actor, now, reason))
    return len(rows)


@dataclass(frozen=True, slots=True)
class Carried:
    """Obligations of one duty that go on as a duty of another source."""

    duty_id: int
    obligation_ids: tuple[int, ...]
    source_kind: str
    source_id: int
    source_uid: UUID
    source_label: str  # "Kế hoạch số 90/KH-UBND"
    number: str
    year: int
    due_on: date | None = None  # of what is awake; None keeps the day that it has


@transaction.atomic
def duties_carry(
    carried: Sequence[Carried], *, actor: Actor, reason: str, now: datetime
) -> dict[tuple[str, int, int], int]:
    """Assign duties that continue others, and transfer what they continue; return the duties as ``Assigned.duty_ids``.

    The same agencies owe the same thing to the same acceptors. The first due day stays, with the chain of days.
    A fixed number of statements, and two more for each 500 rows.

    Raises:
        WrongState: as ``obligations_transfer``.
    """
    rows = {row.pk: row for row in _held([pk for one in carried for pk in one.obligation_ids])}
    duties = Duty.objects.prefetch_related("participants").in_bulk([one.duty_id for one in carried])
    drafts = [_draft(one, duties[one.duty_id], [rows[pk] for pk in one.obligation_ids]) for one in carried]
    assigned = duties_assign(drafts, actor=actor, now=now)
    order = {duty_id: at for (_kind, _source, at), duty_id in assigned.duty_ids.items()}
    old = {(at, *_key(rows[pk])): rows[pk] for at, one in enumerate(carried) for pk in one.obligation_ids}
    made = list(Obligation.objects.filter(duty_id__in=order).order_by("pk"))
    pairs = [(one, old[order[one.duty_id], *_key(one)]) for one in made]
    for one, before in pairs:
        one.first_due_on = before.first_due_on or one.due_on
        one.due_reason = _reason(one, duties[before.duty_id], before)
    Obligation.objects.bulk_update(made, ["first_due_on", "due_reason"], batch_size=_BATCH)
    _chain(pairs, DueCause(DueChangeKind.AMENDMENT, actor, now, reason))
    obligations_transfer({before.pk: one.pk for one, before in pairs}, actor=actor, reason=reason, now=now)
    return dict(assigned.duty_ids)


def _key(one: Obligation) -> Key:
    return one.agency_id, one.occurrence_key


def _draft(one: Carried, duty: Duty, rows: Sequence[Obligation]) -> DutyDraft:
    """Return the duty that continues ``rows``."""
    return DutyDraft(
        title=duty.title,
        task=duty.task,
        number=one.number,
        area_code=duty.area_code,
        source_kind=one.source_kind,
        source_id=one.source_id,
        source_uid=one.source_uid,
        source_label=one.source_label,
        mode=TrackingMode(duty.mode),
        deadline=duty.deadline,
        deadline_text=duty.deadline_text,
        year=one.year,
        owner_id=duty.owner_id,
        standing_body_id=duty.standing_body_id,
        event_repeats=duty.event_repeats,
        participants=tuple(
            ParticipantDraft(
                person.agency_id,
                ParticipantRole(person.role),
                person.note,
                tuple(filter(None, person.levels.split(","))),
                person.is_below,
            )
            for person in duty.participants.all()
        ),
        obligations=tuple(
            ObligationDraft(
                agency_id=row.agency_id,
                occurrence_key=row.occurrence_key,
                occurrence_label=row.occurrence_label,
                due_on=row.due_on and (one.due_on or row.due_on),
                due_reason=row.due_reason,
                acceptor_id=row.acceptor_id,
                acceptor_reason=AcceptorReason(row.acceptor_reason),
            )
            for row in rows
        ),
    )


def _chain(pairs: Sequence[tuple[Obligation, Obligation]], cause: DueCause) -> None:
    """Keep the step from the day before to the new one."""
    moved = [(one, old.due_on) for one, old in pairs if old.due_on and one.due_on and old.due_on != one.due_on]
    due_chain(moved, {one.pk: one.due_on for one, _old in moved if one.due_on}, cause)


def _reason(one: Obligation, duty: Duty, old: Obligation) -> str:
    """Return the reasons of a due day with where it comes from before them."""
    said = json.loads(reasons_to_json([carried_on(duty.source_label, old.first_due_on)]))
    return json.dumps([*said, *json.loads(one.due_reason or "[]")], ensure_ascii=False)


def _held(ids: Sequence[int]) -> list[Obligation]:
    """Return the rows, held until the transaction ends."""
    found = Obligation.objects.select_for_update(of=("self",)).select_related("duty")
    rows = list(found.filter(pk__in=ids, state__in=UNFINISHED).order_by("pk"))
    if len(rows) != len(set(ids)):
        raise WrongState(_("Có nhiệm vụ vừa được nộp hoặc xử lý. Xem lại danh sách rồi xác nhận lại."))
    return rows


def _end(rows: Sequence[Obligation], to: ObligationState, *, actor: Actor, reason: str, now: datetime) -> None:
    """Move ``rows`` to an end; what they carried goes by itself, what waited on them ends."""
    if not rows:
        return
    ids = [row.pk for row in rows]
    Transition.objects.bulk_create(
        Transition(
            obligation=row,
            from_state=row.state,
            to_state=to,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            reason=reason,
        )
        for row in rows
    )
    Obligation.objects.filter(pk__in=ids).update(state=to, carrier=None, paused_on=None)
    Obligation.objects.filter(carrier_id__in=ids, state__in=UNFINISHED).update(carrier=None)
    _end_waiting(ids, actor=actor, reason=reason, now=now)
    said = {"reason": reason, "state": str(to)}
    audit.record_many("obligations.change", [(row, {"state": row.state}, said) for row in rows], actor=actor, at=now)


def _end_waiting(ids: Sequence[int], *, actor: Actor, reason: str, now: datetime) -> None:
    decided = {"decided_at": now, "decided_by_id": actor.user_id}
    HandInDraft.objects.filter(obligation_id__in=ids, state=DraftState.WAITING).update(
        state=DraftState.WITHDRAWN, note=reason, **decided
    )
    Extension.objects.filter(obligation_id__in=ids, state=ExtensionState.WAITING).update(
        state=ExtensionState.WITHDRAWN, answer=reason, **decided
    )
    Pause.objects.filter(obligation_id__in=ids, until_on=None).update(
        until_on=Greatest(F("from_on"), clock.local_date(now)),
        ended_at=now,
        ended_by_id=actor.user_id,
        end_words=reason,
    )
    asks_close(ids, actor=actor, reason=reason, now=now)
