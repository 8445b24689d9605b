"""Returns side by side and through time, for those who take figures away."""

from caicach.figures import access
from caicach.figures.constants import ReturnKind
from caicach.figures.models import Period, Return
from caicach.figures.selectors.returns import with_everything
from caicach.web.actor import Actor

__all__ = ["returns_of_period", "returns_through_time"]

_MOST = 60  # periods of one agency: fifteen years of quarters


def returns_of_period(actor: Actor, period: Period) -> tuple[Return, ...]:
    """Return the units' returns of ``period`` within the actor's reach, by name. One query."""
    rows = with_everything(access.visible_returns(actor)).filter(period=period, kind=ReturnKind.OWN)
    return tuple(rows.order_by("agency__current_sort_key", "pk"))


def returns_through_time(actor: Actor, sheet: Return) -> tuple[Return, ...]:
    """Return the returns of the agency and form of ``sheet``, the latest first. One query."""
    rows = with_everything(access.visible_returns(actor)).filter(
        agency_id=sheet.agency_id, kind=sheet.kind, period__form_key=sheet.period.form_key
    )
    return tuple(rows.order_by("-period__data_to", "-pk")[:_MOST])
