"""The calendar, the counting rules and the reporting regime that hold here.

Working days and rules stand in the packaged, dated tables of ``reform``. Of the regime, the rows that a body entered
go before those of the bodies above it, and these before the national ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from caicach.agencies.access import distance_to
from caicach.calendars import access
from caicach.calendars.constants import REPORT_KIND
from caicach.calendars.mapping import regime_row
from caicach.calendars.models import RegimeEntry
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.calendars import Calendar, StandingRules, TermRules, standing_rules, term_rules, vietnam_calendar
from reform.due import Frame
from reform.regimes import PeriodCode, Regime, RegimeRow, ReportPeriod, regime_for

__all__ = [
    "RegimeDate",
    "calendar_of",
    "entries_for",
    "entry_for",
    "frame_of",
    "own_rows_of",
    "regime_dates",
    "regime_of",
    "rules_on",
    "standing_rules_on",
]


@dataclass(frozen=True, slots=True)
class RegimeDate:
    """One report of a year, as the regime says it."""

    period: ReportPeriod
    name: str
    data_from: date
    data_to: date
    due_on: date
    legal_basis: str
    is_own: bool  # by the body's own row, not a national one


def calendar_of(year: int) -> Calendar:
    """Return the working days of ``year`` and of the years beside it."""
    return vietnam_calendar((year - 1, year, year + 1, year + 2))


def rules_on(day: date) -> TermRules:
    """Return the rules of counting terms in force on ``day``."""
    return term_rules(day)


def standing_rules_on(day: date) -> StandingRules:
    """Return how a clock that was stopped on ``day`` is set going again."""
    return standing_rules(day)


def own_rows_of(owner_id: int | None) -> tuple[RegimeRow, ...]:
    """Return the rows of all dates that hold for the body: its own before those of the bodies above; one query."""
    if owner_id is None:
        return ()
    entries = RegimeEntry.objects.filter(kind=REPORT_KIND).annotate(distance=distance_to("owner", owner_id))
    held = entries.filter(distance__isnull=False).order_by(F("distance"), "-valid_from")
    return tuple(map(regime_row, held))


def regime_of(*, issuer_level: str, recipient_level: str, on: date, owner_id: int | None = None) -> Regime:
    """Return who reports by when, between two levels of government on ``on``.

    Args:
        issuer_level: Who reports.
        recipient_level: Who receives.
        on: The day.
        owner_id: The body whose regime it is; its own rows and those of the bodies above go first.
    """
    return regime_for(issuer_level, recipient_level, on, own_rows=own_rows_of(owner_id))


def frame_of(*, year: int, signed_on: date | None, recipient_level: str, owner_id: int | None = None) -> Frame:
    """Return what a plan's deadlines are turned into dates with.

    Args:
        year: The plan's year.
        signed_on: The plan's signature; None where it is not known.
        recipient_level: Level of the body that issued the plan and receives the reports.
        owner_id: That body, whose own reporting days go before the national ones.
    """
    on = signed_on or date(year, 1, 1)
    return Frame(
        year=year,
        signed_on=signed_on,
        calendar=calendar_of(year),
        regime=regime_of(issuer_level="any", recipient_level=recipient_level, on=on, owner_id=owner_id),
        rules=rules_on(on),
    )


def regime_dates(regime: Regime, year: int, codes: Iterable[PeriodCode]) -> tuple[RegimeDate, ...]:
    """Return the reports of ``year`` that ``regime`` has among ``codes``, in the order given."""
    made = []
    for code in codes:
        period, row = ReportPeriod(year, code), regime.row(code)
        window = regime.window(period)
        if row is not None and window is not None:
            basis, is_own = row.source.legal_basis, not row.source.source_url
            made.append(RegimeDate(period, regime.name(period), *window, regime.due(period), basis, is_own))
    return tuple(made)


def entries_for(actor: Actor) -> tuple[RegimeEntry, ...]:
    """Return the rows that the actor reads, those in force first within each body; one query."""
    rows = access.visible_entries(actor).select_related("owner", "entered_by")
    return tuple(rows.order_by("owner__current_sort_key", "recipient", "issuer", "period", "-valid_from"))


def entry_for(actor: Actor, uid: UUID) -> RegimeEntry:
    """Return a row within reach.

    Raises:
        Beyond: there is none.
    """
    found = access.visible_entries(actor).filter(uid=uid).first()
    if found is None:
        raise Beyond
    return found
