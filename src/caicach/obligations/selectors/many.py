"""What of a filter, or of chosen rows, an act on many at once can be done with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from caicach.obligations import access
from caicach.obligations.access.offices import areas_of, offices_of
from caicach.obligations.constants import ManyAct, ObligationState, TrackingMode
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors.extending import can_be_extended
from caicach.obligations.selectors.lists import Filters, matching
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.obligations.selectors.urging import urgeable
from caicach.web.actor import Actor, Role

__all__ = ["MOST_AT_ONCE", "Candidates", "Picked", "acts_for", "candidates_of", "picked_ids"]

MOST_AT_ONCE = 2_000
_SHOWN = 50
_ENDED = (ObligationState.ACCEPTED, ObligationState.CANCELLED, ObligationState.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class Picked:
    """An obligation as it was shown: with the hand-in that stood then (0: none)."""

    uid: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """What an act would be done with."""

    rows: tuple[ObligationRow, ...]  # the first of them, for the eye
    picked: tuple[Picked, ...]  # all of them, at most 2,000
    total: int  # that fit the act
    skipped: int  # that the filter or the person chose, and that do not fit


def _decides(actor: Actor) -> Q:
    return access.decided_by(actor) & Q(state=ObligationState.SUBMITTED, carrier=None, is_history=False)


def _hands_out(actor: Actor) -> Q:
    return (
        access.inside("agency", actor)
        & Q(is_history=False, carrier=None)
        & ~Q(state__in=_ENDED)
        & ~Q(duty__mode=TrackingMode.NOT_TRACKED)
    )


_FITS: Mapping[ManyAct, Callable[[Actor], Q]] = {
    ManyAct.ACCEPT: _decides,
    ManyAct.RETURN: _decides,
    ManyAct.EXTEND: can_be_extended,
    ManyAct.ASSIGN: _hands_out,
}


def acts_for(actor: Actor) -> tuple[ManyAct, ...]:
    """Return the acts that this person's roles may ever do; none for whoever only looks. No query."""
    deciding = (ManyAct.ACCEPT, ManyAct.RETURN, ManyAct.EXTEND) if offices_of(actor) or areas_of(actor) else ()
    directing = (ManyAct.ASSIGN,) if access.directed_agencies(actor) else ()
    urging = (ManyAct.REMIND,) if actor.agency_id and actor.scopes_of(Role.STANDING_OFFICER) else ()
    return (*deciding, *directing, *urging)


def candidates_of(actor: Actor, act: ManyAct, filters: Filters, chosen: Sequence[UUID], *, today: date) -> Candidates:
    """Return what ``act`` would be done with: of ``chosen``, else of everything that fits ``filters``. Five queries.

    Args:
        actor: Who would act.
        act: What would be done.
        filters: Of the list; not looked at where rows are chosen.
        chosen: Rows that somebody ticked.
        today: The day of the filters.
    """
    found = _found(actor, filters, chosen, today=today)
    if act is ManyAct.REMIND:
        fit = found.filter(pk__in=urgeable(actor, actor.scopes_of(Role.STANDING_OFFICER), today).values("pk"))
    else:
        fit = found.filter(_FITS[act](actor))
    total = fit.count()
    last = fit.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_AT_ONCE]
    pairs = list(last.values_list("pk", "uid"))
    numbers = _numbers([pk for pk, _uid in pairs]) if act in (ManyAct.ACCEPT, ManyAct.RETURN) else {}
    first = [pk for pk, _uid in pairs[:_SHOWN]]
    return Candidates(
        rows=rows_of(Obligation.objects.filter(pk__in=first).order_by(F("due_on").asc(nulls_last=True), "pk")),
        picked=tuple(Picked(uid, numbers.get(pk, 0)) for pk, uid in pairs),
        total=total,
        skipped=found.count() - total,
    )


def picked_ids(actor: Actor, picked: Sequence[Picked]) -> dict[int, int]:
    """Return key and shown hand-in of what is still within reach: one query for each 500."""
    numbers = {one.uid: one.number for one in picked}
    uids = list(numbers)
    found: dict[int, int] = {}
    for start in range(0, len(uids), 500):
        rows = access.visible_obligations(actor).filter(uid__in=uids[start : start + 500]).order_by("pk")
        found |= {pk: numbers[uid] for pk, uid in rows.values_list("pk", "uid")}
    return found


def _found(actor: Actor, filters: Filters, chosen: Sequence[UUID], *, today: date) -> "QuerySet[Obligation]":
    if chosen:
        return access.visible_obligations(actor).filter(uid__in=list(chosen))
    return matching(actor, filters, today=today)


def _numbers(ids: Sequence[int]) -> dict[int, int]:
    rows = Submission.objects.filter(obligation_id__in=ids).order_by().values_list("obligation_id")
    return dict(rows.annotate(last=Max("number")))
