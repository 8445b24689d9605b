"""How values are written on a page: dates, numbers, shares, distances in time.

One notation in both languages, that of Vietnamese official documents: ``16/11/2026``, ``8.803``, ``85,75 %``.
An English reader of ``8.803`` beside a printed plan must not meet ``8,803`` for the same figure.
Everything here takes values and gives text; the filters of the same meaning stand in ``templatetags/ui.py``.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from caicach.web.clock import LOCAL

__all__ = [
    "NOTHING",
    "NO_BREAK",
    "as_date",
    "date_text",
    "decimal_text",
    "distance_text",
    "late_text",
    "moment_text",
    "number_text",
    "percent_text",
    "short_date_text",
    "size_text",
    "weekday_text",
]

Number = int | float | Decimal

NO_BREAK = "\u00a0"
NOTHING = "–"  # a value that is missing is never written as 0
_MINUS = "\u2212"


def as_date(value: date | datetime) -> date:
    """Return the civil date in Viet Nam of a date or of an aware moment."""
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value


def date_text(value: date | datetime) -> str:
    """Return ``16/11/2026``."""
    return as_date(value).strftime("%d/%m/%Y")


def short_date_text(value: date | datetime) -> str:
    """Return ``16/11``, for a strip of days that are close."""
    return as_date(value).strftime("%d/%m")


def weekday_text(value: date | datetime) -> str:
    """Return the day of the week in words: ``thứ Hai`` to ``Chủ Nhật``."""
    names = (
        _("thứ Hai"),
        _("thứ Ba"),
        _("thứ Tư"),
        _("thứ Năm"),
        _("thứ Sáu"),
        _("thứ Bảy"),
        _("Chủ Nhật"),
    )
    return names[as_date(value).weekday()]


def moment_text(value: datetime) -> str:
    """Return date and time of an aware moment in Viet Nam: ``05/11/2026 09:14``."""
    return value.astimezone(LOCAL).strftime("%d/%m/%Y %H:%M")


def number_text(value: Number) -> str:
    """Return a whole number with dots between thousands: ``8.803``, ``−12``. A fraction is kept as it is."""
    exact = Decimal(str(value))
    whole, _point, fraction = f"{abs(exact):,f}".partition(".")
    text = whole.replace(",", ".") + (f",{fraction}" if fraction.strip("0") else "")
    return _MINUS + text if exact < 0 else text


def decimal_text(value: Number, places: int = 2) -> str:
    """Return a number with ``places`` digits after the comma, half away from zero: ``85,75``, ``1.234,50``."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _point, fraction = f"{abs(exact):,f}".partition(".")
    text = whole.replace(",", ".") + (f",{fraction}" if fraction else "")
    return _MINUS + text if exact < 0 else text


def percent_text(percent: Number, places: int = 2) -> str:
    """Return a share given in percent (0 to 100) with a no-break space before the sign: ``85,75 %``."""
    return f"{decimal_text(percent, places)}{NO_BREAK}%"


def distance_text(value: date | datetime, today: date) -> str:
    """Return how far a date is from ``today``: ``còn 4 ngày``, ``ngày mai``, ``hôm nay``, ``trễ 10 ngày``."""
    days = (as_date(value) - today).days
    if days < 0:
        return _("trễ %(days)s ngày") % {"days": number_text(-days)}
    if days == 0:
        return _("hôm nay")
    if days == 1:
        return _("ngày mai")
    return _("còn %(days)s ngày") % {"days": number_text(days)}


def late_text(value: date | datetime, today: date) -> str:
    """Return ``trễ 10 ngày`` after the end of the day due, else nothing."""
    return distance_text(value, today) if as_date(value) < today else ""


def size_text(size_bytes: int) -> str:
    """Return the size of a file: ``412 kB``, ``9,4 MB`` (powers of 1,000)."""
    if size_bytes < 1000:
        return f"{number_text(size_bytes)}{NO_BREAK}B"
    if size_bytes < 1_000_000:
        return f"{decimal_text(Decimal(size_bytes) / 1000, 0)}{NO_BREAK}kB"
    return f"{decimal_text(Decimal(size_bytes) / 1_000_000, 1)}{NO_BREAK}MB"
