"""Counting once a day while returns are being filled."""

import logging
from collections.abc import Callable
from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from caicach.figures.constants import COUNT_DAILY_KIND, PeriodState, ReturnKind, ReturnState
from caicach.figures.models import Period, Return
from caicach.figures.services.count import period_count
from caicach.figures.services.passing import period_join
from caicach.jobs import services as jobs
from caicach.jobs.selectors import is_waiting, was_begun
from caicach.web import clock
from caicach.web.actor import SYSTEM

__all__ = ["counts_look", "periods_count"]

FIRST_HOUR = 4  # before people come; what was done the day before is in the ledgers then
_OPEN = (ReturnState.DRAFT, ReturnState.RETURNED)
_log = logging.getLogger(__name__)

Said = Callable[[str, int, int], None]


def counts_look(now: datetime) -> None:
    """Start the day's counting once (an entry of ``jobs.registry.rounds``): three queries at most.

    A day on which the worker stood still until noon is made up for then; one that failed is left until the next day.
    """
    local = now.astimezone(clock.LOCAL)
    if local.hour < FIRST_HOUR or not _due(now).exists() or is_waiting(COUNT_DAILY_KIND):
        return
    if was_begun(COUNT_DAILY_KIND, since=datetime.combine(local.date(), time.min, tzinfo=clock.LOCAL)):
        return
    label = _("Lấy số hằng ngày từ các sổ")
    jobs.enqueue(COUNT_DAILY_KIND, actor=SYSTEM, label=label, arguments={}, now=now)


def periods_count(*, now: datetime, said: Said = lambda *_said: None) -> int:
    """Count for every open period that was not counted today; return how many were.

    Each in a transaction of its own: one that fails is written to the log, and stops none of the others. Idempotent:
    a run that was stopped goes on with those that are left. Reports of plans that came about beside a return join it.
    """
    due = list(_due(now).select_related("form").defer("form__definition").order_by("due_on", "pk"))
    done = 0
    for at, period in enumerate(due):
        said(_("Lấy số từ các sổ"), at, len(due))
        try:
            with transaction.atomic():
                period_join(period, actor=SYSTEM, now=now)
                period_count(period, actor=SYSTEM, now=now)
        except Exception:
            _log.exception("counting period %s failed", period.uid)
        else:
            done += 1
    return done


def _due(now: datetime) -> "QuerySet[Period]":
    """Return the periods with returns still to be filled that were not counted on the day of ``now``."""
    filled = Return.objects.filter(period=OuterRef("pk"), kind=ReturnKind.OWN, state__in=_OPEN)
    rows = Period.objects.filter(Exists(filled), is_history=False).exclude(state=PeriodState.LOCKED)
    return rows.exclude(counted_on=clock.local_date(now))
