"""A bad draft of our own, and its examination."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import caicach.demo
from caicach.doctor import services
from caicach.doctor.models import Examination
from caicach.doctor.services.examining import Draft
from cast import Cast

NAME = "du-thao-ke-hoach-xa.txt"
DRAFT = (Path(caicach.demo.__file__).parent / "data" / NAME).read_bytes()

Examine = Callable[..., Examination]


@pytest.fixture
def draft() -> bytes:
    """The commune's draft plan with its faults."""
    return DRAFT


@pytest.fixture
def examine(cast: Cast) -> Examine:
    """Examine a document as the commune's officer, unless the values say otherwise."""

    def started(content: bytes = DRAFT, name: str = NAME, **values: Any) -> Examination:
        given = {"actor": cast.commune_officer.actor, "now": cast.now, **values}
        return services.examination_start(Draft(content, name), **given)

    return started
