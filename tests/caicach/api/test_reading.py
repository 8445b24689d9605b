"""Reading: pages behind cursors, filters, reach, what leaves the system, and the cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from api_program import Program
from caicach.agencies.models import AgencyVersion
from caicach.obligations.constants import DutyOrigin, ObligationState, TrackingMode
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import Event
from caicach.obligations.services import obligation_submit
from caicach.plans import services as plans
from caicach.web.actor import SYSTEM
from cast import Cast
from plans_sample import ROWS, plan_text

Counting = Callable[[int], AbstractContextManager[Any]]


def items(program: Program, path: str, **query: Any) -> list[dict[str, Any]]:
    """Return all items, page after page."""
    found: list[dict[str, Any]] = []
    while True:
        answer = program.get(path, **query)
        assert answer.status_code == 200, answer.content
        data = answer.json()  # type: ignore[attr-defined]
        found += data["items"]
        if data["next"] is None:
            return found
        query["cursor"] = data["next"]


def no_key_in(data: Any) -> bool:
    """Whether no value is named or looks like a key of the database."""
    if isinstance(data, dict):
        return all(not name.endswith("_id") and name != "id" and no_key_in(value) for name, value in data.items())
    return all(map(no_key_in, data)) if isinstance(data, list) else True


class TestPages:
    """Keyset pages."""

    def test_pages_together_are_everything_once(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = [cast.obligation() for _number in range(7)]
        program = program_of(cast.standing_officer)
        assert [one["uid"] for one in items(program, "/obligations", limit=3)] == sorted(str(one.uid) for one in made)

    def test_what_is_made_meanwhile_stands_at_the_end(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        for _number in range(3):
            cast.obligation()
        program = program_of(cast.standing_officer)
        first = program.get("/obligations", limit=2).json()  # type: ignore[attr-defined]
        late = cast.obligation()
        rest = items(program, "/obligations", limit=2, cursor=first["next"])
        assert len(rest) == 2
        assert rest[-1]["uid"] == str(late.uid)

    @pytest.mark.parametrize("cursor", ["x", "AAAA", "=" * 22, "đ" * 10, "A" * 64])
    def test_a_cursor_that_is_none_is_refused(
        self, cast: Cast, program_of: Callable[..., Program], cursor: str
    ) -> None:
        answer = program_of(cast.standing_officer).get("/plans", cursor=cursor)
        assert answer.status_code == 422
        assert "cursor" in answer.json()["detail"]  # type: ignore[attr-defined]

    @pytest.mark.parametrize("limit", [0, -1, 201, "x"])
    def test_a_page_is_bounded(self, cast: Cast, program_of: Callable[..., Program], limit: object) -> None:
        assert program_of(cast.standing_officer).get("/plans", limit=limit).status_code == 422


class TestObligations:
    """What is owed."""

    def test_filters_narrow(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        late = cast.obligation(due_on=cast.today - timedelta(days=3))
        cast.obligation(agency_id=cast.neighbour.pk, occurrence_key="2026-Q2")
        asleep = cast.obligation(state=ObligationState.DORMANT)
        program = program_of(cast.standing_officer)

        def found(**query: Any) -> set[str]:
            return {one["uid"] for one in items(program, "/obligations", **query)}

        assert found(late="true") == {str(late.uid)}
        assert str(late.uid) not in found(late="false")
        assert found(state="dormant") == {str(asleep.uid)}
        assert len(found(agency=cast.neighbour.uid)) == len(found(period="2026-Q2")) == 1
        assert found(due_to="2026-03-15") == {str(late.uid)}
        assert found(duty=late.duty.uid) == {str(late.uid)}
        assert found(plan="00000000-0000-0000-0000-000000000001") == set()

    def test_one_is_told_with_uids_and_days(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation(due_on=cast.today - timedelta(days=3))
        data = program_of(cast.commune_officer).get(f"/obligations/{made.uid}").json()  # type: ignore[attr-defined]
        assert (data["state"], data["due_on"], data["days_late"]) == ("open", "2026-03-13", 3)
        assert (data["agency_uid"], data["duty_uid"]) == (str(cast.commune.uid), str(made.duty.uid))
        assert no_key_in(data)

    def test_each_sees_what_their_pages_show(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        cast.obligation()
        assert len(items(program_of(cast.commune_officer), "/obligations")) == 1
        assert items(program_of(cast.neighbour_officer), "/obligations") == []

    def test_what_was_handed_in_is_told_with_its_document(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation(state=ObligationState.RETURNED)
        (one,) = program_of(cast.commune_officer).get(f"/obligations/{made.uid}/submissions").json()["items"]  # type: ignore[attr-defined]
        document = made.submissions.get().document
        assert document is not None
        assert (one["number"], one["state"], one["return_reason"]) == (1, "returned", "Thiếu chữ ký của lãnh đạo.")
        assert (one["document"]["uid"], one["document"]["symbol"]) == (str(document.uid), document.symbol)
        assert no_key_in(one)

    def test_a_figure_is_a_decimal_string(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation(duty={"mode": TrackingMode.FIGURE})
        evidence = Evidence(value=Decimal("8803.5000"), unit="hồ sơ", sentence="Đã số hóa.")
        obligation_submit(made, actor=SYSTEM, evidence=evidence, now=cast.now, today=cast.today)
        (one,) = program_of(cast.commune_officer).get(f"/obligations/{made.uid}/submissions").json()["items"]  # type: ignore[attr-defined]
        assert (one["value"], one["unit"], one["document"]) == ("8803.5", "hồ sơ", None)


class TestOthers:
    """Duties, events, plans, agencies."""

    def test_duties_are_told_once_for_all_who_owe(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        owed = (cast.owed(), cast.owed(agency_id=cast.neighbour.pk))
        cast.assign(cast.draft(obligations=owed, origin=DutyOrigin.CONCLUSION, area_code="digital"))
        cast.obligation()
        program = program_of(cast.standing_officer)
        (one,) = items(program, "/duties", origin="conclusion")
        assert (one["area_code"], one["owner_uid"]) == ("digital", str(cast.province.uid))
        assert program.get(f"/duties/{one['uid']}").json() == one  # type: ignore[attr-defined]
        assert len(items(program, "/duties", area="institutions", year=2026)) == 1
        assert no_key_in(one)

    def test_events_are_told_in_their_order(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation(state=ObligationState.DORMANT)
        for day in (2, 5):
            Event.objects.create(
                duty=made.duty, occurred_on=date(2026, 3, day), description=f"Lần {day}", recorded_at=cast.now
            )
        data = program_of(cast.commune_officer).get(f"/duties/{made.duty.uid}/events").json()  # type: ignore[attr-defined]
        assert [(one["number"], one["occurred_on"]) for one in data["items"]] == [(1, "2026-03-02"), (2, "2026-03-05")]

    def test_plans_are_those_of_the_pages(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = plans.plan_upload(
            actor=cast.standing_officer.actor, content=plan_text(*ROWS), file_name="ke-hoach.txt",
            issuer_id=cast.province.pk, year=2026, is_run_as_current=False, now=cast.now,
        )  # fmt: skip
        program = program_of(cast.standing_officer)
        (one,) = items(program, "/plans", year=2026)
        assert (one["uid"], one["issuer_uid"]) == (str(made.uid), str(cast.province.uid))
        assert items(program, "/plans", year=2020) == items(program_of(cast.commune_officer), "/plans") == []
        assert program.get(f"/plans/{made.uid}").json() == one  # type: ignore[attr-defined]
        assert program_of(cast.commune_officer).get(f"/plans/{made.uid}").status_code == 404

    def test_agencies_are_told_as_of_a_day(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        old = AgencyVersion.objects.get(agency=cast.commune)
        AgencyVersion.objects.create(
            agency=cast.commune, name="UBND xã Suối Nhạn Mới", name_key="x", sort_key="x", level="commune",
            kind="committee", parent=cast.province, valid_from=date(2026, 1, 1),
        )  # fmt: skip
        AgencyVersion.objects.filter(pk=old.pk).update(valid_to=date(2026, 1, 1))
        program = program_of(cast.stranger)
        address = f"/agencies/{cast.commune.uid}"
        assert program.get(address).json()["name"] == "UBND xã Suối Nhạn Mới"  # type: ignore[attr-defined]
        assert program.get(address, on="2025-12-31").json()["name"] == "UBND xã Suối Nhạn"  # type: ignore[attr-defined]
        assert program.get(address, on="1999-01-01").status_code == 404
        names = {one["name"] for one in items(program, "/agencies", level="commune", on="2025-12-31", limit=1)}
        assert names == {"UBND xã Suối Nhạn", "UBND xã Đồi Chè"}
        assert len(items(program, "/agencies", parent=cast.province.uid)) == 6
        assert all(UUID(one["uid"]) for one in items(program, "/agencies"))


# Token, its person's grants and areas (3); the last use is noted at the first request alone (1).
COSTS = {
    "/plans": 4,
    "/duties": 4,
    "/duties/{duty}": 4,
    "/duties/{duty}/events": 5,
    "/obligations": 4,
    "/obligations/{obligation}": 4,
    "/obligations/{obligation}/submissions": 5,
    "/documents?symbol=2/BC-UBND": 4,
    "/agencies": 4,
    "/agencies/{agency}": 4,
}


@pytest.mark.parametrize("path", sorted(COSTS))
@pytest.mark.parametrize("size", [1, 9])
def test_the_cost_does_not_grow(
    cast: Cast, program_of: Callable[..., Program], path: str, size: int, django_assert_num_queries: Counting
) -> None:
    made = [cast.obligation(state=ObligationState.SUBMITTED) for _number in range(size)][-1]
    program = program_of(cast.standing_officer)
    program.get("/plans")  # the first use is noted
    address = path.format(duty=made.duty.uid, obligation=made.uid, agency=cast.commune.uid)
    with django_assert_num_queries(COSTS[path]):
        assert program.get(address).status_code == 200
