"""Settling a round: other points than the appraisal gave, with words; then everything at once, frozen for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, LeftOut, Phase, RoundState
from caicach.scoring.models import AdjustmentScore, Assessment, ResultIssue, Round, Score
from caicach.scoring.selectors.settlement import BLANK, MissingLeaf, Readiness, readiness_of
from caicach.scoring.services.marks import marks_settle
from caicach.scoring.services.phases import phase_mark_closed
from caicach.scoring.services.results import results_freeze
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

__all__ = ["Blank", "SettleDraft", "round_settle"]

_WORDS_LENGTH = 1000


class Blank(StrEnum):
    """How a sub-criterion counts whose result nobody found out: the result of a survey that was not made."""

    LEAVE_OUT = "leave_out"  # it leaves the denominator, with the reason in words
    ZERO = "zero"  # no points, the denominator stays


@dataclass(frozen=True, slots=True)
class SettleDraft:
    """What the body that settles a round says with it."""

    words: str = ""  # on what it rests: the minutes; it stands in the log of every score
    blanks: Mapping[str, Blank] = field(default_factory=dict)  # by the key of the sub-criterion
    other_blanks: Blank | None = None  # of what ``blanks`` does not name; None: it is asked for


@transaction.atomic
def round_settle(round_: Round, draft: SettleDraft, *, actor: Actor, now: datetime) -> ResultIssue:
    """Settle all points of a round and freeze its results; return the first issue, which waits for its decision.

    What was settled before by hand stands; else what the second appraisal gave, else the first. Every score gets its
    row of the log. A result of a survey or of another body that is not there leaves the denominator or counts as
    nothing, as ``draft`` says. A fixed number of statements, however many agencies.

    The phase is closed with it: what the standing body owes for it is handed in.

    Transition: open → settled; of the assessments reviewed → settled.  Audit: ``scoring.settle``, one row.

    Raises:
        NotAllowed: the actor is no standing officer of the round's owner.
        WrongState: it is settled already, or something must be done first: a line for each.
        BadInput: nobody said how missing results count, or a reason is missing.
    """
    access.require(actor, "run", round_)
    sheet_ids = _claim(round_, now)
    readiness = readiness_of(round_)
    _refuse(readiness, draft)
    counts = _settle_scores(sheet_ids, readiness, draft, actor=actor, now=now)
    counts["adjustments"] = _settle_adjustments(sheet_ids, actor=actor, now=now)
    sheets = Assessment.objects.filter(round=round_)
    counts["agencies"] = sheets.update(state=AssessmentState.SETTLED, settled_at=now, revision=F("revision") + 1)
    issue = results_freeze(round_, 1, actor=actor, now=now)
    new = {**counts, "words": squeeze(draft.words), "digest": issue.digest}
    audit.record("scoring.settle", round_, actor=actor, new=new, at=now)
    phase_mark_closed(round_, Phase.SETTLEMENT, actor=actor, now=now)
    return issue


def _claim(round_: Round, now: datetime) -> list[int]:
    """Hold the round and all its assessments: whoever writes one now is waited for, or waits and is refused.

    Return the assessments: what is settled is found by them, so that no database joins tables it knows nothing of.

    Raises:
        WrongState: it is not open any more.
    """
    there = Round.objects.filter(pk=round_.pk, state=RoundState.OPEN)
    if not there.update(state=RoundState.SETTLED, settled_at=now):
        raise WrongState(_("Đợt chấm này đã được công nhận. Tải lại trang để xem; chưa có gì thay đổi."))
    round_.state, round_.settled_at = RoundState.SETTLED, now
    # In one order, as everybody holds them, so that nobody waits for ever.
    held = Assessment.objects.select_for_update().filter(round=round_).order_by("pk")
    return list(held.values_list("pk", flat=True))


def _refuse(readiness: Readiness, draft: SettleDraft) -> None:
    if readiness.problems:
        raise WrongState("\n".join(readiness.problems))
    words = squeeze(draft.words)
    if len(words) > _WORDS_LENGTH:
        raise BadInput(_("Căn cứ công nhận dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _WORDS_LENGTH})
    chosen = {key: _blank_of(key, draft) for key in readiness.blank_keys}
    open_ = [one for one in readiness.blanks if chosen[one.leaf.key] is None]
    if open_:
        raise BadInput(_undecided(open_))
    if Blank.LEAVE_OUT in chosen.values() and not words:
        raise BadInput(_("Ghi căn cứ công nhận: có tiêu chí không tính vì chưa có kết quả nên phải nêu lý do."))


def _blank_of(key: str, draft: SettleDraft) -> Blank | None:
    return draft.blanks.get(key, draft.other_blanks)


def _undecided(rows: list[MissingLeaf]) -> str:
    numbers = ", ".join(dict.fromkeys(one.leaf.number for one in rows))
    return _(
        "Các tiêu chí %(numbers)s chưa có kết quả khảo sát hoặc công bố của cơ quan khác. Chọn cách tính cho từng "
        "tiêu chí: không tính (bớt khỏi điểm tối đa) hoặc tính 0 điểm."
    ) % {"numbers": numbers}


def _settle_scores(
    sheet_ids: list[int], readiness: Readiness, draft: SettleDraft, *, actor: Actor, now: datetime
) -> dict[str, object]:
    """Write the settled points; return what was done, as the audit keeps it."""
    scores = Score.objects.filter(assessment__in=sheet_ids)
    words = squeeze(draft.words)
    given = scores.filter(settled__isnull=True).exclude(left_out=LeftOut.APPROVED).exclude(BLANK)
    count = marks_settle(given, points=Coalesce("reviewed", "appraised"), words=words, actor=actor, now=now)
    told: dict[str, object] = {"scores": count}
    for blank, points, note in (
        (Blank.LEAVE_OUT, None, _("Chưa có kết quả nên không tính. %(words)s") % {"words": words}),
        (Blank.ZERO, Value(Decimal(0)), _("Chưa có kết quả nên tính 0 điểm.")),
    ):
        keys = [key for key in readiness.blank_keys if _blank_of(key, draft) == blank]
        if keys:
            rows = scores.filter(BLANK, leaf_key__in=keys)
            marks_settle(rows, points=points, words=note, note=note, actor=actor, now=now)
            told[blank.value] = keys
    return told


def _settle_adjustments(sheet_ids: list[int], *, actor: Actor, now: datetime) -> int:
    """Settle bonus and penalty as they were appraised; a claim of nothing is nothing."""
    rows = AdjustmentScore.objects.filter(assessment__in=sheet_ids, settled__isnull=True)
    there = rows.filter(Q(appraised__isnull=False) | Q(claimed=0))
    return there.update(
        settled=Coalesce("appraised", "claimed"),
        revision=F("revision") + 1,
        updated_by_id=actor.user_id,
        updated_at=now,
    )
