"""How long a step of the ledger may take: the standing body's own rows first, else the packaged terms."""

from collections import defaultdict
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
    "ClockBook",
    "ClockRow",
    "clock_book",
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


@dataclass(frozen=True, slots=True)
class ClockBook:
    """The terms of one step where several bodies run the ledger, on all days: read once, asked often."""

    kind: str
    rows: Mapping[int, tuple[tuple[date, date, int], ...]]  # by body: valid from, valid to, working days

    def days(self, standing_body_id: int, on: date) -> int:
        """Return how many working days the step may take if it starts on ``on``."""
        own = (days for start, end, days in self.rows.get(standing_body_id, ()) if start <= on < end)
        return next(own, None) or term_days(self.kind, on)

    def last_day(self, standing_body_id: int, start_on: date) -> date:
        """Return the last day of the step if it starts on ``start_on``."""
        days = self.days(standing_body_id, start_on)
        calendar, rules = calendars.calendar_of(start_on.year), calendars.rules_on(start_on)
        return last_day(self.kind, start_on, calendar=calendar, rules=rules, days=days)


def clock_book(standing_body_ids: Iterable[int], kind: str) -> ClockBook:
    """Return the terms of a step where these bodies run the ledger: one query."""
    rows: dict[int, list[tuple[date, date, int]]] = defaultdict(list)
    own = ClockTerm.objects.filter(standing_body_id__in=frozenset(standing_body_ids), kind=kind)
    for body, start, end, days in own.values_list("standing_body_id", "valid_from", "valid_to", "working_days"):
        rows[body].append((start, end, days))
    return ClockBook(kind, {body: tuple(terms) for body, terms in rows.items()})


def clock_days(standing_body_id: int, kind: str, *, on: date) -> int:
    """Return how many working days a step that starts on ``on`` may take: one query.

    Raises:
        ValueError: no such kind.
    """
    return clock_book((standing_body_id,), kind).days(standing_body_id, on)


def clock_days_many(standing_body_ids: Iterable[int], kind: str, *, on: date) -> Mapping[int, int]:
    """Return the working days of the step for each standing body: one query, whatever their number.

    Raises:
        ValueError: no such kind.
    """
    bodies = frozenset(standing_body_ids)
    book = clock_book(bodies, kind)
    return {body: book.days(body, on) for body in bodies}


def clock_last_day(standing_body_id: int, kind: str, *, start_on: date) -> date:
    """Return the last day of a step that starts on ``start_on``: one query."""
    return clock_book((standing_body_id,), kind).last_day(standing_body_id, start_on)


def clock_last_days(standing_body_ids: Iterable[int], kind: str, *, start_on: date) -> Mapping[int, date]:
    """Return the last day of the step for each standing body: one query, whatever their number."""
    bodies = frozenset(standing_body_ids)
    book = clock_book(bodies, kind)
    return {body: book.last_day(body, start_on) for body in bodies}


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
