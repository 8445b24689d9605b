"""A person with a password, and the watch over bare numbers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from caicach.accounts.models import User
from numberformat import bare_numbers_refused  # noqa: F401 -- used by importing it

PASSWORD = "một câu dễ nhớ 7"


@pytest.fixture(autouse=True)
def quick_hasher(settings: Any) -> None:
    """Hash fast: these tests are not about the strength of the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(db: None, quick_hasher: None) -> User:
    """Somebody who can sign in."""
    return User.objects.create_user("mai.huong", PASSWORD, full_name="Lê Thị Mai Hương")


@pytest.fixture
def password() -> str:
    """The person's password."""
    return PASSWORD


@pytest.fixture(autouse=True)
def nothing_remembered(settings: Any) -> Iterator[None]:
    """Start and end without counted failures, kept in memory: most of these tests have no database."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()
