"""Due days as a calendar that phones and mail programs subscribe to (iCalendar, RFC 5545).

All-day events, because calendars of phones show no tasks; free time, because a due day fills nobody's hours. The same
rows give the same bytes: the stamps are those of the rows, never of the moment.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from caicach.obligations.constants import ObligationState

if TYPE_CHECKING:
    from caicach.obligations.selectors.due_days import DueDay

__all__ = ["calendar_bytes"]

_PRODUCT = "-//Cai Cach//Lich han//VI"
_REFRESH = timedelta(hours=6)
_ONE_DAY = timedelta(days=1)


def calendar_bytes(rows: Iterable["DueDay"], *, name: str, domain: str, address_of: Callable[[UUID], str]) -> bytes:
    """Return the calendar of ``rows``.

    Args:
        rows: What is owed.
        name: What the program that subscribes calls it.
        domain: Of this site: makes the identifiers its own, the same every time.
        address_of: Where the page of an obligation is.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("x-published-ttl", "PT6H")
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for row in rows:
        calendar.add_component(_event(row, domain, address_of(row.uid)))
    made: bytes = calendar.to_ical()
    return made


def _event(row: "DueDay", domain: str, address: str) -> Event:
    at = row.changed_at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", f"{row.uid}@{domain}")
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", row.change_count)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + _ONE_DAY)
    event.add("summary", _("Hạn: %(what)s") % {"what": f"{row.number} {row.title}".strip()})
    event.add("description", _description(row, address))
    event.add("url", address)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _description(row: "DueDay", address: str) -> str:
    period = f" ({row.occurrence_label})" if row.occurrence_label else ""
    lines = [
        _("Cơ quan: %(name)s%(period)s") % {"name": row.agency_name, "period": period},
        row.source_label,
        _("Nơi nghiệm thu: %(name)s") % {"name": row.acceptor_name},
        _("Đã bị trả lại, cần bổ sung.") if row.state == ObligationState.RETURNED else "",
        address,
    ]
    return "\n".join(line for line in lines if line)
