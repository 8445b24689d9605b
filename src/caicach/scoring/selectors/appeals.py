"""Where the appraisal gave an agency other points than it claimed, and what it says to each of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Phase
from caicach.scoring.mapping import set_of
from caicach.scoring.models import Appeal, Assessment, Round, RoundPhase, Score
from caicach.scoring.selectors.appraisers import Appraisers, appraisers_by_key
from caicach.scoring.selectors.assessments import Sheet
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed
from reform.index import IndexArea, SubCriterion
from vanban.text.forms import sort_key

__all__ = [
    "DIFFERS",
    "NOTHING_SAID",
    "STANDING_APPEALS",
    "AppealFacts",
    "Difference",
    "RoundAppeal",
    "RoundAppeals",
    "appeal_facts",
    "appeals_by_score",
    "appraised_points",
    "differences_of",
    "differs",
    "explanation_due_on",
    "round_appeals",
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
    """Return the differences of an assessment in the set's order, with ``appeals_by_score``.

    What does not apply any more because an objection was accepted stays among them.
    """
    rows = ((leaf, sheet.scores[leaf.key]) for leaf in sheet.leaves)
    return tuple(
        Difference(leaf, score, appeals.get(score.pk))
        for leaf, score in rows
        if differs(leaf, score) or score.pk in appeals
    )


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


@dataclass(frozen=True, slots=True)
class AppealFacts:
    """What is known of one score beside the sheet: the agency's word, its last day, whether the reader answers."""

    appeal: Appeal | None = None
    due_on: date | None = None  # of objections; None: there is none
    answers_here: bool = False  # the reader's body answers it


NOTHING_SAID = AppealFacts()


def appeal_facts(actor: Actor, sheet: Sheet, score: Score) -> AppealFacts:
    """Return what stands of the agency's word to a score: two queries once it is appraised, none before."""
    assessment, body = sheet.assessment, sheet.body_of(score)
    if assessment.state in (AssessmentState.SCORING, AssessmentState.LOCKED):
        return NOTHING_SAID
    return AppealFacts(
        appeal=appeals_by_score(assessment, [score.pk]).get(score.pk),
        due_on=explanation_due_on(assessment),
        answers_here=body is not None and access.appraises(actor, body.agency_id, assessment),
    )


@dataclass(frozen=True, slots=True)
class RoundAppeal:
    """One objection as those who answer it read it."""

    appeal: Appeal  # with its score, who wrote it, who answered it
    assessment: Assessment
    area: IndexArea
    leaf: SubCriterion
    may_answer: bool  # the reader's body appraises it, and nobody their own agency's
    supplements: int  # documents that were brought after the lock

    @property
    def waits(self) -> bool:
        """Whether nobody answered it yet."""
        return self.appeal.state == AppealState.ASKED

    @property
    def is_open(self) -> bool:
        """Whether the reader can answer it now."""
        return self.may_answer and self.waits and self.assessment.state == AssessmentState.EXPLAINED


@dataclass(frozen=True, slots=True)
class RoundAppeals:
    """The objections of a round, as far as they are the reader's."""

    round: Round
    rows: tuple[RoundAppeal, ...]


def round_appeals(actor: Actor, round_: Round) -> RoundAppeals:
    """Return the objections of a round that the actor answers; all within reach for whoever runs it.

    What the actor can answer first, then what waits, in the set's order, then by agency. Two queries, one more for a
    set that was not read lately.

    Raises:
        NotAllowed: the actor neither appraises in the round nor runs it.
    """
    appraisers, runs = appraisers_by_key(round_), access.can(actor, "run", round_).allowed
    if not runs and not access.may_appraise(actor, round_, appraisers.by_key.values()):
        raise NotAllowed(_("Trang này dành cho cơ quan thẩm định và cơ quan thường trực của đợt chấm."))
    rows = _asked(access.visible_assessments(actor).filter(round=round_), round_)
    found = [one for row in rows if (one := _read(actor, appraisers, row)).may_answer or runs]
    found.sort(key=lambda one: (not one.is_open, not one.waits, one.appeal.score.position, _name(one)))
    return RoundAppeals(round_, tuple(found))


def _name(one: RoundAppeal) -> str:
    return sort_key(one.assessment.agency.current_name)


def _asked(visible: "QuerySet[Assessment]", round_: Round) -> Sequence[Appeal]:
    states = [state for state in STANDING_APPEALS if state != AppealState.AGREED]
    late = Q(score__proofs__is_supplement=True, score__proofs__removed_at=None)
    rows = Appeal.objects.filter(state__in=states, score__assessment__in=visible.order_by().values("pk"))
    related = rows.select_related(
        "score__assessment__agency", "score__assessment__round_set__set_version", "by", "answered_by"
    )
    lean = related.defer("score__assessment__round_set__set_version__definition")
    found: Sequence[Appeal] = list(lean.annotate(supplements=Count("score__proofs", filter=late)).order_by("pk"))
    for row in found:
        row.score.assessment.round = round_
    return found


def _read(actor: Actor, appraisers: Appraisers, row: Appeal) -> RoundAppeal:
    sheet = row.score.assessment
    criteria = set_of(sheet.round_set.set_version)
    leaf = criteria.by_key()[row.score.leaf_key]
    area = next(area for area in criteria.areas if area.key == row.score.area_key)
    may_answer = appraisers.allows(actor, area.key, leaf, sheet)
    return RoundAppeal(row, sheet, area, leaf, may_answer, int(getattr(row, "supplements", 0)))
