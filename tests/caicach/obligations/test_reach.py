"""Who sees what: subtrees, acceptors, areas led, duties that name the agency."""

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations import access
from caicach.obligations.constants import ParticipantRole
from caicach.obligations.mapping import ParticipantDraft
from caicach.web.actor import SYSTEM, Actor
from cast import Cast


def sees(cast: Cast, who: str, **values: object) -> bool:
    obligation = cast.obligation(**values)
    return access.visible_obligations(getattr(cast, who).actor).filter(pk=obligation.pk).exists()


@pytest.mark.parametrize(
    ("who", "is_seen"),
    [
        ("commune_officer", True),
        ("commune_viewer", True),
        ("province_leader", True),
        ("standing_officer", True),
        ("neighbour_officer", False),
        ("department_officer", False),
        ("area_lead", False),
        ("stranger", False),
    ],
)
def test_an_agency_and_those_above_it_see_what_it_owes(cast: Cast, who: str, *, is_seen: bool) -> None:
    assert sees(cast, who) is is_seen


def test_the_accepting_body_sees(cast: Cast) -> None:
    assert sees(cast, "department_officer", acceptor_id=cast.department.pk)


def test_the_lead_of_an_area_sees_its_duties(cast: Cast) -> None:
    assert sees(cast, "area_lead", duty={"area_code": "procedures"})
    assert not sees(cast, "department_officer", duty={"area_code": "procedures"})


@pytest.mark.parametrize("role", list(ParticipantRole))
def test_a_duty_that_names_the_agency_is_seen(cast: Cast, role: ParticipantRole) -> None:
    participant = ParticipantDraft(cast.department.pk, role)
    assert sees(cast, "department_officer", duty={"participants": (participant,)})


def test_reach_never_doubles_a_row(cast: Cast) -> None:
    named = tuple(ParticipantDraft(cast.office.pk, role) for role in ParticipantRole)
    cast.obligation(
        agency_id=cast.office.pk,
        acceptor_id=cast.office.pk,
        duty={"area_code": "procedures", "participants": named},
    )

    assert access.visible_obligations(cast.area_lead.actor).count() == 1


def test_the_program_sees_all_and_a_person_without_a_grant_nothing(cast: Cast) -> None:
    cast.obligation()
    nobody = Actor(user_id=cast.stranger.user.pk, name="Ngô Văn Lạ")

    assert access.visible_obligations(SYSTEM).count() == 1
    assert access.visible_obligations(nobody).count() == 0


@pytest.mark.parametrize(("who", "status"), [("commune_viewer", 200), ("stranger", 404), ("neighbour_officer", 404)])
def test_beyond_reach_a_page_is_not_there(cast: Cast, client: Client, who: str, status: int) -> None:
    obligation = cast.obligation()
    client.force_login(getattr(cast, who).user)

    assert client.get(reverse("obligations:detail", args=[obligation.uid])).status_code == status
