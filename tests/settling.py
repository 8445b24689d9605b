"""A round that waits to be settled: everybody claimed, was appraised and reviewed, each change in the log."""

from collections.abc import Mapping
from decimal import Decimal

from caicach.scoring.constants import AssessmentState, RoundState, Stage
from caicach.scoring.models import Assessment, ResultIssue, Round, Score
from caicach.scoring.services.marks import MarkDraft, marks_save
from caicach.scoring.services.settle import Blank, SettleDraft, round_settle
from caicach.web.actor import SYSTEM
from scoring_cast import ScoringCast

__all__ = ["BASIS", "given", "published", "reviewed", "settled"]

BASIS = "Biên bản họp ngày 20/12/2026"
SURVEY = "impact.survey"


def given(scoring: ScoringCast, stage: Stage, points: Mapping[str, str], *sheets: Assessment) -> None:
    """Write ``points`` (by sub-criterion) of one stage at ``sheets``, or at all, through the one door."""
    rows = Score.objects.filter(leaf_key__in=points)
    if sheets:
        rows = rows.filter(assessment__in=sheets)
    drafts = [MarkDraft(one.pk, one.revision, Decimal(points[one.leaf_key])) for one in rows]
    marks_save(drafts, stage=stage, actor=SYSTEM, now=scoring.cast.now)


def reviewed(scoring: ScoringCast, points: Mapping[str, str] | None = None, *, survey: str = "6") -> None:
    """Let every agency have claimed ``points`` and nothing else, been appraised as claimed, and reviewed."""
    keys = set(Score.objects.values_list("leaf_key", flat=True)) - {SURVEY}
    claimed = {key: "0" for key in keys} | dict(points or {})
    given(scoring, Stage.CLAIMED, claimed)
    given(scoring, Stage.APPRAISED, claimed | ({SURVEY: survey} if survey else {}))
    Assessment.objects.update(state=AssessmentState.REVIEWED, locked_at=scoring.cast.now)


def settled(scoring: ScoringCast, points: Mapping[str, str] | None = None) -> ResultIssue:
    """Settle the round after ``reviewed``."""
    reviewed(scoring, points)
    draft = SettleDraft(words=BASIS, other_blanks=Blank.ZERO)
    return round_settle(scoring.round, draft, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)


def published(scoring: ScoringCast, points: Mapping[str, str] | None = None) -> ResultIssue:
    """Settle and publish the round."""
    issue = settled(scoring, points)
    ResultIssue.objects.filter(pk=issue.pk).update(published_at=scoring.cast.now, decision_number="99/QĐ-UBND")
    Round.objects.filter(pk=scoring.round.pk).update(state=RoundState.PUBLISHED, published_at=scoring.cast.now)
    scoring.round.refresh_from_db()
    issue.refresh_from_db()
    return issue
