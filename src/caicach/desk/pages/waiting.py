"""What the desk shows of duties that wait for an event: questions, proposals, documents that may be it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations import selectors as obligations
from caicach.ui.notation import date_text
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["DeskWaiting", "waiting_on_desk"]

_LIMIT = 5


@dataclass(frozen=True, slots=True)
class DeskWaiting:
    """Links to what a person should answer; empty lists where nothing is asked."""

    questions: tuple[Link, ...]  # counts with their tabs
    hints: tuple[Link, ...]  # documents that may be what a duty waits for, the newest first
    hints_url: str


def waiting_on_desk(actor: Actor, *, today: date) -> DeskWaiting:
    """Return it: eight queries at most, one where nothing sleeps that concerns ``actor``."""
    here = reverse("obligations:dormant")
    counts = obligations.dormant_counts(actor, today=today)
    quarter = obligations.quarter_of(today)
    now, before = (f"{one.number}/{one.year}" for one in (quarter, quarter.before))
    asked = (
        (_("Quý %(quarter)s: đã có văn bản chưa?") % {"quarter": now}, here, counts.mine, ""),
        (
            _("Quý %(quarter)s chưa ai trả lời") % {"quarter": before},
            f"{here}?xem=chua-tra-loi",
            counts.unanswered,
            "bad",
        ),
        (_("Đề nghị thôi chờ"), f"{here}?xem=thoi-cho", counts.proposed, "warn"),
    )
    hints = obligations.hints_of(actor, limit=_LIMIT) if counts.steers else ()
    return DeskWaiting(
        questions=tuple(Link(label, url, count=count, tone=tone) for label, url, count, tone in asked if count),
        hints=tuple(
            Link(
                _("%(document)s ngày %(day)s: %(title)s")
                % {"document": hint.document, "day": date_text(hint.issued_on), "title": hint.title},
                f"{reverse('obligations:event', args=[hint.obligation_uid])}?goi-y={hint.pk}",
            )
            for hint in hints
        ),
        hints_url=here,
    )
