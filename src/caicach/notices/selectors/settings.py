"""How people want to be reminded."""

import json
from dataclasses import dataclass

from caicach.notices.constants import DEFAULT_HOUR
from caicach.notices.models import NoticeSetting
from caicach.web.actor import Actor

__all__ = ["Wish", "wish_of", "wishes"]


@dataclass(frozen=True, slots=True)
class Wish:
    """How one person wants it; without a row: the usual hour, everything, by e-mail too."""

    hour: int = DEFAULT_HOUR
    wants_mail: bool = True
    left_out: frozenset[str] = frozenset()  # sections


def wishes() -> dict[int, Wish]:
    """Return the wishes of everybody who has any, by account: one query."""
    rows = NoticeSetting.objects.values_list("user_id", "hour", "wants_mail", "left_out")
    return {user_id: Wish(hour, mail, frozenset(json.loads(out))) for user_id, hour, mail, out in rows}


def wish_of(actor: Actor) -> Wish:
    """Return the wish of one person: one query."""
    row = NoticeSetting.objects.filter(user_id=actor.user_id or 0).first()
    return Wish(row.hour, row.wants_mail, frozenset(json.loads(row.left_out))) if row else Wish()
