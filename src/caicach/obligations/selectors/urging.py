"""What could be urged: late for long, given back twice, or never confirmed. The system lists, a person decides.

Only obligations are read, so that what is asked of bodies outside command (``Request``) never stands here.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from caicach.agencies.access import within_scopes
from caicach.calendars import selectors as calendars
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ClockKind, ObligationState, SubmissionState, TrackingMode
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors.clock_terms import clock_book
from caicach.obligations.selectors.late_checks import working_days_late
from caicach.obligations.selectors.receipts import is_unanswered
from caicach.obligations.selectors.tasks import has_fallen_due
from caicach.web import clock
from caicach.web.actor import Actor

__all__ = ["UrgeList", "UrgeRow", "urge_list", "urgeable"]

_LATE, _TWICE, _SILENT = "late", "returned_twice", "no_receipt"
_SCANNED_DAYS = 800


@dataclass(frozen=True, slots=True)
class UrgeRow:
    """One obligation that could be urged, and why."""

    pk: int
    uid: UUID
    number: str
    title: str
    source_label: str
    agency_id: int
    agency_uid: UUID
    agency_name: str
    occurrence_label: str
    due_on: date | None
    reason: str  # "returned_twice", "late" or "no_receipt": the first that holds; empty: reminded ahead
    days_late: int = 0  # working days


@dataclass(frozen=True, slots=True)
class UrgeList:
    """What could be urged, by agency, the longest late first."""

    rows: tuple[UrgeRow, ...]
    total: int
    agencies: tuple[tuple[str, str], ...]  # uid and name of those with something to urge, whatever agency was asked for
    plans: tuple[tuple[str, str], ...]  # uid and words of the plans


_FIELDS = (
    "pk",
    "uid",
    "duty__number",
    "duty__title",
    "duty__source_label",
    "agency_id",
    "agency__uid",
    "agency__current_name",
    "occurrence_label",
    "due_on",
    "why",
)


def urge_list(  # noqa: PLR0913 - each narrows the list
    actor: Actor,
    *,
    scope_ids: tuple[int, ...],
    today: date,
    late_days: int,
    agency: UUID | None = None,
    plan: UUID | None = None,
    uids: Collection[UUID] | None = None,
    ahead: bool = False,
    limit: int = 300,
) -> UrgeList:
    """Return what could be urged under ``scope_ids``, within reach: seven queries, whatever there is.

    Args:
        actor: Whose reach counts.
        scope_ids: Bodies whose subtrees are urged.
        today: The day.
        late_days: Late by more working days than this.
        agency: Only this agency.
        plan: Only what this plan assigned.
        uids: Only these.
        ahead: Also what is owed and not late: a person reminds of it before its day.
        limit: Rows at most.
    """
    found = _with_reason(urgeable(actor, scope_ids, today), today, late_days, ahead=ahead)
    if uids is not None:
        found = found.filter(uid__in=uids)
    agencies = _choices(found, "agency__uid", "agency__current_name")
    plans = _choices(found.exclude(duty__source_uid=None), "duty__source_uid", "duty__source_label")
    if agency is not None:
        found = found.filter(agency__uid=agency)
    if plan is not None:
        found = found.filter(duty__source_uid=plan)
    rows = found.order_by("agency__current_sort_key", "agency_id", "due_on", "pk").values_list(*_FIELDS)[:limit]
    return UrgeList(tuple(_rows(rows, today)), found.count(), agencies, plans)


def _rows(found: Any, today: date) -> Iterator[UrgeRow]:
    for values in found:
        facts: Any = values
        row = UrgeRow(*facts)  # in the order of _FIELDS
        yield replace(row, days_late=working_days_late(row.due_on, today) if row.due_on else 0)


def _choices(found: "QuerySet[Obligation]", key: str, name: str) -> tuple[tuple[str, str], ...]:
    rows = found.order_by(name).values_list(key, name).distinct()
    return tuple((str(uid), words) for uid, words in rows)


def urgeable(actor: Actor, scope_ids: tuple[int, ...], today: date) -> "QuerySet[Obligation]":
    """Return what others under ``scope_ids`` still have to hand in; while a clock stands, nobody is urged."""
    owed = Obligation.objects.filter(
        within_scopes("agency", scope_ids, on=today),
        state__in=AWAITS_HAND_IN,
        is_history=False,
        carrier=None,
        paused_on=None,
        pk__in=access.visible_obligations(actor).values("pk"),
    ).exclude(duty__mode=TrackingMode.NOT_TRACKED)
    own = {actor.agency_id} if actor.agency_id is not None else set()
    return owed.exclude(agency_id__in=own)  # nobody urges the own agency


def _with_reason(owed: "QuerySet[Obligation]", today: date, late_days: int, *, ahead: bool) -> "QuerySet[Obligation]":
    """Return ``owed`` with the first reason to urge that holds; what has none is left out, unless asked ``ahead``."""
    late = has_fallen_due(today) & Q(due_on__lte=_late_since(today, late_days))
    returned = Submission.objects.filter(obligation=OuterRef("pk"), state=SubmissionState.RETURNED).order_by()
    twice = returned.values("obligation").annotate(times=Count("pk")).filter(times__gte=2)
    is_twice = Q(state=ObligationState.RETURNED) & Q(Exists(twice))
    silent = is_unanswered() & Q(created_at__in=_silent_since(owed, today))
    why = Case(
        When(is_twice, then=Value(_TWICE)),
        When(late, then=Value(_LATE)),
        When(silent, then=Value(_SILENT)),
        default=Value(""),
        output_field=CharField(),
    )
    reasoned = owed.annotate(why=why)
    return reasoned if ahead else reasoned.exclude(why="")


def _late_since(today: date, late_days: int) -> date:
    """Return the last due day that lies more than ``late_days`` working days before ``today``."""
    calendar, day, count = calendars.calendar_of(today.year), today, 0
    for _step in range(_SCANNED_DAYS):
        count += calendar.is_working_day(day)
        day -= timedelta(days=1)
        if count > late_days:
            break
    return day


def _silent_since(owed: "QuerySet[Obligation]", today: date) -> list[object]:
    """Return the moments of handing out whose time to confirm has run out: one hand-out is one moment."""
    moments = set(owed.filter(is_unanswered()).order_by().values_list("duty__standing_body", "created_at").distinct())
    book = clock_book({body for body, _at in moments}, ClockKind.RECEIPT)
    return [at for body, at in moments if book.last_day(body, clock.local_date(at)) < today]
