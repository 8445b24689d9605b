"""A role counts only within its own grant's scope."""

import pytest

from caicach.obligations import access, selectors
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.people.models import Grant, Post
from caicach.people.selectors import actor_of
from caicach.web.actor import Actor, Role
from cast import START, Cast, Person, person_make


def with_grant(cast: Cast, person: Person, role: Role, scope_id: int, area_code: str = "") -> Actor:
    """Return the person with one role more."""
    post = Post.objects.get(user=person.user)
    Grant.objects.create(post=post, role=role.value, scope_id=scope_id, area_code=area_code, valid_from=START)
    return actor_of(person.user, on=cast.today)


def may(actor: Actor, action: str, obligation: Obligation) -> bool:
    return access.can(actor, action, obligation).allowed


def test_a_viewer_of_the_own_agency_who_is_officer_elsewhere_hands_in_elsewhere_alone(cast: Cast) -> None:
    actor = with_grant(cast, cast.commune_viewer, Role.AGENCY_OFFICER, cast.neighbour.pk)

    assert may(actor, "submit", cast.obligation(agency_id=cast.neighbour.pk))
    assert not may(actor, "submit", cast.obligation())


def test_an_officer_of_the_standing_body_accepts_by_a_role_for_it(cast: Cast) -> None:
    # The post is at the standing body; the officer's role is for another body.
    person = person_make("khach", "Lý Thị Khách", cast.standing, Role.AGENCY_OFFICER, scope=cast.neighbour)
    obligation = cast.obligation(state=ObligationState.SUBMITTED)

    assert not may(person.actor, "accept", obligation)
    assert selectors.queue_count(person.actor) == 0


@pytest.mark.parametrize(("area", "is_theirs"), [("procedures", True), ("institutions", False)])
def test_whoever_leads_one_area_decides_in_that_area_alone(cast: Cast, area: str, *, is_theirs: bool) -> None:
    obligation = cast.obligation(state=ObligationState.SUBMITTED, acceptor_id=cast.office.pk, duty={"area_code": area})

    assert may(cast.area_lead.actor, "accept", obligation) is is_theirs
    assert (selectors.queue_count(cast.area_lead.actor) == 1) is is_theirs


def test_a_role_for_one_area_is_no_role_of_an_officer(cast: Cast) -> None:
    actor = with_grant(cast, cast.commune_viewer, Role.AGENCY_OFFICER, cast.commune.pk, "procedures")

    assert not may(actor, "submit", cast.obligation(duty={"area_code": "procedures"}))


def test_a_standing_officer_is_no_officer_of_what_stands_below(cast: Cast) -> None:
    obligation = cast.obligation()

    for action in ("submit", "prepare", "withdraw", "approve"):
        assert not may(cast.standing_officer.actor, action, obligation)
    assert may(cast.standing_officer.actor, "on_behalf", obligation)


def test_the_event_of_one_area_is_entered_by_whoever_leads_it(cast: Cast) -> None:
    asleep = {"state": ObligationState.DORMANT, "acceptor_id": cast.office.pk}

    assert may(cast.area_lead.actor, "event", cast.obligation(**asleep, duty={"area_code": "procedures"}))
    assert not may(cast.area_lead.actor, "event", cast.obligation(**asleep, duty={"area_code": "institutions"}))
