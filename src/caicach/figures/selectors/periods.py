"""Periods with how far they are, the units of one, and one's own returns."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.calendars.selectors import own_rows_of
from caicach.figures import access
from caicach.figures.constants import PeriodState, ReturnKind, ReturnState
from caicach.figures.models import Period, Return
from caicach.figures.selectors.returns import with_everything
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.regimes import period_for as period_of_day
from reform.regimes import regime_for
from vanban.text.forms import compare_key

if TYPE_CHECKING:
    from caicach.obligations.models import Duty

__all__ = [
    "PeriodRow",
    "UnitFilter",
    "UnitList",
    "UnitRow",
    "UnitState",
    "address_of_duty",
    "my_returns",
    "next_period",
    "own_uids",
    "period_for",
    "period_row",
    "periods_of",
    "returns_chosen",
    "units_of",
]

_UID = re.compile(r"[0-9a-f-]{36}")
_HANDED_IN = (ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.CONSOLIDATED, ReturnState.LOCKED)
_TAKEN = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED, ReturnState.LOCKED)
_BEFORE = (ReturnState.DRAFT, ReturnState.RETURNED)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period with how far it is; only what the actor may see is counted."""

    period: Period
    asked: int  # units that return figures
    handed_in: int
    taken: int
    late: int  # not handed in, and the day has passed
    findings: int  # returns handed in with something neither mended nor explained
    is_stale: bool  # the sum is of other figures than stand now


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One return in a list."""

    uid: UUID
    agency: str
    level: str
    state: ReturnState
    filled: int
    required: int
    hard: int
    soft: int
    due_on: date
    submitted_at: datetime | None
    late_days: int  # of what is not handed in, or was handed in late; 0: in time
    saved_at: datetime | None
    open_until: date | None
    on_behalf_by: str
    obligation_uid: UUID | None
    return_reason: str
    period: Period

    @property
    def percent(self) -> int:
        """How much of the required cells has a value or a reason; rounded down, so that 100 is all of it."""
        return 100 * self.filled // self.required if self.required else 100


class UnitState(StrEnum):
    """How units of a period are told apart in its list; late is computed from dates."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    TAKEN = "accepted"  # added up and locked ones too
    LATE = "late"  # not handed in and past its day, or handed in after it

    def holds(self, row: UnitRow) -> bool:
        """Whether a unit is one of these."""
        if self is UnitState.LATE:
            return row.late_days > 0
        return row.state in _TAKEN if self is UnitState.TAKEN else row.state == self.value


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """Which units are shown."""

    state: UnitState | None = None  # None: all
    only_findings: bool = False
    level: str = ""
    words: str = ""  # of the name

    def holds(self, row: UnitRow) -> bool:
        """Whether a unit is shown, whatever its state."""
        if self.only_findings and not (row.hard or row.soft):
            return False
        # Tone marks and capitals are not asked for.
        return self.level in ("", row.level) and compare_key(self.words) in compare_key(row.agency)


@dataclass(frozen=True, slots=True)
class UnitList:
    """The units of a period that a filter leaves, and how many there are of each state before it picks one."""

    rows: tuple[UnitRow, ...]
    counts: Mapping[UnitState, int]
    total: int  # of every state
    levels: Mapping[str, int]  # of the whole period: levels that have units, with how many

    @property
    def waiting(self) -> tuple[UnitRow, ...]:
        """Those that wait to be taken in."""
        return tuple(one for one in self.rows if one.state == ReturnState.SUBMITTED)


def period_for(actor: Actor, uid: UUID) -> Period:
    """Return a period within the actor's reach.

    Raises:
        Beyond: there is none of this uid, or not for this actor.
    """
    rows = access.visible_periods(actor).select_related("form", "owner", "receiver", "opened_by")
    found = rows.defer("form__definition").filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có kỳ báo cáo này, hoặc kỳ nằm ngoài phạm vi của bạn."))
    return found


def periods_of(actor: Actor, *, today: date, states: Collection[PeriodState] = ()) -> tuple[PeriodRow, ...]:
    """Return the periods within reach, the latest first, with how far they are. One query."""
    rows = access.visible_periods(actor).select_related("form", "owner").defer("form__definition")
    asked = rows.filter(state__in=list(states)) if states else rows
    return _counted(asked.order_by("-data_to", "-pk"), actor, today)  # a query that counts forgets the model's order


def period_row(period: Period, actor: Actor, *, today: date) -> PeriodRow:
    """Return how far a period is, as far as the actor may see. One query."""
    rows = Period.objects.filter(pk=period.pk).select_related("form", "owner", "receiver", "opened_by")
    (row,) = _counted(rows.defer("form__definition"), actor, today)
    return row


