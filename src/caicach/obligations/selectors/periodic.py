"""Periodic reports that agencies owe already: what is asked anew of the same period joins them."""

from collections.abc import Collection, Iterable

from caicach.obligations.constants import AWAITS_HAND_IN, SubmissionState
from caicach.obligations.models import Obligation, Submission

__all__ = ["owed_by_duty", "pending_numbers", "reports_owed"]


def reports_owed(owner_id: int, key: str, *, taken: Collection[int] = ()) -> dict[int, int]:
    """Return by agency the report of the occurrence ``key`` (``2026-Q1``) that a plan of ``owner_id`` made it owe.

    Only what still waits for the agency and is none of ``taken``; of several the one that came first. One query.
    """
    rows = Obligation.objects.filter(
        duty__is_report=True,
        duty__owner_id=owner_id,
        occurrence_key=key,
        state__in=AWAITS_HAND_IN,
        carrier=None,
        is_history=False,
    ).exclude(pk__in=list(taken))
    found: dict[int, int] = {}
    for pk, agency_id in rows.order_by("pk").values_list("pk", "agency_id"):
        found.setdefault(agency_id, pk)
    return found


def owed_by_duty(duty_id: int) -> dict[int, int]:
    """Return the obligations of a duty with one occurrence, by agency. One query."""
    rows = Obligation.objects.filter(duty_id=duty_id).values_list("agency_id", "pk")
    return dict(rows)


def pending_numbers(obligation_ids: Iterable[int]) -> dict[int, int]:
    """Return the number of the hand-in that waits, by obligation. One query."""
    rows = Submission.objects.filter(obligation_id__in=list(obligation_ids), state=SubmissionState.PENDING)
    return dict(rows.values_list("obligation_id", "number"))
