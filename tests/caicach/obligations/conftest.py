"""An agency of two steps."""

import pytest

from caicach.obligations.services import practice_set
from cast import Cast


@pytest.fixture
def two_steps(cast: Cast) -> Cast:
    """The province, where the commune hands in after its leader."""
    practice_set(cast.commune.pk, actor=cast.commune_leader.actor, needs_approval=True, now=cast.now, today=cast.today)
    return cast
