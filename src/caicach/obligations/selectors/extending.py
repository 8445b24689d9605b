"""Which obligations may get a later day without anybody having asked."""

from django.db.models import Q

from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ExtensionState
from caicach.obligations.models import Extension
from caicach.web.actor import Actor

__all__ = ["can_be_extended"]


def can_be_extended(actor: Actor) -> Q:
    """Return the condition that the actor may give an obligation a later day, and that one is awaited from it.

    What somebody asked a later day for is answered, not passed over.
    """
    mine = Q() if actor.is_system else access.assigned_by(actor)
    asked = Extension.objects.filter(state=ExtensionState.WAITING).values("obligation_id")
    awaited = Q(state__in=AWAITS_HAND_IN, carrier=None, is_history=False, paused_on=None, due_on__isnull=False)
    return mine & awaited & ~Q(pk__in=asked)
