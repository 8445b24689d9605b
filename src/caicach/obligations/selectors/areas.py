"""What an area's lead, or the standing body, accepts and sums up: hand-ins by area."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from caicach.obligations import access
from caicach.obligations.constants import ObligationState
from caicach.obligations.selectors.late_checks import is_checked_late
from caicach.obligations.selectors.tasks import is_late, is_task
from caicach.web.actor import Actor, Role
from reform.areas import areas

__all__ = ["AreaSum", "area_sums"]


@dataclass(frozen=True, slots=True)
class AreaSum:
    """An area with what became of its tasks that fall due in one year."""

    code: str
    total: int
    waiting: int  # handed in, not decided
    late_to_accept: int  # of these: the acceptor's clock has run out
    accepted: int
    returned: int
    overdue: int  # still owed, past due


def area_sums(actor: Actor, *, year: int, today: date) -> tuple[AreaSum, ...]:
    """Return the areas that the actor leads; for the standing body all of them; none for others: one query at most.

    Counted is what statistics count (``tasks.is_task``) within reach.
    """
    is_whole = actor.is_system or actor.has(Role.STANDING_OFFICER)
    if not is_whole and not (actor.area_codes and actor.has(Role.AREA_LEAD)):
        return ()
    tasks = access.visible_obligations(actor).filter(is_task(), due_on__range=_days_of(year))
    if not is_whole:
        tasks = tasks.filter(duty__area_code__in=sorted(actor.area_codes))
    counted = tasks.values("duty__area_code").annotate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(state=ObligationState.SUBMITTED)),
        late_to_accept=Count("pk", filter=is_checked_late(today)),
        accepted=Count("pk", filter=Q(state=ObligationState.ACCEPTED)),
        returned=Count("pk", filter=Q(state=ObligationState.RETURNED)),
        overdue=Count("pk", filter=is_late(today)),
    )
    fields = ("duty__area_code", "total", "waiting", "late_to_accept", "accepted", "returned", "overdue")
    order = {area.code: at for at, area in enumerate(areas(today))}
    sums = (AreaSum(*row) for row in counted.order_by("duty__area_code").values_list(*fields))
    return tuple(sorted(sums, key=lambda one: order.get(one.code, len(order))))


def _days_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
