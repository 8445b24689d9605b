"""The figures of the dashboard: exact on a constructed ledger, within reach, at a fixed cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import Obligation
from caicach.obligations.selectors import Dashboard, Scope, Tally
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
DAY = timedelta(days=1)
PLAN, OTHER_PLAN = UUID(int=1), UUID(int=2)
ACCEPTED, SUBMITTED, RETURNED = ObligationState.ACCEPTED, ObligationState.SUBMITTED, ObligationState.RETURNED


def dashboard(cast: Cast, who: str = "standing_officer", year: int = 2026, **asked: Any) -> Dashboard:
    return selectors.dashboard_of(getattr(cast, who).actor, Scope(year, **asked), today=cast.today)


def whole(found: Dashboard, year: int = 2026) -> Tally:
    return found.between(date(year, 1, 1), date(year, 12, 31))


def past(cast: Cast, state: ObligationState = ObligationState.OPEN, *, met: str = "", **values: Any) -> Obligation:
    """Make what fell due ten days ago; ``met``: on which side of that day it was handed in."""
    due_on = values.pop("due_on", cast.today - 10 * DAY)
    made = cast.obligation(state=state, due_on=due_on, **values)
    if met:
        Obligation.objects.filter(pk=made.pk).update(met_on=due_on + (0 if met == "on time" else 3) * DAY)
    return made


def test_a_task_due_is_on_time_or_late_or_was_met_late(cast: Cast) -> None:
    past(cast, ACCEPTED, met="on time")
    past(cast, SUBMITTED, met="on time")
    past(cast, ACCEPTED, met="late")
    past(cast, SUBMITTED, met="late")
    past(cast)
    past(cast, RETURNED)
    cast.obligation(due_on=cast.today)  # the day has not ended
    cast.obligation(state=ACCEPTED, due_on=cast.today + 30 * DAY)

    counted = whole(dashboard(cast))

    assert (counted.total, counted.due, counted.on_time, counted.late, counted.met_late) == (8, 6, 2, 2, 2)
    assert counted.waiting == 2
    assert counted.rate == Decimal(200) / 6
    assert Tally().rate is None


def test_what_does_not_count_is_left_out(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    due_on = cast.today - DAY
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier, due_on=due_on),))
    cast.assign(cast.draft(is_report=True, obligations=(cast.owed(due_on=due_on),)), inside, inside)
    past(cast, is_history=True)
    past(cast, duty={"mode": TrackingMode.NOT_TRACKED})
    cast.obligation(state=ObligationState.DORMANT)
    for state in (ObligationState.CANCELLED, ObligationState.TRANSFERRED):
        Obligation.objects.filter(pk=past(cast).pk).update(state=state)

    found = dashboard(cast)

    assert whole(found) == Tally(due=1, on_time=0, late=1, total=1)
    assert [agency.whole.due for agency in found.agencies] == [1]
    assert len(found.longest_late) == 1


def test_agencies_are_counted_by_area(cast: Cast) -> None:
    past(cast, ACCEPTED, met="on time", duty={"area_code": "digital"})
    past(cast, duty={"area_code": "digital"})
    past(cast, ACCEPTED, met="late", duty={"area_code": "procedures"})
    past(cast, agency_id=cast.department.pk)

    by_name = {one.agency.name: one for one in dashboard(cast).agencies}

    assert set(by_name) == {"UBND xã Suối Nhạn", "Sở Tài chính"}
    commune = by_name["UBND xã Suối Nhạn"]
    assert commune.by_area == {"digital": Tally(due=2, on_time=1, late=1), "procedures": Tally(due=1)}
    assert commune.whole == Tally(due=3, on_time=1, late=1)
    assert (commune.agency.level, commune.agency.kind) == ("commune", "committee")


def test_rows_and_days_say_the_same(cast: Cast) -> None:
    for number in range(6):
        met = ("on time", "late")[number % 2]
        past(cast, ACCEPTED, met=met, due_on=date(2026, 1, 5) + 9 * number * DAY)
        past(cast, agency_id=cast.neighbour.pk)

    found = dashboard(cast)

    rows, days = Tally.of(one.whole for one in found.agencies), whole(found)
    assert (rows.due, rows.on_time, rows.late) == (days.due, days.on_time, days.late) == (12, 3, 6)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ({"plan": PLAN}, 1),
        ({"area": "digital"}, 1),
        ({"level": "commune"}, 2),
        ({"kind": "department"}, 1),
        ({"year": 2025}, 1),
        ({}, 3),
    ],
)
def test_each_scope_narrows_everything(cast: Cast, asked: dict[str, Any], due: int) -> None:
    past(cast, duty={"source_uid": PLAN})
    past(cast, duty={"area_code": "digital", "source_uid": OTHER_PLAN})
    past(cast, agency_id=cast.department.pk)
    past(cast, due_on=date(2025, 6, 1))

    found = dashboard(cast, **asked)

    assert whole(found, asked.get("year", 2026)).due == due
    assert sum(one.whole.due for one in found.agencies) == due
    assert len(found.longest_late) == due


def test_the_year_before_is_there_to_compare_with(cast: Cast) -> None:
    past(cast, due_on=date(2025, 6, 1))
    past(cast, due_on=date(2024, 6, 1))

    found = dashboard(cast)

    assert whole(found, 2025).late == 1
    assert set(found.by_due_day) == {date(2025, 6, 1)}


def test_a_deliverable_is_done_when_every_agency_was_accepted(cast: Cast) -> None:
    both = tuple(cast.owed(agency_id=agency.pk) for agency in (cast.commune, cast.neighbour))
    cast.assign(cast.draft(source_uid=PLAN, obligations=both), cast.draft(source_uid=PLAN, obligations=both))
    cast.obligation(duty={"source_uid": OTHER_PLAN}, state=ACCEPTED)
    first = Obligation.objects.filter(duty__source_uid=PLAN).values_list("duty_id", flat=True)[0]
    Obligation.objects.filter(duty_id=first).update(state=ACCEPTED)
    Obligation.objects.filter(agency=cast.commune).exclude(duty_id=first).update(state=ACCEPTED)

    plans = dashboard(cast).plans

    assert [(plan.uid, plan.deliverables, plan.done) for plan in plans] == [(PLAN, 2, 1), (OTHER_PLAN, 1, 1)]


def test_every_plan_is_offered_whatever_plan_is_asked_for(cast: Cast) -> None:
    cast.obligation(duty={"source_uid": PLAN})
    cast.obligation(duty={"source_uid": OTHER_PLAN})

    assert len(dashboard(cast, plan=PLAN).plans) == 2


def test_the_ten_that_are_late_for_longest_come_first(cast: Cast) -> None:
    for days in range(1, 14):
        past(cast, due_on=cast.today - days * DAY)

    late = dashboard(cast).longest_late

    assert [row.days_late(cast.today) for row in late] == list(range(13, 3, -1))


def test_a_commune_sees_its_own_figures_alone(cast: Cast) -> None:
    past(cast)
    past(cast, agency_id=cast.neighbour.pk)

    assert whole(dashboard(cast, "commune_officer")).due == 1
    assert whole(dashboard(cast, "standing_officer")).due == 2
    assert dashboard(cast, "stranger") == Dashboard((), {}, (), ())


@pytest.mark.parametrize("size", [1, 12])
def test_its_cost_is_fixed(cast: Cast, django_assert_num_queries: Counting, size: int) -> None:
    for _ in range(size):
        past(cast, duty={"is_report": True})

    # Days, their duties; agencies by area, their names; what is late, its rows, what it carries.
    with django_assert_num_queries(7):
        dashboard(cast)
