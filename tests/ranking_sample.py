"""Rounds that are settled, and published, without their way: points as given, frozen as settlement freezes them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from caicach.agencies.models import Agency
from caicach.scoring.constants import AssessmentState, LeftOut, RoundState
from caicach.scoring.models import Assessment, ResultIssue, Round, Score
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.publication import PublicationDraft, results_publish
from caicach.scoring.services.results import results_freeze
from caicach.scoring.services.rounds import round_open
from caicach.web.actor import SYSTEM
from cast import Cast
from reform.index import score_reasons
from scoring_cast import COMMUNE_SET, DEPARTMENT_SET, ScoringCast, round_draft, set_make

__all__ = ["DRAFT", "corrected", "earlier_round", "published", "sets_of_year", "settled"]

DRAFT = PublicationDraft("86/QĐ-UBND", date(2026, 3, 16), issuer_name="Chủ tịch UBND tỉnh Sông Mây")


def settled(round_: Round, shares: Mapping[int, str], *, now: datetime) -> ResultIssue:
    """Settle ``round_``: each agency reached its share (of 1) of every sub-criterion; of none named nothing applies."""
    for score in Score.objects.filter(assessment__round=round_).select_related("assessment"):
        share = shares.get(score.assessment.agency_id)
        if share is None:
            score.left_out = LeftOut.APPROVED
        else:
            points = (score.maximum * Decimal(share)).quantize(Decimal("0.01"))
            score.claimed = score.appraised = score.settled = score.standing = points
        score.save()
    Assessment.objects.filter(round=round_).update(state=AssessmentState.SETTLED, locked_at=now, settled_at=now)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.SETTLED, settled_at=now)
    round_.refresh_from_db()
    issue = results_freeze(round_, 1, actor=SYSTEM, now=now)
    return ResultIssue.objects.select_related("round__owner", "round__standing_body").get(pk=issue.pk)


def published(round_: Round, shares: Mapping[int, str], *, cast: Cast, draft: PublicationDraft = DRAFT) -> ResultIssue:
    """Settle and publish ``round_``."""
    issue = settled(round_, shares, now=cast.now)
    return results_publish(issue, draft, actor=cast.standing_officer.actor, now=cast.now)


def sets_of_year(year: int) -> tuple[str, ...]:
    """Return the definitions of the sample's sets for another year."""
    return tuple(
        text.replace('version: "2026.1"', f'version: "{year}.1"').replace("year: 2026", f"year: {year}")
        for text in (DEPARTMENT_SET, COMMUNE_SET)
    )


def earlier_round(scoring: ScoringCast, shares: Mapping[int, str], *, only: tuple[Agency, ...] = ()) -> ResultIssue:
    """Publish the round of 2025 of the same agencies, or of ``only`` some."""
    cast = scoring.cast
    sets = [set_make(text) for text in sets_of_year(2025)]
    kept = {one.pk for one in only}
    everybody = Assessment.objects.filter(round=scoring.round).values_list("agency_id", flat=True)
    excluded = {pk: "Chưa chấm" for pk in everybody if kept and pk not in kept}
    draft = round_draft(
        cast, *sets, year=2025, title="Chỉ số cải cách hành chính năm 2025", is_history=True, excluded=excluded
    )
    round_ = round_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    decision = PublicationDraft("12/QĐ-UBND", date(2026, 1, 15))
    return published(round_, shares, cast=cast, draft=decision)


def corrected(scoring: ScoringCast, points: str, *, hours: int = 1) -> ResultIssue:
    """Correct what the commune got for its inspection."""
    score = scoring.score(scoring.commune, "steering.inspection")
    now = scoring.cast.now + timedelta(hours=hours)
    draft = CorrectionDraft(score.pk, points, score_reasons(scoring.cast.today)[0].code, "Đếm trùng hai văn bản")
    made = results_correct(
        Round.objects.get(pk=scoring.round.pk),
        [draft],
        reason=f"Sửa còn {points} điểm vì đếm trùng.",
        actor=scoring.cast.standing_officer.actor,
        now=now,
    )
    return ResultIssue.objects.select_related("round__owner").get(pk=made.pk)
