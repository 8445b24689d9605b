"""Closing the phases of a round, one after the other: what was left undone is decided here, and said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.selectors import obligations_of_duties, owed_by_duty
from caicach.obligations.services import duties_assign
from caicach.obligations.services.endings import UNFINISHED, obligations_cancel
from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, LeftOut, Phase, RoundState, Stage
from caicach.scoring.models import Appeal, Assessment, Round, RoundPhase, Score
from caicach.scoring.selectors.phases import (
    Missing,
    PhaseFacts,
    differing_ids,
    has_time,
    last_day,
    phases_missing,
    running_phase,
    self_scored,
    sets_of_round,
)
from caicach.scoring.services.appeal_answers import appeals_refuse_open
from caicach.scoring.services.marks_follow import marks_follow
from caicach.scoring.services.phase_duties import done_sentence, duties_hand_in, duties_take_in, phase_duty
from caicach.ui.notation import date_text, number_text
from caicach.web import clock
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

__all__ = ["LEAST_WORDS", "WORDS_LENGTH", "ClosingDraft", "phase_close", "phase_mark_closed"]

LEAST_WORDS = 5  # letters of the words with which a phase is closed though something is missing
WORDS_LENGTH = 1000
_NAMED = 6  # agencies and bodies named in a sentence
_ORDER = tuple(Phase)

# What is kept in the log and in the ledger, in Vietnamese as all that is stored.
_BLANK = "Không tự chấm; tính 0 điểm khi cơ quan thường trực kết thúc bước tự chấm. %(words)s"
_KEPT = "Không thẩm định trong thời hạn; giữ điểm tự chấm. %(words)s"
_SILENT = "Hết hạn giải trình mà không có ý kiến: đồng ý với điểm thẩm định."
_SPOKE = "Đã gửi giải trình; phần còn lại đồng ý với điểm thẩm định."
_UNANSWERED = "Không được trả lời trong thời hạn thẩm định lại. %(words)s"


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """What whoever closes a phase says with it."""

    words: str = ""
    goes_on_without: bool = False  # what is missing; needs words


@dataclass(frozen=True, slots=True)
class _Closing:
    """A phase that is being closed: its row is claimed, the assessments of the round are held."""

    round: Round
    row: RoundPhase
    missing: Missing
    words: str  # empty: nothing was missing
    actor: Actor
    now: datetime

    def assessments(self, state: AssessmentState) -> list[int]:
        """Return the assessments in ``state``."""
        rows = Assessment.objects.filter(round=self.round, state=state)
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def move(self, ids: list[int], to: AssessmentState, **values: Any) -> None:
        """Let assessments go on; who writes to one of them with an old page is told."""
        if ids:
            Assessment.objects.filter(pk__in=ids).update(state=to, revision=F("revision") + 1, **values)


@transaction.atomic
def phase_close(round_: Round, phase: Phase, draft: ClosingDraft, *, actor: Actor, now: datetime) -> RoundPhase:
    """Close the running phase of a round; what it was owed by is taken in, what follows from it happens.

    * self-scoring: who did not lock is locked as it stands, blanks count as nothing, what they owe stays owed;
    * appraisal: what nobody appraised keeps the claim; whom something else was given than claimed owes an
      explanation, all others have explained themselves;
    * explanation: silence is agreement, and nothing is owed for it any more;
    * second appraisal: appeals that nobody answered are refused with the words.

    Transition: of the assessments the next state of their way.  Audit: ``scoring.phase-close``.

    Raises:
        NotAllowed: the actor does not run the round.
        BadInput: something is missing and the draft does not go on without it, or says no words to that; units still
            have time; the day by which units explain themselves is over before they could begin.
        WrongState: it is not the phase that runs, or somebody closed it first.
    """
    access.require(actor, "run", round_)
    act = _ACTS.get(phase)
    if act is None:
        raise BadInput(_("Bước công nhận và bước công bố kết thúc cùng với việc công nhận, công bố kết quả."))
    row = _claimed(round_, phase, actor, now)
    facts = phases_missing(round_)[phase]
    closing = _Closing(round_, row, facts.missing, _checked(round_, facts, draft, now), actor, now)
    told = act(closing)
    _take_in(round_, phase, actor=actor, now=now)
    new = {"phase": phase, "words": closing.words, "units": len(facts.missing.units), **told}
    audit.record("scoring.phase-close", round_, actor=actor, new=new, at=now)
    return row


@transaction.atomic
def phase_mark_closed(round_: Round, phase: Phase, *, actor: Actor, now: datetime) -> bool:
    """Mark a phase closed with what ends it elsewhere (settlement, publication); False: it was closed already.

    Checks nothing. What the standing body owes for it is handed in. With the publication all that still waits for
    the owner of the round is taken in: its decision approves what was done.

    Audit: ``scoring.phase-close``.
    """
    mine = RoundPhase.objects.filter(round=round_, phase=phase, closed_at=None)
    if not mine.update(closed_at=now, closed_by=actor.user_id):
        return False
    duties = RoundPhase.objects.filter(round=round_, phase=phase, duty__isnull=False).values_list("duty_id", flat=True)
    for duty_id in duties:
        duties_hand_in(obligations_of_duties([duty_id]), done_sentence(round_, phase), now=now)
    _take_in(round_, phase, actor=actor, now=now)
    if phase == Phase.PUBLICATION:
        _take_in(round_, phase, actor=SYSTEM, now=now)
    audit.record("scoring.phase-close", round_, actor=actor, new={"phase": phase}, at=now)
    return True


def _claimed(round_: Round, phase: Phase, actor: Actor, now: datetime) -> RoundPhase:
    """Claim the phase and hold the round's assessments: of two who close one wins, of a claim beside it both are whole.

    Raises:
        WrongState: it is not the one that runs.
    """
    rows = list(RoundPhase.objects.select_for_update().filter(round=round_).order_by("pk"))
    running = running_phase(rows)
    if running is None or running.phase != phase or not _is_open(round_):
        raise WrongState(_refused(running, phase))
    running.closed_at, running.closed_by_id = now, actor.user_id
    running.save(update_fields=["closed_at", "closed_by"])
    list(Assessment.objects.select_for_update().filter(round=round_).order_by("pk").values_list("pk"))
    return running


def _is_open(round_: Round) -> bool:
    return Round.objects.filter(pk=round_.pk, state=RoundState.OPEN).exists()


def _refused(running: RoundPhase | None, phase: Phase) -> str:
    words = {"phase": phase.label, "running": Phase(running.phase).label if running else ""}
    if running is None or _ORDER.index(Phase(running.phase)) > _ORDER.index(phase):
        return _("Bước %(phase)s đã kết thúc. Tải lại trang để xem bước đang làm.") % words
    if running.phase == phase:
        return _("Đợt chấm đã được công nhận kết quả nên không kết thúc bước nào nữa.")
    return _("Chưa kết thúc được bước %(phase)s: bước %(running)s còn đang làm.") % words


def _checked(round_: Round, facts: PhaseFacts, draft: ClosingDraft, now: datetime) -> str:
    """Return the words with which the phase is closed; empty where nothing is missing.

    Raises:
        BadInput: it cannot be closed so.
    """
    words = squeeze(draft.words)
    if len(words) > WORDS_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": WORDS_LENGTH})
    if facts.missing.is_nothing:
        return ""
    said = {"phase": facts.phase.label, "missing": _told(facts.missing), "day": date_text(last_day(facts))}
    if has_time(round_, facts, clock.local_date(now)):
        raise BadInput(
            _("Chưa kết thúc được bước %(phase)s: %(missing)s; các cơ quan còn thời gian đến hết ngày %(day)s.") % said
        )
    if facts.phase == Phase.EXPLANATION:
        return words or _SILENT
    if not draft.goes_on_without:
        raise BadInput(
            _("Chưa kết thúc được bước %(phase)s: %(missing)s. Chờ làm xong, hoặc kết thúc dù còn thiếu và ghi lý do.")
            % said
        )
    if sum(one.isalnum() for one in words) < LEAST_WORDS:
        raise BadInput(_("Ghi lý do kết thúc bước %(phase)s dù còn thiếu: %(missing)s.") % said)
    return words


def _told(missing: Missing) -> str:
    """Return what is missing in words: who has not done their part, and for which body how much waits."""
    parts = []
    if missing.units:
        names = ", ".join(one.name for one in missing.units[:_NAMED]) + ("…" if len(missing.units) > _NAMED else "")
        words = {"count": number_text(len(missing.units)), "names": names}
        parts.append(_("%(count)s cơ quan chưa làm xong phần mình (%(names)s)") % words)
    parts += [
        _("%(body)s còn %(count)s điểm phải xét") % {"body": one.name, "count": number_text(one.count)}
        for one in missing.bodies[:_NAMED]
    ]
    return "; ".join(parts)


def _take_in(round_: Round, phase: Phase, *, actor: Actor, now: datetime) -> None:
    """Take in what waits of the phases up to ``phase``."""
    until = _ORDER[: _ORDER.index(phase) + 1]
    duties = RoundPhase.objects.filter(round=round_, phase__in=until, duty__isnull=False)
    duties_take_in(list(duties.values_list("duty_id", flat=True)), actor=actor, now=now)


def _close_scoring(closing: _Closing) -> dict[str, int]:
    return {"locked": _lock_rest(closing)}


def _lock_rest(closing: _Closing) -> int:
    """Lock what nobody locked as it stands; blanks count as nothing."""
    ids = closing.assessments(AssessmentState.SCORING)
    blank = Score.objects.filter(
        self_scored(sets_of_round(closing.round)),
        assessment__in=ids,
        claimed=None,
        left_out__in=(LeftOut.NO, LeftOut.REFUSED),
    )
    if ids:
        words = _BLANK % {"words": closing.words}
        marks_follow(blank, stage=Stage.CLAIMED, words=words, actor=closing.actor, now=closing.now)
    closing.move(ids, AssessmentState.LOCKED, locked_at=closing.now, locked_by=closing.actor.user_id)
    return len(ids)


def _close_appraisal(closing: _Closing) -> dict[str, int]:
    _lock_rest(closing)
    round_, sets = closing.round, sets_of_round(closing.round)
    ids = closing.assessments(AssessmentState.LOCKED)
    left = Score.objects.filter(
        self_scored(sets), assessment__in=ids, appraised=None, left_out__in=(LeftOut.NO, LeftOut.REFUSED)
    )
    words = _KEPT % {"words": closing.words}
    kept = marks_follow(left, stage=Stage.APPRAISED, words=words, actor=closing.actor, now=closing.now)
    _hand_in_bodies(closing)
    differing = differing_ids(round_, sets)
    _let_explain(closing, [pk for pk in ids if pk in differing])
    done = {"appraised_at": closing.now}
    closing.move([pk for pk in ids if pk in differing], AssessmentState.APPRAISED, **done)
    agreed = [pk for pk in ids if pk not in differing]
    closing.move(agreed, AssessmentState.EXPLAINED, explained_at=closing.now, **done)
    return {"kept": kept, "differing": len(ids) - len(agreed)}


def _hand_in_bodies(closing: _Closing) -> None:
    """Hand in for the bodies that did their part and did not say so; those that did not stay late with it."""
    if closing.row.duty_id is None:
        return
    behind = {body.agency_id for body in closing.missing.bodies}
    done = [one for one in obligations_of_duties([closing.row.duty_id]) if one.agency_id not in behind]
    duties_hand_in(done, done_sentence(closing.round, Phase(closing.row.phase)), now=closing.now)


def _let_explain(closing: _Closing, ids: list[int]) -> None:
    """Let units owe their word to what differs, by the phase's day; a round of history is owed by nobody.

    Raises:
        BadInput: that day is over.
    """
    round_ = closing.round
    if not ids or round_.is_history:
        return
    row = RoundPhase.objects.get(round=round_, phase=Phase.EXPLANATION)
    if row.due_on < clock.local_date(closing.now):
        raise BadInput(
            _("%(count)s cơ quan có điểm khác tự chấm mà hạn giải trình %(day)s đã qua. Dời hạn bước giải trình trước.")
            % {"count": number_text(len(ids)), "day": date_text(row.due_on)}
        )
    sheets = {one.agency_id: one for one in Assessment.objects.filter(pk__in=ids)}
    draft = phase_duty(round_, Phase.EXPLANATION, sheets, row.due_on)
    made = duties_assign([draft], actor=closing.actor, now=closing.now)
    (duty_id,) = made.duty_ids.values()
    RoundPhase.objects.filter(pk=row.pk).update(duty_id=duty_id)
    for agency_id, pk in owed_by_duty(duty_id).items():
        sheets[agency_id].explanation_obligation_id = pk
    Assessment.objects.bulk_update(sheets.values(), ["explanation_obligation"])


def _close_explanation(closing: _Closing) -> dict[str, int]:
    ids = closing.assessments(AssessmentState.APPRAISED)
    duty_id = closing.row.duty_id
    owed = [] if duty_id is None else obligations_of_duties([duty_id])
    objecting = Appeal.objects.filter(score__assessment__in=ids)
    spoke = set(objecting.values_list("score__assessment__agency", flat=True))
    duties_hand_in([one for one in owed if one.agency_id in spoke], _SPOKE, now=closing.now)
    silent = [one.pk for one in owed if one.agency_id not in spoke and one.state in UNFINISHED]
    obligations_cancel(silent, actor=closing.actor, reason=closing.words, now=closing.now)
    closing.move(ids, AssessmentState.EXPLAINED, explained_at=closing.now)
    return {"silent": len(silent)}


def _close_second(closing: _Closing) -> dict[str, int]:
    words = _UNANSWERED % {"words": closing.words}
    refused = appeals_refuse_open(closing.round, words, actor=closing.actor, now=closing.now)
    _hand_in_bodies(closing)
    closing.move(closing.assessments(AssessmentState.EXPLAINED), AssessmentState.REVIEWED, reviewed_at=closing.now)
    return {"refused": refused}


_ACTS: Mapping[Phase, Callable[[_Closing], dict[str, int]]] = {
    Phase.SELF_SCORING: _close_scoring,
    Phase.APPRAISAL: _close_appraisal,
    Phase.EXPLANATION: _close_explanation,
    Phase.SECOND_APPRAISAL: _close_second,
}
