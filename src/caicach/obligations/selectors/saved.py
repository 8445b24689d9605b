"""Filters that somebody keeps, own and shared."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from caicach.obligations.models import SavedView
from caicach.web.actor import Actor

__all__ = ["SavedRow", "saved_for", "views_of"]


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A filter under its name."""

    uid: UUID
    name: str
    query: str  # of the address, without "?"
    is_own: bool
    is_shared: bool
    owner: str  # who keeps it


def views_of(actor: Actor, page: str) -> tuple[SavedRow, ...]:
    """Return the filters of ``page`` that the actor keeps, and those shared with their agency: one query."""
    rows = saved_for(actor).filter(page=page).order_by("name", "pk")
    return tuple(
        SavedRow(uid, name, query, user_id == actor.user_id, agency_id is not None, owner)
        for uid, name, query, user_id, agency_id, owner in rows.values_list(
            "uid", "name", "query", "user_id", "agency_id", "user__full_name"
        )
    )


def saved_for(actor: Actor) -> "QuerySet[SavedView]":
    """Return the filters that the actor may use."""
    shared = Q(agency_id=actor.agency_id) if actor.agency_id is not None else Q(pk__in=())
    return SavedView.objects.filter(Q(user_id=actor.user_id) | shared)
