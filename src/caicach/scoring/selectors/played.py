"""The rows of a round for a program that plays it for all who take part in it; whoever asks has the whole system.

Nothing here asks what somebody may see: pages and the API ask elsewhere.
"""

from collections.abc import Collection

from django.db.models import QuerySet

from caicach.scoring.constants import AppealState, LeftOut, SetState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, Round, Score, ScoreProof, SetVersion

__all__ = [
    "adjustments_waiting",
    "appeals_waiting",
    "assessments_played",
    "latest_packaged",
    "packaged_keys",
    "proofs_of_agency",
    "requests_waiting",
    "scores_played",
    "scores_waiting",
    "set_of",
]


def assessments_played(round_: Round, **wanted: object) -> tuple[Assessment, ...]:
    """Return the assessments of a round as they stand now, by kind, with their set. One query."""
    rows = Assessment.objects.filter(round=round_, **wanted).order_by("round_set__position", "pk")
    return tuple(rows.select_related("agency", "round", "round_set__set_version", "obligation"))


def scores_played(sheets: Collection[int], **wanted: object) -> "QuerySet[Score]":
    """Return the scores of assessments, by sub-criterion."""
    return Score.objects.filter(assessment__in=sheets, **wanted).order_by("leaf_key", "assessment")


def scores_waiting(sheets: Collection[int]) -> "QuerySet[Score]":
    """Return the scores of assessments that apply and that nobody appraised yet, by sub-criterion."""
    return scores_played(sheets, appraised=None).exclude(left_out=LeftOut.APPROVED)


def requests_waiting(sheets: Collection[int]) -> "QuerySet[Score]":
    """Return the scores of which an agency asks that they do not apply."""
    return scores_played(sheets, left_out=LeftOut.ASKED).order_by("pk")


def adjustments_waiting(sheets: Collection[int]) -> "QuerySet[AdjustmentScore]":
    """Return the bonus and penalty points that are claimed and that nobody appraised."""
    return AdjustmentScore.objects.filter(assessment__in=sheets, appraised=None).order_by("pk")


def appeals_waiting(round_: Round) -> "QuerySet[Appeal]":
    """Return the objections of a round that nobody answered, with their scores."""
    rows = Appeal.objects.filter(score__assessment__round=round_, state=AppealState.ASKED)
    return rows.select_related("score__assessment").order_by("pk")


def proofs_of_agency(agency_id: int) -> "QuerySet[ScoreProof]":
    """Return what an agency ever brought as proof, of all years."""
    return ScoreProof.objects.filter(score__assessment__agency=agency_id)


def packaged_keys(keys: Collection[str], year: int) -> frozenset[str]:
    """Return of which of these sets a version of ``year``, or of a year before, comes with the program. One query."""
    rows = SetVersion.objects.filter(owner=None, set_key__in=keys, year__lte=year)
    return frozenset(rows.values_list("set_key", flat=True))


def latest_packaged(key: str, year: int) -> SetVersion:
    """Return the latest packaged version of a set up to ``year``. One query.

    Raises:
        IndexError: there is none.
    """
    rows = SetVersion.objects.filter(owner=None, set_key=key, year__lte=year, state=SetState.PUBLISHED)
    return rows.order_by("-year", "-pk")[0]
