"""What is hashed of an entry, and how one entry holds the one before it.

Owns: the words that a seal stands for. Does not: read or write rows. Changing anything here breaks every seal made so
far.
"""

import hashlib
import json
from datetime import UTC

from caicach.audit.models import Entry

__all__ = ["BEGINNING", "seal_of"]

# What the first entry names as its predecessor.
BEGINNING = "0" * 64


def seal_of(entry: Entry, *, seq: int, previous: str) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of ``entry`` as number ``seq``, standing on ``previous``."""
    facts = [
        seq,
        previous,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.actor_id,
        entry.agency_id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.data,
        entry.request_id,
    ]
    words = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
