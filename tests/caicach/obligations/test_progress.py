"""How far something is: counted from what was accepted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.db.models import Q

from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.obligations.selectors import Progress
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
AREA = "duty__area_code"


def test_accepted_is_counted_of_what_fell_due_and_of_all(cast: Cast) -> None:
    day = timedelta(days=1)
    cast.obligation(due_on=cast.today - day)
    cast.obligation(due_on=cast.today - day, state=ObligationState.ACCEPTED)
    cast.obligation(due_on=cast.today, state=ObligationState.ACCEPTED)
    cast.obligation(due_on=cast.today - day, state=ObligationState.SUBMITTED)
    cast.obligation(state=ObligationState.DORMANT)

    found = selectors.progress_by(cast.commune_officer.actor, Q(), AREA, today=cast.today)

    assert found == {
        "institutions": Progress(total=5, accepted=2, submitted=1, late=1, dormant=1, due=3, due_accepted=1)
    }


def test_what_is_owed_no_more_counts_nowhere(cast: Cast) -> None:
    cast.obligation()
    for state in (ObligationState.CANCELLED, ObligationState.TRANSFERRED):
        Obligation.objects.filter(pk=cast.obligation().pk).update(state=state)

    found = selectors.progress_by(cast.commune_officer.actor, Q(), AREA, today=cast.today)

    assert selectors.whole(found.values()).total == 1


def test_each_counts_what_they_see(cast: Cast) -> None:
    cast.obligation()
    cast.obligation(agency_id=cast.neighbour.pk)

    def totals(who: str) -> dict[int, int]:
        actor = getattr(cast, who).actor
        found = selectors.progress_by(actor, Q(), "agency", today=cast.today)
        return {agency: one.total for agency, one in found.items()}

    assert totals("standing_officer") == {cast.commune.pk: 1, cast.neighbour.pk: 1}
    assert totals("commune_officer") == {cast.commune.pk: 1}
    assert totals("stranger") == {}


def test_of_one_obligation_its_occurrences_count(cast: Cast) -> None:
    owed = tuple(
        cast.owed(occurrence_key=f"2026-Q{quarter}", due_on=cast.today + timedelta(days=90 * (quarter - 2)))
        for quarter in (1, 2, 3)
    )
    others = cast.owed(agency_id=cast.neighbour.pk)
    cast.assign(cast.draft(obligations=(*owed, others)))
    first = Obligation.objects.select_related("duty", "agency").get(occurrence_key="2026-Q1", agency=cast.commune)
    cast.submit(first)

    found = selectors.occurrences_progress(first, actor=cast.commune_officer.actor, today=cast.today)

    assert (found.total, found.due, found.submitted, found.accepted) == (3, 1, 1, 0)


def test_its_cost_is_one_query(cast: Cast, django_assert_num_queries: Counting) -> None:
    for _ in range(4):
        cast.obligation()
    with django_assert_num_queries(1):
        selectors.progress_by(cast.standing_officer.actor, Q(), "agency", today=cast.today)
