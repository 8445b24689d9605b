"""Who sees an obligation, and who may do what with it.

Reach is what the actor's subtrees owe or accept, the areas led, and the duties that name an agency of the subtrees.
Acts belong to agencies: the owing one hands in, the accepting one decides. A role counts within its own grant's scope:
an officer or leader of the owing agency or above it prepares and hands in, a standing officer hands in on behalf of
what stands below, whoever leads one area decides in that area. Nobody judges what their own agency owes or handed in.
"""

from caicach.obligations.access.acts import (
    can,
    can_direct,
    clock_bodies,
    require,
    require_clock_keeper,
    require_leader,
)
from caicach.obligations.access.dates import assigned_by, awaited_from, deciders_of
from caicach.obligations.access.events import (
    answers_for,
    can_close_dormant,
    can_record_event,
    event_duties,
    steered_duties,
)
from caicach.obligations.access.offices import needs_approval, speaks_for
from caicach.obligations.access.reach import (
    approved_by,
    contested_to,
    coordinated_by,
    decided_by,
    directed_agencies,
    inside,
    led_agencies,
    owed_by,
    visible_drafts,
    visible_obligations,
    watched_by,
)

__all__ = [
    "answers_for",
    "approved_by",
    "assigned_by",
    "awaited_from",
    "can",
    "can_close_dormant",
    "can_direct",
    "can_record_event",
    "clock_bodies",
    "contested_to",
    "coordinated_by",
    "decided_by",
    "deciders_of",
    "directed_agencies",
    "event_duties",
    "inside",
    "led_agencies",
    "needs_approval",
    "owed_by",
    "require",
    "require_clock_keeper",
    "require_leader",
    "speaks_for",
    "steered_duties",
    "visible_drafts",
    "visible_obligations",
    "watched_by",
]