def _counted(rows: "QuerySet[Period]", actor: Actor, today: date) -> tuple[PeriodRow, ...]:
    seen = Q(returns__kind=ReturnKind.OWN) & ~Q(returns__agency=F("owner"))
    if not actor.is_system:
        seen &= Q(returns__in=access.visible_returns(actor).values("pk"))
    due_before = Q(returns__obligation__due_on__lt=today) | Q(returns__obligation=None, due_on__lt=today)
    late = seen & Q(returns__state__in=_BEFORE, is_history=False) & due_before
    came = seen & Q(returns__state__in=_HANDED_IN)
    doubtful = Q(returns__hard_count__gt=0) | Q(returns__soft_count__gt=0)
    stale = Q(returns__kind=ReturnKind.WHOLE, returns__stale_since__isnull=False)
    counted = rows.annotate(
        asked=Count("returns", filter=seen, distinct=True),
        handed_in=Count("returns", filter=came, distinct=True),
        taken=Count("returns", filter=seen & Q(returns__state__in=_TAKEN), distinct=True),
        late_count=Count("returns", filter=late, distinct=True),
        with_findings=Count("returns", filter=came & doubtful, distinct=True),
        stale=Count("returns", filter=stale, distinct=True),
    )
    return tuple(
        PeriodRow(
            period=row,
            asked=row.asked,
            handed_in=row.handed_in,
            taken=row.taken,
            late=row.late_count,
            findings=row.with_findings,
            is_stale=bool(row.stale),
        )
        for row in counted
    )


def units_of(period: Period, actor: Actor, *, today: date, wanted: UnitFilter = UnitFilter()) -> UnitList:
    """Return the returns of a period's units within reach, by name within each level. One query."""
    rows = access.visible_returns(actor).filter(period=period, kind=ReturnKind.OWN)
    every = tuple(_unit(row, today) for row in with_everything(rows).order_by(*_ORDER))
    found = tuple(row for row in every if wanted.holds(row))
    return UnitList(
        rows=tuple(row for row in found if wanted.state is None or wanted.state.holds(row)),
        counts={state: sum(map(state.holds, found)) for state in UnitState},
        total=len(found),
        levels=Counter(row.level for row in every),
    )


_ORDER = ("-level", "agency__current_sort_key", "pk")


def own_uids(period: Period, actor: Actor) -> tuple[str, ...]:
    """Return the returns of a period that are the actor's own work. One query."""
    mine = Return.objects.filter(period=period, kind=ReturnKind.OWN, agency_id__in=access.own_agency_ids(actor))
    return tuple(str(uid) for uid in mine.values_list("uid", flat=True))


def returns_chosen(actor: Actor, period: Period, uids: Iterable[str]) -> tuple[Return, ...]:
    """Return the returns of a period that were ticked, as far as they are within reach. One query."""
    known = [uid for uid in uids if _UID.fullmatch(uid)]
    rows = access.visible_returns(actor).filter(period=period, kind=ReturnKind.OWN, uid__in=known)
    return tuple(with_everything(rows).order_by(*_ORDER))


def next_period(owner_id: int, *, today: date) -> tuple[int, str]:
    """Return the year and code of the quarterly report that falls due next."""
    found = period_of_day(today, regime_for("any", "any", today, own_rows=own_rows_of(owner_id)))
    return found.year, found.code.value


def my_returns(actor: Actor, *, today: date) -> tuple[UnitRow, ...]:
    """Return the returns of the actor's own agencies that are still to be filled or were taken in lately. One query."""
    rows = Return.objects.filter(
        agency_id__in=access.own_agency_ids(actor), kind=ReturnKind.OWN, period__is_history=False
    ).exclude(period__state=PeriodState.LOCKED)
    return tuple(_unit(row, today) for row in with_everything(rows).order_by("period__due_on", "pk"))


def _unit(row: Return, today: date) -> UnitRow:
    due_on = (row.obligation.due_on if row.obligation else None) or row.period.due_on
    return UnitRow(
        uid=row.uid,
        agency=row.agency.current_name,
        level=row.level,
        state=ReturnState(row.state),
        filled=row.filled_count,
        required=row.required_count,
        hard=row.hard_count,
        soft=row.soft_count,
        due_on=due_on,
        submitted_at=row.submitted_at,
        late_days=_late_days(row, due_on, today),
        saved_at=row.saved_at,
        open_until=row.open_until if row.open_until and row.open_until >= today else None,
        on_behalf_by=row.on_behalf_by.current_name if row.on_behalf_by else "",
        obligation_uid=row.obligation.uid if row.obligation else None,
        return_reason=row.return_reason,
        period=row.period,
    )


def _late_days(row: Return, due_on: date, today: date) -> int:
    """Return by how many days a return is late: by the day that counts in the other ledger, where it is owed there."""
    if row.period.is_history:
        return 0
    met_on = row.obligation.met_on if row.obligation else None
    until = met_on if row.state in _HANDED_IN and met_on else today if row.state in _BEFORE else due_on
    return max((until - due_on).days, 0)


def address_of_duty(duty: "Duty") -> str:
    """Return the page of the period that a duty comes from."""
    return reverse("figures:period", args=[duty.source_uid]) if duty.source_uid else ""
