"""What the pages of the outbox show."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.mail.constants import MessageState
from caicach.mail.models import Message
from caicach.mail.selectors import Outbox
from caicach.ui.notation import moment_text, number_text
from caicach.ui.values import Fact, Link
from caicach.web.requests import whole_number

__all__ = ["MessagePage", "OutboxPage", "Window", "window_of"]

_SIZE, _MOST_PAGES = 50, 100_000
TONES = {
    MessageState.SENT: "ok",
    MessageState.QUEUED: "",
    MessageState.SENDING: "cham",
    MessageState.FAILED: "bad",
    MessageState.UNCLEAR: "warn",
}


@dataclass(frozen=True, slots=True)
class Window:
    """What of the outbox an address asks for."""

    state: str
    words: str
    number: int
    size: int = _SIZE

    @property
    def offset(self) -> int:
        """How many rows come before."""
        return (self.number - 1) * self.size


def window_of(query: QueryDict) -> Window:
    """Return what the address asks for; what it does not know is left out."""
    state, number = query.get("state", ""), whole_number(query.get("trang", "")) or 1
    known = state if state in MessageState.values else ""
    return Window(known, query.get("q", "")[:200], number if number <= _MOST_PAGES else 1)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One letter of the list."""

    url: str
    subject: str
    to: str
    state: str
    tone: str
    when: str
    problem: str

    @classmethod
    def of(cls, message: Message) -> "MessageRow":
        """Return the row of a letter."""
        state = MessageState(message.state)
        return cls(
            url=reverse("mail:detail", args=[message.uid]),
            subject=message.subject,
            to=message.to,
            state=str(state.label),
            tone=TONES[state],
            when=moment_text(message.sent_at or message.created_at),
            problem=message.problem,
        )


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """The list with its filters."""

    title: str
    is_on: bool
    words: str
    state: str
    chips: tuple[Link, ...]
    rows: tuple[MessageRow, ...]
    page: "Page[Any]"
    query: QueryDict

    @classmethod
    def of(cls, outbox: Outbox, asked: Window, *, query: QueryDict, is_on: bool) -> "OutboxPage":
        """Return the page."""
        unclear = outbox.counts.get(MessageState.UNCLEAR, 0)
        title = _("%(count)s thư không rõ đã gửi, cần quyết định") % {"count": number_text(unclear)}
        return cls(
            title=title if unclear else _("Thư đi"),
            is_on=is_on,
            words=asked.words,
            state=asked.state,
            chips=tuple(_chip(state, outbox, asked) for state in MessageState if outbox.counts.get(state)),
            rows=tuple(MessageRow.of(message) for message in outbox.messages),
            page=Paginator(range(outbox.total), asked.size).get_page(asked.number),
            query=query,
        )


def _chip(state: MessageState, outbox: Outbox, asked: Window) -> Link:
    is_current = asked.state == state
    query = QueryDict(mutable=True)
    if asked.words:
        query["q"] = asked.words
    if not is_current:
        query["state"] = state
    label = str(state.label).capitalize()
    return Link(label, f"?{query.urlencode()}", is_current, outbox.counts[state], icon="x" if is_current else "")


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One letter."""

    title: str
    crumbs: tuple[Link, ...]
    state: str
    tone: str
    facts: tuple[Fact, ...]
    text: str
    problem: str
    is_unclear: bool
    acts: tuple[tuple[str, str, str, str], ...]  # (value, label, icon, kind of the button)
    url: str

    @classmethod
    def of(cls, message: Message) -> "MessagePage":
        """Return the page of a letter."""
        state = MessageState(message.state)
        return cls(
            title=message.subject,
            crumbs=(Link(_("Thư đi"), reverse("mail:list")), Link(message.to)),
            state=str(state.label).capitalize(),
            tone=TONES[state],
            facts=_facts(message),
            text=message.text,
            problem=message.problem,
            is_unclear=state is MessageState.UNCLEAR,
            acts=_acts(state),
            url=reverse("mail:decide", args=[message.uid]),
        )


def _facts(message: Message) -> tuple[Fact, ...]:
    rows = [
        Fact(_("Người nhận"), message.to, strong=True),
        Fact(_("Tạo lúc"), moment_text(message.created_at)),
        Fact(_("Giao cho máy chủ thư lúc"), moment_text(message.claimed_at) if message.claimed_at else ""),
        Fact(_("Gửi xong lúc"), moment_text(message.sent_at) if message.sent_at else ""),
        Fact(_("Thử lại sau"), moment_text(message.next_at) if message.state == MessageState.QUEUED else ""),
        Fact(_("Số lần thử"), number_text(message.attempts)),
        Fact(_("Tệp kèm"), ", ".join(one.name for one in message.attachments.all())),
    ]
    return tuple(row for row in rows if row.value)


def _acts(state: MessageState) -> tuple[tuple[str, str, str, str], ...]:
    resend = ("resend", _("Gửi lại thư này"), "send", "primary")
    settle = ("settle", _("Ghi nhận thư đã đến"), "check", "")
    drop = ("drop", _("Bỏ thư, không gửi"), "x", "danger")
    return {
        MessageState.UNCLEAR: (resend, settle, drop),
        MessageState.FAILED: (resend,),
        MessageState.QUEUED: (drop,),
    }.get(state, ())
