"""Plans of superior bodies that a draft is held against before it is signed (an entry of ``doctor.registry``)."""

import json
from collections.abc import Iterator, Sequence

from caicach.doctor.registry import Superior, Superiors
from caicach.plans import access
from caicach.plans.models import Plan
from caicach.plans.selectors.coverage import compared
from caicach.plans.selectors.own_plan import concerns_of, superiors_for
from caicach.plans.selectors.plans import label_of
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.requests import whole_number
from vanban.language.targets import Target
from vanban.plans.comparison import Above
from vanban.text.findings import Place

__all__ = ["SUPERIORS"]


def _plans(actor: Actor) -> list[Plan]:
    """Return the plans of this year and the next that ask something of the actor's own body and that they may see."""
    if actor.agency_id is None:
        return []
    year = clock.today().year
    asking = [plan for one in (year + 1, year) for plan in superiors_for(actor.agency_id, year=one)]
    seen = set(access.visible_plans(actor).filter(pk__in=[plan.pk for plan in asking]).values_list("pk", flat=True))
    return [plan for plan in asking if plan.pk in seen]


def _choices(actor: Actor) -> Sequence[tuple[str, str]]:
    return [(str(plan.pk), label_of(plan)) for plan in _plans(actor)]


def _find(actor: Actor, key: str) -> Superior | None:
    """Return the rows of a plan that bind the actor's body."""
    wanted = whole_number(key)
    plan = next((one for one in _plans(actor) if one.pk == wanted), None)
    if plan is None or actor.agency_id is None:
        return None
    rows = concerns_of(actor.agency_id, [plan.pk])
    lines = tuple(compared(one.deliverable, one.due_on) for one in rows)
    return Superior(label_of(plan), Above(lines, tuple(_goals(plan)), plan.year))


def _goals(plan: Plan) -> Iterator[tuple[Target, Place]]:
    """Yield the goals of a plan's prose as they were read."""
    for kept in json.loads(plan.reading).get("targets", ()):
        yield Target.from_json(kept), Place()


SUPERIORS = Superiors(_choices, _find)
