"""A running period of figures in the small demonstration: some have handed in, the shown commune is in the middle."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from caicach.demo.filling import begun_fill, period_fill
from caicach.demo.whole.figures import DAYS, FORM, own_sheets, regime_play
from caicach.figures import services
from caicach.figures.constants import ReturnState
from caicach.figures.services.consolidate import consolidate
from caicach.web.actor import SYSTEM, Actor
from caicach.web.clock import local_date
from reform.regimes import PeriodCode

if TYPE_CHECKING:
    from caicach.figures.models import Return

__all__ = ["period_play"]

HANDED_IN = 9  # units that have handed in


def period_play(standing: Actor, owner_id: int, *, shown_id: int, known: Mapping[int, Actor], now: datetime) -> None:
    """Open the period that is due next, let some hand in and the standing body take them in."""
    today = local_date(now)
    regime_play(owner_id, standing, since=date(today.year - 1, 1, 1), now=now)
    code, year = _next(today)
    period = services.period_open(services.PeriodDraft(owner_id, FORM, year, code), actor=standing, now=now)
    sheets = own_sheets(period)
    for sheet in [one for one in sheets if one.agency_id not in (shown_id, owner_id)][:HANDED_IN]:
        period_fill(sheet, seed=sheet.agency.current_name, actor=SYSTEM, now=now)
        services.return_submit(sheet, actor=SYSTEM, now=now, today=today)
    services.returns_accept([one for one in own_sheets(period) if _waits(one)], actor=SYSTEM, now=now)
    shown = next(one for one in sheets if one.agency_id == shown_id)
    begun_fill(shown, seed=shown.agency.current_name, actor=known.get(shown_id, SYSTEM), now=now)
    consolidate(period, actor=standing, now=now)


def _next(today: date) -> tuple[PeriodCode, int]:
    """Return the period whose due day comes first from today on, and its year."""
    days = ((date(year, *due), code, year) for year in (today.year, today.year + 1) for code, _data_to, due in DAYS)
    return next((code, year) for day, code, year in days if day >= today - timedelta(days=1))


def _waits(sheet: "Return") -> bool:
    return sheet.state == ReturnState.SUBMITTED
