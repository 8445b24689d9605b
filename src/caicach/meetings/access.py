"""Who prepares meetings and gives instructions, and who reads them.

Both are the work of a body's standing officers; its leaders read them. Whoever has to do something reads it in the
ledger, not here.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.meetings.models import Instruction, Meeting
from caicach.web.actor import Actor, Role
from caicach.web.errors import NotAllowed

__all__ = ["body_ids", "can_manage", "may_look", "require", "visible_instructions", "visible_meetings"]


def body_ids(actor: Actor) -> tuple[int, ...]:
    """Return the bodies that the actor prepares meetings and gives instructions for."""
    return actor.scopes_of(Role.STANDING_OFFICER)


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings of the bodies that the actor works for or leads."""
    return Meeting.objects.all() if actor.is_system else Meeting.objects.filter(_seen(actor))


def visible_instructions(actor: Actor) -> QuerySet[Instruction]:
    """Return the instructions of the bodies that the actor works for or leads."""
    return Instruction.objects.all() if actor.is_system else Instruction.objects.filter(_seen(actor))


def can_manage(actor: Actor, body_id: int) -> bool:
    """Whether the actor may prepare meetings and give instructions for the body."""
    return actor.is_system or body_id in body_ids(actor)


def require(actor: Actor, body_id: int | None = None) -> None:
    """Let pass whoever works for the body, or for some body where none is named.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not (can_manage(actor, body_id) if body_id is not None else body_ids(actor) or actor.is_system):
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực chuẩn bị cuộc họp và giao nhiệm vụ ngoài kế hoạch."))


def may_look(actor: Actor | None) -> bool:
    """Whether these pages are work of the actor's: the word stands in the navigation then."""
    return actor is not None and bool(actor.scopes_of(Role.STANDING_OFFICER, Role.AGENCY_LEADER))


def _seen(actor: Actor) -> Q:
    return Q(body_id__in=(*body_ids(actor), *actor.scopes_of(Role.AGENCY_LEADER)))
