"""Requests for a later date: what was asked and answered, and the forms of both sides."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.obligations.access import can
from caicach.obligations.constants import AWAITS_HAND_IN, ExtensionState, TrackingMode
from caicach.obligations.forms import ExtensionDecideForm, ExtensionForm
from caicach.obligations.models import Extension
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import ObligationFacts, reason_label
from caicach.ui.notation import date_text, moment_text
from caicach.web.actor import Actor

__all__ = ["AskedView", "ExtensionPart", "extension_part"]

TEMPLATE = "obligations/parts/extension.html"
_TONES = {
    ExtensionState.WAITING: "warn",
    ExtensionState.GRANTED: "ok",
    ExtensionState.REFUSED: "bad",
    ExtensionState.WITHDRAWN: "line",
}


@dataclass(frozen=True, slots=True)
class AskedView:
    """One request with its answer."""

    title: str  # "Từ 30/03/2026 đến 30/04/2026"
    tag: str
    tone: str
    reason: str
    words: str
    asked: str  # when, by whom
    note: str  # by when it is answered, or who answered
    answer: str
    is_refused: bool


@dataclass(frozen=True, slots=True)
class ExtensionPart(Part):
    """Requests and forms."""

    asked: tuple[AskedView, ...]
    ask: ExtensionForm | None
    is_open: bool  # the form of a request was sent and refused
    decide: ExtensionDecideForm | None
    may_withdraw: bool
    urls: dict[str, str]


def extension_part(
    facts: ObligationFacts,
    actor: Actor,
    today: date,
    *,
    ask: ExtensionForm | None = None,
    decide: ExtensionDecideForm | None = None,
) -> ExtensionPart | None:
    """Return the part, or None where nothing was asked and the actor cannot ask; ``ask`` or ``decide`` was refused."""
    one = facts.obligation
    waiting = next((row for row in facts.extensions if row.state == ExtensionState.WAITING), None)
    speaks = can(actor, "extend", one).allowed
    may_ask = speaks and waiting is None and _has_own_date(facts)
    decides = waiting is not None and can(actor, "decide_extension", one).allowed
    if not (facts.extensions or may_ask or ask or decide):
        return None
    return ExtensionPart(
        template=TEMPLATE,
        # What nobody asked for yet is one line beside; a request and its answer stand with the date.
        column=Column.MAIN if facts.extensions or ask else Column.ASIDE,
        asked=tuple(_view(row, today) for row in facts.extensions),
        ask=ask or (ExtensionForm(today=today) if may_ask else None),
        is_open=ask is not None,
        decide=decide or (ExtensionDecideForm() if decides else None),
        may_withdraw=speaks and waiting is not None,
        urls={act: reverse(f"obligations:extension-{act}", args=[one.uid]) for act in ("ask", "withdraw", "decide")},
    )


def _has_own_date(facts: ObligationFacts) -> bool:
    """Whether a later date can be asked for now; the service asks again."""
    one = facts.obligation
    runs = one.state in AWAITS_HAND_IN and one.paused_on is None and one.due_on is not None
    return runs and one.carrier_id is None and not one.is_history and one.duty.mode != TrackingMode.NOT_TRACKED


def _view(row: Extension, today: date) -> AskedView:
    state = ExtensionState(row.state)
    return AskedView(
        title=_("Từ %(old)s đến %(new)s")
        % {"old": date_text(row.from_due_on), "new": date_text(row.granted_due_on or row.asked_due_on)},
        tag=capfirst(str(state.label)),
        tone=_TONES[state],
        reason=reason_label(row.reason_code),
        words=row.words,
        asked=_("Xin lúc %(at)s · %(who)s") % {"at": moment_text(row.asked_at), "who": row.asked_by or _("Hệ thống")},
        note=_note(row, today),
        answer=row.answer,
        is_refused=row.state == ExtensionState.REFUSED,
    )


def _note(row: Extension, today: date) -> str:
    if row.state == ExtensionState.WAITING:
        words = _("chậm trả lời, hạn %(day)s") if row.decide_by_on < today else _("trả lời chậm nhất %(day)s")
        return words % {"day": date_text(row.decide_by_on)}
    if row.decided_at is None:
        return ""
    note = _("Trả lời lúc %(at)s · %(who)s")
    if row.state == ExtensionState.WITHDRAWN:
        note = _("Rút lúc %(at)s · %(who)s")
    said = note % {"at": moment_text(row.decided_at), "who": row.decided_by or _("Hệ thống")}
    if row.granted_due_on and row.granted_due_on != row.asked_due_on:
        said = f"{said}; " + _("xin đến %(day)s") % {"day": date_text(row.asked_due_on)}
    return said
