"""Plans of superior bodies that a draft is held against before it is signed (an entry of ``doctor.registry``)."""

from collections.abc import Sequence

from caicach.doctor.registry import Superior, Superiors
from caicach.plans.models import Plan
from caicach.plans.selectors.coverage import compared
from caicach.plans.selectors.own_plan import concerns_of, superiors_for
from caicach.plans.selectors.plans import label_of
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.requests import whole_number

__all__ = ["SUPERIORS"]


def _plans(actor: Actor) -> list[Plan]:
    """Return the plans of this year and the next that ask something of the actor's own body."""
    if actor.agency_id is None:
        return []
    year = clock.today().year
    return [plan for one in (year + 1, year) for plan in superiors_for(actor.agency_id, year=one)]


def _choices(actor: Actor) -> Sequence[tuple[str, str]]:
    return [(str(plan.pk), label_of(plan)) for plan in _plans(actor)]


def _find(actor: Actor, key: str) -> Superior | None:
    """Return the rows of a plan that bind the actor's body."""
    wanted = whole_number(key)
    plan = next((one for one in _plans(actor) if one.pk == wanted), None)
    if plan is None or actor.agency_id is None:
        return None
    rows = concerns_of(actor.agency_id, [plan.pk])
    return Superior(label_of(plan), tuple(compared(one.deliverable, one.due_on) for one in rows))


SUPERIORS = Superiors(_choices, _find)
