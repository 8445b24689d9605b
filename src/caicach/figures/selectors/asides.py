"""Returns of a period that nobody expects any more: who gave them on, who was excused, and why."""

from caicach.figures import access
from caicach.figures.constants import ReturnKind
from caicach.figures.models import Period, Return
from caicach.web.actor import Actor

__all__ = ["asides_of"]


def asides_of(period: Period, actor: Actor) -> tuple[Return, ...]:
    """Return what was set aside of a period, as far as the actor may see, by name. One query."""
    rows = access.visible_returns(actor).filter(period=period, kind=ReturnKind.ASIDE)
    return tuple(rows.select_related("agency", "passed_to").order_by("agency__current_sort_key", "pk"))
