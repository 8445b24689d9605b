"""A real SMTP server on loopback that answers as a test tells it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

__all__ = ["Post", "post_office"]


@dataclass(slots=True)
class Post:
    """What the server was given, and how it answers: the test sets ``rcpt`` and ``data``."""

    rcpt: str = "250 OK"
    data: str = "250 OK"  # "drop" breaks the line instead of answering, "silence" never answers
    received: list[EmailMessage] = field(default_factory=list)
    asked: int = 0  # how often somebody was named as receiver
    over: asyncio.Event | None = None  # set when the server goes: lets silence end

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.asked += 1
        if self.rcpt == "drop":
            server.transport.abort()
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.data == "drop":
            server.transport.abort()
            return "250 OK"
        if self.data == "silence":
            self.over = self.over or asyncio.Event()
            await self.over.wait()
        if self.data.startswith("250"):
            self.received.append(message_from_bytes(envelope.original_content, policy=policy.default))  # type: ignore[arg-type]
        return self.data


class _OnAnyPort(Controller):
    """The library asks port 0 whether it listens, instead of the port it was given."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def post_office(settings: Any) -> Iterator[Post]:
    """Run the server and set the outbox to it."""
    handler = Post()
    controller = _OnAnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "Cải cách hành chính <cchc@songmay.example.vn>"
    try:
        yield handler
    finally:
        if handler.over is not None:
            controller.loop.call_soon_threadsafe(handler.over.set)
        controller.stop()
