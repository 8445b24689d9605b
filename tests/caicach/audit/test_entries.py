"""What was done to a thing, as its page shows it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from caicach.audit import services
from caicach.audit.selectors import entries_of
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]


def test_acts_on_several_things_come_newest_first_in_one_query(cast: Cast, django_assert_num_queries: Counting) -> None:
    obligation, other = cast.obligation(), cast.obligation()
    actor = cast.commune_officer.actor
    old, new = {"state": "open"}, {"state": "submitted"}
    services.record("obligations.submit", obligation, actor=actor, old=old, new=new, at=cast.now + timedelta(hours=1))
    services.record("obligations.submit", other, actor=actor, at=cast.now)

    with django_assert_num_queries(1):
        lines = entries_of(obligation, obligation.duty)

    assert [line.action for line in lines] == ["obligations.submit", "obligations.assign"]
    assert (lines[0].actor_id, lines[0].agency_id) == (cast.commune_officer.user.pk, cast.commune.pk)
    assert (lines[0].old, lines[0].new) == (old, new)
    assert str(lines[1].words) == "giao nhiệm vụ"


def test_only_the_newest_are_read(cast: Cast) -> None:
    obligation = cast.obligation()
    for hours in range(3):
        at = cast.now + timedelta(hours=hours)
        services.record("obligations.submit", obligation, actor=cast.commune_officer.actor, at=at)

    assert [line.at for line in entries_of(obligation, limit=1)] == [cast.now + timedelta(hours=2)]
