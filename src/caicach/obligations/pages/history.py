"""What happened to an obligation, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Transition
from caicach.obligations.selectors import ObligationFacts
from caicach.ui.notation import date_text, moment_text, weekday_text
from caicach.ui.values import Moment

__all__ = ["AuditRow", "audit_rows", "moments"]

_LOOKS = {  # state reached -> (icon, kind of the timeline)
    ObligationState.DORMANT: ("hourglass-empty", ""),
    ObligationState.OPEN: ("file-text", ""),
    ObligationState.SUBMITTED: ("send", "nop"),
    ObligationState.RETURNED: ("arrow-back-up", "tra"),
    ObligationState.ACCEPTED: ("circle-check", "ok"),
    ObligationState.CANCELLED: ("ban", ""),
    ObligationState.TRANSFERRED: ("arrow-right", ""),
}
# What the agency did that moved it there; of the others the sentence needs no agency.
_AGENCY_ACTS = {
    ObligationState.SUBMITTED: gettext_noop("nộp sản phẩm"),
    ObligationState.RETURNED: gettext_noop("trả lại"),
    ObligationState.ACCEPTED: gettext_noop("nghiệm thu"),
}
_ACTS = {
    ObligationState.OPEN: gettext_noop("Nhiệm vụ bắt đầu tính hạn"),
    ObligationState.DORMANT: gettext_noop("Nhiệm vụ trở lại chờ sự kiện"),
    ObligationState.CANCELLED: gettext_noop("Nhiệm vụ được hủy"),
    ObligationState.TRANSFERRED: gettext_noop("Nhiệm vụ được chuyển giao"),
}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit."""

    at: datetime
    words: str
    change: str  # "đang mở → đã nộp"; empty where no state changed
    actor: str


def moments(facts: ObligationFacts) -> tuple[Moment, ...]:
    """Return the timeline, newest first: what comes next, then every change of state."""
    next_one = _next(facts)
    return (*((next_one,) if next_one else ()), *(_moment(row, facts) for row in facts.transitions))


def audit_rows(facts: ObligationFacts) -> tuple[AuditRow, ...]:
    """Return the lines of the audit with the names that the page knows."""
    names = {row.actor_id: str(row.actor) for row in facts.transitions if row.actor_id}
    return tuple(
        AuditRow(
            at=line.at,
            words=str(line.words),
            change=_change(line.old.get("state"), line.new.get("state")),
            actor=names.get(line.actor_id, "") if line.actor_id else _("Hệ thống"),
        )
        for line in facts.audit
    )


def _change(old: str | None, new: str | None) -> str:
    if not old or not new:
        return ""
    return f"{ObligationState(old).label} → {ObligationState(new).label}"


def _next(facts: ObligationFacts) -> Moment | None:
    """Return what is waited for, on top of the timeline."""
    one = facts.obligation
    if one.state == ObligationState.SUBMITTED:
        what = _("Chờ %(agency)s nghiệm thu") % {"agency": one.acceptor.current_name}
        return Moment(what, "", "flag", "next")
    if one.state in (ObligationState.OPEN, ObligationState.RETURNED) and one.due_on and not one.is_history:
        what = _("Chờ %(agency)s nộp") % {"agency": one.agency.current_name}
        return Moment(what, _("chậm nhất %(day)s") % {"day": date_text(one.due_on)}, "flag", "next")
    if one.state == ObligationState.DORMANT:
        return Moment(_("Chờ sự kiện"), one.duty.deadline_text, "flag", "next")
    return None


def _moment(row: Transition, facts: ObligationFacts) -> Moment:
    state = ObligationState(row.to_state)
    icon, kind = _LOOKS[state]
    when = f"{capfirst(weekday_text(row.at))}, {moment_text(row.at)}"
    return Moment(
        what=_what(row, state, facts),
        when=f"{when} · {row.actor}" if row.actor else when,
        icon=icon,
        kind=kind,
        quote=row.reason,
        quote_tone="warn" if state == ObligationState.RETURNED else "plain",
    )


def _what(row: Transition, state: ObligationState, facts: ObligationFacts) -> str:
    one = facts.obligation
    if not row.from_state:
        return _("Nhiệm vụ phát sinh từ %(source)s") % {"source": one.duty.source_label}
    if row.from_state == ObligationState.CANCELLED:
        return _("Nhiệm vụ được giao lại")
    if state in _AGENCY_ACTS:
        decided = state in (ObligationState.RETURNED, ObligationState.ACCEPTED)
        agency = one.acceptor if decided else one.agency
        return format_html("<b>{}</b> {}", agency.current_name, _(_AGENCY_ACTS[state]))
    return _(_ACTS[state]) if state in _ACTS else str(state.label)
