"""What upper apps say about documents: who sees one, what uses it, and what follows when one comes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from caicach.web.actor import Actor
from caicach.web.registry import Registry

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["Forgotten", "Reach", "Registered", "Use", "Uses", "forgotten", "reaches", "registered", "uses"]


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a document serves, as its page lists it."""

    label: str
    address: str
    note: str = ""  # "lần nộp 2, UBND xã Suối Nhạn"


# (actor) -> the condition on documents that the actor sees something that uses them: ``Q(pk__in=…)``, no join.
Reach = Callable[[Actor], Q]
# (actor, document) -> what uses it and is within the actor's reach.
Uses = Callable[[Actor, "Document"], Sequence[Use]]
# (documents, now): told of the documents that are new in the register, also where they fill placeholders, within the
# transaction that registers them; a list brings thousands at once, so that it asks as little for all as for one.
Registered = Callable[[Sequence["Document"], datetime], None]
# (document): asked before a document leaves the register, to drop what only asks about it.
Forgotten = Callable[["Document"], None]

forgotten: Registry[Forgotten] = Registry("documents.forgotten")
registered: Registry[Registered] = Registry("documents.registered")
reaches: Registry[Reach] = Registry("documents.reaches")
uses: Registry[Uses] = Registry("documents.uses")
