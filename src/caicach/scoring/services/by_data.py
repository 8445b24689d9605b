"""What an agency takes over from data at once: every proposal where it claimed nothing yet; what does not apply to it.

A proposal stays a proposal until somebody of the agency takes it: these are the same claims as those made one by one.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caicach.scoring.constants import LeftOut, Stage
from caicach.scoring.mapping import set_of, speaks_against, typed_text
from caicach.scoring.models import Assessment, Score
from caicach.scoring.services.claims import ClaimDraft, claims_save, hold_claims
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.web.actor import Actor
from reform.index import SubCriterion

__all__ = ["left_out_by_data", "proposals_take", "takeable", "unfitting"]

_REASON_LENGTH = 1000


def takeable(leaf: SubCriterion, score: Score) -> bool:
    """Whether data proposes points where the agency has claimed nothing, nor asked to leave it out."""
    waits = score.left_out in (LeftOut.NO, LeftOut.REFUSED) and score.claimed is None
    return leaf.rule.is_self_scored and waits and score.proposed is not None


def unfitting(leaf: SubCriterion, score: Score) -> bool:
    """Whether data says that a sub-criterion does not apply, which the agency has neither claimed nor asked yet."""
    is_open = score.left_out == LeftOut.NO and score.claimed is None
    return leaf.can_be_left_out and is_open and bool(speaks_against(score))


@transaction.atomic
def proposals_take(assessment: Assessment, *, actor: Actor, now: datetime) -> tuple[Score, ...]:
    """Claim every proposal where nothing is claimed yet; return these scores. A fixed number of statements.

    Raises:
        NotAllowed, WrongState: as ``claims_save``.
    """
    drafts = [
        ClaimDraft(leaf.key, typed_text(score.proposed_value, leaf), score.claim_note, score.revision)
        for leaf, score in _scores(assessment)
        if takeable(leaf, score)
    ]
    return claims_save(assessment, drafts, actor=actor, now=now)


@transaction.atomic
def left_out_by_data(assessment: Assessment, *, actor: Actor, now: datetime) -> tuple[Score, ...]:
    """Ask to leave out all that does not apply as data says, with its words as the reason; who appraises decides.

    Raises:
        NotAllowed, WrongState: as ``claims_save``.
    """
    hold_claims(assessment, actor)
    drafts = [_asked(score) for leaf, score in _scores(assessment) if unfitting(leaf, score)]
    return marks_save(drafts, stage=Stage.CLAIMED, actor=actor, now=now) if drafts else ()


def _scores(assessment: Assessment) -> Sequence[tuple[SubCriterion, Score]]:
    leaves = set_of(assessment.round_set.set_version).by_key()
    rows = Score.objects.filter(assessment=assessment)
    return [(leaves[score.leaf_key], score) for score in rows if score.leaf_key in leaves]


def _asked(score: Score) -> MarkDraft:
    reason = speaks_against(score)[:_REASON_LENGTH]
    values = {"left_out": LeftOut.ASKED, "left_out_reason": reason, "left_out_by_id": None, "left_out_at": None}
    return MarkDraft(score.pk, score.revision, None, words=reason, values=values)
