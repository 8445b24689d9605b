"""Templates by text, and the watch over bare numbers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import engines

from numberformat import bare_numbers_refused  # noqa: F401 -- used by importing it

Draw = Callable[..., str]


@pytest.fixture
def draw() -> Draw:
    """Render the text of a template with values, white space squeezed."""

    def drawn(source: str, /, **values: Any) -> str:
        return " ".join(engines["django"].from_string(source).render(values).split())

    return drawn
