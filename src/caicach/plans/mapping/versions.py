"""A short mark of a row's facts: two people at one row are told apart by it."""

import json
from hashlib import sha256

from caicach.plans.models import Deliverable

__all__ = ["version_of"]

FACTS = ("text", "deadline_text", "due_override_on", "mode", "ownership", "acceptor_id", "budget", "note")
TASK_FACTS = ("text", "area_code", "number")
PARTY_FACTS = ("role", "position", "text", "note", "meaning", "agency_id", "expression")


def version_of(row: Deliverable) -> str:
    """Return a mark (16 hexadecimal digits) that changes with whatever the form of ``row`` can change."""
    parties = sorted(row.parties.all(), key=lambda party: (party.role, party.position))
    facts = [
        [str(getattr(row, name)) for name in FACTS],
        [getattr(row.task, name) for name in TASK_FACTS],
        [[str(getattr(party, name)) for name in PARTY_FACTS] for party in parties],
    ]
    return sha256(json.dumps(facts).encode()).hexdigest()[:16]
