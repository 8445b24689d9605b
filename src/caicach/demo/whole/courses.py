"""What becomes of each obligation: looked for each week, as far as its day is near."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q

from caicach.demo.whole import dates, handing_in
from caicach.demo.whole.stage import Stage, dice
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.scoring.constants import ROUND_SOURCE
from caicach.web.actor import SYSTEM
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["look_each_week"]

AHEAD_DAYS = 21
SHOWN_AHEAD_DAYS = 34
PAST_FORGOTTEN_DAYS = 75  # what was forgotten longer ago was found by somebody
SHOWN_DAYS = 60
# Of a thousand, by what happens; the rest is handed in by its day and accepted.
LATE, RETURNED, TWICE, EXTENDED, REFUSED, WAITED, FORGOTTEN = 50, 100, 115, 145, 157, 172, 197
SLOW_MORE = 110  # later still where the agency is one of the slow ones
SLOW = 7  # one agency of so many


def look_each_week(stage: Stage, now: datetime) -> None:
    """Lay down the course of what falls due soon, and come back in a week."""
    rows = (
        access.visible_obligations(SYSTEM)
        .filter(
            state__in=AWAITS_HAND_IN,
            carrier=None,
            is_history=False,
            agency_id__in=stage.acting,
            figure_returns=None,  # handed in with its figures
        )
        .exclude(duty__source_kind=ROUND_SOURCE)
    )  # with its points
    soon = Q(due_on__lte=local_date(now) + timedelta(days=AHEAD_DAYS))
    shown = Q(agency_id=stage.shown, due_on__lte=local_date(now) + timedelta(days=SHOWN_AHEAD_DAYS))
    for one in rows.filter(soon | shown).select_related("duty", "agency").order_by("due_on", "pk"):
        if one.pk in stage.planned:
            continue
        stage.planned.add(one.pk)
        if one.agency_id == stage.shown and _is_of_late(stage, one):
            SHOWN[stage.stories["shown"] % len(SHOWN)](stage, one, now)
            stage.tell("shown")
        else:
            _course(stage, one, now)
    stage.after(now, 7, partial(look_each_week, stage))


def _is_of_late(stage: Stage, one: "Obligation") -> bool:
    return one.due_on is not None and (stage.today - one.due_on).days < SHOWN_DAYS


def _course(stage: Stage, one: "Obligation", now: datetime) -> None:
    if one.due_on is None:
        return
    number = dice(one.agency.current_name, one.duty.title, one.occurrence_key)
    lot, days = number % 1000, number // 1000 % 9
    if dice(one.agency.current_name) % SLOW == 0:
        lot -= SLOW_MORE
    is_province = one.duty.owner_id == stage.province.province
    if lot < LATE:
        handing_in.plan(stage, one, now, after_days=days + 1)
    elif lot < TWICE:
        handing_in.plan(stage, one, now, after_days=-days - 9, returns=1 + (lot >= RETURNED))
    elif lot < REFUSED and is_province:
        dates.extension_plan(stage, one, now, is_granted=lot < EXTENDED)
    elif lot < WAITED:
        dates.pause_plan(stage, one, now)
    elif REFUSED < lot < FORGOTTEN:
        if (stage.today - one.due_on).days > PAST_FORGOTTEN_DAYS:
            handing_in.plan(stage, one, now, after_days=25 + 3 * days)
        else:
            handing_in.explain_later(stage, one)
    else:
        handing_in.plan(stage, one, now, after_days=-days)


def _missed(stage: Stage, one: "Obligation", now: datetime) -> None:
    """Nothing is done, and nobody says why."""


def _came_back(stage: Stage, one: "Obligation", now: datetime) -> None:
    handing_in.plan(stage, one, now, after_days=-5, returns=1, is_last_word=True)


def _waits(stage: Stage, one: "Obligation", now: datetime) -> None:
    handing_in.plan(stage, one, now, after_days=-2, is_last_word=True)


def _asks(stage: Stage, one: "Obligation", now: datetime) -> None:
    dates.extension_plan(stage, one, now, is_granted=None)


def _came_twice(stage: Stage, one: "Obligation", now: datetime) -> None:
    handing_in.plan(stage, one, now, after_days=-4, returns=2)


SHOWN: tuple[Callable[[Stage, "Obligation", datetime], None], ...] = (
    _missed, _came_back, _waits, _asks, _came_twice, _course,
)  # fmt: skip
