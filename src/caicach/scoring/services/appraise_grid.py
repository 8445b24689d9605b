"""All that an appraiser sent from one grid: points, results from outside, what more is asked, what does not apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from caicach.scoring.models import Assessment, Round, Score
from caicach.scoring.services.appraise import (
    AppraisalDraft,
    Appraised,
    MoreDraft,
    OutsideDraft,
    RefusedScore,
    more_ask,
    outside_save,
    scores_appraise,
)
from caicach.scoring.services.claims import left_out_decide
from caicach.web.actor import Actor
from caicach.web.errors import Refusal

__all__ = ["GridDraft", "LeftOutDecision", "grid_save"]


@dataclass(frozen=True, slots=True)
class LeftOutDecision:
    """Whether a sub-criterion does not count for an agency that asked so."""

    score_id: int
    is_approved: bool
    words: str


@dataclass(frozen=True, slots=True)
class GridDraft:
    """What was sent, each kind of act by itself."""

    points: Sequence[AppraisalDraft] = ()
    outside: Sequence[OutsideDraft] = ()
    more: Sequence[MoreDraft] = ()
    left_out: Sequence[LeftOutDecision] = ()


def grid_save(round_: Round, draft: GridDraft, *, actor: Actor, now: datetime) -> Appraised:
    """Do all that can be done; each kind of act in a transaction of its own, what is refused told by score.

    Raises:
        NotAllowed: the actor appraises nothing of it.
    """
    parts = [_decide(round_, draft.left_out, actor, now)]
    if draft.points:
        parts.append(scores_appraise(round_, draft.points, actor=actor, now=now))
    if draft.outside:
        parts.append(outside_save(round_, draft.outside, actor=actor, now=now))
    if draft.more:
        parts.append(more_ask(round_, draft.more, actor=actor, now=now))
    done = [score for part in parts for score in part.done]
    return Appraised(tuple(done), tuple(one for part in parts for one in part.refused))


def _decide(round_: Round, decisions: Sequence[LeftOutDecision], actor: Actor, now: datetime) -> Appraised:
    ids = [one.score_id for one in decisions]
    scores = {one.pk: one for one in Score.objects.filter(pk__in=ids, assessment__round=round_)} if ids else {}
    sheets = Assessment.objects.select_related("round", "round_set__set_version")
    by_id = sheets.in_bulk([one.assessment_id for one in scores.values()]) if scores else {}
    done, refused = [], []
    for one in decisions:
        score = scores.get(one.score_id)
        if score is None:
            continue
        try:
            done.append(
                left_out_decide(
                    by_id[score.assessment_id],
                    score.leaf_key,
                    is_approved=one.is_approved,
                    words=one.words,
                    actor=actor,
                    now=now,
                )
            )
        except Refusal as refusal:
            refused.append(RefusedScore(score.pk, str(refusal)))
    return Appraised(tuple(done), tuple(refused))
