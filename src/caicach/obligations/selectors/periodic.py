"""Periodic reports that agencies owe already: what is asked anew of the same period joins them.

Two documents may ask an agency for the report of one occurrence. It is handed in once: one of them is owed by itself,
the others ride on it (``carrier``) with what they carry themselves. So two levels at most hang on a report.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caicach.obligations.constants import AWAITS_HAND_IN, DraftState, SubmissionState
from caicach.obligations.models import HandInDraft, Obligation, Submission

__all__ = [
    "TOP",
    "carried_by",
    "closed_with",
    "obligations_of_duties",
    "owed_by_duty",
    "pending_numbers",
    "reports_owed",
    "reports_waiting",
]

# Of what is carried: the report that is handed in for it.
TOP = Coalesce(F("carrier__carrier_id"), F("carrier_id"))


class _Among(Func):
    """Whether a key is among those of a subquery, which is answered once, before any row is looked at.

    PostgreSQL would else join the two, and without statistics walks through all obligations for each of them.
    """

    template = "%(expressions)s"
    arg_joiner = " IN "
    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write the subquery as an array."""
        return self.as_sql(compiler, connection, template="%(expressions)s)", arg_joiner=" = ANY(ARRAY", **context)


def carried_by(report_ids: Collection[int]) -> Q:
    """The condition on obligations that one of these reports carries them, itself or through one that rides on it."""
    if not report_ids:
        return Q(pk__in=())  # nobody is asked at all
    return Q(_Among(F("carrier_id"), _keys(Q(pk__in=report_ids) | Q(carrier_id__in=report_ids))))


def closed_with(ids: Collection[int]) -> Q:
    """The condition on obligations that they are one of ``ids``, or that one of these carries them."""
    if not ids:
        return Q(pk__in=())
    return Q(_Among(F("pk"), _keys(Q(pk__in=ids) | carried_by(ids))))


def _keys(condition: Q) -> Subquery:
    return Subquery(Obligation.objects.filter(condition).order_by().values("pk"))


def reports_waiting(owner_id: int) -> "QuerySet[Obligation]":
    """Return the periodic reports that agencies owe to ``owner_id`` by themselves and have not handed in."""
    return Obligation.objects.filter(
        duty__is_report=True,
        duty__owner_id=owner_id,
        state__in=AWAITS_HAND_IN,
        carrier=None,
        is_history=False,
    )


def reports_owed(owner_id: int, key: str, *, taken: Collection[int] = ()) -> dict[int, tuple[int, ...]]:
    """Return by agency the reports of the occurrence ``key`` (``2026-Q1``) that plans of ``owner_id`` made it owe.

    Only what still waits for the agency and is none of ``taken``; the one that came first stands first, and after it
    those that can ride on it: their clock runs, and nothing of them lies before a leader. One query.
    """
    rows = reports_waiting(owner_id).filter(occurrence_key=key).exclude(pk__in=list(taken)).annotate(busy=_is_busy())
    found: dict[int, tuple[int, ...]] = {}
    for pk, agency_id, is_busy in rows.order_by("pk").values_list("pk", "agency_id", "busy"):
        if agency_id not in found or not is_busy:
            found[agency_id] = (*found.get(agency_id, ()), pk)
    return found


def _is_busy() -> Q:
    """Whether something of its own goes on with a report: it is handed in by itself then."""
    prepared = HandInDraft.objects.filter(obligation=OuterRef("pk"), state=DraftState.WAITING)
    return Q(paused_on__isnull=False) | Q(Exists(prepared))


def owed_by_duty(duty_id: int) -> dict[int, int]:
    """Return the obligations of a duty with one occurrence, by agency. One query."""
    rows = Obligation.objects.filter(duty_id=duty_id).values_list("agency_id", "pk")
    return dict(rows)


def obligations_of_duties(duty_ids: Iterable[int]) -> list[Obligation]:
    """Return what duties are owed by, with the duties and the agencies. One query."""
    return list(Obligation.objects.filter(duty__in=list(duty_ids)).select_related("duty", "agency").order_by("pk"))


def pending_numbers(obligation_ids: Iterable[int]) -> dict[int, int]:
    """Return the number of the hand-in that waits, by obligation. One query."""
    rows = Submission.objects.filter(obligation_id__in=list(obligation_ids), state=SubmissionState.PENDING)
    return dict(rows.values_list("obligation_id", "number"))
