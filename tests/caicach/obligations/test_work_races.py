"""Two people hand out, ask or mark at the same moment: one wins, nothing is doubled."""

from functools import partial

import pytest

from caicach.obligations import services
from caicach.obligations.models import Assignment, CoordinationAsk, Obligation, Step
from caicach.obligations.services import Asking, StepDraft
from caicach.people.models import Post
from cast import Cast, Person
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def post_of(person: Person) -> Post:
    return Post.objects.select_related("user", "agency").get(user=person.user)


def test_an_obligation_is_handed_to_one_person(cast: Cast) -> None:
    many = [cast.obligation() for _ in range(3)]
    acts = [
        partial(
            services.assignments_give,
            many,
            post_of(person),
            actor=cast.commune_leader.actor,
            now=cast.now,
            today=cast.today,
        )
        for person in (cast.commune_officer, cast.commune_leader)
    ]

    assert at_once(*acts) == ["", ""]

    assert Assignment.objects.filter(ended_at=None).count() == 3
    assert Assignment.objects.values("post").distinct().count() == 1


def test_a_thing_is_asked_once(cast: Cast) -> None:
    lead = cast.obligation()
    ask = partial(
        services.coordination_ask,
        lead,
        [cast.department.pk],
        Asking("Gửi số liệu tháng", cast.today),
        actor=cast.commune_officer.actor,
        now=cast.now,
        today=cast.today,
    )

    assert at_once(ask, ask) == ["", ""]

    assert CoordinationAsk.objects.count() == 1
    assert Obligation.objects.filter(agency=cast.department).count() == 1


def test_a_step_is_marked_once(cast: Cast) -> None:
    one = cast.obligation()
    drafts = [StepDraft("Dự thảo")]
    services.steps_set(one, drafts, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    step = Step.objects.select_related("obligation__agency", "obligation__duty").get()
    mark = partial(services.step_done, step, actor=cast.commune_officer.actor, now=cast.now)

    assert sorted(at_once(mark, mark)) == ["", "WrongState"]
