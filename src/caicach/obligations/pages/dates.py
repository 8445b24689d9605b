"""The dates of an obligation in words: the chain from the first one, and what happened to them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from caicach.obligations.constants import DueChangeKind, ExtensionState, PauseKind
from caicach.obligations.models import DueChange, Extension, Pause
from caicach.obligations.selectors import ObligationFacts, days_late, pause_facts, reason_label
from caicach.ui.notation import date_text, moment_text, number_text, weekday_text
from caicach.ui.values import DueStep, Moment

if TYPE_CHECKING:
    from caicach.accounts.models import User

__all__ = ["chain_of", "date_moments", "date_people", "paused_words"]

_ENDS = {
    ExtensionState.GRANTED: ("calendar-plus", "ok", gettext_noop("đồng ý gia hạn đến %(day)s")),
    ExtensionState.REFUSED: ("circle-x", "tra", gettext_noop("không đồng ý gia hạn")),
    ExtensionState.WITHDRAWN: ("arrow-back-up", "", gettext_noop("rút đề nghị gia hạn")),
}


def chain_of(facts: ObligationFacts) -> tuple[DueStep, ...]:
    """Return every date: the first one, each change with who, when and why, the last one in force."""
    one = facts.obligation
    if one.due_on is None or one.first_due_on is None:
        return ()
    words = f"“{one.duty.deadline_text}”" if one.duty.deadline_text else ""
    note = ": ".join(part for part in (one.duty.source_label, words) if part)
    steps = [(one.first_due_on, _("Hạn gốc"), note)]
    steps += [(row.to_due_on, _label(row), _change_note(row)) for row in facts.due_changes]
    if steps[-1][0] != one.due_on:  # of before the chain was kept
        steps.append((one.due_on, _("Hạn đang áp dụng"), ""))
    last = len(steps) - 1
    return tuple(DueStep(*step, "now" if position == last else "old") for position, step in enumerate(steps))


def paused_words(facts: ObligationFacts, today: date) -> str:
    """Return that the clock stands, for whom and how much of the term is left; empty while it runs."""
    one = facts.obligation
    if one.paused_on is None or one.due_on is None:
        return ""
    late = days_late(one.due_on, one.paused_on, today)
    names = {"day": date_text(one.paused_on), "late": number_text(late), "left": (one.due_on - one.paused_on).days}
    if late:
        return _("Đang tạm dừng từ %(day)s, khi đã chậm %(late)s ngày; số ngày chậm không tăng trong lúc chờ.") % names
    return _("Đang tạm dừng từ %(day)s, khi còn %(left)s ngày; có kết quả thì tính tiếp số ngày còn lại.") % names


def date_moments(facts: ObligationFacts) -> Iterator[tuple[datetime, Moment]]:
    """Yield what happened to the dates, for the timeline."""
    for asked in facts.extensions:
        yield from _asked(asked, facts)
    for pause in facts.pauses:
        yield from _paused(pause, facts)
    for change in facts.due_changes:
        if change.kind not in (DueChangeKind.EXTENSION, DueChangeKind.PAUSE):
            what = _("Đổi hạn từ %(old)s thành %(new)s") % {
                "old": date_text(change.from_due_on),
                "new": date_text(change.to_due_on),
            }
            moment = Moment(what, _when(change.changed_at, change.changed_by), "calendar-event", quote=change.words)
            yield change.changed_at, moment


def date_people(facts: ObligationFacts) -> "list[User | None]":
    """Return who asked, decided, stopped the clock or moved a date: the audit names them."""
    people = [user for row in facts.extensions for user in (row.asked_by, row.decided_by)]
    people += [user for row in facts.pauses for user in (row.started_by, row.ended_by)]
    people += [row.changed_by for row in facts.due_changes]
    return [*people, facts.late_reason.given_by] if facts.late_reason else people


def _label(row: DueChange) -> str:
    days = (row.to_due_on - row.from_due_on).days
    if row.kind == DueChangeKind.EXTENSION:
        return ngettext("Gia hạn %(days)s ngày", "Gia hạn %(days)s ngày", days) % {"days": number_text(days)}
    if row.kind == DueChangeKind.PAUSE and row.pause:
        words = ngettext("Cộng %(days)s ngày chờ %(body)s", "Cộng %(days)s ngày chờ %(body)s", days)
        return words % {"days": number_text(days), "body": _body(row.pause)}
    return capfirst(str(DueChangeKind(row.kind).label))


def _change_note(row: DueChange) -> str:
    """Return who moved the day, when, and why."""
    who = row.agency.current_name if row.agency else _("Hệ thống")
    notes = [f"{who}, {date_text(row.changed_at)}"]
    if row.extension:
        notes.append(_("nguyên nhân: %(reason)s") % {"reason": reason_label(row.extension.reason_code).lower()})
    if row.pause:
        span = {"first": date_text(row.pause.from_on), "last": date_text(row.pause.until_on or row.pause.from_on)}
        notes.append(_("%(symbol)s, từ %(first)s đến %(last)s") % {"symbol": row.pause.symbol, **span})
    if row.words:
        notes.append(f"“{row.words}”")
    return "; ".join(notes)


def _asked(asked: Extension, facts: ObligationFacts) -> Iterator[tuple[datetime, Moment]]:
    agency = facts.obligation.agency.current_name
    what = _("xin gia hạn đến %(day)s") % {"day": date_text(asked.asked_due_on)}
    yield (
        asked.asked_at,
        Moment(
            format_html("<b>{}</b> {}", agency, what),
            _when(asked.asked_at, asked.asked_by),
            "message",
            quote=asked.words,
            quote_tone="plain",
        ),
    )
    if asked.decided_at and asked.state in _ENDS:
        icon, kind, words = _ENDS[ExtensionState(asked.state)]
        who = agency if asked.state == ExtensionState.WITHDRAWN else _("Cơ quan giao việc")
        said = _(words) % {"day": date_text(asked.granted_due_on or asked.asked_due_on)}
        when = _when(asked.decided_at, asked.decided_by)
        yield asked.decided_at, Moment(format_html("<b>{}</b> {}", who, said), when, icon, kind, quote=asked.answer)


def _paused(pause: Pause, facts: ObligationFacts) -> Iterator[tuple[datetime, Moment]]:
    agency = facts.obligation.agency.current_name
    names = {"body": _body(pause), "symbol": pause.symbol, "day": date_text(pause.from_on)}
    is_presented = pause.kind == PauseKind.PRESENTED
    words = (
        _("trình %(body)s, số %(symbol)s ngày %(day)s")
        if is_presented
        else _("gửi %(body)s, số %(symbol)s ngày %(day)s")
    )
    when = _when(pause.started_at, pause.started_by)
    yield pause.started_at, Moment(format_html("<b>{}</b> {}", agency, words % names), when, "send", quote=pause.words)
    if pause.until_on and pause.ended_at:
        (facts_of_pause,) = pause_facts([pause], today=pause.until_on)
        count = {"day": date_text(pause.until_on), "days": number_text(facts_of_pause.days), "body": _body(pause)}
        said = _("%(body)s có kết quả ngày %(day)s, sau %(days)s ngày") % count
        yield pause.ended_at, Moment(said, _when(pause.ended_at, pause.ended_by), "check", quote=pause.end_words)


def _body(pause: Pause) -> str:
    return pause.waits_for.current_name if pause.waits_for else pause.waits_for_words


def _when(at: datetime, user: object | None) -> str:
    when = f"{capfirst(weekday_text(at))}, {moment_text(at)}"
    return f"{when} · {user}" if user else when
