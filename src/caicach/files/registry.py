"""Who may download: each app that uses files says so for its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from caicach.web.actor import Actor
from caicach.web.registry import Registry

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["Owner", "owners"]

# (actor, stored file) -> whether the actor sees something that this file belongs to.
Owner = Callable[[Actor, "StoredFile"], bool]

owners: Registry[Owner] = Registry("files.owners")
