"""A registry of its own for each test, with the cast that starts jobs."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from caicach.accounts.models import User
from caicach.jobs import registry, runner, services
from caicach.jobs.models import JobRun
from caicach.web.actor import Actor
from caicach.web.registry import Registry


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> Registry[registry.Handler]:
    """An empty registry in place of the program's own."""
    fresh: Registry[registry.Handler] = Registry("jobs.handlers")
    for module in (registry, runner, services):
        monkeypatch.setattr(module, "handlers", fresh)
    return fresh


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create_user("van.thu", full_name="Nguyễn Thị Thư")


@pytest.fixture
def actor(clerk: User) -> Actor:
    return Actor(user_id=clerk.pk, name=clerk.full_name)


@pytest.fixture
def start(actor: Actor, handlers: Registry[registry.Handler], now: datetime) -> Callable[..., JobRun]:
    """Enqueue a job of the given handler; its kind is ``test.job``."""

    def enqueue(handler: registry.Handler, **arguments: Any) -> JobRun:
        handlers.add("test.job", handler)
        return services.enqueue("test.job", actor=actor, label="Thử việc", arguments=arguments, now=now)

    return enqueue
