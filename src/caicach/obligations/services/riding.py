"""Reports of one agency and one occurrence that are handed in as one: all but one ride on that one.

What they carry stays on them; whoever hands in, takes, gives back or opens again the one moves all of them, in the same
statements (``selectors.periodic.carried_by``).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, Value, When

from caicach.audit import services as audit
from caicach.obligations.constants import AWAITS_HAND_IN, DutyOrigin, ObligationState
from caicach.obligations.models import Duty, Obligation, Transition
from caicach.obligations.registry import standing
from caicach.obligations.selectors.periodic import carried_by
from caicach.web.actor import Actor

__all__ = ["reports_free", "reports_give_back", "reports_ride", "ride_along"]


def ride_along(reports: Sequence[Obligation], *, duty: Duty | None = None) -> None:
    """Let reports that are about to be written ride on those that their agencies owe already for the same occurrence.

    What the regime of reporting asks for itself rides on nothing: it is what others ride on. One query, none where no
    report arises.

    Args:
        reports: Unsaved, of one body that asks.
        duty: Their duty, where they do not hold it.
    """
    asked = [one for one in reports if one.state in AWAITS_HAND_IN and not one.is_history]
    if not asked:
        return
    of = duty or asked[0].duty
    if of.origin == DutyOrigin.REPORTING:
        return
    keys = {(one.agency_id, one.occurrence_key) for one in asked}
    found = {key: pk for source in standing for key, pk in source(of.owner_id, keys).items()}
    for one in asked:
        main_id = found.get((one.agency_id, one.occurrence_key))
        one.carrier_id = main_id if main_id != one.pk else None


def reports_ride(mains: Mapping[int, int], *, actor: Actor, now: datetime) -> int:
    """Let standing reports ride on others; return how many do now. What was handed in meanwhile stays as it is.

    Two statements, and none where nothing rides.

    Args:
        mains: By the id of a report: the one that it is handed in with.
        actor: Who joined them.
        now: The moment.

    Audit: ``obligations.ride``, one row a report.
    """
    if not mains:
        return 0
    free = Obligation.objects.filter(pk__in=mains, state__in=AWAITS_HAND_IN, carrier=None, paused_on=None)
    held = list(free.select_for_update().order_by("pk"))
    cases = [When(pk=one.pk, then=Value(mains[one.pk])) for one in held]
    if cases:
        Obligation.objects.filter(pk__in=[one.pk for one in held]).update(carrier_id=Case(*cases))
    told: list[tuple[Any, dict[str, Any], dict[str, Any]]] = [(one, {}, {"with": mains[one.pk]}) for one in held]
    audit.record_many("obligations.ride", told, actor=actor, at=now)
    return len(held)


def reports_give_back(report_ids: Collection[int], *, actor: Actor, reason: str, now: datetime) -> None:
    """Give back what rode on reports that ended while they waited to be taken in, with all it carries.

    Its hand-in was theirs and went back with them. Three statements at most.

    Transition: submitted → returned.
    """
    carried = Obligation.objects.filter(carried_by(report_ids), state=ObligationState.SUBMITTED)
    riding = carried.filter(~Q(carrier_id__in=report_ids) | Q(duty__is_report=True))
    ids = list(riding.values_list("pk", flat=True))
    if not ids:
        return
    Obligation.objects.filter(pk__in=ids).update(
        state=ObligationState.RETURNED, met_on=None, on_behalf_by_id=None, decide_by_on=None
    )
    Transition.objects.bulk_create(
        Transition(
            obligation_id=pk,
            from_state=ObligationState.SUBMITTED,
            to_state=ObligationState.RETURNED,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            reason=reason,
        )
        for pk in ids
    )


def reports_free(report_ids: Collection[int]) -> None:
    """Let what rode on reports that ended be owed by itself again, with all it carries: one statement at most."""
    if report_ids:
        riding = Obligation.objects.filter(carrier_id__in=report_ids, duty__is_report=True)
        riding.filter(state__in=AWAITS_HAND_IN).update(carrier=None)
