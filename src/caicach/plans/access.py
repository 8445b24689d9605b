"""Who may see and do what with plans."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.obligations import access as obligations
from caicach.plans.constants import PlanState
from caicach.plans.models import Deliverable, Plan
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = ["can_assign", "issuer_ids", "require", "require_any", "visible_plans"]


def issuer_ids(actor: Actor) -> tuple[int, ...]:
    """Return the bodies whose plans the actor may bring in and assign: the scopes of a standing officer."""
    return actor.scopes_of(Role.STANDING_OFFICER)


def visible_plans(actor: Actor) -> QuerySet[Plan]:
    """Return the plans within reach: all of the bodies the actor assigns for, elsewhere the confirmed ones with a
    duty that the actor may see."""
    seen = obligations.visible_obligations(actor).values("duty")
    touching = Deliverable.objects.filter(duty__in=seen).values("plan")
    return Plan.objects.filter(Q(issuer__in=issuer_ids(actor)) | Q(state=PlanState.CONFIRMED, pk__in=touching))


def require_any(actor: Actor) -> None:
    """Let the actor assign for some body or refuse.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not issuer_ids(actor):
        raise NotAllowed(_not_standing())


def can_assign(actor: Actor, issuer_id: int) -> Decision:
    """Whether the actor may bring in, review, confirm or withdraw a plan of ``issuer_id``."""
    if issuer_id in issuer_ids(actor):
        return Decision(allowed=True)
    return Decision(allowed=False, reason=_not_standing())


def _not_standing() -> str:
    return _("Chỉ cán bộ cơ quan thường trực được tải lên, rà soát và giao việc theo kế hoạch.")


def require(actor: Actor, issuer_id: int) -> None:
    """Let the actor assign for ``issuer_id`` or refuse.

    Raises:
        NotAllowed: with the reason in words.
    """
    decision = can_assign(actor, issuer_id)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
