"""Two small criteria sets and a round, at every step of its way."""

import pytest

from cast import Cast
from scoring_cast import ScoringCast, scoring_cast_make


@pytest.fixture
def scoring(cast: Cast) -> ScoringCast:
    """An open round over three communes and three departments, nothing scored."""
    return scoring_cast_make(cast)
