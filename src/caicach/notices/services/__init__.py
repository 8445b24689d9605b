"""Writing reminders: the day's digests, what is read, what people wish."""

from caicach.notices.services.digests import digests_due, digests_make, look_round
from caicach.notices.services.feeds import feed_create, feed_revoke, feed_used
from caicach.notices.services.inbox import notices_read, wish_set

__all__ = [
    "digests_due",
    "digests_make",
    "feed_create",
    "feed_revoke",
    "feed_used",
    "look_round",
    "notices_read",
    "wish_set",
]
