"""Who urges, and who reads what was urged: standing officers send, leaders of the body read."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.notices.models import Reminder
from caicach.web.actor import Actor, Role
from caicach.web.errors import NotAllowed

__all__ = ["READERS", "may_urge", "require_reader", "require_urge", "urged_scopes", "visible_reminders"]

READERS = (Role.AGENCY_LEADER,)  # read what could be urged under them


def urged_scopes(actor: Actor) -> tuple[int, ...]:
    """Return the bodies under which the actor urges."""
    return actor.scopes_of(Role.STANDING_OFFICER)


def may_urge(actor: Actor | None) -> bool:
    """Whether the actor sends reminders anywhere."""
    return actor is not None and actor.agency_id is not None and bool(urged_scopes(actor))


def require_urge(actor: Actor) -> None:
    """Let pass whoever sends reminders.

    Raises:
        NotAllowed: with the reason.
    """
    if not may_urge(actor):
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực gửi đôn đốc."))


def require_reader(actor: Actor) -> None:
    """Let pass whoever sends reminders, and leaders.

    Raises:
        NotAllowed: with the reason.
    """
    if not may_urge(actor) and not actor.has(Role.AGENCY_LEADER):
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực và lãnh đạo xem được danh sách đôn đốc."))


def visible_reminders(actor: Actor) -> QuerySet[Reminder]:
    """Return what the actor's own body sent."""
    return Reminder.objects.all() if actor.is_system else Reminder.objects.filter(agency_id=actor.agency_id or 0)
