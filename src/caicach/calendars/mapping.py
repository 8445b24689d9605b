"""Between rows of the table and those of ``reform.regimes``; days of a year as people write them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caicach.calendars.models import RegimeEntry
from caicach.web.errors import BadInput
from reform.regimes import PeriodCode, RegimeRow, YearDay
from reform.tables import Source
from vanban.text.forms import compare_key

__all__ = ["RegimeDraft", "read_day", "regime_row", "written_day"]

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*(.*)")
_YEARS = {"": 0, "nam bao cao": 0, "nam nay": 0, "nam truoc": -1, "nam sau": 1}
_LEAP_YEAR = 2024  # 29/02 is a day of some years


@dataclass(frozen=True, slots=True)
class RegimeDraft:
    """What a person enters: one row of the regime."""

    issuer: str
    recipient: str
    period: PeriodCode
    data_from: YearDay
    data_to: YearDay
    is_cumulative: bool
    due: YearDay
    legal_basis: str
    valid_from: date


def read_day(text: str) -> YearDay:
    """Return the day that ``text`` names: ``14/3``, ``15/12 năm trước``, ``05/01 năm sau``.

    Raises:
        BadInput: it names none.
    """
    found = _DAY.fullmatch(text.strip())
    year = _YEARS.get(compare_key(found[3]).strip("() ")) if found else None
    if found is None or year is None:
        raise BadInput(
            _("“%(text)s” không phải là ngày trong năm. Ghi dạng 14/3 hoặc 15/12 năm trước.") % {"text": text[:40]}
        )
    day, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:  # months of a year
        raise BadInput(_("Không có ngày %(day)s tháng %(month)s. Kiểm tra lại.") % {"day": day, "month": month})
    return YearDay(year, month, day)


def written_day(day: YearDay) -> str:
    """Return ``day`` as ``read_day`` takes it."""
    words = {-1: _("năm trước"), 0: "", 1: _("năm sau")}[day.year]
    return f"{day.day:02d}/{day.month:02d} {words}".strip()


def regime_row(entry: RegimeEntry) -> RegimeRow:
    """Return a kept row as the rules take it."""
    return RegimeRow(
        issuer=entry.issuer,
        recipient=entry.recipient,
        period=PeriodCode(entry.period),
        window_from=YearDay(entry.from_year, entry.from_month, entry.from_day),
        window_to=YearDay(entry.to_year, entry.to_month, entry.to_day),
        cumulative=entry.is_cumulative,
        due=YearDay(entry.due_year, entry.due_month, entry.due_day),
        source=Source(
            legal_basis=entry.legal_basis,
            source_document=entry.legal_basis,
            source_url="",
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            retrieved_on=entry.valid_from,
            checked_by="",
        ),
    )
