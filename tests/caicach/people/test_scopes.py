"""A role counts within its own scope, and nowhere else."""

from datetime import date, timedelta

from caicach.agencies.access import holds, within_scopes
from caicach.agencies.models import Agency, AgencyEdge
from caicach.agencies.services import agency_move
from caicach.people.models import Grant, Post
from caicach.people.selectors import actor_of
from caicach.web.actor import SYSTEM, Actor, Role
from cast import Cast

LEADER, OFFICER = Role.AGENCY_LEADER, Role.AGENCY_OFFICER


def test_scopes_are_those_of_the_role_alone() -> None:
    actor = Actor(
        user_id=1,
        name="Lê Thị Mai Hương",
        roles=frozenset({LEADER, OFFICER, Role.AREA_LEAD}),
        grants=((LEADER, 1, ""), (OFFICER, 2, ""), (OFFICER, 1, ""), (OFFICER, 2, ""), (Role.AREA_LEAD, 3, "digital")),
    )
    assert actor.scopes_of(LEADER) == (1,)
    assert actor.scopes_of(OFFICER) == (2, 1)
    assert actor.scopes_of(LEADER, OFFICER) == (1, 2)
    assert actor.scopes_of(Role.AREA_LEAD) == ()  # one area opens no subtree
    assert actor.scopes_of(Role.ADMINISTRATOR) == ()


def test_a_role_here_is_no_role_there(cast: Cast) -> None:
    # The officer of one commune is the leader of the other: two grants, two places.
    post = Post.objects.get(user=cast.commune_officer.user)
    Grant.objects.create(post=post, role=LEADER.value, scope=cast.neighbour, valid_from=cast.today)
    actor = actor_of(cast.commune_officer.user, on=cast.today)

    assert actor.has(LEADER)
    assert holds(actor, (LEADER,), cast.neighbour.pk)
    assert not holds(actor, (LEADER,), cast.commune.pk)
    assert holds(actor, (OFFICER,), cast.commune.pk)
    assert not holds(actor, (OFFICER,), cast.neighbour.pk)


def test_a_role_counts_in_the_whole_subtree_and_not_above_it(cast: Cast) -> None:
    assert holds(cast.standing_officer.actor, (Role.STANDING_OFFICER,), cast.commune.pk)
    assert not holds(cast.commune_leader.actor, (LEADER,), cast.province.pk)
    assert holds(SYSTEM, (LEADER,), cast.province.pk)


def test_an_act_asks_for_who_stands_above_on_the_day(cast: Cast) -> None:
    moved_on = cast.today - timedelta(days=10)
    agency_move(cast.commune.pk, parent_id=cast.stranger_agency.pk, on=moved_on, actor=SYSTEM, today=cast.today)
    post = Post.objects.get(user=cast.stranger.user)
    Grant.objects.create(post=post, role=LEADER.value, scope=cast.stranger_agency, valid_from=date(2021, 1, 1))
    above = actor_of(cast.stranger.user, on=cast.today)

    assert holds(above, (LEADER,), cast.commune.pk)
    assert not holds(above, (LEADER,), cast.commune.pk, on=moved_on - timedelta(days=1))
    before = within_scopes("pk", above.scopes_of(LEADER), on=moved_on - timedelta(days=1))
    assert cast.commune not in Agency.objects.filter(before)
    assert AgencyEdge.objects.filter(ancestor=cast.province, descendant=cast.commune).exists()
