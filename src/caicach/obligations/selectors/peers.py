"""Groups of bodies that scorecards compare, as conditions on obligations.

Owns: from a group to a condition. Does not: say which groups there are (``reform.scorecards``).
"""

from datetime import date

from django.db.models import Q

from caicach.agencies.access import within_reach
from caicach.web.actor import Actor
from reform.scorecards import Peers, peers_on

__all__ = ["ALL_PEERS", "in_peers", "peers_title"]

ALL_PEERS = "all"  # every body that has a card


def in_peers(key: str, actor: Actor, *, on: date) -> Q:
    """Return the condition that an obligation belongs to the card of a body of the group ``key``.

    Cards are those of the actor's own subtrees: what is seen of other bodies (accepted, monitored, led by area) would
    make half a card. A group that is not known has no bodies.
    """
    reach = within_reach("agency", actor)
    if key == ALL_PEERS:
        return reach
    before: Q = Q()
    for group in peers_on(on):
        if group.key == key:
            return reach & _belongs(group) & before
        before &= ~_belongs(group)
    return Q(pk__in=())


def peers_title(key: str, on: date) -> str:
    """Return the name of a group; empty where it is none."""
    return next((group.title for group in peers_on(on) if group.key == key), "")


def _belongs(group: Peers) -> Q:
    asked = {"agency__current_level__in": group.levels, "agency__current_kind__in": group.kinds}
    return Q(**{lookup: words for lookup, words in asked.items() if words})
