"""Who is compared with whom."""

from datetime import date
from itertools import product

import pytest

from caicach.agencies.constants import AgencyKind, AgencyLevel
from reform.scorecards import OTHERS, fewest_ranked, peers_of, peers_on

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("level", "kind", "key"),
    [
        ("province", "department", "departments"),
        ("province", "office", "departments"),
        ("province", "board", "departments"),
        ("commune", "committee", "communes"),
        ("province", "committee", "committees"),
        ("province", "vertical", "vertical"),
        ("commune", "vertical", "vertical"),
        ("commune", "division", "divisions"),
        ("province", "front", OTHERS),
    ],
)
def test_bodies_are_compared_with_their_kind(level: str, kind: str, key: str) -> None:
    assert peers_of(level, kind, TODAY).key == key


def test_every_body_of_the_register_belongs_somewhere() -> None:
    for level, kind in product(AgencyLevel.values, AgencyKind.values):
        assert peers_of(level, kind, TODAY).title


def test_the_groups_name_nothing_that_the_register_does_not_know() -> None:
    for group in peers_on(TODAY):
        assert set(group.levels) <= set(AgencyLevel.values)
        assert set(group.kinds) <= set(AgencyKind.values)


def test_one_task_makes_no_rank() -> None:
    assert fewest_ranked(TODAY) > 1
