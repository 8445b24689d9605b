"""Who sees the outbox: whoever keeps the whole installation (``registry.keepers``)."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.mail.models import Message
from caicach.mail.registry import keepers
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed

__all__ = ["require_keeper", "visible_messages"]


def require_keeper(actor: Actor) -> None:
    """Let pass whoever keeps the outbox.

    Raises:
        NotAllowed: with the reason.
    """
    if not actor.is_system and not any(is_keeper(actor) for is_keeper in keepers):
        raise NotAllowed(_("Chỉ quản trị viên của cả hệ thống được xem thư đi."))


def visible_messages(actor: Actor) -> QuerySet[Message]:
    """Return the whole outbox.

    Raises:
        NotAllowed: the actor does not keep it.
    """
    require_keeper(actor)
    return Message.objects.all()
