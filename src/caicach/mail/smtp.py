"""One letter over one connection to the SMTP server, with the step known at which it ended.

Owns: what an answer of the server means. Does not: touch the outbox (``services.sending``).

A letter counts as sent when the server says so after the last byte. Where the connection breaks after that byte was
given away and before the answer came, nobody can know: the outcome is ``UNCLEAR``. Before it, nothing was sent.
"""

import contextlib
import re
import smtplib
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.utils.translation import gettext as _

__all__ = ["Delivery", "Outcome", "Server"]

_DOT = re.compile(rb"^\.", re.MULTILINE)  # RFC 5321, 4.5.2: a line that begins with a dot gets another one
_READY, _LONGEST = 354, 300


class Outcome(StrEnum):
    """What became of an attempt."""

    SENT = "sent"
    LATER = "later"  # temporary: 4xx, or the connection broke before the letter was given away
    NEVER = "never"  # permanent: 5xx
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outcome and what the server said."""

    outcome: Outcome
    problem: str = ""


class Server:
    """An open connection; ``is_alive`` says whether another letter may be tried over it."""

    def __init__(self) -> None:
        """Connect, secure the line and sign in as the settings say.

        Raises:
            OSError: the server cannot be reached, or does not let us in (``smtplib.SMTPException`` is one).
        """
        self._backend = EmailBackend()
        self._backend.open()
        self._line = cast("smtplib.SMTP", self._backend.connection)
        self._line.ehlo_or_helo_if_needed()
        self.is_alive = True

    def close(self) -> None:
        """Say goodbye; a server that is gone already need not hear it."""
        with contextlib.suppress(OSError):
            self._backend.close()

    def hand_over(self, message: EmailMessage) -> Delivery:
        """Hand one letter to the server."""
        try:
            refused = self._announce(message)
        except OSError as error:
            return self._broken(Outcome.LATER, error)
        except ValueError:  # no address that this protocol can carry
            self._reset()
            return Delivery(Outcome.NEVER, _("địa chỉ thư không dùng được"))
        if refused is not None:
            return refused
        try:
            self._line.send(_body_of(message))
            code, words = self._line.getreply()
        except OSError as error:
            return self._broken(Outcome.UNCLEAR, error)
        return self._judged(code, words) or Delivery(Outcome.SENT)

    def _announce(self, message: EmailMessage) -> Delivery | None:
        """Name sender and receiver, and ask to begin; None where the server is ready for the letter."""
        code, words = self._line.mail(_address(message.from_email))
        if refused := self._judged(code, words):
            return refused
        code, words = self._line.rcpt(_address(message.to[0]))
        if refused := self._judged(code, words):
            return refused
        code, words = self._line.docmd("data")
        return None if code == _READY else self._judged(code, words) or self._strange(code, words)

    def _judged(self, code: int, words: bytes) -> Delivery | None:
        """Return the refusal that an answer is; None for a good one. The line is made ready for the next letter."""
        if 200 <= code < 300:
            return None
        if code == 421:  # the server closes the line
            self.is_alive = False
        else:
            self._reset()
        outcome = Outcome.NEVER if 500 <= code < 600 else Outcome.LATER
        return Delivery(outcome, _said(code, words))

    def _strange(self, code: int, words: bytes) -> Delivery:
        self._reset()
        return Delivery(Outcome.LATER, _said(code, words))

    def _reset(self) -> None:
        try:
            self._line.rset()
        except OSError:
            self.is_alive = False

    def _broken(self, outcome: Outcome, error: OSError) -> Delivery:
        self.is_alive = False
        return Delivery(outcome, (str(error) or type(error).__name__)[:_LONGEST])


def _address(address: str) -> str:
    """Return an address as the protocol carries it: a domain with marks in its ASCII form."""
    return sanitize_address(address, "utf-8")


def _body_of(message: EmailMessage) -> bytes:
    body = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own messages take it
    return _DOT.sub(b"..", body.removesuffix(b"\r\n")) + b"\r\n.\r\n"


def _said(code: int, words: bytes) -> str:
    said = words.decode("utf-8", "replace")[:_LONGEST]
    return _("máy chủ thư trả lời %(code)d: %(words)s") % {"code": code, "words": said}
