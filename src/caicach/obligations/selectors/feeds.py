"""What programs read: records in the order of their uid, page after page, always within reach.

Owns: records with uids in place of keys. Does not: know how they are sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.models import Duty, Event, Obligation, Submission
from caicach.obligations.selectors.tasks import days_late, is_late
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = [
    "DutyRecord",
    "EventRecord",
    "ObligationRecord",
    "SubmissionRecord",
    "duties_after",
    "duty_record",
    "events_of_duty",
    "obligation_record",
    "obligations_after",
    "submissions_of",
]

_MOST_EVENTS = 500  # of one duty
_DUTY = (
    "uid", "title", "task", "number", "area_code", "mode", "origin", "source_uid", "source_label", "deadline_text",
    "year", "owner__uid", "owner__current_name", "standing_body__uid", "is_report", "is_history", "created_at",
)  # fmt: skip
_OBLIGATION = (
    "uid", "duty__uid", "duty__title", "duty__number", "duty__mode", "agency__uid", "agency__current_name",
    "occurrence_key", "occurrence_label", "state", "first_due_on", "due_on", "acceptor__uid", "acceptor__current_name",
    "met_on", "decide_by_on", "paused_on", "late_cause", "is_history", "carrier__uid", "accepted_at", "created_at",
)  # fmt: skip
_SUBMISSION = (
    "number", "state", "handed_in_at", "met_on", "value", "unit", "sentence", "secret_place", "kept_at", "decided_at",
    "return_reason", "document__uid", "document__type", "document__symbol", "document__issued_on",
    "document__issuer_name", "document__subject", "document__file_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """What is owed, once for all who owe it."""

    uid: UUID
    title: str
    task: str
    number: str
    area_code: str
    mode: str
    origin: str
    plan_uid: UUID | None
    source_label: str
    deadline_text: str
    year: int
    owner_uid: UUID
    owner_name: str
    standing_body_uid: UUID
    is_report: bool
    is_history: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ObligationRecord:
    """A duty of one agency at one occurrence."""

    uid: UUID
    duty_uid: UUID
    title: str
    number: str
    mode: str
    agency_uid: UUID
    agency_name: str
    period: str
    period_label: str
    state: str
    first_due_on: date | None
    due_on: date | None
    acceptor_uid: UUID
    acceptor_name: str
    met_on: date | None
    decide_by_on: date | None
    paused_on: date | None
    late_cause: str
    is_history: bool
    carrier_uid: UUID | None
    accepted_at: datetime | None
    created_at: datetime
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """What was handed in, and what became of it."""

    number: int
    state: str
    handed_in_at: datetime
    met_on: date
    value: Decimal | None
    unit: str
    sentence: str
    secret_place: str
    kept_at: str
    decided_at: datetime | None
    return_reason: str
    document_uid: UUID | None
    document_type: str | None
    document_symbol: str | None
    document_issued_on: date | None
    document_issuer_name: str | None
    document_subject: str | None
    document_file_name: str | None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Something that a dormant duty waited for has happened."""

    number: int  # of this duty, from 1
    occurred_on: date
    description: str
    case: str
    recorded_at: datetime
    undone_at: datetime | None


def duties_after(actor: Actor, after: UUID | None, limit: int, **wanted: Any) -> tuple[DutyRecord, ...]:
    """Return up to ``limit`` duties that somebody owes within reach: one query.

    Args:
        actor: Who asks.
        after: The uid behind which the page begins; None begins at the first.
        limit: Rows at most.
        wanted: Values of ``area_code``, ``origin``, ``source_uid``, ``year``; None lets all pass.
    """
    rows = _after(_duties(actor).filter(**_given(wanted)), after)[:limit]
    return tuple(DutyRecord(*row) for row in rows.values_list(*_DUTY))


def duty_record(actor: Actor, uid: UUID) -> DutyRecord:
    """Return one duty: one query.

    Raises:
        Beyond: there is none within reach.
    """
    row = _duties(actor).filter(uid=uid).values_list(*_DUTY).first()
    if row is None:
        raise Beyond(_("Không có việc này, hoặc việc nằm ngoài phạm vi của bạn."))
    return DutyRecord(*row)


def obligations_after(
    actor: Actor, after: UUID | None, limit: int, *, today: date, late: bool | None = None, **wanted: Any
) -> tuple[ObligationRecord, ...]:
    """Return up to ``limit`` obligations within reach: one query.

    Args:
        actor: Who asks.
        after: The uid behind which the page begins; None begins at the first.
        limit: Rows at most.
        today: Late is what fell due before this day.
        late: Late alone, or what is not; None lets all pass.
        wanted: Lookups of obligations; None lets all pass.
    """
    found = access.visible_obligations(actor).filter(**_given(wanted))
    if late is not None:
        found = found.filter(is_late(today) if late else ~Q(pk__in=_late(actor, today)))
    return tuple(_record(row, today) for row in _after(found, after)[:limit].values_list(*_OBLIGATION))


def obligation_record(actor: Actor, uid: UUID, *, today: date) -> ObligationRecord:
    """Return one obligation: one query.

    Raises:
        Beyond: there is none within reach.
    """
    row = access.visible_obligations(actor).filter(uid=uid).values_list(*_OBLIGATION).first()
    if row is None:
        raise Beyond(_("Không có nhiệm vụ này, hoặc nhiệm vụ nằm ngoài phạm vi của bạn."))
    return _record(row, today)


def submissions_of(actor: Actor, uid: UUID) -> tuple[SubmissionRecord, ...]:
    """Return all hand-ins of an obligation within reach, the oldest first: one query."""
    seen = access.visible_obligations(actor).filter(uid=uid).values("pk")
    rows = Submission.objects.filter(obligation_id__in=seen).order_by("number").values_list(*_SUBMISSION)
    return tuple(SubmissionRecord(*row) for row in rows)


def events_of_duty(actor: Actor, uid: UUID) -> tuple[EventRecord, ...]:
    """Return the events of a duty within reach, the oldest first: one query."""
    fields = ("occurred_on", "description", "case", "recorded_at", "undone_at")
    events = Event.objects.filter(duty__in=_duties(actor).filter(uid=uid).values("pk")).order_by("recorded_at", "pk")
    rows = enumerate(events.values_list(*fields)[:_MOST_EVENTS], start=1)
    return tuple(EventRecord(number, *row) for number, row in rows)


def _duties(actor: Actor) -> "QuerySet[Duty]":
    return Duty.objects.filter(pk__in=access.visible_obligations(actor).values("duty_id"))


def _late(actor: Actor, today: date) -> "QuerySet[Obligation, Any]":
    return access.visible_obligations(actor).filter(is_late(today)).values("pk")


def _after(found: "QuerySet[Any]", after: UUID | None) -> "QuerySet[Any]":
    return (found if after is None else found.filter(uid__gt=after)).order_by("uid")


def _given(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {lookup: value for lookup, value in wanted.items() if value is not None}


def _record(row: "tuple[Any, ...]", today: date) -> ObligationRecord:
    values = dict(zip(ObligationRecord.__slots__, row, strict=False))
    owes = values["state"] in AWAITS_HAND_IN and not values["is_history"]
    late = days_late(values["due_on"], values["paused_on"], today) if owes else 0
    return ObligationRecord(**values, days_late=late)
