"""What an obligation continues, and what continues it."""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.obligations import access
from caicach.obligations.models import Obligation
from caicach.web.actor import Actor

__all__ = ["Continuation", "continuation_of"]

_CARRIED_ON = ('"OB003"', '"OB004"')  # reasons of a due day that tell of an earlier obligation
_MOST = 20  # that a page names


@dataclass(frozen=True, slots=True)
class Continuation:
    """Neighbours in time within the actor's reach."""

    after: Obligation | None
    before: Sequence[Obligation]


def continuation_of(one: Obligation, actor: Actor) -> Continuation | None:
    """Return what stands before and after ``one`` within reach; None where it stands alone: no query then."""
    is_carried = any(code in one.due_reason for code in _CARRIED_ON)
    if one.continued_by_id is None and not is_carried:
        return None
    seen = access.visible_obligations(actor).select_related("duty", "agency")
    after = seen.filter(pk=one.continued_by_id).first() if one.continued_by_id else None
    before = list(seen.filter(continued_by=one).order_by("pk")[:_MOST]) if is_carried else []
    return Continuation(after, before) if after or before else None
