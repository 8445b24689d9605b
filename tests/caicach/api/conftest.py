"""Programs with tokens."""

from collections.abc import Callable

import pytest

from api_program import Program
from caicach.api.constants import Scope
from caicach.api.services import token_make
from cast import Cast, Person


@pytest.fixture
def program_of(cast: Cast) -> Callable[..., Program]:
    """Make a program for a person: with all scopes, unless some are named."""

    def make(who: Person, *scopes: str) -> Program:
        made = token_make(actor=who.actor, name="Quản lý văn bản", scopes=scopes or Scope.values, days=30, now=cast.now)
        return Program(made.secret)

    return make
