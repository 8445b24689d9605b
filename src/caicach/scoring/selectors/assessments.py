"""One assessment with all that stands in it, what it lacks, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.scoring import access
from caicach.scoring.constants import LeftOut, Stage
from caicach.scoring.mapping import adjusted_at, marks_of, points_at, set_of
from caicach.scoring.models import AdjustmentScore, AppraiserBody, Assessment, RoundPhase, Score, ScoreChange
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.index import CriteriaSet, Result, SubCriterion, result_of

__all__ = ["Gap", "Sheet", "assessment_for", "changes_of", "earlier_score", "gap_of", "sheet_of"]

_RELATED = (
    "round__owner", "round__standing_body", "round_set__set_version", "agency", "on_behalf_by", "obligation__duty",
    "signed_paper",
)  # fmt: skip


class Gap(StrEnum):
    """What a sub-criterion lacks before the self-scoring can be locked."""

    NO_CLAIM = "no_claim"  # nothing is claimed
    NO_PROOF = "no_proof"  # points are claimed, proof is asked for and not there, and no words say why
    UNMET_PROOF = "unmet_proof"  # there is proof, but not what is asked for, and no words say why

    @property
    def is_hard(self) -> bool:
        """Whether the lock refuses it; what is not claimed counts as nothing, and the lock asks first."""
        return self is not Gap.NO_CLAIM


def gap_of(leaf: SubCriterion, score: Score) -> Gap | None:
    """Return what a claim lacks; None of what is complete, is not scored by the agency, or perhaps does not apply."""
    if not leaf.rule.is_self_scored or score.left_out in (LeftOut.ASKED, LeftOut.APPROVED):
        return None
    if score.claimed is None:
        return Gap.NO_CLAIM
    if not leaf.proofs or not score.claimed or score.is_proof_met or score.claim_note.strip():
        return None
    return Gap.UNMET_PROOF if score.proof_count else Gap.NO_PROOF


@dataclass(frozen=True)
class Sheet:
    """An assessment with its set and all its scores."""

    assessment: Assessment
    criteria: CriteriaSet
    scores: Mapping[str, Score]  # by the key of the sub-criterion
    phases: tuple[RoundPhase, ...]
    adjustments: Mapping[str, AdjustmentScore]
    bodies: Mapping[str, AppraiserBody]  # by the key of the sub-criterion, else of the area

    @cached_property
    def gaps(self) -> Mapping[str, Gap]:
        """What is missing, by sub-criterion, in the set's order."""
        found = ((leaf.key, gap_of(leaf, self.scores[leaf.key])) for leaf in self.leaves)
        return {key: gap for key, gap in found if gap is not None}

    @property
    def leaves(self) -> tuple[SubCriterion, ...]:
        """The sub-criteria of which a score is there, in the set's order."""
        return tuple(leaf for leaf in self.criteria.leaves if leaf.key in self.scores)

    @cached_property
    def own_leaves(self) -> tuple[SubCriterion, ...]:
        """Those that the agency scores."""
        return tuple(leaf for leaf in self.leaves if leaf.rule.is_self_scored)

    def result(self, stage: Stage | None = None) -> Result:
        """Return what points come to at ``stage``, or (None) as they stand."""
        given = {
            key: points for key, row in self.adjustments.items() if (points := adjusted_at(row, stage)) is not None
        }
        return result_of(self.criteria, marks_of(self.scores.values(), stage), given)

    def body_of(self, score: Score) -> AppraiserBody | None:
        """Return who appraises a sub-criterion."""
        return self.bodies.get(score.leaf_key) or self.bodies.get(score.area_key)

    def points(self, score: Score, stage: Stage) -> Decimal | None:
        """Return what stands at a stage."""
        return points_at(score, stage)


def assessment_for(actor: Actor, uid: UUID) -> Assessment:
    """Return an assessment within the actor's reach, with its round, its set and its agency. One query.

    Raises:
        Beyond: there is none, or not for this actor.
    """
    rows = access.visible_assessments(actor).select_related(*_RELATED).defer("round_set__set_version__definition")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có phiếu chấm này, hoặc phiếu chấm nằm ngoài phạm vi của bạn."))
    return found


def sheet_of(assessment: Assessment) -> Sheet:
    """Return all that stands in an assessment: four queries, one more for a set that was not read lately."""
    scores = Score.objects.filter(assessment=assessment).select_related("updated_by", "left_out_by")
    bodies = AppraiserBody.objects.filter(round=assessment.round_id).select_related("agency")
    return Sheet(
        assessment=assessment,
        criteria=set_of(assessment.round_set.set_version),
        scores={score.leaf_key: score for score in scores},
        phases=tuple(RoundPhase.objects.filter(round=assessment.round_id)),
        adjustments={row.key: row for row in AdjustmentScore.objects.filter(assessment=assessment)},
        bodies={row.leaf_key or row.area_key: row for row in bodies},
    )


def changes_of(score: Score, *, limit: int = 20) -> Sequence[ScoreChange]:
    """Return the latest changes of a score, the newest first. One query."""
    rows = ScoreChange.objects.filter(score=score).select_related("by", "of_agency").order_by("-at", "-id")
    return tuple(rows[:limit])


def earlier_score(sheet: Sheet, leaf: SubCriterion) -> Score | None:
    """Return last year's score of the same agency at the sub-criterion that measures the same. One query.

    Where the set does not say which one it was, the one of the same key.
    """
    links = {link.now: link for link in sheet.criteria.links if link.now is not None}
    link = links.get(leaf.key)
    if link is not None and not link.is_same:
        return None
    round_ = sheet.assessment.round
    rows = Score.objects.filter(
        leaf_key=link.before if link else leaf.key,
        assessment__agency=sheet.assessment.agency_id,
        assessment__round__year=round_.year - 1,
        assessment__round__purpose=round_.purpose,
        assessment__round__owner=round_.owner_id,
    )
    return rows.first()
