"""Whose sheets these are."""

from django.db.models import Q, QuerySet

from caicach.sheets.models import ColumnMapping, SheetUpload
from caicach.sheets.registry import Purpose, purposes
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed

__all__ = ["require", "visible_mappings", "visible_uploads"]


def visible_uploads(actor: Actor) -> QuerySet[SheetUpload]:
    """Return the sheets that the actor brought."""
    return SheetUpload.objects.filter(uploaded_by=actor.user_id, purpose__in=purposes.keys())


def visible_mappings(actor: Actor) -> QuerySet[ColumnMapping]:
    """Return what is remembered for the bodies that the actor brings sheets for."""
    known = ColumnMapping.objects.filter(purpose__in=purposes.keys())
    reached = Q(pk__in=())
    for purpose, owner_id in known.values_list("purpose", "owner").distinct():
        if _may_bring(actor, purpose, owner_id):
            reached |= Q(purpose=purpose, owner=owner_id)
    return known.filter(reached)


def _may_bring(actor: Actor, purpose: str, owner_id: int) -> bool:
    try:
        require(actor, purpose, owner_id)
    except NotAllowed:
        return False
    return True


def require(actor: Actor, purpose: str, owner_id: int) -> Purpose:
    """Let the actor bring sheets of ``purpose`` for the body, and return the purpose.

    Raises:
        NotAllowed: with the reason in words.
    """
    found = purposes.find(purpose)
    found.require(actor, owner_id)
    return found
