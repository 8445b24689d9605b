"""What upper apps say about the ledger: where the source of a duty is shown, what was urged, and how one urges."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from caicach.web.actor import Actor
from caicach.web.registry import Registry

if TYPE_CHECKING:
    from django.forms import Form

    from caicach.obligations.models import Duty, Obligation

__all__ = ["Remind", "Reminding", "SourceAddress", "Urged", "UrgedOf", "reminding", "sources", "urgings"]

# (duty) -> the address where its place in the source is shown; empty where the source has no such place.
SourceAddress = Callable[["Duty"], str]

# By the ``source_kind`` of duties.
sources: Registry[SourceAddress] = Registry("obligations.sources")


@dataclass(frozen=True, slots=True)
class Urged:
    """One time an obligation was urged."""

    on: date
    by: str  # the body that urged
    words: str  # "Công văn 12/SNV-CCHC", "nhắc trong hệ thống"
    url: str = ""  # where it is shown; empty where the actor may not see it


# (actor, obligation) -> the times it was urged, the last first.
UrgedOf = Callable[[Actor, "Obligation"], Sequence[Urged]]
urgings: Registry[UrgedOf] = Registry("obligations.urgings")

# (uids, what the form asked, actor, now) -> the address of what was sent. Raises BadInput and NotAllowed.
Remind = Callable[[Sequence[UUID], Mapping[str, Any], Actor, datetime], str]


@dataclass(frozen=True, slots=True)
class Reminding:
    """How one urges what was chosen in the list."""

    asked: "type[Form]"  # its fields stand in the form over the chosen rows
    send: Remind


reminding: Registry[Reminding] = Registry("obligations.reminding")
