"""Who may see the pages of the interface itself."""

from django.conf import settings

from caicach.web.actor import Actor, Role

__all__ = ["may_see_style_guide"]


def may_see_style_guide(actor: Actor | None) -> bool:
    """Developers see it in DEBUG, administrators always."""
    return settings.DEBUG or (actor is not None and actor.has(Role.ADMINISTRATOR))
