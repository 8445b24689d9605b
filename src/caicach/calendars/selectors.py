"""The calendar, the counting rules and the reporting regime that hold here.

They stand in the packaged, dated tables of ``reform``; a province's own rows will come before them here.
"""

from datetime import date

from reform.calendars import Calendar, StandingRules, TermRules, standing_rules, term_rules, vietnam_calendar
from reform.due import Frame
from reform.regimes import Regime, regime_for

__all__ = ["calendar_of", "frame_of", "regime_of", "rules_on", "standing_rules_on"]


def calendar_of(year: int) -> Calendar:
    """Return the working days of ``year`` and of the years beside it."""
    return vietnam_calendar((year - 1, year, year + 1, year + 2))


def rules_on(day: date) -> TermRules:
    """Return the rules of counting terms in force on ``day``."""
    return term_rules(day)


def standing_rules_on(day: date) -> StandingRules:
    """Return how a clock that was stopped on ``day`` is set going again."""
    return standing_rules(day)


def regime_of(*, issuer_level: str, recipient_level: str, on: date) -> Regime:
    """Return who reports by when, between two levels of government on ``on``."""
    return regime_for(issuer_level, recipient_level, on)


def frame_of(*, year: int, signed_on: date | None, recipient_level: str) -> Frame:
    """Return what a plan's deadlines are turned into dates with.

    Args:
        year: The plan's year.
        signed_on: The plan's signature; None where it is not known.
        recipient_level: Level of the body that issued the plan and receives the reports.
    """
    on = signed_on or date(year, 1, 1)
    return Frame(
        year=year,
        signed_on=signed_on,
        calendar=calendar_of(year),
        regime=regime_of(issuer_level="any", recipient_level=recipient_level, on=on),
        rules=rules_on(on),
    )
