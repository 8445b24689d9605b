"""Who looks after the outbox; filled from above, where agencies are known."""

from collections.abc import Callable

from caicach.web.actor import Actor
from caicach.web.registry import Registry

__all__ = ["keepers"]

# "notices" -> whether the actor may see every letter that leaves and decide about those that are unclear.
keepers: Registry[Callable[[Actor], bool]] = Registry("mail.keepers")
