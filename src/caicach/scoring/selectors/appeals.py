"""Where the appraisal gave an agency other points than it claimed, and what it says to each of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from caicach.scoring.constants import AppealState, LeftOut, Phase
from caicach.scoring.models import Appeal, Assessment, RoundPhase, Score
from caicach.scoring.selectors.assessments import Sheet
from reform.index import SubCriterion

__all__ = [
    "DIFFERS",
    "STANDING_APPEALS",
    "Difference",
    "appeals_by_score",
    "appraised_points",
    "differences_of",
    "differs",
    "explanation_due_on",
    "unanswered",
]

# As ``differs`` says in Python, for counting in the database: what an agency does not claim has no claimed points.
DIFFERS = ~Q(left_out=LeftOut.APPROVED) & (
    Q(left_out=LeftOut.REFUSED) | (Q(claimed__isnull=False, appraised__isnull=False) & ~Q(appraised=F("claimed")))
)
# What an agency says that it has not taken back or said otherwise since.
STANDING_APPEALS = (
    AppealState.ASKED, AppealState.AGREED, AppealState.ACCEPTED, AppealState.PARTLY, AppealState.REFUSED,
)  # fmt: skip


def differs(leaf: SubCriterion, score: Score) -> bool:
    """Whether the appraisal gave other points than claimed, or did not let the sub-criterion be left out."""
    if not leaf.rule.is_self_scored or score.left_out == LeftOut.APPROVED:
        return False
    if score.left_out == LeftOut.REFUSED:
        return True
    return score.claimed is not None and score.appraised is not None and score.appraised != score.claimed


def appraised_points(score: Score) -> Decimal:
    """Return the points of the first appraisal; where it gave none, those claimed stand."""
    found = score.appraised if score.appraised is not None else score.claimed
    return Decimal(0) if found is None else found


@dataclass(frozen=True, slots=True)
class Difference:
    """One sub-criterion that was appraised other than claimed, with what the agency says to it."""

    leaf: SubCriterion
    score: Score
    appeal: Appeal | None  # what stands of the agency's word; None: nothing yet

    @property
    def points(self) -> Decimal:
        """Appraised."""
        return appraised_points(self.score)

    @property
    def lost(self) -> Decimal:
        """How much less was given than claimed; below nought where more was given."""
        return (self.score.claimed or Decimal(0)) - self.points


def differences_of(sheet: Sheet, appeals: Mapping[int, Appeal]) -> tuple[Difference, ...]:
    """Return the differences of an assessment in the set's order, with ``appeals_by_score``."""
    rows = ((leaf, sheet.scores[leaf.key]) for leaf in sheet.leaves)
    return tuple(Difference(leaf, score, appeals.get(score.pk)) for leaf, score in rows if differs(leaf, score))


def unanswered(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return those to which the agency has said nothing yet."""
    return tuple(one for one in differences if one.appeal is None)


def appeals_by_score(assessment: Assessment, score_ids: Collection[int] | None = None) -> dict[int, Appeal]:
    """Return what stands of the agency's word at each score (of ``score_ids``): one query."""
    rows = Appeal.objects.filter(score__assessment=assessment, state__in=STANDING_APPEALS)
    if score_ids is not None:
        rows = rows.filter(score__in=score_ids)
    return {row.score_id: row for row in rows.select_related("by", "answered_by").order_by("at", "pk")}


def explanation_due_on(assessment: Assessment) -> date | None:
    """Return the last day on which the agency may object; None: there is none, as in a round of history. One query."""
    if assessment.round.is_history:
        return None
    row = RoundPhase.objects.filter(round=assessment.round_id, phase=Phase.EXPLANATION).first()
    return None if row is None else row.due_on
