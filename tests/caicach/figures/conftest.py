"""A small form and a period of it, at every step of its way."""

import pytest

from cast import Cast
from figures_cast import FiguresCast, figures_cast_make


@pytest.fixture
def figures(cast: Cast) -> FiguresCast:
    """A period over three communes and two departments, nothing filled in."""
    return figures_cast_make(cast)
