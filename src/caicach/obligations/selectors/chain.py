"""Every date an obligation has had, and what was asked for."""

from caicach.obligations.models import DueChange, Extension, Obligation

__all__ = ["due_changes_of", "extensions_of"]


def due_changes_of(obligation: Obligation) -> tuple[DueChange, ...]:
    """Return the steps from the first date to the one in force, in order: one query.

    Whether the reader may see the obligation is for the caller to ask.
    """
    rows = obligation.due_changes.select_related("changed_by", "agency", "extension__document", "pause__waits_for")
    return tuple(rows.order_by("number"))


def extensions_of(obligation: Obligation) -> tuple[Extension, ...]:
    """Return the requests for a later date, newest first: one query."""
    return tuple(
        obligation.extensions.select_related("asked_by", "decided_by", "document").order_by("-asked_at", "-pk")
    )
