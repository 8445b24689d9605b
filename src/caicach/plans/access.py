"""Who may see and do what with plans."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.obligations import access as obligations
from caicach.plans.constants import ASSIGNED
from caicach.plans.models import Deliverable, OwnPlan, Plan
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = [
    "can_assign",
    "can_watch",
    "can_write_own",
    "issuer_ids",
    "owns_file",
    "reads_own",
    "require",
    "require_any",
    "require_own",
    "require_watching",
    "visible_own_plans",
    "visible_plans",
    "writing_ids",
]


def issuer_ids(actor: Actor) -> tuple[int, ...]:
    """Return the bodies whose plans the actor may bring in and assign: the scopes of a standing officer."""
    return actor.scopes_of(Role.STANDING_OFFICER)


def visible_plans(actor: Actor) -> QuerySet[Plan]:
    """Return the plans within reach: all of the bodies the actor assigns for, elsewhere the assigned ones with a
    duty that the actor may see, what amended them, and the period plans above them."""
    seen = obligations.visible_obligations(actor).values("duty")
    touching = Deliverable.objects.filter(duty__in=seen).values("plan")
    above = Plan.objects.filter(pk__in=touching).values("period_plan")
    concerns = Q(pk__in=touching) | Q(amends__in=touching) | Q(pk__in=above)
    return Plan.objects.filter(Q(issuer__in=issuer_ids(actor)) | Q(state__in=ASSIGNED) & concerns)


def owns_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether ``stored`` is the file of a plan that ``actor`` sees (an entry of ``files.registry.owners``)."""
    return visible_plans(actor).filter(file=stored).exists()


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


def can_watch(actor: Actor, issuer_id: int) -> Decision:
    """Whether the actor compares the plans below with that of ``issuer_id``: who assigns for it, and who leads it."""
    watchers = (Role.STANDING_OFFICER, Role.AGENCY_LEADER)
    if actor.is_system or issuer_id in actor.scopes_of(*watchers):
        return Decision(allowed=True)
    reason = _("Chỉ cơ quan thường trực và lãnh đạo cơ quan ban hành đối chiếu kế hoạch của các cơ quan cấp dưới.")
    return Decision(allowed=False, reason=reason)


def require_watching(actor: Actor, issuer_id: int) -> None:
    """Let the actor compare the plans below or refuse.

    Raises:
        NotAllowed: with the reason in words.
    """
    decision = can_watch(actor, issuer_id)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def writing_ids(actor: Actor) -> tuple[int, ...]:
    """Return the agencies whose own plan the actor writes: where they are an officer or lead."""
    return actor.scopes_of(Role.AGENCY_OFFICER, Role.AGENCY_LEADER)


def reads_own(actor: Actor) -> bool:
    """Whether the actor's agencies may have plans of their own to show: for what shows itself, never for an act."""
    return actor.has(Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.CLERK)


def visible_own_plans(actor: Actor) -> QuerySet[OwnPlan]:
    """Return the plans that the actor's own agencies write: an inner paper, until it is issued as a plan."""
    if actor.is_system:
        return OwnPlan.objects.all()
    return OwnPlan.objects.filter(
        agency__in={*writing_ids(actor), *actor.scopes_of(Role.CLERK), actor.agency_id} - {None}
    )


def can_write_own(actor: Actor, agency_id: int, *, issuing: bool = False) -> Decision:
    """Whether the actor writes the plan of ``agency_id``; ``issuing``: enters the number that văn thư gave it."""
    clerks = actor.scopes_of(Role.CLERK) if issuing else ()
    if actor.is_system or agency_id in (*writing_ids(actor), *clerks):
        return Decision(allowed=True)
    reason = _("Chỉ công chức, lãnh đạo của cơ quan soạn kế hoạch của cơ quan mình; văn thư nhập số, ngày, tệp.")
    return Decision(allowed=False, reason=reason)


def require_own(actor: Actor, agency_id: int, *, issuing: bool = False) -> None:
    """Let the actor write the plan of ``agency_id`` or refuse.

    Raises:
        NotAllowed: with the reason in words.
    """
    decision = can_write_own(actor, agency_id, issuing=issuing)
    if not decision.allowed:
        raise NotAllowed(decision.reason)
