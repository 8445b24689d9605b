"""Fields that behave the same on both databases."""

from datetime import date
from uuid import UUID

import uuid_utils

__all__ = ["FOREVER", "new_uid"]

# The end of what has no end yet: validity is half open and `valid_to` is never null.
FOREVER = date(9999, 12, 31)


def new_uid() -> UUID:
    """Return a UUIDv7: sortable by time, for whatever leaves the system (API, calendars, export)."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
