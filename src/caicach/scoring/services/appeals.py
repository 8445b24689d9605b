"""After the appraisal: an agency agrees to the points that it was given, or objects and asks for other ones.

To each difference one word stands; who says otherwise later takes the earlier word back. Objections have a last day,
agreement has none: silence is agreement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut
from caicach.scoring.mapping import set_of, typed_points
from caicach.scoring.models import Appeal, Assessment, Score
from caicach.scoring.selectors.appeals import appeals_by_score, appraised_points, differs, explanation_due_on
from caicach.scoring.services.appraise import LEAST_WORDS, RefusedScore
from caicach.scoring.services.holding import hold
from caicach.ui.notation import date_text, decimal_text
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Refusal, WrongState
from reform.index import CriteriaSet, SubCriterion

__all__ = [
    "WORDS_LENGTH",
    "AppealDraft",
    "Replied",
    "Reply",
    "appeal_agree",
    "appeal_make",
    "appeal_withdraw",
    "refuse_unexplainable",
    "replies_save",
]

WORDS_LENGTH = 2000
_EXPLAINING = (AssessmentState.APPRAISED,)


@dataclass(frozen=True, slots=True)
class AppealDraft:
    """What an agency asks for instead of the appraised points, and why."""

    asked_text: str = ""  # points as typed, above the appraised ones
    words: str = ""
    asks_left_out: bool = False  # that the sub-criterion does not apply, which was refused before


@dataclass(frozen=True, slots=True)
class Reply:
    """What an agency says to one score."""

    score_id: int
    appeal: AppealDraft | None = None  # None: it agrees to the appraised points
    seen_id: int | None = None  # the word that the writer saw, 0: none; None: whatever stands


@dataclass(frozen=True, slots=True)
class Replied:
    """What was kept, and what was not."""

    done: tuple[Appeal, ...]
    refused: tuple[RefusedScore, ...]


@transaction.atomic
def replies_save(assessment: Assessment, replies: Sequence[Reply], *, actor: Actor, now: datetime) -> Replied:
    """Keep what an agency says to the points that it was given; what is refused is told, the rest is kept.

    A fixed number of statements, however many.  Audit: ``scoring.appeal-make``, ``scoring.appeal-agree``.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
        WrongState: it is not appraised yet, or its explanation is finished.
    """
    access.require_scorer(actor, assessment)
    hold(assessment, _EXPLAINING, refused=refuse_unexplainable(assessment))
    writing = _Writing(assessment, replies, actor=actor, now=now)
    rows, refused = [], []
    for reply in replies:
        try:
            rows.append(writing.row(reply))
        except Refusal as refusal:
            refused.append(RefusedScore(reply.score_id, str(refusal)))
    made = [row for row in rows if row.pk is None]
    Appeal.objects.filter(pk__in=writing.replaced).update(state=AppealState.WITHDRAWN)
    Appeal.objects.bulk_create(made)
    for state, action in ((AppealState.ASKED, "scoring.appeal-make"), (AppealState.AGREED, "scoring.appeal-agree")):
        said = [row for row in made if row.state == state]
        audit.record_many(action, [(assessment, {}, _told(row)) for row in said], actor=actor, at=now)
    return Replied(tuple(rows), tuple(refused))


def appeal_make(score: Score, draft: AppealDraft, *, actor: Actor, now: datetime) -> Appeal:
    """Object to the points of one score: ``replies_save`` for one.

    Raises:
        NotAllowed, WrongState: as ``replies_save``; or the last day is over.
        BadInput: nothing differs, points cannot be asked for, or words are missing.
    """
    return _reply(score, Reply(score.pk, draft), actor=actor, now=now)


def appeal_agree(score: Score, *, actor: Actor, now: datetime) -> Appeal:
    """Agree to the appraised points of one score: ``replies_save`` for one.

    Raises:
        NotAllowed, WrongState: as ``replies_save``.
        BadInput: nothing differs.
    """
    return _reply(score, Reply(score.pk), actor=actor, now=now)


def _reply(score: Score, reply: Reply, *, actor: Actor, now: datetime) -> Appeal:
    done = replies_save(score.assessment, [reply], actor=actor, now=now)
    if done.refused:
        raise BadInput(done.refused[0].sentence)
    return done.done[0]


@transaction.atomic
def appeal_withdraw(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """Take back what an agency said to a score, as long as nobody answered it; then nothing is said.

    Once the explanation is finished an objection can still be taken back: the appraised points stay.

    Audit: ``scoring.appeal-withdraw``.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
        WrongState: it was answered, or taken back first.
    """
    assessment = appeal.score.assessment
    access.require_scorer(actor, assessment)
    refused = _("Không rút được nữa: kết quả đang được công nhận hoặc đã công nhận. Tải lại trang để xem.")
    hold(assessment, (*_EXPLAINING, AssessmentState.EXPLAINED), refused=refused)
    said = (AppealState.ASKED, AppealState.AGREED)
    there = Appeal.objects.filter(pk=appeal.pk, state__in=said)
    if not there.update(state=AppealState.WITHDRAWN):
        raise WrongState(_("Giải trình này đã được trả lời hoặc đã rút. Tải lại trang để xem."))
    audit.record("scoring.appeal-withdraw", assessment, actor=actor, old=_told(appeal), at=now)


def refuse_unexplainable(assessment: Assessment) -> str:
    """Return why nothing can be said to the points."""
    words = {"agency": assessment.agency.current_name}
    if assessment.state in (AssessmentState.SCORING, AssessmentState.LOCKED):
        return _("%(agency)s: thẩm định chưa xong nên chưa giải trình được.") % words
    return _("%(agency)s: đã kết thúc giải trình nên không sửa được nữa; chưa có gì được lưu.") % words


class _Writing:
    """Makes the rows of what an agency says, each checked against its score."""

    def __init__(self, assessment: Assessment, replies: Sequence[Reply], *, actor: Actor, now: datetime) -> None:
        self.assessment, self.actor, self.now = assessment, actor, now
        ids = [reply.score_id for reply in replies]
        self.criteria: CriteriaSet = set_of(assessment.round_set.set_version)
        self.scores = {one.pk: one for one in Score.objects.filter(assessment=assessment, pk__in=ids)}
        self.there: Mapping[int, Appeal] = appeals_by_score(assessment, ids)
        self.due_on = explanation_due_on(assessment)
        self.replaced: list[int] = []

    def row(self, reply: Reply) -> Appeal:
        """Return the row of one reply, or the one that stands where it says the same.

        Raises:
            BadInput, WrongState: it cannot be said; the sentence names the sub-criterion.
        """
        score, leaf = self._differing(reply)
        before = self.there.get(score.pk)
        if reply.seen_id is not None and reply.seen_id != (before.pk if before else 0):
            raise WrongState(
                _("Tiêu chí %(number)s: vừa có người khác của cơ quan bạn trả lời. Xem lại rồi trả lời nếu cần.")
                % {"number": leaf.number}
            )
        row = self._agreed(score) if reply.appeal is None else self._asked(score, leaf, reply.appeal)
        if before is not None and (before.state, before.asked, before.words) == (row.state, row.asked, row.words):
            return before
        if before is not None:
            self.replaced.append(before.pk)
        return row

    def _differing(self, reply: Reply) -> tuple[Score, SubCriterion]:
        score = self.scores.get(reply.score_id)
        if score is None:
            raise BadInput(_("Không có tiêu chí này trong phiếu chấm. Tải lại trang để xem."))
        leaf = self.criteria.by_key()[score.leaf_key]
        words = {"number": leaf.number}
        if not leaf.rule.is_self_scored:
            raise BadInput(
                _(
                    "Tiêu chí %(number)s lấy từ kết quả khảo sát hoặc công bố của cơ quan khác: kiến nghị với nơi "
                    "công bố kết quả."
                )
                % words
            )
        if not differs(leaf, score):
            raise BadInput(_("Tiêu chí %(number)s: điểm thẩm định không khác điểm tự chấm.") % words)
        return score, leaf

    def _agreed(self, score: Score) -> Appeal:
        return self._new(score, AppealState.AGREED, appraised_points(score), "")

    def _asked(self, score: Score, leaf: SubCriterion, draft: AppealDraft) -> Appeal:
        self._refuse_late(leaf)
        said, words = draft.words.strip(), {"number": leaf.number, "limit": WORDS_LENGTH}
        if sum(one.isalnum() for one in said) < LEAST_WORDS:
            raise BadInput(_("Tiêu chí %(number)s: ghi giải trình vì sao điểm phải khác.") % words)
        if len(said) > WORDS_LENGTH:
            raise BadInput(_("Tiêu chí %(number)s: giải trình dài quá %(limit)s ký tự. Viết ngắn lại.") % words)
        asked = None if draft.asks_left_out else self._points(score, leaf, draft.asked_text)
        if draft.asks_left_out and score.left_out != LeftOut.REFUSED:
            raise BadInput(
                _("Tiêu chí %(number)s: cơ quan bạn chưa từng đề nghị không áp dụng khi tự chấm nên nay không đề nghị.")
                % words
            )
        return self._new(score, AppealState.ASKED, asked, said)

    def _refuse_late(self, leaf: SubCriterion) -> None:
        if self.due_on is not None and clock.local_date(self.now) > self.due_on:
            raise WrongState(
                _(
                    "Tiêu chí %(number)s: hạn giải trình là ngày %(day)s, đã qua, nên điểm thẩm định giữ nguyên. "
                    "Cần thêm ngày thì đề nghị cơ quan thường trực lùi hạn."
                )
                % {"number": leaf.number, "day": date_text(self.due_on)}
            )

    def _points(self, score: Score, leaf: SubCriterion, text: str) -> Decimal:
        asked = typed_points(text, leaf, self.criteria.digits)
        given = appraised_points(score)
        words = {"number": leaf.number, "points": decimal_text(given)}
        if asked is None:
            raise BadInput(_("Tiêu chí %(number)s: ghi số điểm đề nghị.") % words)
        if asked <= given:
            raise BadInput(
                _("Tiêu chí %(number)s: điểm đề nghị phải cao hơn điểm thẩm định %(points)s; nếu không thì đồng ý.")
                % words
            )
        return asked

    def _new(self, score: Score, state: AppealState, asked: Decimal | None, words: str) -> Appeal:
        return Appeal(score=score, state=state, asked=asked, words=words, by_id=self.actor.user_id, at=self.now)


def _told(row: Appeal) -> dict[str, object]:
    """Return what the audit keeps of a word to a score."""
    asked = None if row.asked is None else str(row.asked)
    return {"score": row.score_id, "asked": asked, "state": row.state, "words": row.words}
