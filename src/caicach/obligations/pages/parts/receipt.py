"""Whether the agency took the duty as its own: its word, its contest, the answer; and the forms of both sides."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.obligations.access import can
from caicach.obligations.constants import ContestReason, ObligationState, ReceiptState
from caicach.obligations.forms import ContestForm, VerdictForm
from caicach.obligations.models import Receipt
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import (
    ObligationFacts,
    awaits_receipt,
    other_agencies,
    receipt_last_day,
    working_days_late,
)
from caicach.ui.notation import date_text, moment_text
from caicach.ui.values import Fact
from caicach.web import clock
from caicach.web.actor import Actor

__all__ = ["ReceiptPart", "receipt_part"]

TEMPLATE = "obligations/parts/receipt.html"
_TONES = {
    ReceiptState.CONFIRMED: "ok",
    ReceiptState.CONTESTED: "warn",
    ReceiptState.UPHELD: "line",
    ReceiptState.REJECTED: "line",
}
_UNTOUCHED = (ObligationState.OPEN, ObligationState.DORMANT)


@dataclass(frozen=True, slots=True)
class ReceiptPart(Part):
    """The agency's word on the duty."""

    state: str  # "chưa tiếp nhận"
    tone: str
    note: str  # by when, or how late
    facts: tuple[Fact, ...]
    words: str  # of the contest
    answer: str
    contest: ContestForm | None
    is_open: bool  # whether the form of the contest stands open: it was refused, or the person came for it
    verdict: VerdictForm | None
    may_confirm: bool
    may_withdraw: bool
    urls: dict[str, str]


def receipt_part(
    facts: ObligationFacts,
    actor: Actor,
    today: date,
    *,
    contest: ContestForm | None = None,
    verdict: VerdictForm | None = None,
) -> ReceiptPart | None:
    """Return the part, or None where nobody has to say anything.

    ``contest`` or ``verdict`` was sent and refused; None too where that step is over by now.
    """
    one, receipt = facts.obligation, facts.receipt
    if receipt is None and not (one.state in _UNTOUCHED and awaits_receipt(one)):
        return None
    speaks = can(actor, "contest", one).allowed
    waits = receipt is not None and receipt.state == ReceiptState.CONTESTED
    may_contest = speaks and _may_contest(facts)
    may_decide = waits and can(actor, "decide_contest", one).allowed and not _is_own_word(receipt, actor)
    if (contest and not may_contest) or (verdict and not may_decide):
        return None  # what was sent is over
    agencies = other_agencies(one, on=today) if may_contest or may_decide else ()
    named = receipt.named_id if receipt else None
    last_day = receipt_last_day(one) if receipt is None or waits else None
    return ReceiptPart(
        template=TEMPLATE,
        column=Column.ASIDE if receipt and receipt.state == ReceiptState.CONFIRMED and not contest else Column.FIRST,
        state=capfirst(str(ReceiptState(receipt.state).label)) if receipt else _("Chưa tiếp nhận"),
        tone=_TONES[ReceiptState(receipt.state)] if receipt else _silent_tone(last_day, today),
        note=_note(receipt, last_day, today),
        facts=_facts(receipt) if receipt else (),
        words=receipt.words if receipt and receipt.state != ReceiptState.CONFIRMED else "",
        answer=receipt.answer if receipt else "",
        contest=contest or (ContestForm(agencies=agencies) if may_contest else None),
        is_open=contest is not None,
        verdict=verdict or (VerdictForm(agencies=agencies, initial={"heir": named}) if may_decide else None),
        may_confirm=receipt is None and speaks,
        may_withdraw=waits and speaks,
        urls=_urls(one.uid),
    )


def _may_contest(facts: ObligationFacts) -> bool:
    """Whether nothing stands against a contest that this page knows; the service asks again."""
    receipt = facts.receipt
    untouched = facts.obligation.state in _UNTOUCHED and not facts.submissions and not facts.obligation.is_history
    return untouched and (receipt is None or receipt.state == ReceiptState.CONFIRMED)


def _is_own_word(receipt: Receipt | None, actor: Actor) -> bool:
    return receipt is not None and not actor.is_system and receipt.answered_by_id == actor.user_id


def _silent_tone(last_day: date | None, today: date) -> str:
    return "bad" if working_days_late(last_day, today) else "cham"


def _note(receipt: Receipt | None, last_day: date | None, today: date) -> str:
    """Return by when somebody has to answer, or how late that is."""
    if receipt is None and last_day is not None:
        words = _("Tiếp nhận hoặc kiến nghị chậm nhất %(day)s; nhiệm vụ vẫn tính hạn.")
        return _late(last_day, today) or words % {"day": date_text(last_day)}
    if receipt is None or receipt.state != ReceiptState.CONTESTED:
        return ""
    notes = []
    if (by := receipt.decide_by_on) is not None:
        notes.append(_late(by, today) or _("Trả lời chậm nhất %(day)s.") % {"day": date_text(by)})
    if last_day is not None and clock.local_date(receipt.answered_at) > last_day:
        notes.append(_("Kiến nghị gửi sau hạn tiếp nhận %(day)s.") % {"day": date_text(last_day)})
    return " ".join([*notes, _("Nhiệm vụ vẫn tính hạn trong khi chờ.")])


def _late(last_day: date | None, today: date) -> str:
    days = working_days_late(last_day, today)
    if not days or last_day is None:
        return ""
    names = {"days": days, "day": date_text(last_day)}
    return _("Quá hạn trả lời %(day)s, chậm %(days)s ngày làm việc.") % names


def _facts(receipt: Receipt) -> tuple[Fact, ...]:
    contested = receipt.state != ReceiptState.CONFIRMED
    said = _("Kiến nghị") if contested else _("Tiếp nhận")
    rows = [Fact(said, moment_text(receipt.answered_at), note=_by(receipt.answered_by))]
    if contested:
        rows.append(Fact(_("Lý do"), capfirst(str(ContestReason(receipt.reason).label))))
    if contested and receipt.named:
        rows.append(Fact(_("Đề xuất chủ trì"), receipt.named.current_name))
    if contested and receipt.named_due_on:
        rows.append(Fact(_("Hạn đề xuất"), date_text(receipt.named_due_on)))
    if receipt.decided_at:
        rows.append(Fact(_("Trả lời"), moment_text(receipt.decided_at), note=_by(receipt.decided_by)))
    return tuple(rows)


def _by(user: Any) -> str:
    return str(user) if user else _("Hệ thống")


def _urls(uid: object) -> dict[str, str]:
    acts = ("receipt-confirm", "contest", "contest-withdraw", "contest-decide")
    return {act.replace("-", "_"): reverse(f"obligations:{act}", args=[uid]) for act in acts}
