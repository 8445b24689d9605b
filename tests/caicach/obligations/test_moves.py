"""One list says which state may follow which; the database takes no other, and services do what it names."""

import pytest
from django.db import IntegrityError, transaction

from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Transition
from caicach.obligations.moves import MOVES, pairs
from cast import Cast

LEGAL = set(pairs())
ILLEGAL = [
    (before, after.value)
    for before in ("", *ObligationState.values)
    for after in ObligationState
    if (before, after.value) not in LEGAL
]


@pytest.mark.parametrize(("before", "after"), ILLEGAL)
def test_the_database_takes_no_other_change(cast: Cast, before: str, after: str) -> None:
    one = cast.obligation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Transition.objects.create(obligation=one, from_state=before, to_state=after, at=cast.now)


def test_what_is_accepted_is_never_open_again_without_having_been_returned() -> None:
    assert ("accepted", "open") not in LEGAL
    assert ("accepted", "submitted") not in LEGAL
    assert ("submitted", "open") not in LEGAL


def test_every_state_can_be_reached_and_stands_in_the_list() -> None:
    assert {after for _before, after in LEGAL} == set(ObligationState.values)


def test_no_act_is_told_twice() -> None:
    told = [(move.act, before, move.after) for move in MOVES for before in move.before]
    assert len(told) == len(set(told))


def test_every_act_is_a_service() -> None:
    import importlib
    import pkgutil

    from caicach.obligations import services

    modules = [
        importlib.import_module(f"{services.__name__}.{found.name}")
        for found in pkgutil.iter_modules(services.__path__)
    ]
    assert [move.act for move in MOVES if not any(hasattr(module, move.act) for module in modules)] == []
