"""How long a step of the ledger may take."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ClockKind
from caicach.obligations.models import ClockTerm
from caicach.obligations.selectors import clock_days, clock_days_many, clock_last_day, clock_last_days, clocks_of
from caicach.obligations.services import clock_set, clocks_set
from caicach.web.actor import Role
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast, person_make
from reform.clocks import term_days

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def set_days(cast: Cast, working_days: int, *, kind: str = ClockKind.RECEIPT, basis: str = "", on: date | None = None):
    clock_set(
        cast.standing.pk,
        actor=cast.standing_officer.actor,
        kind=kind,
        working_days=working_days,
        basis=basis,
        now=cast.now,
        today=on or cast.today,
    )


class TestWhatHolds:
    def test_without_a_row_the_packaged_term_holds(self, cast: Cast) -> None:
        assert clock_days(cast.standing.pk, "receipt", on=cast.today) == term_days("receipt", cast.today)

    def test_a_row_of_the_body_goes_before_the_packaged_term_and_for_that_body_alone(self, cast: Cast) -> None:
        set_days(cast, 2)
        days = clock_days_many((cast.standing.pk, cast.commune.pk), "receipt", on=cast.today)
        assert days == {cast.standing.pk: 2, cast.commune.pk: term_days("receipt", cast.today)}

    def test_a_change_leaves_the_past_as_it_was(self, cast: Cast) -> None:
        set_days(cast, 2, on=cast.today - 3 * DAY)
        set_days(cast, 7)
        assert clock_days(cast.standing.pk, "receipt", on=cast.today - DAY) == 2
        assert clock_days(cast.standing.pk, "receipt", on=cast.today) == 7

    def test_the_last_day_counts_working_days_from_the_day_after(self, cast: Cast) -> None:
        set_days(cast, 3)
        assert clock_last_day(cast.standing.pk, "receipt", start_on=date(2026, 3, 19)) == date(2026, 3, 24)

    def test_many_bodies_cost_one_query(self, cast: Cast, django_assert_num_queries) -> None:
        bodies = [cast.standing.pk, cast.commune.pk, cast.neighbour.pk]
        with django_assert_num_queries(1):
            assert len(clock_last_days(bodies, "acceptance", start_on=cast.today)) == 3


class TestSetting:
    def test_it_keeps_the_basis_and_tells_the_audit(self, cast: Cast) -> None:
        set_days(cast, 2, basis="Quyết định số 77/QĐ-UBND")
        assert ClockTerm.objects.get().basis == "Quyết định số 77/QĐ-UBND"
        entry = Entry.objects.get(action="obligations.clock")
        assert '"working_days":2' in entry.data

    def test_saying_what_holds_already_does_nothing(self, cast: Cast) -> None:
        set_days(cast, term_days("receipt", cast.today))
        assert not ClockTerm.objects.exists()

    def test_a_basis_alone_is_kept_too(self, cast: Cast) -> None:
        set_days(cast, 2)
        set_days(cast, 2, basis="Quyết định số 77/QĐ-UBND")
        assert ClockTerm.objects.get().basis == "Quyết định số 77/QĐ-UBND"

    def test_setting_twice_on_a_day_keeps_one_row(self, cast: Cast) -> None:
        set_days(cast, 2)
        set_days(cast, 4)
        assert ClockTerm.objects.get().working_days == 4

    @pytest.mark.parametrize("days", [0, -1, 61])
    def test_a_number_that_is_no_term_is_refused(self, cast: Cast, days: int) -> None:
        with pytest.raises(BadInput, match="từ 1 đến 60"):
            set_days(cast, days)
        assert not ClockTerm.objects.exists()

    def test_a_step_that_is_none_is_refused(self, cast: Cast) -> None:
        with pytest.raises(BadInput):
            set_days(cast, 3, kind="lunch")

    def test_others_may_not(self, cast: Cast) -> None:
        for person in (cast.commune_officer, cast.department_officer, cast.area_lead, cast.commune_leader):
            with pytest.raises(NotAllowed):
                clocks_set(cast.standing.pk, actor=person.actor, days={"receipt": 2}, now=cast.now, today=cast.today)
        assert not ClockTerm.objects.exists()

    def test_the_leader_of_the_standing_body_may(self, cast: Cast) -> None:
        leader = person_make("giam.doc", "Hà Văn Giám", cast.standing, Role.AGENCY_LEADER)
        clocks_set(cast.standing.pk, actor=leader.actor, days={"receipt": 2}, now=cast.now, today=cast.today)
        assert clock_days(cast.standing.pk, "receipt", on=cast.today) == 2

    def test_a_standing_officer_of_another_body_may_not(self, cast: Cast) -> None:
        other = replace(cast.standing_officer.actor, agency_id=cast.department.pk)
        with pytest.raises(NotAllowed):
            clocks_set(cast.standing.pk, actor=other, days={"receipt": 2}, now=cast.now, today=cast.today)


class TestShown:
    def test_the_standing_officer_sees_their_bodys_terms_with_their_basis(self, cast: Cast) -> None:
        cast.obligation()
        set_days(cast, 2, basis="Quyết định số 77/QĐ-UBND")
        (body,) = clocks_of(cast.standing_officer.actor, today=cast.today)
        assert body.agency_name == "Sở Nội vụ"
        receipt = body.rows[0]
        assert (receipt.working_days, receipt.is_own, receipt.basis) == (2, True, "Quyết định số 77/QĐ-UBND")
        assert not body.rows[1].is_own and "mặc định" in body.rows[1].basis

    def test_whoever_keeps_no_clocks_sees_none(self, cast: Cast) -> None:
        cast.obligation()
        assert clocks_of(cast.commune_officer.actor, today=cast.today) == ()
        assert clocks_of(cast.commune_leader.actor, today=cast.today) == ()
