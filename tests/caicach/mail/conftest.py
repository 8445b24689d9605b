"""An outbox that speaks to a real SMTP server."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from caicach.mail import services
from caicach.mail.models import Message
from caicach.mail.services.sending import Sent
from cast import NOW
from smtp_server import Post, post_office


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """The server; the outbox is set to it."""
    with post_office(settings) as running:
        yield running


@pytest.fixture
def lay(db: None, post: Post) -> Callable[..., Message]:
    """Lay a letter into the outbox."""

    def make(key: str = "thử:1", **values: Any) -> Message:
        standard = {"to": "huong@suoinhan.example.vn", "subject": "Việc ngày 16/03", "text": "Còn 2 việc.\n.\nHết."}
        services.mail_queue(services.Letter(key, **{**standard, **values}), now=NOW)
        return Message.objects.get(key=key)

    return make


@pytest.fixture
def send(lay: object) -> Callable[..., Sent]:
    """Let the job run ``minutes`` after the moment of the cast."""

    def run(minutes: int = 0) -> Sent:
        moment = NOW + timedelta(minutes=minutes)
        return services.outbox_send(clock=lambda: moment, progress=lambda *_: None)

    return run
