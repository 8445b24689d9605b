"""The second appraisal: bodies answer what agencies objected to; the points of an answer are those appraised again.

Many at once: what is refused is told one by one, the rest is done. Nobody answers their own agency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, RoundState, Stage
from caicach.scoring.mapping import set_of, typed_points
from caicach.scoring.models import Appeal, Assessment, Round
from caicach.scoring.selectors.appeals import appraised_points
from caicach.scoring.selectors.appraisers import Appraisers, appraisers_by_key
from caicach.scoring.services.appeals import WORDS_LENGTH
from caicach.scoring.services.appraise import LEAST_WORDS
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.ui.notation import decimal_text
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, Refusal, WrongState
from reform.index import SubCriterion

__all__ = ["VERDICTS", "Answered", "AppealAnswer", "RefusedAnswer", "appeals_answer", "appeals_refuse_open"]

VERDICTS = (AppealState.ACCEPTED, AppealState.PARTLY, AppealState.REFUSED)
_HOLDS = "explained"  # code of reform.index.score_reasons: the explanation holds


@dataclass(frozen=True, slots=True)
class AppealAnswer:
    """What an appraiser answers to one objection."""

    appeal_id: int
    verdict: AppealState  # one of VERDICTS
    text: str = ""  # points as typed, where it is accepted partly
    words: str = ""  # needed, unless all that was asked for is given


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """One objection that was left as it is, and why."""

    appeal_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered, and what was not."""

    done: tuple[Appeal, ...]
    refused: tuple[RefusedAnswer, ...]


@transaction.atomic
def appeals_answer(round_: Round, answers: Sequence[AppealAnswer], *, actor: Actor, now: datetime) -> Answered:
    """Answer objections of a round; the points go to the score as those appraised again.

    Accepted: the points asked for, or the sub-criterion does not apply. Partly: points between. Refused: the points of
    the first appraisal. A fixed number of statements, however many.  Audit: ``scoring.appeal-answer``, one for each.

    Raises:
        NotAllowed: the actor appraises none of them.
    """
    rows = _held(round_, [answer.appeal_id for answer in answers])
    appraisers, marks, done, refused, allowed = appraisers_by_key(round_), [], [], [], 0
    for answer in answers:
        try:
            one = _found(rows, answer)
            _require(appraisers, actor, one)
            allowed += 1
            mark = _mark(answer, one, now, actor)
            marks.append(mark)
            done.append(_answer(one.appeal, answer.verdict, mark.words, actor, now))
        except Refusal as refusal:
            refused.append(RefusedAnswer(answer.appeal_id, str(refusal)))
    if refused and not allowed:
        raise NotAllowed(_("Cơ quan bạn không thẩm định các tiêu chí này của các cơ quan kiến nghị."))
    _write(marks, done, actor=actor, now=now)
    return Answered(tuple(done), tuple(refused))


@transaction.atomic
def appeals_refuse_open(round_: Round, words: str, *, actor: Actor, now: datetime) -> int:
    """Refuse with ``words`` what nobody answered, for whoever closes the second appraisal; return how many.

    Raises:
        NotAllowed: the actor does not run the round.
    """
    access.require(actor, "run", round_)
    rows = Appeal.objects.filter(score__assessment__round=round_, state=AppealState.ASKED)
    held = _held(round_, list(rows.order_by("pk").values_list("pk", flat=True)))
    waiting = [one for one in held.values() if one.appeal.state == AppealState.ASKED]
    marks = [_refused(one, words) for one in waiting]
    done = [_answer(one.appeal, AppealState.REFUSED, words, actor, now) for one in waiting]
    _write(marks, done, actor=actor, now=now)
    return len(done)


@dataclass(frozen=True, slots=True)
class _Held:
    """One objection with its rule and its assessment, held to the end of the transaction."""

    appeal: Appeal
    sheet: Assessment
    leaf: SubCriterion
    digits: int

    @property
    def words(self) -> dict[str, str]:
        """By what it is called in a sentence."""
        return {"agency": self.sheet.agency.current_name, "number": self.leaf.number}


def _held(round_: Round, ids: Sequence[int]) -> Mapping[int, _Held]:
    """Hold the assessments, in the order in which the appraisal does; return the objections as they stand then."""
    wanted = Appeal.objects.filter(pk__in=ids, score__assessment__round=round_).order_by()
    rows = Assessment.objects.select_for_update(of=("self",)).order_by("pk")
    related = rows.filter(pk__in=wanted.values("score__assessment"))
    sheets = {
        row.pk: row
        for row in related.select_related("agency", "round", "round_set__set_version").defer(
            "round_set__set_version__definition"
        )
    }
    found = {}
    for appeal in wanted.select_related("score", "answered_by"):
        appeal.score.assessment = sheet = sheets[appeal.score.assessment_id]
        criteria = set_of(sheet.round_set.set_version)
        found[appeal.pk] = _Held(appeal, sheet, criteria.by_key()[appeal.score.leaf_key], criteria.digits)
    return found


def _found(rows: Mapping[int, _Held], answer: AppealAnswer) -> _Held:
    one = rows.get(answer.appeal_id)
    if one is None:
        raise BadInput(_("Không có kiến nghị này trong đợt chấm. Tải lại trang để xem."))
    return one


def _require(appraisers: Appraisers, actor: Actor, one: _Held) -> None:
    if not appraisers.allows(actor, one.appeal.score.area_key, one.leaf, one.sheet):
        raise NotAllowed(_("%(agency)s: kiến nghị ở tiêu chí %(number)s do cơ quan khác trả lời.") % one.words)


