"""Stopping the clock while another body has the matter, and setting it going again.

Owns: the pauses of an obligation and what their end makes of its due day. Does not: count waiting days for pages
(``selectors.pauses``), or say what was presented to whom (``milestones``).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.calendars.selectors import calendar_of, standing_rules_on
from caicach.obligations import access
from caicach.obligations.constants import (
    AWAITS_HAND_IN,
    DueChangeKind,
    PauseKind,
    SubmissionState,
    TrackingMode,
)
from caicach.obligations.models import Obligation, Pause
from caicach.obligations.services.changes import refuse_unless
from caicach.obligations.services.due_dates import due_move, started_on
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.calendars import resumed_last_day
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["PauseDraft", "end_at_hand_in", "pause_end", "pause_start", "refuse_dateless"]

_SYMBOL_LENGTH = 80
_NAME_LENGTH = 300
_WORDS_LENGTH = 500


@dataclass(frozen=True, slots=True)
class PauseDraft:
    """Why the clock stands, from when, and what proves it."""

    from_on: date  # the day on which the matter left; the agency's own last day
    symbol: str  # of the document that was sent: "15/TTr-SNV"
    kind: PauseKind = PauseKind.WAITING
    waits_for_id: int | None = None  # an agency: the days are its own
    waits_for_words: str = ""  # its name where the register does not know it
    words: str = ""
    document: "Document | None" = None


@transaction.atomic
def pause_start(obligation: Obligation, draft: PauseDraft, *, actor: Actor, now: datetime) -> Pause:
    """Stop the clock of ``obligation`` since ``draft.from_on``.

    Audit: ``obligations.pause``.

    Raises:
        NotAllowed: the actor is no officer or leader of the owing agency.
        BadInput: no body that is waited for, no document that was sent, a day in the future, before the duty was
            assigned, before what was handed in came back, or within another pause.
        WrongState: nothing is awaited from the agency now, its clock stands already, or somebody was faster.
    """
    access.require(actor, "pause", obligation)
    refuse_dateless(obligation)
    _refuse_bad(obligation, draft, today=clock.local_date(now))
    claimed = Obligation.objects.filter(
        pk=obligation.pk, state=obligation.state, due_on=obligation.due_on, paused_on=None
    ).update(paused_on=draft.from_on)
    if not claimed:
        raise WrongState(_("Có người vừa xử lý nhiệm vụ này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    pause = Pause.objects.create(
        obligation=obligation,
        kind=draft.kind,
        waits_for_id=draft.waits_for_id,
        waits_for_words="" if draft.waits_for_id else squeeze(draft.waits_for_words),
        symbol=squeeze(draft.symbol),
        document=draft.document,
        words=squeeze(draft.words),
        from_on=draft.from_on,
        started_by_id=actor.user_id,
        started_at=now,
    )
    obligation.paused_on = draft.from_on
    facts = {"kind": str(draft.kind), "from_on": draft.from_on, "symbol": pause.symbol, "waits_for": pause.waits_for_id}
    audit.record("obligations.pause", obligation, actor=actor, new=facts, at=now)
    return pause


@transaction.atomic
def pause_end(pause: Pause, *, actor: Actor, until_on: date, words: str = "", now: datetime) -> Obligation:
    """Set the clock going again: the due day moves by the days that the other body had the matter.

    Audit: ``obligations.resume``, and that of ``due_move``.

    Args:
        pause: That still stands, with its obligation.
        actor: Somebody of the agency, of the body that is waited for, or of whoever assigned the duty.
        until_on: The day on which the answer came.
        words: What came of it, at most 500 characters.
        now: The moment.

    Raises:
        NotAllowed: none of these.
        BadInput: a day in the future or before the pause began, or words that are too long.
        WrongState: it has ended already.
    """
    obligation = pause.obligation
    access.require(actor, "resume", obligation)
    today = clock.local_date(now)
    if until_on > today:
        raise BadInput(_("Ngày %(day)s chưa đến. Ghi ngày đã có kết quả.") % {"day": f"{until_on:%d/%m/%Y}"})
    if until_on < pause.from_on:
        raise BadInput(
            _("Ngày có kết quả phải từ ngày bắt đầu tạm dừng, %(day)s, trở đi.") % {"day": f"{pause.from_on:%d/%m/%Y}"}
        )
    said = squeeze(words)
    if len(said) > _WORDS_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _WORDS_LENGTH})
    return _end(pause, actor=actor, until_on=until_on, words=said, now=now)


def end_at_hand_in(obligation: Obligation, *, actor: Actor, met_on: date, now: datetime) -> None:
    """End the pause of what is being handed in, on the day by which the hand-in counts; call it before the claim.

    For *trình* this is *ban hành*: the issued document ends the decider's days, so that whoever presented in time is
    in time. A document older than the pause leaves no waiting days.
    """
    if obligation.paused_on is None:
        return
    pause = obligation.pauses.filter(until_on=None).first()
    if pause is None:
        raise WrongState(_("Có người vừa xử lý nhiệm vụ này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    pause.obligation = obligation
    until_on = max(pause.from_on, min(met_on, clock.local_date(now)))
    _end(pause, actor=actor, until_on=until_on, words=_("Đã nộp sản phẩm."), now=now)


def refuse_dateless(obligation: Obligation) -> None:
    """Refuse to move the date of what has none of its own, or is not waiting for its agency.

    Raises:
        WrongState: it is history, not tracked, carried by its report, handed in or done, or its clock stands.
    """
    if obligation.is_history or obligation.duty.mode == TrackingMode.NOT_TRACKED:
        raise WrongState(_("Nhiệm vụ này không tính hạn."))
    if obligation.carrier_id is not None:
        raise WrongState(_("Nhiệm vụ này nằm trong báo cáo định kỳ. Làm việc này ở báo cáo của kỳ."))
    refuse_unless(obligation, AWAITS_HAND_IN)
    if obligation.paused_on is not None:
        raise WrongState(_("Nhiệm vụ đang tạm dừng tính hạn. Ghi nhận kết quả chờ trước."))


def _end(pause: Pause, *, actor: Actor, until_on: date, words: str, now: datetime) -> Obligation:
    """Close the row of the pause, let the clock run, move the due day."""
    one = pause.obligation
    # The obligation before what hangs on it, as everywhere: no two writers wait for each other.
    running = Obligation.objects.filter(pk=one.pk, paused_on=pause.from_on).update(paused_on=None)
    closed = Pause.objects.filter(pk=pause.pk, until_on=None).update(
        until_on=until_on, ended_by_id=actor.user_id, ended_at=now, end_words=words
    )
    if not closed or not running or one.due_on is None:
        raise WrongState(_("Có người vừa ghi nhận kết quả này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    pause.until_on, one.paused_on = until_on, None
    new = resumed_last_day(
        one.due_on,
        pause.from_on,
        until_on,
        calendar=calendar_of(max(one.due_on, until_on).year),
        rules=standing_rules_on(pause.from_on),
    )
    due_move([one], new, kind=DueChangeKind.PAUSE, actor=actor, now=now, words=words, behind={one.pk: pause})
    facts = {"from_on": pause.from_on, "until_on": until_on, "words": words}
    audit.record("obligations.resume", one, actor=actor, new=facts, at=now)
    return one


def _refuse_bad(one: Obligation, draft: PauseDraft, *, today: date) -> None:
    _refuse_wordless(one, draft)
    if draft.from_on > today:
        raise BadInput(_("Ngày %(day)s chưa đến. Ghi ngày đã gửi văn bản.") % {"day": f"{draft.from_on:%d/%m/%Y}"})
    for day, sentence in _bounds(one):
        if draft.from_on < day:
            raise BadInput(sentence % {"day": f"{day:%d/%m/%Y}"})


def _bounds(one: Obligation) -> list[tuple[date, str]]:
    """Return the days before which no pause may begin, each with its sentence."""
    bounds = [(started_on(one), _("Không tạm dừng từ trước ngày giao nhiệm vụ, %(day)s."))]
    ended = one.pauses.order_by("-until_on").values_list("until_on", flat=True).first()
    if ended is not None:
        bounds.append((ended, _("Trùng với lần tạm dừng trước, kết thúc ngày %(day)s. Chọn từ ngày đó trở đi.")))
    returned = one.submissions.filter(state=SubmissionState.RETURNED, decided_at__isnull=False).order_by("-decided_at")
    decided_at = returned.values_list("decided_at", flat=True).first()
    if decided_at is not None:
        bounds.append((clock.local_date(decided_at), _("Sản phẩm được trả lại ngày %(day)s. Chọn từ ngày đó trở đi.")))
    return bounds


def _refuse_wordless(one: Obligation, draft: PauseDraft) -> None:
    name = squeeze(draft.waits_for_words)
    if draft.waits_for_id is None and not compare_key(name):
        raise BadInput(_("Thiếu cơ quan phải chờ: ghi tên cơ quan đang giữ việc này."))
    if draft.waits_for_id == one.agency_id:
        raise BadInput(_("Không tạm dừng để chờ chính cơ quan mình. Ghi cơ quan khác đang giữ việc này."))
    if not compare_key(draft.symbol):
        raise BadInput(_("Thiếu số, ký hiệu văn bản đã gửi đi, ví dụ 15/TTr-SNV."))
    for text, limit in ((name, _NAME_LENGTH), (draft.symbol, _SYMBOL_LENGTH), (draft.words, _WORDS_LENGTH)):
        if len(squeeze(text)) > limit:
            raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": limit})
