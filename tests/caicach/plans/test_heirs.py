"""A plan of former bodies is applied to those of today."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from caicach.agencies.constants import AgencyKind, AgencyLevel, ReorganisationKind
from caicach.agencies.models import Agency, AgencyEdge, AgencyVersion, Reorganisation, Succession
from caicach.agencies.selectors import heirs_of
from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.constants import MeaningState, PlanState
from caicach.plans.mapping.heirs import NamedParty, applied_parties, moved_day, moved_deadlines, moved_words
from caicach.plans.models import Plan
from caicach.plans.selectors.heirs import former_of
from caicach.plans.services.heirs import application_of, plan_apply
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, agency_make
from plans_sample import ROWS

ENDED_ON = date(2026, 3, 1)  # after the plan's signature, before today
LATE_ROW = "4\tViệc đã qua\tBáo cáo tháng hai\tChậm nhất ngày 10/02/2026\tUBND các xã, phường\t\t"


@pytest.fixture
def old(cast: Cast, read: Callable[..., Plan]) -> Plan:
    """A plan that binds both communes of its day, assigned then."""
    plan = read(*ROWS, LATE_ROW)
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return Plan.objects.select_related("issuer", "document", "file").get(pk=plan.pk)


def end(agency: Agency, *heirs: Agency) -> None:
    """Let ``agency`` end on ENDED_ON, taken over by ``heirs``, the first the main one."""
    Agency.objects.filter(pk=agency.pk).update(ended_on=ENDED_ON)
    AgencyVersion.objects.filter(agency=agency).update(valid_to=ENDED_ON)
    AgencyEdge.objects.filter(descendant=agency).update(valid_to=ENDED_ON)
    event = Reorganisation.objects.create(
        kind=ReorganisationKind.MERGE, effective_on=ENDED_ON, legal_basis="Nghị quyết số 45/NQ-HĐND"
    )
    for at, heir in enumerate(heirs):
        Succession.objects.create(reorganisation=event, predecessor=agency, successor=heir, is_main=at == 0)


def make_heir(cast: Cast, name: str = "UBND xã Đồi Nhạn") -> Agency:
    """Return a body that exists since the other ended, and was not there before."""
    heir = agency_make(name, AgencyKind.COMMITTEE, parent=cast.province, level=AgencyLevel.COMMUNE)
    Agency.objects.filter(pk=heir.pk).update(started_on=ENDED_ON)
    AgencyVersion.objects.filter(agency=heir).update(valid_from=ENDED_ON)
    AgencyEdge.objects.filter(descendant=heir).update(valid_from=ENDED_ON)
    return heir


def apply(cast: Cast, old: Plan, heirs: dict[int, tuple[int, ...]], **values: Any) -> Plan:
    standard: dict[str, Any] = {
        "actor": cast.standing_officer.actor, "heirs": heirs, "year": 2026, "now": cast.now, "today": cast.today,
    }  # fmt: skip
    return plan_apply(old, **standard | values).plan


class TestFormer:
    def test_a_plan_whose_bodies_all_stand_asks_nothing(self, cast: Cast, old: Plan) -> None:
        former = former_of(old, today=cast.today)
        assert former.bodies == ()
        assert former.standing_count == 4

    def test_each_ended_body_is_named_with_its_rows_and_heirs(self, cast: Cast, old: Plan) -> None:
        heir = make_heir(cast)
        end(cast.neighbour, heir, cast.commune)
        end(cast.department)
        none, several = former_of(old, today=cast.today).bodies
        assert (none.id, none.heirs, none.lead_count, none.other_count) == (cast.department.pk, (), 2, 1)
        assert (several.id, several.heirs, several.lead_count) == (cast.neighbour.pk, (heir.pk, cast.commune.pk), 3)
        assert not several.is_plain

    def test_heirs_are_followed_through_several_changes(self, cast: Cast) -> None:
        heir = make_heir(cast)
        end(cast.neighbour, cast.stranger_agency)
        end(cast.stranger_agency, heir)
        assert heirs_of([cast.neighbour.pk, cast.commune.pk], on=cast.today) == {
            cast.neighbour.pk: (heir.pk,),
            cast.commune.pk: (cast.commune.pk,),
        }

    def test_the_number_of_queries_is_fixed(
        self, cast: Cast, old: Plan, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(10):
            former_of(old, today=cast.today)
        end(cast.neighbour, make_heir(cast))
        with django_assert_num_queries(11):
            former_of(old, today=cast.today)


class TestApply:
    def test_the_heirs_owe_in_a_plan_of_today(self, cast: Cast, old: Plan) -> None:
        heir = make_heir(cast)
        end(cast.neighbour, heir)
        plan = apply(cast, old, {cast.neighbour.pk: (heir.pk,)})
        assert (plan.applies, plan.state, plan.document) == (old, PlanState.CONFIRMED, old.document)
        assert plan.symbol == "88/KH-UBND (vận dụng)"
        owed = Obligation.objects.filter(duty__deliverable__plan=plan)
        assert not owed.filter(agency=cast.neighbour).exists()
        assert not owed.filter(is_history=True).exists()
        assert {one.agency for one in owed.filter(duty__title="Báo cáo rà soát của xã")} == {cast.commune, heir}

    def test_the_old_plan_stays_as_it_is(self, cast: Cast, old: Plan) -> None:
        before = list(Obligation.objects.filter(duty__deliverable__plan=old).values_list("pk", "agency", "state"))
        end(cast.neighbour, make_heir(cast))
        apply(cast, old, {cast.neighbour.pk: (cast.commune.pk,)})
        after = list(Obligation.objects.filter(duty__deliverable__plan=old).values_list("pk", "agency", "state"))
        assert after == before

    def test_an_heir_that_owes_already_owes_once(self, cast: Cast, old: Plan) -> None:
        end(cast.neighbour, cast.commune)
        plan = apply(cast, old, {cast.neighbour.pk: (cast.commune.pk,)})
        owed = Obligation.objects.filter(duty__deliverable__plan=plan, duty__title="Báo cáo rà soát của xã")
        assert [one.agency for one in owed] == [cast.commune]

    def test_several_heirs_owe_each(self, cast: Cast, old: Plan) -> None:
        heirs = (make_heir(cast), make_heir(cast, "UBND xã Tân Nhạn"))
        end(cast.neighbour, *heirs)
        plan = apply(cast, old, {cast.neighbour.pk: tuple(one.pk for one in heirs)})
        owed = Obligation.objects.filter(duty__deliverable__plan=plan, duty__title="Báo cáo rà soát của xã")
        assert {one.agency for one in owed} == {cast.commune, *heirs}

    def test_who_is_dropped_owes_nothing_and_rows_without_anybody_are_left_out(self, cast: Cast, old: Plan) -> None:
        end(cast.department)
        made = application_of(old, heirs={cast.department.pk: ()}, year=2026, now=cast.now, today=cast.today)
        reasons = {row.text: row.reason for row in made.left_out}
        assert reasons["Tờ trình công bố"] == "không còn cơ quan nào làm"
        assert cast.department.pk not in made.counts

    def test_a_row_whose_day_is_past_is_left_out(self, cast: Cast, old: Plan) -> None:
        end(cast.neighbour, cast.commune)
        heirs = {cast.neighbour.pk: (cast.commune.pk,)}
        made = application_of(old, heirs=heirs, year=2026, now=cast.now, today=cast.today)
        assert "Báo cáo tháng hai" in {row.text for row in made.left_out}
        assert all(
            one.due_on is None or one.due_on >= cast.today
            for draft in made.expansion.drafts
            for one in draft.obligations
        )

    def test_the_preview_is_what_is_assigned_and_keeps_nothing(self, cast: Cast, old: Plan) -> None:
        end(cast.neighbour, make_heir(cast))
        heirs = {cast.neighbour.pk: (cast.commune.pk,)}
        before = Plan.objects.count()
        shown = application_of(old, heirs=heirs, year=2026, now=cast.now, today=cast.today)
        assert Plan.objects.count() == before
        plan = apply(cast, old, heirs)
        made = Obligation.objects.filter(duty__source_uid=plan.uid).count()
        assert made == shown.expansion.obligation_count

    def test_the_next_year_moves_the_days(self, cast: Cast, old: Plan) -> None:
        end(cast.neighbour, cast.commune)
        plan = apply(cast, old, {cast.neighbour.pk: (cast.commune.pk,)}, year=2027)
        row = plan.deliverables.get(text="Báo cáo rà soát của xã")
        assert row.deadline_text == "Chậm nhất ngày 15/5/2027"
        assert set(Obligation.objects.filter(duty=row.duty).values_list("due_on", flat=True)) == {date(2027, 5, 15)}

    def test_a_body_that_nobody_decided_about_stops_it(self, cast: Cast, old: Plan) -> None:
        end(cast.department)
        with pytest.raises(BadInput, match="Chưa chọn ai làm thay Sở Tài chính"):
            apply(cast, old, {})
        assert not Plan.objects.filter(applies=old).exists()

    def test_an_heir_that_ended_owes_nothing_today(self, cast: Cast, old: Plan) -> None:
        end(cast.neighbour, cast.commune)
        end(cast.department)
        heirs = {cast.neighbour.pk: (cast.department.pk,), cast.department.pk: ()}
        with pytest.raises(BadInput, match="“Sở Tài chính” đã kết thúc hoạt động"):
            apply(cast, old, heirs)

    def test_it_is_applied_once_for_a_year_by_whoever_assigns(self, cast: Cast, old: Plan) -> None:
        end(cast.neighbour, cast.commune)
        heirs = {cast.neighbour.pk: (cast.commune.pk,)}
        with pytest.raises(NotAllowed):
            apply(cast, old, heirs, actor=cast.commune_leader.actor)
        apply(cast, old, heirs)
        with pytest.raises(WrongState, match="đã được vận dụng"):
            apply(cast, old, heirs)


class TestPage:
    def test_choose_preview_confirm(self, client: Client, cast: Cast, old: Plan) -> None:
        heir = make_heir(cast)
        end(cast.neighbour, heir)
        end(cast.department)
        client.force_login(cast.standing_officer.user)
        address = reverse("plans:heirs", args=[old.uid])
        shown = client.get(address).content.decode()
        assert "2 cơ quan của kế hoạch này đã kết thúc hoạt động" in shown
        assert shown.index("Cần bạn quyết định") < shown.index("Sở Tài chính") < shown.index("Có một cơ quan kế thừa")
        choices = {f"body_{cast.neighbour.pk}": f"a:{heir.pk}", "year": "2026"}
        assert client.post(address, choices).status_code == 422
        choices[f"body_{cast.department.pk}"] = f"a:{cast.standing.pk}"
        preview = client.post(address, choices)
        assert preview.context["page"].preview.agency_count == 3
        assert not Plan.objects.filter(applies=old).exists()
        done = client.post(address, {**choices, "xac-nhan": "1"})
        assert done.status_code == 302
        assert Plan.objects.filter(applies=old).count() == 1


AGENCIES = st.integers(1, 6)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(AGENCIES, min_size=1, max_size=6, unique=True),
    st.dictionaries(AGENCIES, st.lists(st.integers(7, 9), max_size=3, unique=True).map(tuple)),
)
def test_nobody_that_ended_is_left_and_nobody_that_stands_is_lost(
    members: list[int], heirs: dict[int, tuple[int, ...]]
) -> None:
    party = NamedParty("lead", "UBND các xã", "", "group", MeaningState.GROUP, None, "g", False, tuple(members))
    today = frozenset(members) - set(heirs)
    made = applied_parties([party], heirs, members_today=lambda _words: today, name_of=str)
    meant = {one.agency_id for one in made if one.meaning is MeaningState.AGENCY}
    if any(one.meaning is MeaningState.GROUP for one in made):
        meant |= today
    assert meant == {heir for one in members for heir in heirs.get(one, (one,))}
    assert len({(one.role, one.agency_id) for one in made}) == len(made)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 5))
def test_a_moved_day_keeps_its_month(day: date, years: int) -> None:
    moved = moved_day(day, years)
    assert (moved.year, moved.month) == (day.year + years, day.month)
    assert moved.day == day.day or (day.month, day.day, moved.day) == (2, 29, 28)


def test_words_and_days_move_together() -> None:
    assert (
        moved_words("Trước ngày 31/01/2023; Quý I/2023, số 12023", 3) == "Trước ngày 31/01/2026; Quý I/2026, số 12023"
    )
    assert moved_deadlines('[{"kind": "by", "date": "2024-02-29"}]', 1) == '[{"kind": "by", "date": "2025-02-28"}]'
