"""The clock of the web side: read here once per request or command, an argument everywhere else."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

__all__ = ["LOCAL", "local_date", "now", "today"]

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the current moment, aware."""
    return timezone.now()


def local_date(moment: datetime) -> date:
    """Return the civil date of ``moment`` in Viet Nam."""
    return moment.astimezone(LOCAL).date()


def today() -> date:
    """Return the civil date in Viet Nam."""
    return local_date(now())
