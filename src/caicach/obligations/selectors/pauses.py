"""The days that other bodies had a matter: of one obligation, of one's own agency, of all within reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.calendars.selectors import calendar_of, standing_rules_on
from caicach.obligations import access
from caicach.obligations.constants import PauseKind
from caicach.obligations.models import Obligation, Pause
from caicach.obligations.selectors.receipts import other_agencies
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.calendars import waiting_days
from vanban.text.forms import sort_key

__all__ = [
    "AwaitedRow",
    "PauseFacts",
    "WaitingBody",
    "awaited_count",
    "awaited_of",
    "bodies_to_wait_for",
    "pause_facts",
    "pause_for",
    "pause_rows",
    "waiting_by_body",
]


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """One pause with the days it has lasted; while it stands, counted to today."""

    pause: Pause
    days: int

    @property
    def body(self) -> str:
        """Who had the matter."""
        return _body(self.pause)


@dataclass(frozen=True, slots=True)
class WaitingBody:
    """A body that others waited for."""

    agency_id: int | None  # None: not in the register
    name: str
    presented_days: int  # until it decided on what was presented
    asked_days: int  # until it answered what it was asked
    open_count: int  # matters it has now
    count: int  # all matters of the span

    @property
    def days(self) -> int:
        """All days, whatever it was waited for."""
        return self.presented_days + self.asked_days


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """A matter that the actor's own agency has."""

    pk: int
    obligation: ObligationRow
    kind: str  # of ``PauseKind``
    symbol: str
    words: str
    from_on: date
    days: int


def pause_rows(obligation: Obligation) -> tuple[Pause, ...]:
    """Return the pauses, newest first: one query. Whether the reader may see it is for the caller to ask."""
    rows = obligation.pauses.select_related("waits_for", "started_by", "ended_by", "document")
    return tuple(rows.order_by("-from_on", "-pk"))


def pause_facts(pauses: Iterable[Pause], *, today: date) -> tuple[PauseFacts, ...]:
    """Return pauses with the days that each has lasted."""
    return tuple(PauseFacts(one, _days(one, date.min, today)) for one in pauses)


def pause_for(obligation: Obligation) -> Pause:
    """Return the pause that stands.

    Raises:
        Beyond: none stands any more.
    """
    pause = obligation.pauses.filter(until_on=None).select_related("waits_for").first()
    if pause is None:
        raise Beyond(_("Nhiệm vụ không còn tạm dừng tính hạn. Tải lại trang để xem."))
    pause.obligation = obligation
    return pause


def bodies_to_wait_for(obligation: Obligation, *, on: date) -> tuple[tuple[int, str], ...]:
    """Return the bodies that may have the matter, by name: those above the agency, and those beside it.

    Two queries.
    """
    duty, agency = obligation.duty, obligation.agency
    above = (duty.owner, duty.owner.current_parent, duty.standing_body, agency.current_parent)
    found = {body.pk: body.current_name for body in above if body is not None} | dict(other_agencies(obligation, on=on))
    found.pop(agency.pk, None)
    return tuple(sorted(found.items(), key=lambda pair: sort_key(pair[1])))


def waiting_by_body(actor: Actor, *, first_on: date, last_on: date, today: date) -> tuple[WaitingBody, ...]:
    """Return who was waited for from ``first_on`` to ``last_on`` within reach, the longest first: one query.

    Days before and after the span are left out; what still stands counts to today.
    """
    rows = Pause.objects.filter(
        obligation__in=access.visible_obligations(actor).filter(is_history=False).values("pk"), from_on__lt=last_on
    ).exclude(until_on__lt=first_on)
    tallies: dict[tuple[int | None, str], list[Pause]] = {}
    for one in rows.select_related("waits_for").order_by("pk"):
        tallies.setdefault((one.waits_for_id, _body(one)), []).append(one)
    found = (_tally(*key, pauses, first_on, min(last_on, today)) for key, pauses in tallies.items())
    return tuple(sorted(found, key=lambda body: (-body.days, body.name)))


def awaited_of(actor: Actor, *, today: date, offset: int = 0, limit: int = 50) -> tuple[AwaitedRow, ...]:
    """Return what waits for the actor's own agency, the longest first: three queries at most."""
    page = list(_awaited(actor).order_by("from_on", "pk")[offset : offset + limit])
    found = rows_of(Obligation.objects.filter(pk__in=[one.obligation_id for one in page]))
    rows = {row.pk: row for row in found}
    return tuple(
        AwaitedRow(
            one.pk,
            rows[one.obligation_id],
            one.kind,
            one.symbol,
            one.words,
            one.from_on,
            _days(one, date.min, today),
        )
        for one in page
    )


def awaited_count(actor: Actor) -> int:
    """Return how many matters wait for the actor's own agency: one query."""
    return _awaited(actor).count()


def _awaited(actor: Actor) -> "QuerySet[Pause]":
    return Pause.objects.filter(access.awaited_from(actor), until_on=None)


def _tally(agency_id: int | None, name: str, pauses: Iterable[Pause], first_on: date, last_on: date) -> WaitingBody:
    presented = asked = still = count = 0
    for one in pauses:
        days = _days(one, first_on, last_on)
        presented += days if one.kind == PauseKind.PRESENTED else 0
        asked += days if one.kind == PauseKind.WAITING else 0
        still += one.until_on is None
        count += 1
    return WaitingBody(agency_id, name, presented, asked, still, count)


def _days(one: Pause, first_on: date, last_on: date) -> int:
    """Return the waiting days of a pause within the span; the day on which the matter left is none."""
    from_on = one.from_on if one.from_on >= first_on else first_on - timedelta(days=1)
    until_on = min(one.until_on or last_on, last_on)
    return waiting_days(from_on, until_on, calendar=calendar_of(one.from_on.year), rules=standing_rules_on(one.from_on))


def _body(one: Pause) -> str:
    return one.waits_for.current_name if one.waits_for else one.waits_for_words
