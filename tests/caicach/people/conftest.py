"""Browsers of the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from cast import Person
from numberformat import bare_numbers_refused  # noqa: F401 -- used by importing it


@pytest.fixture
def browser() -> Callable[[Person], Client]:
    """A browser in which a person of the cast is signed in."""

    def of(person: Person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return of
