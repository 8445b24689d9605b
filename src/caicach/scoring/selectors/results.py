"""What the points of a round come to for each agency, and their ranks: from stored scores, summed in the database.

Whoever asks says which assessments the reader may see; ranks are always given over all agencies of a kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from caicach.scoring.constants import LeftOut, Stage
from caicach.scoring.mapping import adjusted_at, column_of, set_of
from caicach.scoring.models import AdjustmentScore, Assessment, Round, Score
from reform.index import AreaSum, CriteriaSet, Result, adjusted, index_ranks, result_from

__all__ = ["UnitResult", "ranked_results", "results_of"]

_COUNTS = ~Q(left_out=LeftOut.APPROVED)


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What one agency has reached."""

    assessment: Assessment  # with its agency and its set
    criteria: CriteriaSet
    result: Result
    rank: int | None = None  # within its kind; None: nothing applies, or ranks were not asked for


def results_of(assessments: "QuerySet[Assessment]", *, stage: Stage | None = None) -> tuple[UnitResult, ...]:
    """Return what ``assessments`` come to at ``stage``, by kind, then by name: three queries, however many.

    None is as the points stand; ``REVIEWED`` is what the last appraisal gave, the first where there was no second.
    A set that was not read lately costs one query more.
    """
    related = assessments.select_related("agency", "round_set__set_version")
    rows = list(
        related.defer("round_set__set_version__definition").order_by("round_set__position", "agency__current_name")
    )
    sums, given = _sums(assessments, stage), _given(assessments, stage)
    return tuple(_unit(row, sums[row.pk], given[row.pk]) for row in rows)


def ranked_results(round_: Round, *, stage: Stage | None = None) -> tuple[UnitResult, ...]:
    """Return what all agencies of a round come to, ranked by kind, the best first. Three queries."""
    by_kind: dict[int, list[UnitResult]] = {}
    for unit in results_of(Assessment.objects.filter(round=round_), stage=stage):
        by_kind.setdefault(unit.assessment.round_set_id, []).append(unit)
    return tuple(unit for units in by_kind.values() for unit in _ranked(units))


def _ranked(units: Iterable[UnitResult]) -> list[UnitResult]:
    some = list(units)
    ranks = index_ranks([unit.result.index for unit in some])
    ranked = [UnitResult(one.assessment, one.criteria, one.result, rank) for one, rank in zip(some, ranks, strict=True)]
    return sorted(ranked, key=lambda one: (one.rank is None, one.rank or 0))


def _unit(row: Assessment, sums: Mapping[str, AreaSum], given: Mapping[str, Decimal]) -> UnitResult:
    criteria = set_of(row.round_set.set_version)
    areas = {area.key: sums.get(area.key, AreaSum()) for area in criteria.areas}
    return UnitResult(row, criteria, result_from(criteria, areas, *adjusted(criteria, given)))


def _sums(assessments: "QuerySet[Assessment]", stage: Stage | None) -> dict[int, dict[str, AreaSum]]:
    """Return the sums of each area of each assessment. One query."""
    points = _points(stage)
    rows = (
        Score.objects.filter(assessment__in=assessments.order_by().values("pk"))
        .order_by()
        .annotate(at_stage=points)
        .values("assessment", "area_key")
        .annotate(
            given=Sum("at_stage", filter=_COUNTS),
            most=Sum("maximum", filter=_COUNTS),
            scored_most=Sum("maximum", filter=_COUNTS & Q(at_stage__isnull=False)),
            applicable=Count("pk", filter=_COUNTS),
            scored=Count("at_stage", filter=_COUNTS),
        )
    )
    found: dict[int, dict[str, AreaSum]] = defaultdict(dict)
    for row in rows:
        found[row["assessment"]][row["area_key"]] = _area_sum(row)
    return found


def _points(stage: Stage | None) -> Any:
    if stage is None:
        return F("standing")
    return Coalesce("reviewed", "appraised") if stage == Stage.REVIEWED else F(column_of(stage))


def _area_sum(row: Mapping[str, Any]) -> AreaSum:
    zero = Decimal(0)
    return AreaSum(
        row["given"] or zero, row["most"] or zero, row["scored_most"] or zero, row["applicable"], row["scored"]
    )


def _given(assessments: "QuerySet[Assessment]", stage: Stage | None) -> dict[int, dict[str, Decimal]]:
    """Return the bonus and penalty points of each assessment, by key. One query."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in AdjustmentScore.objects.filter(assessment__in=assessments.order_by().values("pk")):
        points = adjusted_at(row, stage)
        if points is not None:
            found[row.assessment_id][row.key] = points
    return found
