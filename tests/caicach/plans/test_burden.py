"""How much a plan asks of the communes, before anybody is asked."""

from datetime import date

import pytest

from caicach.obligations.constants import AcceptorReason, TrackingMode
from caicach.obligations.mapping import DutyDraft, ObligationDraft
from caicach.plans.mapping.burden import MANY_A_QUARTER, burden_of

COMMUNE, OTHER, DEPARTMENT = 1, 2, 3


def owed(
    agency_id: int, due_on: date | None, *, key: str = "2026", carrier: tuple[int, str] | None = None
) -> ObligationDraft:
    return ObligationDraft(agency_id, key, DEPARTMENT, next(iter(AcceptorReason)), due_on=due_on, carrier=carrier)


def duty(*obligations: ObligationDraft) -> DutyDraft:
    return DutyDraft(
        title="Báo cáo",
        area_code="",
        source_kind="plans.Deliverable",
        source_id=1,
        source_label="Kế hoạch",
        mode=next(iter(TrackingMode)),
        year=2026,
        owner_id=DEPARTMENT,
        standing_body_id=DEPARTMENT,
        obligations=obligations,
    )


def test_the_busiest_agency_of_each_quarter_counts_and_years_stand_apart() -> None:
    drafts = [
        duty(owed(COMMUNE, date(2026, 3, 31)), owed(OTHER, date(2026, 3, 31))),
        duty(owed(COMMUNE, date(2026, 1, 1)), owed(OTHER, date(2026, 4, 1))),
        duty(owed(COMMUNE, date(2027, 3, 31))),
    ]
    found = burden_of(drafts, [COMMUNE, OTHER])
    assert found.by_quarter == ((2026, 1, 2), (2026, 2, 1), (2027, 1, 1))
    assert (found.busiest, found.agency_count) == (2, 2)


def test_what_a_report_carries_is_handed_in_with_it_and_what_sleeps_waits() -> None:
    report = duty(owed(COMMUNE, date(2026, 6, 30), key="2026-H1"))
    carried = duty(owed(COMMUNE, date(2026, 6, 30), carrier=(COMMUNE, "2026-H1")))
    found = burden_of([report, carried, duty(owed(COMMUNE, None))], [COMMUNE])
    assert found.by_quarter == ((2026, 2, 1),)


def test_departments_do_not_count_among_communes() -> None:
    found = burden_of([duty(owed(DEPARTMENT, date(2026, 6, 30)))], [COMMUNE])
    assert (found.by_quarter, found.busiest, found.agency_count, found.is_heavy) == ((), 0, 0, False)


@pytest.mark.parametrize(("hand_ins", "is_heavy"), [(MANY_A_QUARTER, False), (MANY_A_QUARTER + 1, True)])
def test_many_hand_ins_a_quarter_are_warned_of(hand_ins: int, is_heavy: bool) -> None:
    drafts = [duty(owed(COMMUNE, date(2026, 11, 30))) for _ in range(hand_ins)]
    assert burden_of(drafts, [COMMUNE]).is_heavy is is_heavy
