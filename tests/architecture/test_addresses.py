"""Closed by default: whoever is not signed in sees the pages listed here and no other."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from caicach.api import endpoint as api

# Addresses that answer without signing in, each with the reason.
PUBLIC = {
    "accounts:sign_in",  # the door
    "accounts:language",  # the switch of language stands on the door
    # What was published is for everybody: tests/caicach/figures/test_open_data.py.
    "open_data:data",
    "open_data:dataset",
    "open_data:dictionary",
    "open_data:dictionary-data",
    "open_data:list",
    # Results that were published: tests/caicach/scoring/test_public_ranking.py.
    *(f"ranking:{name}" for name in ("annex", "data", "decision", "leaves", "list", "method", "method-of")),
    "ranking:sheet",
    "ranking:year",
    "notices:calendar",  # programs of phones come with the secret of the address: tests/caicach/notices/test_feeds.py
}
# The API opens to tokens alone, and refuses in its own way: tests/caicach/api/test_closed.py asks every operation.
OF_PROGRAMS = {f"api:{pattern.name}" for pattern in api.patterns()}
VALUES: dict[str, Any] = {
    "IntConverter": 1,
    "UUIDConverter": UUID(int=1),
    "UUIDStrConverter": UUID(int=1),
    "SlugConverter": "x",
    "StringConverter": "x",
}


def addresses(
    patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...] = (), given: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (full name, values of its parameters) of every address."""
    for pattern in patterns:
        values = {**(given or {}), **{key: value_of(found) for key, found in pattern.pattern.converters.items()}}
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from addresses(pattern.url_patterns, inner, values)
        else:
            yield ":".join((*namespaces, pattern.name or "")), values


def value_of(converter: object) -> Any:
    return VALUES.get(type(converter).__name__, "x")


ALL = dict(addresses(get_resolver().url_patterns))
CLOSED = sorted(set(ALL) - PUBLIC - OF_PROGRAMS)


def test_every_address_has_a_name_of_its_own() -> None:
    names = [name for name, _ in addresses(get_resolver().url_patterns)]
    assert len(names) == len(set(names))
    assert [name for name in names if name.endswith(":") or not name] == []


def test_what_is_listed_as_public_is_there() -> None:
    assert set(ALL) >= PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", CLOSED)
def test_whoever_is_not_signed_in_is_led_to_the_door(name: str, method: str, client: Client) -> None:
    response = getattr(client, method)(reverse(name, kwargs=ALL[name]))
    assert response.status_code == 302
    assert response.headers["Location"].partition("?")[0] == reverse(settings.LOGIN_URL)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_a_script_of_somebody_not_signed_in_gets_no_fragment(name: str, client: Client) -> None:
    response = client.get(reverse(name, kwargs=ALL[name]), headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["HX-Redirect"] == reverse(settings.LOGIN_URL)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ALL))
def test_every_answer_carries_the_policy_of_content(name: str, client: Client) -> None:
    response = client.get(reverse(name, kwargs=ALL[name]))
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OF_PROGRAMS - {"api:openapi-json"}))
def test_a_program_without_a_token_gets_nothing(name: str, client: Client) -> None:
    response = client.get(reverse(name, kwargs=ALL[name]))
    assert response.status_code in (401, 404, 405)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_page_that_is_not_there_is_told_without_signing_in(client: Client) -> None:
    assert client.get("/khong-co-trang-nay/").status_code == 404
