"""The reporting regime as a page: what holds this year, and the body's own rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.calendars.constants import RegimeLevel
from caicach.calendars.forms import PERIOD_NAMES, RegimeForm
from caicach.calendars.mapping import regime_row, written_day
from caicach.calendars.models import RegimeEntry
from caicach.calendars.selectors import RegimeDate
from caicach.ui.values import Link
from reform.regimes import PeriodCode

__all__ = ["EntryLine", "RegimeFormPage", "RegimePage", "RegimeTable"]


@dataclass(frozen=True, slots=True)
class RegimeTable:
    """The reports of the year between two levels, as they hold today."""

    heading: str
    dates: tuple[RegimeDate, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One row that a body entered."""

    owner: str
    who: str
    period: str
    window: str
    due: str
    is_cumulative: bool
    legal_basis: str
    valid_from: date
    valid_to: date | None  # the last day; None: it goes on
    by: str
    end_url: str  # empty: not the actor's to end, or ended


@dataclass(frozen=True, slots=True)
class RegimePage:
    """What holds, and the rows behind it."""

    year: int
    body_name: str
    tables: tuple[RegimeTable, ...]
    lines: tuple[EntryLine, ...]
    add_url: str  # empty: the actor enters none

    @classmethod
    def of(
        cls,
        entries: Iterable[RegimeEntry],
        tables: tuple[RegimeTable, ...],
        *,
        body_ids: tuple[int, ...],
        body_name: str,
        today: date,
    ) -> "RegimePage":
        """Return the page."""
        lines = tuple(_line(entry, body_ids, today) for entry in entries)
        return cls(today.year, body_name, tables, lines, reverse("calendars:new") if body_ids else "")


@dataclass(frozen=True, slots=True)
class RegimeFormPage:
    """Entering a row."""

    title: str
    crumbs: tuple[Link, ...]
    form: RegimeForm
    back_url: str

    @classmethod
    def of(cls, form: RegimeForm) -> "RegimeFormPage":
        """Return the page."""
        back = reverse("calendars:regime")
        return cls(_("Nhập một dòng chế độ báo cáo"), (Link(_("Chế độ báo cáo"), back),), form, back)


def _line(entry: RegimeEntry, body_ids: tuple[int, ...], today: date) -> EntryLine:
    row = regime_row(entry)
    has_ended = entry.valid_to <= today
    may_end = entry.owner_id in body_ids and not has_ended
    return EntryLine(
        owner=entry.owner.current_name,
        who=f"{RegimeLevel(entry.issuer).label} → {RegimeLevel(entry.recipient).label}",
        period=str(PERIOD_NAMES[PeriodCode(entry.period)]),
        window=f"{written_day(row.window_from)} – {written_day(row.window_to)}",
        due=written_day(row.due),
        is_cumulative=entry.is_cumulative,
        legal_basis=entry.legal_basis,
        valid_from=entry.valid_from,
        valid_to=None if entry.valid_to.year == date.max.year else date.fromordinal(entry.valid_to.toordinal() - 1),
        by=entry.entered_by.full_name if entry.entered_by else "",
        end_url=reverse("calendars:end", args=[entry.uid]) if may_end else "",
    )
