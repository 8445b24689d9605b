"""What upper apps say about documents: who sees one, what uses it, and what follows when one comes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from caicach.web.actor import Actor
from caicach.web.registry import Registry

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["Forgotten", "Registered", "Use", "Uses", "Viewer", "forgotten", "registered", "uses", "viewers"]


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a document serves, as its page lists it."""

    label: str
    address: str
    note: str = ""  # "lần nộp 2, UBND xã Suối Nhạn"


# (actor, document) -> whether the actor sees something that uses the document.
Viewer = Callable[[Actor, "Document"], bool]
# (actor, document) -> what uses it and is within the actor's reach.
Uses = Callable[[Actor, "Document"], Sequence[Use]]
# (document, now): told of every document that is new in the register, within the transaction that registers it.
Registered = Callable[["Document", datetime], None]
# (document): asked before a document leaves the register, to drop what only asks about it.
Forgotten = Callable[["Document"], None]

forgotten: Registry[Forgotten] = Registry("documents.forgotten")
registered: Registry[Registered] = Registry("documents.registered")
viewers: Registry[Viewer] = Registry("documents.viewers")
uses: Registry[Uses] = Registry("documents.uses")
