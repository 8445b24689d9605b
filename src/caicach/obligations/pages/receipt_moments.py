"""What an agency said when a duty reached it, as steps of the timeline."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.obligations.constants import ContestReason, ReceiptState
from caicach.obligations.selectors import ObligationFacts
from caicach.ui.notation import moment_text, weekday_text
from caicach.ui.values import Moment

__all__ = ["receipt_moments"]


def receipt_moments(facts: ObligationFacts) -> Iterator[tuple[datetime, Moment]]:
    """Yield that the agency confirmed or contested, and what was answered; both sides read both."""
    receipt = facts.receipt
    if receipt is None:
        return
    agency, state = facts.obligation.agency.current_name, ReceiptState(receipt.state)
    if state == ReceiptState.CONFIRMED:
        what = format_html("<b>{}</b> {}", agency, _("tiếp nhận nhiệm vụ"))
        yield receipt.answered_at, Moment(what, _when(receipt.answered_at, receipt.answered_by), "circle-check")
        return
    reason = str(ContestReason(receipt.reason).label)
    what = format_html("<b>{}</b> {}", agency, _("kiến nghị: %(reason)s") % {"reason": reason})
    when = _when(receipt.answered_at, receipt.answered_by)
    yield receipt.answered_at, Moment(what, when, "message", quote=receipt.words)
    if receipt.decided_at:
        words = capfirst(str(state.label))
        when = _when(receipt.decided_at, receipt.decided_by)
        yield receipt.decided_at, Moment(words, when, "mail-forward", quote=receipt.answer)


def _when(at: datetime, user: object | None) -> str:
    when = f"{capfirst(weekday_text(at))}, {moment_text(at)}"
    return f"{when} · {user}" if user else when
