"""Which report of the other ledger a return is handed in for; others of the same occurrence ride on it."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from caicach.figures.constants import PeriodState, ReturnKind, ReturnState
from caicach.figures.models import Period, Return
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.selectors import reports_waiting
from reform.regimes import PeriodCode, ReportPeriod

__all__ = ["beside", "occurrence_of", "standing_reports"]

_Key = tuple[int, str]  # agency, occurrence key
_OPEN = (ReturnState.DRAFT, ReturnState.RETURNED)


def occurrence_of(period: Period) -> str:
    """Return the key that the other ledger knows the occurrence of a period by (``2026-Q1``)."""
    return ReportPeriod(period.year, PeriodCode(period.code)).key


def standing_reports(owner_id: int, keys: Collection[_Key]) -> Mapping[_Key, int]:
    """Return by agency and occurrence the report that stands for a return still to be handed in. One query.

    Of periods of several forms the one that was opened first counts (``obligations.registry.standing``).
    """
    rows = Return.objects.filter(
        period__owner_id=owner_id,
        kind=ReturnKind.OWN,
        state__in=_OPEN,
        agency_id__in={agency_id for agency_id, _key in keys},
        obligation__occurrence_key__in={key for _agency_id, key in keys},
        obligation__state__in=AWAITS_HAND_IN,
        obligation__carrier=None,
    ).exclude(period__state=PeriodState.LOCKED)
    found: dict[_Key, int] = {}
    columns = ("agency_id", "obligation__occurrence_key", "obligation_id")
    for agency_id, key, pk in rows.order_by("pk").values_list(*columns):
        if pk is not None and (agency_id, key) in keys:
            found.setdefault((agency_id, key), pk)
    return found


def beside(owner_id: int, keys: Collection[_Key]) -> dict[_Key, list[int]]:
    """Return the reports that agencies owe by themselves though no return is handed in for them, first come first.

    Whose clock stands, or who lies before a leader, is left alone. One query.
    """
    rows = (
        reports_waiting(owner_id)
        .filter(
            agency_id__in={agency_id for agency_id, _key in keys},
            occurrence_key__in={key for _agency_id, key in keys},
            paused_on=None,
        )
        .exclude(Q(figure_returns__kind=ReturnKind.OWN) | Q(drafts__state="waiting"))
    )
    found: dict[_Key, list[int]] = {}
    for agency_id, key, pk in rows.order_by("pk").values_list("agency_id", "occurrence_key", "pk"):
        if (agency_id, key) in keys:
            found.setdefault((agency_id, key), []).append(pk)
    return found
