"""What is remembered of tables of other systems, and for what one may be brought."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import PeriodState, ReturnKind, ReturnState
from caicach.figures.models import Period, Recipe, Return
from caicach.figures.selectors.returns import with_everything
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["period_within", "recipe_for", "recipes_of", "targets_for", "visible_recipes"]

_MOST = 50
_EDITABLE = (ReturnState.DRAFT, ReturnState.RETURNED)


def visible_recipes(actor: Actor) -> QuerySet[Recipe]:
    """Return what the actor's body remembers."""
    return Recipe.objects.all() if actor.is_system else Recipe.objects.filter(owner_id=actor.agency_id)


def recipes_of(actor: Actor) -> tuple[Recipe, ...]:
    """Return what the actor's body remembers, by name. One query."""
    return tuple(visible_recipes(actor).select_related("remembered_by").order_by("name", "pk")[:_MOST])


def recipe_for(actor: Actor, uid: UUID) -> Recipe:
    """Return what is remembered under ``uid``.

    Raises:
        Beyond: nothing, or it is another body's.
    """
    found = visible_recipes(actor).filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có nguồn này: đã bị quên, hoặc của cơ quan khác."))
    return found


def targets_for(actor: Actor) -> tuple[tuple[Return, ...], tuple[Period, ...]]:
    """Return the open returns that the actor fills, and the periods for which they fill many. Two queries."""
    own = access.own_agency_ids(actor)
    sheets = with_everything(access.visible_returns(actor)).filter(
        agency_id__in=own, kind=ReturnKind.OWN, state__in=_EDITABLE, period__state=PeriodState.OPEN
    )
    periods = Period.objects.filter(owner_id__in=access.owner_ids(actor), state=PeriodState.OPEN)
    return tuple(sheets.order_by("-period__data_to", "pk")[:_MOST]), tuple(periods[:_MOST])


def period_within(actor: Actor, uid: UUID) -> Period:
    """Return the period ``uid``, if the actor sees it.

    Raises:
        Beyond: there is none, or it is out of reach.
    """
    found = access.visible_periods(actor).select_related("form", "owner", "receiver").filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có kỳ báo cáo này, hoặc kỳ nằm ngoài phạm vi của bạn."))
    return found
