"""What the desk says about dates: requests to decide, matters that others wait for, and where the own clock stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.obligations import selectors as obligations
from caicach.obligations.selectors import AskedRow, Desk, ObligationRow
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["DeskDates", "dates_on_desk"]

_LIMIT = 5  # the rest is in the list


@dataclass(frozen=True, slots=True)
class DateLine:
    """One line about a date."""

    title: str
    url: str
    due: str  # by when it is answered, or since when the clock stands
    info: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskDates:
    """Dates between the agency, whoever assigned and whoever is waited for."""

    to_extend: tuple[DateLine, ...]
    to_extend_count: int
    extend_url: str
    paused: tuple[DateLine, ...]
    paused_count: int
    others: tuple[Link, ...]  # what the agency asked for, and what waits for it


def dates_on_desk(actor: Actor, desk: Desk) -> DeskDates:
    """Return what there is: six queries at most."""
    count = obligations.to_extend_count(actor)
    rows = obligations.to_extend_of(actor, limit=_LIMIT) if count else ()
    return DeskDates(
        to_extend=tuple(_to_extend(row) for row in rows),
        to_extend_count=count,
        extend_url=reverse("obligations:extensions"),
        paused=tuple(_paused(row) for row in desk.paused),
        paused_count=desk.paused_count,
        others=tuple(_others(actor)),
    )


def _others(actor: Actor) -> list[Link]:
    awaited = obligations.awaited_count(actor)
    asked = obligations.asked_count(actor, waiting=True)
    links = []
    if awaited:
        words = ngettext("%(count)s việc chờ cơ quan bạn trả lời", "%(count)s việc chờ cơ quan bạn trả lời", awaited)
        links.append(Link(words % {"count": number_text(awaited)}, reverse("obligations:awaited"), count=awaited))
    if asked:
        words = ngettext("%(count)s đề nghị gia hạn đã gửi", "%(count)s đề nghị gia hạn đã gửi", asked)
        links.append(Link(words % {"count": number_text(asked)}, reverse("obligations:extensions"), count=asked))
    return links


def _to_extend(row: AskedRow) -> DateLine:
    names = {"old": date_text(row.from_due_on), "new": date_text(row.asked_due_on)}
    return DateLine(
        title=row.obligation.title,
        url=reverse("obligations:detail", args=[row.obligation.uid]),
        due=_("trả lời chậm nhất %(day)s") % {"day": date_text(row.decide_by_on)},
        info=(row.obligation.agency_name, _("xin từ %(old)s đến %(new)s") % names),
    )


def _paused(row: ObligationRow) -> DateLine:
    since = _("tạm dừng từ %(day)s") % {"day": date_text(row.paused_on)} if row.paused_on else ""
    return DateLine(
        title=row.title,
        url=reverse("obligations:detail", args=[row.uid]),
        due=since,
        info=tuple(part for part in (row.agency_name, row.source_label) if part),
    )
