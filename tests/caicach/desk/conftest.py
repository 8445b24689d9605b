"""A ledger with something of every kind, for the pages of figures."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import Obligation
from cast import Cast

AREAS = ("institutions", "procedures", "digital")
PLAN = UUID(int=1)


@pytest.fixture
def ledger(cast: Cast) -> Cast:
    """Two communes and a department through five months of two years: on time, late, returned, waiting, carried."""
    states = (ObligationState.ACCEPTED, ObligationState.ACCEPTED, ObligationState.SUBMITTED, ObligationState.OPEN)
    for number in range(24):
        due_on = date(2025 + number % 2, 1 + number % 3, 5 + number)
        made = cast.obligation(
            state=states[number % 4] if due_on < cast.today else ObligationState.OPEN,
            due_on=due_on,
            agency_id=(cast.commune.pk, cast.neighbour.pk, cast.department.pk)[number % 5 % 3],
            duty={"area_code": AREAS[number % 7 % 3], "source_uid": PLAN},
        )
        handed_in = made.pk and states[number % 4] != ObligationState.OPEN and due_on < cast.today
        if handed_in:
            Obligation.objects.filter(pk=made.pk).update(met_on=due_on + timedelta(days=number % 5 - 3))
    cast.obligation(state=ObligationState.RETURNED, due_on=date(2026, 2, 2), duty={"area_code": "digital"})
    _uncounted(cast)
    return cast


def _uncounted(cast: Cast) -> None:
    """Add what statistics leave out."""
    past = date(2026, 2, 3)
    carrier = (cast.commune.pk, "2026-Q1")
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier, due_on=past),))
    cast.assign(cast.draft(is_report=True, obligations=(cast.owed(due_on=past),)), inside)
    cast.obligation(state=ObligationState.DORMANT)
    cast.obligation(is_history=True, due_on=past)
    cast.obligation(duty={"mode": TrackingMode.NOT_TRACKED}, due_on=past)
    cancelled = cast.obligation(due_on=past)
    Obligation.objects.filter(pk=cancelled.pk).update(state=ObligationState.CANCELLED)
