"""What everybody in the play needs: who acts for whom, the paper, the days, the dice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from caicach.demo.province import ProvinceMap
from caicach.demo.whole.agenda import Act, Agenda
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.selectors import is_or_was_late
from caicach.web.actor import SYSTEM, Actor
from caicach.web.clock import LOCAL

if TYPE_CHECKING:
    from caicach.files.models import StoredFile
    from caicach.obligations.models import Duty, Obligation
    from caicach.obligations.services.decide_many import Chosen

__all__ = ["Stage", "dice", "moment", "working_day"]

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """One province in one year."""

    province: ProvinceMap
    year: int
    until: datetime  # the present; nothing happens after it
    officers: dict[int, Actor]  # who acts for an agency, by agency
    acting: frozenset[int]  # agencies that do anything
    shown: int  # the commune with accounts: everything is in its hands of late
    standing: Actor
    paper: "StoredFile"
    agenda: Agenda = field(default_factory=Agenda)
    planned: set[int] = field(default_factory=set)  # obligations whose course is laid down
    piles: "dict[tuple[date, int], list[Chosen]]" = field(default_factory=dict)  # to take in, by day and acceptor
    stories: "Counter[str]" = field(default_factory=Counter)  # how often each kind of thing happened

    @property
    def today(self) -> date:
        """The civil day of the present."""
        return self.until.astimezone(LOCAL).date()

    def on(self, day: date, act: Act, *, hour: int = 9) -> None:
        """Put ``act`` down for the last working day up to ``day``."""
        self.agenda.put(moment(working_day(day), hour), act)

    def after(self, now: datetime, days: int, act: Act) -> None:
        """Put ``act`` down so many days after ``now``, in the hours of work."""
        self.agenda.put(moment(self.day_after(now, days), 8 + days % 8), act)

    @staticmethod
    def day_after(now: datetime, days: int) -> date:
        """Return the first working day so many days after ``now`` or later."""
        day = now.astimezone(LOCAL).date() + timedelta(days=days)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
        return day

    def in_year(self, month: int, day: int) -> date:
        """Return a day of the year of the plan."""
        return date(self.year, month, day)

    def waiting(self, pk: int) -> "Obligation | None":
        """Return the obligation where something is awaited from its agency now, else None."""
        rows = access.visible_obligations(SYSTEM).select_related("duty", "agency")
        return rows.filter(pk=pk, state__in=AWAITS_HAND_IN, carrier=None).first()

    def handed_in(self, pk: int) -> "Obligation | None":
        """Return the obligation where its hand-in waits for the acceptor, else None."""
        rows = access.visible_obligations(SYSTEM).select_related("duty", "agency")
        return rows.filter(pk=pk, state=ObligationState.SUBMITTED).first()

    def late(self, pk: int, on: date) -> "Obligation | None":
        """Return the obligation where it is late on ``on`` or was handed in late, else None."""
        rows = access.visible_obligations(SYSTEM).select_related("duty", "agency")
        one = rows.filter(pk=pk).first()
        return one if one is not None and is_or_was_late(one, on) else None

    def duties(self, *titles: str) -> "list[Duty]":
        """Return the province's duties whose titles begin so, in the order of ``titles``."""
        owned = access.event_duties(SYSTEM).filter(owner_id=self.province.province)
        found = (owned.filter(title__startswith=title).order_by("pk").first() for title in titles)
        return [duty for duty in found if duty is not None]

    def tell(self, story: str, times: int = 1) -> None:
        """Count a kind of thing that happened."""
        self.stories[story] += times

    def officers_of(self, agency_ids: Iterable[int]) -> Iterable[tuple[int, Actor]]:
        """Yield the agencies that act, with their officers."""
        return ((one, self.officers[one]) for one in agency_ids if one in self.acting and one in self.officers)


def dice(*words: object) -> int:
    """Return a number that hangs on ``words`` alone, so that every build looks the same."""
    return crc32("/".join(map(str, words)).encode())


def moment(day: date, hour: int) -> datetime:
    """Return a moment of ``day`` in the hours of work."""
    return datetime.combine(day, time(hour, 15), tzinfo=LOCAL)


def working_day(day: date) -> date:
    """Return ``day``, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
