"""Whose sheets these are."""

from django.db.models import QuerySet

from caicach.sheets.models import SheetUpload
from caicach.sheets.registry import Purpose, purposes
from caicach.web.actor import Actor

__all__ = ["require", "visible_uploads"]


def visible_uploads(actor: Actor) -> QuerySet[SheetUpload]:
    """Return the sheets that the actor brought."""
    return SheetUpload.objects.filter(uploaded_by=actor.user_id, purpose__in=purposes.keys())


def require(actor: Actor, purpose: str, owner_id: int) -> Purpose:
    """Let the actor bring sheets of ``purpose`` for the body, and return the purpose.

    Raises:
        NotAllowed: with the reason in words.
    """
    found = purposes.find(purpose)
    found.require(actor, owner_id)
    return found
