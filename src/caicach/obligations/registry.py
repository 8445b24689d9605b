"""What upper apps say about the ledger: where duties come from, what was urged and answered, how one urges, what
follows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from caicach.web.actor import Actor
from caicach.web.registry import Registry

if TYPE_CHECKING:
    from django.forms import Form

    from caicach.obligations.models import Duty, Obligation

__all__ = [
    "Answered",
    "AnsweredOf",
    "Fill",
    "FillOf",
    "Moved",
    "Moving",
    "Remind",
    "Reminding",
    "SourceAddress",
    "Standing",
    "Urged",
    "UrgedOf",
    "answering",
    "fillings",
    "moved",
    "reminding",
    "sources",
    "standing",
    "tell_moved",
    "urgings",
]

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


@dataclass(frozen=True, slots=True)
class Answered:
    """What a report says of an obligation."""

    report: str  # "Báo cáo quý I năm 2026"
    state: str  # of the report, in words: "đã ban hành, 45/BC-UBND"
    result: str
    reason: str  # why it is not done
    by: str
    at: datetime
    url: str = ""  # of the report; empty where the actor may not see it


# (actor, obligation) -> what reports say of it, the last first; of one that is still written only to whoever sees it.
AnsweredOf = Callable[[Actor, "Obligation"], Sequence[Answered]]
answering: Registry[AnsweredOf] = Registry("obligations.answering")

# (uids, what the form asked, actor, now) -> the address of what was sent. Raises BadInput and NotAllowed.
Remind = Callable[[Sequence[UUID], Mapping[str, Any], Actor, datetime], str]


@dataclass(frozen=True, slots=True)
class Reminding:
    """How one urges what was chosen in the list."""

    asked: "type[Form]"  # its fields stand in the form over the chosen rows
    send: Remind


reminding: Registry[Reminding] = Registry("obligations.reminding")


@dataclass(frozen=True, slots=True)
class Moving:
    """A change of state of reports that owe themselves: handed in, taken, given back; ended, given on, back again."""

    to: str  # ObligationState
    actor: Actor
    now: datetime
    reason: str = ""
    on_behalf_by_id: int | None = None  # the body that handed in for the agency
    is_by_source: bool = False  # the document that asked for the report changed, or was taken back: nobody excused it


# (ids of obligations of reports, how they moved): told within the transaction that moves them; as little is asked for
# many as for one.
Moved = Callable[[Sequence[int], Moving], None]
moved: Registry[Moved] = Registry("obligations.moved")


def tell_moved(obligation_ids: Sequence[int], moving: Moving) -> None:
    """Tell upper apps that reports changed their state."""
    if obligation_ids:
        for follow in moved:
            follow(obligation_ids, moving)


# (the body that asks, (agency, occurrence key) of reports that arise) -> the report that the agency owes it for this
# occurrence already and hands in for both. One query, none of its own for each report.
Standing = Callable[[int, Collection[tuple[int, str]]], Mapping[tuple[int, str], int]]
standing: Registry[Standing] = Registry("obligations.standing")


@dataclass(frozen=True, slots=True)
class Fill:
    """What an upper app holds of an obligation: a form to fill in, instead of a paper to hand in."""

    title: str  # "Bản số liệu quý I năm 2026"
    state: str  # in words
    progress: str  # "đã nhập 120/126 ô"
    url: str
    act: str  # words of the link: "Nhập số liệu"
    takes_over: bool  # the ordinary form of handing in gives way to it


# (actor, obligation) -> what stands for it there; None where nothing does.
FillOf = Callable[[Actor, "Obligation"], Fill | None]
fillings: Registry[FillOf] = Registry("obligations.fillings")
