"""The filters that figures lead to: level and kind of agency, due days, what statistics count."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import Obligation
from caicach.obligations.selectors import Filters
from cast import Cast

DAY = timedelta(days=1)


def titles(cast: Cast, **wanted: Any) -> set[str]:
    found = selectors.listing_of(cast.standing_officer.actor, Filters(**wanted), today=cast.today)
    assert found.total == len(found.rows)
    return {row.title for row in found.rows}


def test_agencies_are_asked_by_level_and_kind(cast: Cast) -> None:
    cast.obligation(duty={"title": "xã"})
    cast.obligation(duty={"title": "sở"}, agency_id=cast.department.pk)

    assert titles(cast, level="commune") == {"xã"}
    assert titles(cast, level="province") == {"sở"}
    assert titles(cast, kind="department") == {"sở"}


def test_both_due_days_are_within(cast: Cast) -> None:
    for day in (1, 2, 3):
        cast.obligation(duty={"title": f"{day}"}, due_on=date(2026, 3, day))

    assert titles(cast, due_from=date(2026, 3, 2)) == {"2", "3"}
    assert titles(cast, due_to=date(2026, 3, 2)) == {"1", "2"}
    assert titles(cast, due_from=date(2026, 3, 2), due_to=date(2026, 3, 2)) == {"2"}


def test_a_measure_leaves_out_what_statistics_do_not_count(cast: Cast) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    inside = cast.draft(title="trong báo cáo", mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=carrier),))
    cast.assign(cast.draft(title="báo cáo", is_report=True), inside)
    cast.obligation(duty={"title": "lịch sử"}, is_history=True)
    cast.obligation(duty={"title": "ngủ"}, state=ObligationState.DORMANT)
    cast.obligation(duty={"title": "không theo dõi", "mode": TrackingMode.NOT_TRACKED})
    for state in (ObligationState.CANCELLED, ObligationState.TRANSFERRED):
        made = cast.obligation(duty={"title": state.value})
        Obligation.objects.filter(pk=made.pk).update(state=state)

    assert titles(cast, measure="task") == {"báo cáo"}


def test_on_time_is_judged_by_the_day_that_counts(cast: Cast) -> None:
    for title, due_on in (("đúng hạn", cast.today), ("muộn", cast.today - DAY)):
        cast.obligation(duty={"title": title}, state=ObligationState.ACCEPTED, due_on=due_on)
    cast.obligation(duty={"title": "trả lại"}, state=ObligationState.RETURNED, due_on=cast.today - DAY)
    cast.obligation(duty={"title": "chưa nộp"})

    assert titles(cast, measure="on_time") == {"đúng hạn"}
    assert titles(cast, measure="met_late") == {"muộn"}


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("level=commune", "cấp xã"),
        ("kind=committee", "Ủy ban nhân dân"),
        ("due_from=2026-01-01", "hạn từ 01/01/2026"),
        ("due_to=31/12/2026", "hạn đến 31/12/2026"),
        ("measure=task", "tính vào thống kê"),
    ],
)
def test_each_can_be_taken_away_on_the_page(cast: Cast, client: Client, query: str, chip: str) -> None:
    cast.obligation()
    client.force_login(cast.standing_officer.user)

    page = client.get(f"/nhiem-vu/?{query}").content.decode()

    assert chip in " ".join(page.split())
    assert "1 nhiệm vụ" in page


@pytest.mark.parametrize("query", ["level=x", "kind=1", "due_from=31/02/2026", "due_to=hôm+qua", "measure=x"])
def test_what_makes_no_sense_lets_all_pass(cast: Cast, client: Client, query: str) -> None:
    cast.obligation()
    client.force_login(cast.standing_officer.user)

    assert "1 nhiệm vụ" in client.get(f"/nhiem-vu/?{query}").content.decode()
