"""How long a step of the ledger may take: the standing body's own rows first, else the packaged terms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.calendars import selectors as calendars
from caicach.obligations import access
from caicach.obligations.constants import ClockKind
from caicach.obligations.models import ClockTerm, Duty
from caicach.web.actor import Actor, Role
from reform.clocks import last_day, step_term, term_days

__all__ = [
    "BodyClocks",
    "ClockRow",
    "clock_days",
    "clock_days_many",
    "clock_last_day",
    "clock_last_days",
    "clocks_of",
]


@dataclass(frozen=True, slots=True)
class ClockRow:
    """The term of one step where one body runs the ledger."""

    kind: ClockKind
    working_days: int
    packaged_days: int  # what holds without a row of the body's own
    basis: str  # of the row that holds
    is_own: bool


@dataclass(frozen=True, slots=True)
class BodyClocks:
    """The terms of a standing body."""

    agency_id: int
    agency_name: str
    rows: tuple[ClockRow, ...]  # in the order of ``ClockKind``


def clock_days(standing_body_id: int, kind: str, *, on: date) -> int:
    """Return how many working days a step that starts on ``on`` may take: one query.

    Raises:
        ValueError: no such kind.
    """
    return clock_days_many((standing_body_id,), kind, on=on)[standing_body_id]


def clock_days_many(standing_body_ids: Iterable[int], kind: str, *, on: date) -> Mapping[int, int]:
    """Return the working days of the step for each standing body: one query, whatever their number.

    Raises:
        ValueError: no such kind.
    """
    packaged = term_days(kind, on)
    wanted = frozenset(standing_body_ids)
    own = _own(wanted, on).filter(kind=kind).values_list("standing_body_id", "working_days")
    return dict.fromkeys(wanted, packaged) | dict(own)


def clock_last_day(standing_body_id: int, kind: str, *, start_on: date) -> date:
    """Return the last day of a step that starts on ``start_on``: one query."""
    return clock_last_days((standing_body_id,), kind, start_on=start_on)[standing_body_id]


def clock_last_days(standing_body_ids: Iterable[int], kind: str, *, start_on: date) -> Mapping[int, date]:
    """Return the last day of the step for each standing body: one query, whatever their number."""
    counting = {"calendar": calendars.calendar_of(start_on.year), "rules": calendars.rules_on(start_on)}
    days = clock_days_many(standing_body_ids, kind, on=start_on)
    return {body: last_day(kind, start_on, days=count, **counting) for body, count in days.items()}  # type: ignore[arg-type]  # named arguments of two types


def clocks_of(actor: Actor, *, today: date) -> tuple[BodyClocks, ...]:
    """Return the terms of the standing bodies whose clocks ``actor`` keeps: three queries."""
    kept = access.clock_bodies(actor)
    led = Duty.objects.filter(standing_body_id__in=kept).values_list("standing_body_id", flat=True).distinct()
    # Before the first duty a standing officer sets the terms of the own body; a leader has nothing to set yet.
    own_body = {actor.agency_id} if actor.agency_id is not None and actor.has(Role.STANDING_OFFICER) else set()
    bodies = sorted({*led, *own_body})
    names = agencies.names_of(bodies)
    own = {(row.standing_body_id, row.kind): row for row in _own(bodies, today)}
    return tuple(
        BodyClocks(body, names[body], tuple(_row(own.get((body, kind)), kind, today) for kind in ClockKind))
        for body in bodies
    )


def _own(bodies: Iterable[int], on: date) -> "QuerySet[ClockTerm]":
    return ClockTerm.objects.filter(standing_body_id__in=bodies, valid_from__lte=on, valid_to__gt=on)


def _row(own: ClockTerm | None, kind: ClockKind, today: date) -> ClockRow:
    packaged = step_term(kind, today)
    if own is None:
        return ClockRow(kind, packaged.working_days, packaged.working_days, packaged.source.legal_basis, is_own=False)
    basis = own.basis or _("không ghi căn cứ")
    return ClockRow(kind, own.working_days, packaged.working_days, basis, is_own=True)