def _mark(answer: AppealAnswer, one: _Held, now: datetime, actor: Actor) -> MarkDraft:
    """Return the points of an answer.

    Raises:
        WrongState: it is too early or too late, or it was answered by another.
        BadInput: the verdict, the points or the words cannot be.
    """
    _refuse_closed(one)
    said = answer.words.strip()
    _refuse_words(answer, said, one)
    if answer.verdict == AppealState.REFUSED:
        return _refused(one, said)
    if answer.verdict == AppealState.PARTLY:
        return _given(one, _between(answer.text, one), said)
    if one.appeal.asked is None:
        return _given(one, one.appeal.score.reviewed, said, _leaving_out(actor, now))
    return _given(one, one.appeal.asked, said)


def _refuse_closed(one: _Held) -> None:
    state, said = one.appeal.state, one.words
    if state == AppealState.WITHDRAWN:
        raise WrongState(_("%(agency)s: giải trình ở tiêu chí %(number)s đã rút.") % said)
    if state != AppealState.ASKED:
        who = one.appeal.answered_by.full_name if one.appeal.answered_by else _("người khác")
        raise WrongState(
            _("%(agency)s: kiến nghị ở tiêu chí %(number)s đã được %(who)s trả lời; phần của bạn chưa lưu.")
            % {**said, "who": who}
        )
    if one.sheet.round.state != RoundState.OPEN or one.sheet.state != AssessmentState.EXPLAINED:
        early = _("%(agency)s chưa kết thúc giải trình nên chưa trả lời được.")
        late = _("%(agency)s: thẩm định lại đã xong nên không trả lời được nữa.")
        raise WrongState((early if one.sheet.state == AssessmentState.APPRAISED else late) % said)


def _refuse_words(answer: AppealAnswer, said: str, one: _Held) -> None:
    words = {**one.words, "limit": WORDS_LENGTH}
    if answer.verdict not in VERDICTS:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: chọn chấp nhận, chấp nhận một phần hay không.") % words)
    if answer.text.strip() and answer.verdict != AppealState.PARTLY:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: chỉ ghi điểm khi chấp nhận một phần.") % words)
    if answer.verdict != AppealState.ACCEPTED and sum(letter.isalnum() for letter in said) < LEAST_WORDS:
        raise BadInput(
            _("%(agency)s, tiêu chí %(number)s: viết vài lời cho cơ quan hiểu vì sao không được như đề nghị.") % words
        )
    if len(said) > WORDS_LENGTH:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: trả lời dài quá %(limit)s ký tự. Viết ngắn lại.") % words)


def _between(text: str, one: _Held) -> Decimal:
    """Return the points of an objection that is accepted partly: above those appraised, below those asked for."""
    points = typed_points(text, one.leaf, one.digits)
    given, asked = appraised_points(one.appeal.score), one.appeal.asked
    words = {**one.words, "given": decimal_text(given), "asked": decimal_text(asked or one.appeal.score.maximum)}
    if points is None:
        raise BadInput(_("%(agency)s, tiêu chí %(number)s: chấp nhận một phần thì ghi điểm.") % words)
    if points <= given:
        raise BadInput(
            _("%(agency)s, tiêu chí %(number)s: chấp nhận một phần thì điểm cao hơn điểm thẩm định %(given)s.") % words
        )
    if asked is not None and points >= asked:
        raise BadInput(
            _("%(agency)s, tiêu chí %(number)s: điểm bằng hoặc cao hơn %(asked)s đề nghị thì chọn chấp nhận.") % words
        )
    return points


def _refused(one: _Held, words: str) -> MarkDraft:
    score = one.appeal.score
    return _given(one, appraised_points(score), words, reason=score.appraised_reason)


def _given(
    one: _Held,
    points: Decimal | None,
    words: str,
    values: Mapping[str, object] | None = None,
    reason: str = _HOLDS,
) -> MarkDraft:
    """Return the points as those appraised again; what more was asked for counts as answered."""
    score = one.appeal.score
    answered = {"more_asked": "", "more_asked_at": None, **(values or {})}
    return MarkDraft(score.pk, score.revision, points, reason, words, values=answered)


def _leaving_out(actor: Actor, now: datetime) -> dict[str, object]:
    return {"left_out": LeftOut.APPROVED, "left_out_by_id": actor.user_id, "left_out_at": now}


def _answer(appeal: Appeal, verdict: AppealState, words: str, actor: Actor, now: datetime) -> Appeal:
    appeal.state, appeal.answer = verdict, words
    appeal.answered_by_id, appeal.answered_at = actor.user_id, now
    return appeal


def _write(marks: Sequence[MarkDraft], done: Sequence[Appeal], *, actor: Actor, now: datetime) -> None:
    if not done:
        return
    # Nobody can have changed a score since its assessment is held, so that the revisions are those that stand.
    marks_save(marks, stage=Stage.REVIEWED, actor=actor, now=now)
    Appeal.objects.bulk_update(done, ["state", "answer", "answered_by", "answered_at"])
    told = [(one.score.assessment, {"state": AppealState.ASKED}, _told(one)) for one in done]
    audit.record_many("scoring.appeal-answer", told, actor=actor, at=now)


def _told(one: Appeal) -> dict[str, object]:
    """Return what the audit keeps of an answer."""
    return {"score": one.score_id, "state": one.state, "words": one.answer}
