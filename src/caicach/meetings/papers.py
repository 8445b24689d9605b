"""What a steering meeting needs to know, read from the ledger in a fixed number of queries.

Owns: which rows stand in the papers, and the sentence that says so. Does not: lay them out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.meetings.constants import INSTRUCTION, InstructionKind
from caicach.meetings.models import Meeting
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ExtensionState, ObligationState, SubmissionState
from caicach.obligations.selectors.tasks import days_late, is_late
from caicach.ui.notation import date_text
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["AgencyLate", "Papers", "Row", "papers_of"]

RISK_DAYS = 30  # how far ahead the papers look
_FIELDS = ("uid", "agency__current_name", "duty__number", "duty__title", "due_on")
_ORDER = ("due_on", "agency__current_sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    """One obligation in the papers, with why it stands there."""

    uid: UUID
    agency: str
    number: str
    title: str
    due_on: date | None
    note: str  # "quá hạn 12 ngày", "bị trả lại 2 lần"


@dataclass(frozen=True, slots=True)
class AgencyLate:
    """An agency that is late, and with what."""

    name: str
    rows: tuple[Row, ...]  # the longest first

    @property
    def count(self) -> int:
        """How many."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything that is laid before the meeting; what is meant by each part stands in ``docs/explanation``."""

    late: tuple[AgencyLate, ...]  # most first
    returned: tuple[Row, ...]  # given back twice or more, and still not accepted
    extensions: tuple[Row, ...]  # asked for and not decided
    events: tuple[Row, ...]  # opened by events that were recorded since the last meeting
    risks: tuple[Row, ...]  # due soon, and given back before or owed by an agency that is late elsewhere
    earlier: tuple[Row, ...]  # conclusions of earlier meetings that are not done

    @property
    def late_count(self) -> int:
        """How many obligations are late."""
        return sum(one.count for one in self.late)


def papers_of(meeting: Meeting, actor: Actor, *, today: date) -> Papers:
    """Return the papers of ``meeting`` as ``actor`` may see them: six queries.

    Args:
        meeting: Its ``since_on`` says from when events are told.
        actor: Whose reach they keep to.
        today: The day of the figures.
    """
    seen = access.visible_obligations(actor).filter(is_history=False)
    late = _late(seen, today)
    return Papers(
        late=late,
        returned=_returned(seen),
        extensions=_extensions(seen),
        events=_events(seen, meeting.since_on),
        risks=_risks(seen, {one.name for one in late}, today),
        earlier=_earlier(seen, meeting, today),
    )


def _row(values: Sequence[Any], note: str) -> Row:
    """Return a row of the values of ``_FIELDS``."""
    uid, agency, number, title, due_on = values
    return Row(uid, agency, number, title, due_on, note)


def _late(seen: "QuerySet[Obligation]", today: date) -> tuple[AgencyLate, ...]:
    by_agency: dict[str, list[Row]] = {}
    for uid, agency, number, title, due_on in seen.filter(is_late(today)).order_by(*_ORDER).values_list(*_FIELDS):
        note = _("quá hạn %(count)s ngày") % {"count": (today - due_on).days}
        by_agency.setdefault(agency, []).append(Row(uid, agency, number, title, due_on, note))
    ranked = sorted(by_agency.items(), key=lambda one: -len(one[1]))  # stable: the longest late first among equals
    return tuple(AgencyLate(name, tuple(rows)) for name, rows in ranked)


def _returned(seen: "QuerySet[Obligation]") -> tuple[Row, ...]:
    times = Count("submissions", filter=Q(submissions__state=SubmissionState.RETURNED))
    rows = (
        seen.filter(carrier=None)
        .exclude(state__in=(ObligationState.ACCEPTED, ObligationState.CANCELLED, ObligationState.TRANSFERRED))
        .annotate(times=times)
        .filter(times__gte=2)
        .order_by("-times", *_ORDER)
    )
    return tuple(
        _row(values, _("bị trả lại %(count)s lần") % {"count": count})
        for *values, count in rows.values_list(*_FIELDS, "times")
    )


def _extensions(seen: "QuerySet[Obligation]") -> tuple[Row, ...]:
    rows = seen.filter(extensions__state=ExtensionState.WAITING).order_by(*_ORDER)
    return tuple(
        _row(values, _("xin gia hạn đến %(day)s: %(words)s") % {"day": date_text(asked), "words": words})
        for *values, asked, words in rows.values_list(*_FIELDS, "extensions__asked_due_on", "extensions__words")
    )


def _events(seen: "QuerySet[Obligation]", since_on: date) -> tuple[Row, ...]:
    rows = seen.filter(event__undone_at=None, event__occurred_on__gte=since_on).order_by("-event__occurred_on", *_ORDER)
    return tuple(
        _row(values, _("%(event)s (%(day)s)") % {"event": words, "day": date_text(occurred)})
        for *values, words, occurred in rows.values_list(*_FIELDS, "event__description", "event__occurred_on")
    )


def _risks(seen: "QuerySet[Obligation]", late_names: set[str], today: date) -> tuple[Row, ...]:
    soon = seen.filter(
        state__in=AWAITS_HAND_IN, carrier=None, due_on__gte=today, due_on__lte=today + timedelta(days=RISK_DAYS)
    ).annotate(is_returned=Count("submissions", filter=Q(submissions__state=SubmissionState.RETURNED)))
    rows = soon.filter(Q(is_returned__gt=0) | Q(agency__current_name__in=late_names)).order_by(*_ORDER)
    return tuple(
        _row(values, _("đã bị trả lại") if returned else _("cơ quan đang có việc quá hạn"))
        for *values, returned in rows.values_list(*_FIELDS, "is_returned")
    )


def _earlier(seen: "QuerySet[Obligation]", meeting: Meeting, today: date) -> tuple[Row, ...]:
    rows = (
        seen.filter(
            duty__source_kind=INSTRUCTION,
            duty__instruction__kind=InstructionKind.CONCLUSION,
            duty__instruction__meeting__body=meeting.body_id,
            duty__instruction__meeting__held_on__lt=meeting.held_on,
        )
        .exclude(state__in=(ObligationState.ACCEPTED, ObligationState.CANCELLED, ObligationState.TRANSFERRED))
        .order_by(F("due_on").asc(nulls_last=True), *_ORDER[1:])
    )
    return tuple(_earlier_rows(rows, today))


def _earlier_rows(rows: "QuerySet[Obligation]", today: date) -> Iterator[Row]:
    for uid, agency, number, title, due_on, state, paused_on in rows.values_list(*_FIELDS, "state", "paused_on"):
        words = str(ObligationState(state).label)
        late = days_late(due_on, paused_on, today) if state in AWAITS_HAND_IN else 0
        if late:
            words = _("quá hạn %(count)s ngày") % {"count": late}
        yield Row(uid, agency, number, title, due_on, words)
