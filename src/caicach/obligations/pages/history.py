"""What happened to an obligation, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caicach.obligations.constants import DraftState, ObligationState
from caicach.obligations.models import HandInDraft, Obligation, Transition
from caicach.obligations.pages.dates import date_moments, date_people
from caicach.obligations.pages.hand_ins import on_behalf_words
from caicach.obligations.pages.receipt_moments import receipt_moments
from caicach.obligations.selectors import ObligationFacts, working_days_late
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
_DRAFT_ENDS = {
    DraftState.SENT_BACK: gettext_noop("lãnh đạo yêu cầu sửa bản trình"),
    DraftState.WITHDRAWN: gettext_noop("rút bản trình"),
}
_ACTS = {
    ObligationState.OPEN: gettext_noop("Nhiệm vụ bắt đầu tính hạn"),
    ObligationState.DORMANT: gettext_noop("Nhiệm vụ trở lại chờ sự kiện"),
    ObligationState.CANCELLED: gettext_noop("Nhiệm vụ được hủy"),
    ObligationState.TRANSFERRED: gettext_noop("Nhiệm vụ được chuyển giao"),
}
# Between an officer and the leader: the agency's own matter.
_INNER_ACTS = frozenset({"obligations.prepare", "obligations.withdraw", "obligations.send_back"})


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit."""

    at: datetime
    words: str
    change: str  # "đang mở → đã nộp"; empty where no state changed
    actor: str


def moments(facts: ObligationFacts, today: date) -> tuple[Moment, ...]:
    """Return the timeline, newest first: what comes next, every change of state, and the agency's own drafts."""
    next_one = _next(facts, today)
    told = [
        *((row.at, _moment(row, facts)) for row in facts.transitions),
        *(told for draft in facts.drafts for told in _draft_moments(draft, facts)),
        *receipt_moments(facts),
        *date_moments(facts),
    ]
    told.sort(key=lambda pair: pair[0], reverse=True)
    return (*((next_one,) if next_one else ()), *(moment for _at, moment in told))


def audit_rows(facts: ObligationFacts) -> tuple[AuditRow, ...]:
    """Return the lines of the audit with the names that the page knows; of drafts only where the actor sees them."""
    people = [row.actor for row in facts.transitions]
    people += [user for draft in facts.drafts for user in (draft.prepared_by, draft.decided_by)]
    people += [facts.receipt.answered_by, facts.receipt.decided_by] if facts.receipt else []
    people += date_people(facts)
    names = {user.pk: str(user) for user in people if user}
    return tuple(
        AuditRow(
            at=line.at,
            words=str(line.words),
            change=_change(line.old.get("state"), line.new.get("state")),
            actor=names.get(line.actor_id, "") if line.actor_id else _("Hệ thống"),
        )
        for line in facts.audit
        if facts.drafts or line.action not in _INNER_ACTS
    )


def _change(old: str | None, new: str | None) -> str:
    if old not in ObligationState.values or new not in ObligationState.values:
        return ""
    return f"{ObligationState(old).label} → {ObligationState(new).label}"


def _next(facts: ObligationFacts, today: date) -> Moment | None:
    """Return what is waited for, on top of the timeline."""
    one = facts.obligation
    if one.state == ObligationState.SUBMITTED:
        what = _("Chờ %(agency)s nghiệm thu") % {"agency": one.acceptor.current_name}
        return Moment(what, _decide_by(one, today), "flag", "next")
    if facts.waiting is not None and one.state in (ObligationState.OPEN, ObligationState.RETURNED):
        return Moment(_("Chờ lãnh đạo %(agency)s duyệt") % {"agency": one.agency.current_name}, "", "flag", "next")
    if one.state in (ObligationState.OPEN, ObligationState.RETURNED) and one.due_on and not one.is_history:
        standing = next((row for row in facts.pauses if row.until_on is None), None)
        if standing is not None:
            body = standing.waits_for.current_name if standing.waits_for else standing.waits_for_words
            return Moment(_("Chờ %(body)s") % {"body": body}, _("tạm dừng tính hạn"), "flag", "next")
        what = _("Chờ %(agency)s nộp") % {"agency": one.agency.current_name}
        return Moment(what, _("chậm nhất %(day)s") % {"day": date_text(one.due_on)}, "flag", "next")
    if one.state == ObligationState.DORMANT:
        return Moment(_("Chờ sự kiện"), one.duty.deadline_text, "flag", "next")
    return None


def _decide_by(one: Obligation, today: date) -> str:
    """Return until when the acceptor decides, and how late that is."""
    if one.decide_by_on is None:
        return ""
    names = {"day": date_text(one.decide_by_on), "days": working_days_late(one.decide_by_on, today)}
    if names["days"]:
        return _("chậm nghiệm thu %(days)s ngày làm việc, hạn %(day)s") % names
    return _("chậm nhất %(day)s") % names


def _draft_moments(draft: HandInDraft, facts: ObligationFacts) -> Iterator[tuple[datetime, Moment]]:
    """Yield that a draft was laid before the leader, and that it came back or was withdrawn."""
    agency = facts.obligation.agency.current_name
    yield (
        draft.prepared_at,
        Moment(
            what=format_html("<b>{}</b> {}", agency, _("trình lãnh đạo duyệt")),
            when=_when(draft.prepared_at, draft.prepared_by),
            icon="file-text",
        ),
    )
    if draft.decided_at and draft.state in _DRAFT_ENDS:
        yield (
            draft.decided_at,
            Moment(
                what=format_html("<b>{}</b> {}", agency, _(_DRAFT_ENDS[DraftState(draft.state)])),
                when=_when(draft.decided_at, draft.decided_by),
                icon="arrow-back-up",
                quote=draft.note,
                quote_tone="warn",
            ),
        )


def _when(at: datetime, user: object | None) -> str:
    when = f"{capfirst(weekday_text(at))}, {moment_text(at)}"
    return f"{when} · {user}" if user else when


def _moment(row: Transition, facts: ObligationFacts) -> Moment:
    state = ObligationState(row.to_state)
    icon, kind = _LOOKS[state]
    return Moment(
        what=_what(row, state, facts),
        when=_when(row.at, row.actor),
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
    on_behalf = _on_behalf(row, state, facts)
    if on_behalf:
        return format_html("<b>{}</b>: {}", one.agency.current_name, on_behalf)
    if row.from_state == ObligationState.ACCEPTED and state == ObligationState.RETURNED:
        body = row.agency.current_name if row.agency else _("Hệ thống")
        return format_html("<b>{}</b> {}", body, _("mở lại nhiệm vụ đã nghiệm thu"))
    if state in _AGENCY_ACTS:
        decided = state in (ObligationState.RETURNED, ObligationState.ACCEPTED)
        agency = one.acceptor if decided else one.agency
        return format_html("<b>{}</b> {}", agency.current_name, _(_AGENCY_ACTS[state]))
    return _(_ACTS[state]) if state in _ACTS else str(state.label)


def _on_behalf(row: Transition, state: ObligationState, facts: ObligationFacts) -> str:
    """Return who handed in for the agency at this step; of what a report carries its page tells."""
    if state != ObligationState.SUBMITTED:
        return ""
    submission = next((one for one in facts.submissions if one.pk == row.submission_id), None)
    return on_behalf_words(submission) if submission else ""
