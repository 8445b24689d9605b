"""Monitoring by level, from the words of the plan to the pages.

The department watches the districts, each district its own communes.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.agencies.models import Agency
from caicach.obligations import selectors as obligations
from caicach.obligations.access import visible_obligations
from caicach.obligations.constants import AcceptorReason, ObligationState
from caicach.obligations.models import Obligation, Participant
from caicach.plans import services
from caicach.plans.models import Plan
from caicach.web.actor import Role
from cast import Cast, Person, agency_make, person_make

Counting = Callable[[int], AbstractContextManager[Any]]
AREA = "I\tCải cách thể chế\t\t\t\t\t"
ROW = (
    "1\tRà soát văn bản\tBáo cáo kết quả rà soát\tTrước ngày 30/6/2026\tUBND các huyện; UBND các xã\t\t"
    "Sở Tư pháp: theo dõi cấp huyện; UBND cấp huyện: theo dõi cấp xã"
)


@dataclass(frozen=True, slots=True)
class Levels:
    """Two districts with their communes, and who works there."""

    justice: Agency  # Sở Tư pháp
    east: Agency
    west: Agency
    under_east: tuple[Agency, ...]
    under_west: tuple[Agency, ...]
    justice_officer: Person
    east_officer: Person
    commune_officer: Person


def committee(name: str, parent: Agency, level: AgencyLevel) -> Agency:
    return agency_make(name, AgencyKind.COMMITTEE, parent=parent, level=level)


@pytest.fixture
def levels(cast: Cast) -> Levels:
    """The province with two districts; the two communes of the cast stand directly under it, as in another time."""
    justice = agency_make("Sở Tư pháp", AgencyKind.DEPARTMENT, parent=cast.province)
    east = committee("UBND huyện Đông Sông", cast.province, AgencyLevel.DISTRICT)
    west = committee("UBND huyện Tây Sông", cast.province, AgencyLevel.DISTRICT)
    first = [committee(name, east, AgencyLevel.COMMUNE) for name in ("UBND xã Bến Đá", "UBND xã Cầu Mây")]
    second = [committee(name, west, AgencyLevel.COMMUNE) for name in ("UBND xã Rừng Thông", "UBND xã Thác Bạc")]
    return Levels(
        justice,
        east,
        west,
        tuple(first),
        tuple(second),
        person_make("tu.phap", "Bùi Tư Pháp", justice, Role.AGENCY_OFFICER),
        person_make("dong", "Cao Văn Đông", east, Role.AGENCY_OFFICER),
        person_make("ben.da", "Lò Thị Đá", first[0], Role.AGENCY_OFFICER),
    )


@pytest.fixture
def assigned(levels: Levels, cast: Cast, read: Callable[..., Plan]) -> Levels:
    """The plan was read and assigned."""
    plan = read(AREA, ROW)
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return levels


def owners(rows: Any) -> set[str]:
    return set(rows.values_list("agency__current_name", flat=True))


def names(*agencies: Agency) -> set[str]:
    return {agency.current_name for agency in agencies}


def test_each_acceptor_is_of_its_own_level_and_line(assigned: Levels, cast: Cast) -> None:
    accepts = {
        one.agency_id: (one.acceptor_id, one.acceptor_reason)
        for one in Obligation.objects.filter(duty__is_report=False)
    }

    monitor = AcceptorReason.MONITOR
    assert {accepts[one.pk] for one in (assigned.east, assigned.west)} == {(assigned.justice.pk, monitor)}
    assert {accepts[one.pk] for one in assigned.under_east} == {(assigned.east.pk, monitor)}
    assert {accepts[one.pk] for one in assigned.under_west} == {(assigned.west.pk, monitor)}
    # Communes under no district have none of their own: the next of the chain accepts.
    assert accepts[cast.commune.pk][0] == cast.standing.pk


def test_what_a_monitor_watches_is_kept(assigned: Levels) -> None:
    kept = {row.agency_id: (row.levels, row.is_below) for row in Participant.objects.filter(role="monitor")}
    assert kept == {
        assigned.justice.pk: ("district", False),
        assigned.east.pk: ("commune", True),
        assigned.west.pk: ("commune", True),
    }


def test_a_monitor_sees_only_what_it_watches_and_what_is_its_own(assigned: Levels) -> None:
    def seen(person: Person) -> set[str]:
        return owners(visible_obligations(person.actor).filter(duty__is_report=False))

    assert seen(assigned.justice_officer) == names(assigned.east, assigned.west)
    assert seen(assigned.east_officer) == names(assigned.east, *assigned.under_east)
    assert seen(assigned.commune_officer) == names(assigned.under_east[0])


def test_its_list_is_of_what_it_watches(assigned: Levels, cast: Cast) -> None:
    def watched(person: Person) -> set[str]:
        found = obligations.listing_of(person.actor, obligations.Filters(whose="watched"), today=cast.today)
        return {row.agency_name for row in found.rows}

    assert watched(assigned.justice_officer) == names(assigned.east, assigned.west)
    assert watched(assigned.east_officer) == names(*assigned.under_east)
    assert watched(assigned.commune_officer) == set()


def test_late_lists_hold_what_is_watched(assigned: Levels, cast: Cast) -> None:
    later = cast.today + timedelta(days=365)
    late = obligations.late_list(assigned.justice_officer.actor, today=later)
    assert {row.agency_name for row in late.rows} == names(assigned.east, assigned.west)


def test_the_page_groups_by_agency_with_states(assigned: Levels, cast: Cast, client: Client) -> None:
    first = assigned.under_east[0]
    Obligation.objects.filter(agency=first, duty__is_report=False).update(
        state=ObligationState.OPEN, due_on=cast.today - timedelta(days=2)
    )

    found = obligations.watched_agencies(assigned.east_officer.actor, today=cast.today)

    assert [(one.agency.name, one.total, one.late, one.waiting) for one in found.agencies] == [
        (first.current_name, 1, 1, 1),
        (assigned.under_east[1].current_name, 1, 0, 1),
    ]
    client.force_login(assigned.east_officer.user)
    shown = client.get(reverse("obligations:monitoring")).content.decode()
    assert "Chúng tôi theo dõi 2 nhiệm vụ của 2 cơ quan" in shown
    assert "UBND xã Thác Bạc" not in shown


def test_its_cost_is_fixed(assigned: Levels, cast: Cast, django_assert_num_queries: Counting) -> None:
    with django_assert_num_queries(2):
        obligations.watched_agencies(assigned.justice_officer.actor, today=cast.today)


def test_a_row_that_names_a_body_twice_watches_both_levels(
    levels: Levels, cast: Cast, read: Callable[..., Plan]
) -> None:
    row = ROW.replace("UBND cấp huyện: theo dõi cấp xã", "Sở Tư pháp: theo dõi cấp xã")
    services.plan_confirm(read(AREA, row), actor=cast.standing_officer.actor, now=cast.now, today=cast.today)

    assert set(Participant.objects.get(agency=levels.justice).levels.split(",")) == {"district", "commune"}
