"""Who enters a body's own reporting days, and whose days a person reads."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.access import above_reach, within_reach
from caicach.calendars.models import RegimeEntry
from caicach.web.actor import Actor, Role
from caicach.web.errors import NotAllowed

__all__ = ["body_ids", "may_look", "require", "visible_entries"]


def body_ids(actor: Actor) -> tuple[int, ...]:
    """Return the bodies whose reporting days the actor enters."""
    return actor.scopes_of(Role.STANDING_OFFICER)


def visible_entries(actor: Actor) -> QuerySet[RegimeEntry]:
    """Return the rows of the actor's bodies, of those above them, which hold for them, and of those below."""
    if actor.is_system:
        return RegimeEntry.objects.all()
    return RegimeEntry.objects.filter(above_reach("owner", actor) | within_reach("owner", actor))


def require(actor: Actor, body_id: int) -> None:
    """Let pass whoever enters the days of the body.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not actor.is_system and body_id not in body_ids(actor):
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực nhập chế độ báo cáo của cơ quan mình."))


def may_look(actor: Actor | None) -> bool:
    """Whether the page is the actor's work."""
    return actor is not None and actor.has(Role.STANDING_OFFICER)
