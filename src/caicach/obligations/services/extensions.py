"""A request for a later date, and what whoever assigned the duty decides about it.

Owns: the requests. Does not: move the date itself (``due_dates``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Case, DateField, Value, When
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access, selectors
from caicach.obligations.constants import ClockKind, DueChangeKind, ExtensionState, ObligationState
from caicach.obligations.models import Extension, Obligation
from caicach.obligations.services.due_dates import check_later, due_move
from caicach.obligations.services.pauses import refuse_dateless
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.clocks import late_reasons
from vanban.text.forms import compare_key, normalise

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = [
    "ExtensionDraft",
    "ExtensionVerdict",
    "ExtensionsDecided",
    "RefusedExtension",
    "extension_ask",
    "extension_withdraw",
    "extensions_decide",
]

_WORDS_LETTERS = 5  # below this nothing is said
_WORDS_LENGTH = 2000
_DECIDABLE = (
    ObligationState.OPEN,
    ObligationState.RETURNED,
    # Asked in time and answered late: a slow decider makes no agency late.
    ObligationState.SUBMITTED,
    ObligationState.ACCEPTED,
)


@dataclass(frozen=True, slots=True)
class ExtensionDraft:
    """What an agency asks for, and why."""

    asked_due_on: date
    reason_code: str  # of the coded list of ``reform.clocks``
    words: str
    document: "Document | None" = None


@dataclass(frozen=True, slots=True)
class ExtensionVerdict:
    """What is decided, alike for all requests of one call."""

    is_granted: bool
    due_on: date | None = None  # granted to this day; None: each to the day asked for
    answer: str = ""  # needed where it is refused


@dataclass(frozen=True, slots=True)
class RefusedExtension:
    """A request that could not be decided."""

    extension: Extension
    reason: str  # a sentence


@dataclass(frozen=True, slots=True)
class ExtensionsDecided:
    """What became of the requests of one call."""

    decided: tuple[Extension, ...]
    refused: tuple[RefusedExtension, ...]


@transaction.atomic
def extension_ask(obligation: Obligation, draft: ExtensionDraft, *, actor: Actor, now: datetime) -> Extension:
    """Ask whoever assigned ``obligation`` for a later date; it must answer within the term of the step.

    Audit: ``obligations.extension``.

    Raises:
        NotAllowed: the actor is no officer or leader of the owing agency.
        BadInput: a day that is not later than the one in force or is over, no reason, or no words.
        WrongState: nothing is awaited from the agency now, its clock stands, or a request waits already.
    """
    access.require(actor, "extend", obligation)
    refuse_dateless(obligation)
    today = clock.local_date(now)
    due_on = obligation.due_on
    if due_on is None:
        raise WrongState(_("Nhiệm vụ này chưa có hạn."))
    words = _check(draft, due_on, today=today)
    try:
        with transaction.atomic():
            asked = Extension.objects.create(
                obligation=obligation,
                from_due_on=due_on,
                asked_due_on=draft.asked_due_on,
                reason_code=draft.reason_code,
                words=words,
                document=draft.document,
                asked_by_id=actor.user_id,
                asked_at=now,
                decide_by_on=selectors.clock_last_day(
                    obligation.duty.standing_body_id, ClockKind.EXTENSION, start_on=today
                ),
            )
    except IntegrityError as error:  # one request waits at a time
        raise WrongState(_("Đã có đề nghị gia hạn đang chờ quyết định. Rút đề nghị đó nếu muốn xin lại.")) from error
    new = {"asked_due_on": asked.asked_due_on, "reason": asked.reason_code, "words": words}
    audit.record("obligations.extension", obligation, actor=actor, old={"due_on": due_on}, new=new, at=now)
    return asked


@transaction.atomic
def extension_withdraw(asked: Extension, *, actor: Actor, now: datetime) -> Extension:
    """Take a request back before it is decided.

    Audit: ``obligations.extension_withdraw``.

    Raises:
        NotAllowed: the actor is no officer or leader of the owing agency.
        WrongState: it was decided or withdrawn already.
    """
    access.require(actor, "extend", asked.obligation)
    if not _claim([asked], ExtensionState.WITHDRAWN, actor=actor, now=now, answer=""):
        raise WrongState(_("Đề nghị này đã có quyết định hoặc đã rút. Tải lại trang để xem."))
    audit.record("obligations.extension_withdraw", asked.obligation, actor=actor, at=now)
    return asked


@transaction.atomic
def extensions_decide(
    asked: Sequence[Extension], verdict: ExtensionVerdict, *, actor: Actor, now: datetime
) -> ExtensionsDecided:
    """Grant or refuse requests; what cannot be decided is said, the rest is done.

    A fixed number of statements, whatever the number of requests of one page, and one more for each owing agency that
    stands below the actor's scope by more than its own row.

    Transition: none: a later date is no state.  Audit: ``obligations.extension_grant`` or ``…_refuse``, one row each,
    and those of ``due_move``.

    Args:
        asked: With their obligations, duties and owners.
        verdict: The same for all.
        actor: Somebody of the body that assigned the duties, or of its standing body.
        now: The moment.

    Raises:
        BadInput: refused without an answer, or an answer that is too long.
    """
    answer = _check_answer(verdict)
    today = clock.local_date(now)
    refused: list[RefusedExtension] = []
    ready: list[Extension] = []
    for one in asked:
        reason = _why_not(one, verdict, actor=actor, today=today)
        refused += [RefusedExtension(one, reason)] if reason else []
        ready += [] if reason else [one]
    state = ExtensionState.GRANTED if verdict.is_granted else ExtensionState.REFUSED
    days = {one.pk: verdict.due_on or one.asked_due_on for one in ready} if verdict.is_granted else {}
    # The obligation before what hangs on it, as everywhere: no two writers wait for each other.
    _move(ready, days, answer, actor=actor, now=now)
    if ready and _claim(ready, state, actor=actor, now=now, answer=answer, days=days) != len(ready):
        raise WrongState(_("Có người vừa quyết định đề nghị này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    _record(ready, state, days, answer, actor=actor, now=now)
    return ExtensionsDecided(tuple(ready), tuple(refused))


def _check(draft: ExtensionDraft, due_on: date, *, today: date) -> str:
    """Return the words as they are kept."""
    check_later(due_on, draft.asked_due_on)
    if draft.asked_due_on < today:
        raise BadInput(_("Ngày xin gia hạn %(day)s đã qua. Chọn từ hôm nay trở đi.") % _day(draft.asked_due_on))
    if draft.reason_code not in {row.code for row in late_reasons(today)}:
        raise BadInput(_("Chọn nguyên nhân trong danh mục."))
    words = normalise(draft.words).strip()
    if len(compare_key(words)) < _WORDS_LETTERS:
        raise BadInput(_("Thiếu lý do: viết rõ vì sao cần thêm thời gian, đã làm đến đâu."))
    if len(words) > _WORDS_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _WORDS_LENGTH})
    return words


def _check_answer(verdict: ExtensionVerdict) -> str:
    answer = normalise(verdict.answer).strip()
    if not verdict.is_granted and len(compare_key(answer)) < _WORDS_LETTERS:
        raise BadInput(_("Thiếu lý do không đồng ý: cơ quan xin gia hạn cần biết vì sao."))
    if len(answer) > _WORDS_LENGTH:
        raise BadInput(_("Trả lời dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _WORDS_LENGTH})
    return answer


def _why_not(one: Extension, verdict: ExtensionVerdict, *, actor: Actor, today: date) -> str:
    """Return why a request cannot be decided so; empty where it can."""
    decision = access.can(actor, "decide_extension", one.obligation)
    if not decision.allowed:
        return decision.reason
    if one.state != ExtensionState.WAITING:
        return _("Đề nghị này đã có quyết định hoặc đã rút.")
    if one.obligation.state not in _DECIDABLE or one.obligation.due_on is None:
        return _("Nhiệm vụ không còn tính hạn nên không gia hạn được.")
    return _why_no_day(one, verdict, today=today) if verdict.is_granted else ""


def _why_no_day(one: Extension, verdict: ExtensionVerdict, *, today: date) -> str:
    """Return why the day cannot be granted; the day that was asked for can, even where the answer came after it."""
    day = verdict.due_on or one.asked_due_on
    try:
        check_later(one.obligation.due_on or day, day)
    except BadInput as error:
        return str(error)
    if day < today and day != one.asked_due_on:
        return _("Hạn mới %(day)s đã qua. Chọn từ hôm nay trở đi, hoặc đúng ngày cơ quan xin.") % _day(day)
    return ""


def _claim(
    asked: Sequence[Extension],
    state: ExtensionState,
    *,
    actor: Actor,
    now: datetime,
    answer: str,
    days: dict[int, date] | None = None,
) -> int:
    """Close the requests that still wait, in one statement; return how many."""
    granted = None
    if days:
        granted = Case(*(When(pk=pk, then=Value(day)) for pk, day in days.items()), output_field=DateField())
    closed = Extension.objects.filter(pk__in=[one.pk for one in asked], state=ExtensionState.WAITING).update(
        state=state,
        granted_due_on=granted,
        decided_by_id=actor.user_id,
        decided_at=now,
        answer=answer,
    )
    for one in asked:
        one.state, one.answer, one.decided_at = state, answer, now
        one.granted_due_on = (days or {}).get(one.pk)
    return closed


def _move(asked: Sequence[Extension], days: dict[int, date], answer: str, *, actor: Actor, now: datetime) -> None:
    """Move the due days that were granted."""
    if days:
        due_move(
            [one.obligation for one in asked],
            {one.obligation_id: days[one.pk] for one in asked},
            kind=DueChangeKind.EXTENSION,
            actor=actor,
            now=now,
            words=answer,
            behind={one.obligation_id: one for one in asked},
        )


def _record(
    asked: Sequence[Extension],
    state: ExtensionState,
    days: dict[int, date],
    answer: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    action = "obligations.extension_grant" if state == ExtensionState.GRANTED else "obligations.extension_refuse"
    rows = [
        (one.obligation, {"asked_due_on": one.asked_due_on}, {"due_on": days.get(one.pk), "answer": answer})
        for one in asked
    ]
    audit.record_many(action, rows, actor=actor, at=now)


def _day(day: date) -> dict[str, str]:
    return {"day": f"{day:%d/%m/%Y}"}
