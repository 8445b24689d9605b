"""What results mean: of one agency beside its kind and last year; of a round over all agencies.

Owns: which numbers stand beside each other. Does not: say who reads them, or draw.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from caicach.scoring.constants import LeftOut
from caicach.scoring.mapping import marks_of, set_of
from caicach.scoring.models import Assessment, Round, RoundSet, Score
from caicach.scoring.selectors.assessments import Sheet, sheet_of
from caicach.scoring.selectors.publications import issue_for, issues_of, sees_all
from caicach.scoring.selectors.ranking import KindRanking, Ranking, Standing, ranking_frozen, ranking_now
from caicach.scoring.selectors.winnable import Lost, lost_of
from caicach.web.actor import Actor
from reform.index import CriteriaSet, IndexArea, Movement, SubCriterion, movement

__all__ = ["LeafLoss", "OwnResult", "leaf_losses", "losing_agencies", "own_result", "ranking_for"]

_COUNTS = ~Q(left_out=LeftOut.APPROVED)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What one agency has reached, beside its kind and its own year before."""

    sheet: Sheet
    ranking: Ranking
    kind: KindRanking
    standing: Standing
    sees_peers: bool  # published, or the reader holds the owner of the round in scope
    lost: tuple[Lost, ...]
    before: Sheet | None  # of the year before, by the same owner for the same purpose
    moved: Movement | None


def ranking_for(actor: Actor, round_: Round) -> tuple[Ranking, bool]:
    """Return the ranking of a round as the reader sees it, and whether they see all of it. At most ten queries."""
    is_all = sees_all(actor, round_)
    issue = issue_for(issues_of(round_), is_all=is_all)
    ranking = ranking_now(round_) if issue is None else ranking_frozen(issue)
    return ranking, is_all or (issue is not None and issue.published_at is not None)


def own_result(actor: Actor, assessment: Assessment) -> OwnResult | None:
    """Return the result of an agency within reach, a fixed number of queries; None where the set scores nothing."""
    sheet = sheet_of(assessment)
    ranking, sees_peers = ranking_for(actor, assessment.round)
    found = ranking.of(assessment.agency_id)
    if found is None:
        return None
    before = _before(assessment)
    return OwnResult(
        sheet=sheet,
        ranking=ranking,
        kind=found[0],
        standing=found[1],
        sees_peers=sees_peers,
        lost=lost_of(sheet),
        before=before,
        moved=_moved(before, sheet) if before is not None else None,
    )


def _before(assessment: Assessment) -> Sheet | None:
    """Return the assessment of the year before."""
    round_ = assessment.round
    rows = Assessment.objects.filter(
        agency=assessment.agency_id,
        round__owner=round_.owner_id,
        round__purpose=round_.purpose,
        round__year=round_.year - 1,
    )
    related = rows.select_related("round", "agency", "round_set__set_version")
    found = related.defer("round_set__set_version__definition").first()
    return sheet_of(found) if found is not None else None


def _moved(before: Sheet, now: Sheet) -> Movement:
    return movement(before.criteria, marks_of(before.scores.values()), now.criteria, marks_of(now.scores.values()))


@dataclass(frozen=True, slots=True)
class LeafLoss:
    """What all agencies of one kind lost at a sub-criterion."""

    kind: str
    criteria: CriteriaSet
    area: IndexArea
    leaf: SubCriterion
    scored: int  # agencies with points, to which it applies
    losing: int  # of them, those that did not get all
    nothing: int  # of them, those that got nothing
    points: Decimal  # lost by all together
    claims: int  # claims of points whose proof the set asks for
    unmet: int  # of them, those whose proof is not met

    @property
    def most(self) -> Decimal:
        """What all of them could have got."""
        return self.leaf.points * self.scored


def leaf_losses(round_: Round) -> tuple[LeafLoss, ...]:
    """Return what was lost at each sub-criterion of a round as the points stand, the most first. Two queries."""
    sets = {row.pk: (row.kind, set_of(row.set_version)) for row in _sets(round_)}
    scored = _COUNTS & Q(standing__isnull=False)
    claims = _COUNTS & Q(claimed__gt=0, is_proof_met__isnull=False)
    rows = (
        Score.objects.filter(assessment__round=round_)
        .order_by()
        .values("assessment__round_set", "leaf_key")
        .annotate(
            scored=Count("pk", filter=scored),
            losing=Count("pk", filter=scored & Q(standing__lt=F("maximum"))),
            nothing=Count("pk", filter=scored & Q(standing=0)),
            most=Sum("maximum", filter=scored),
            given=Sum("standing", filter=scored),
            claims=Count("pk", filter=claims),
            unmet=Count("pk", filter=claims & Q(is_proof_met=False)),
        )
    )
    leaves = {pk: _places(criteria) for pk, (_kind, criteria) in sets.items()}
    found = (
        _leaf_loss(*sets[row["assessment__round_set"]], *place, row)
        for row in rows
        if (place := leaves[row["assessment__round_set"]].get(row["leaf_key"])) is not None
    )
    return tuple(sorted(found, key=lambda one: (-one.points, one.kind, one.leaf.number)))


def _sets(round_: Round) -> "QuerySet[RoundSet]":
    return RoundSet.objects.filter(round=round_).select_related("set_version").defer("set_version__definition")


def _places(criteria: CriteriaSet) -> Mapping[str, tuple[IndexArea, SubCriterion]]:
    return {leaf.key: (area, leaf) for area in criteria.areas for leaf in area.leaves}


def _leaf_loss(
    kind: str, criteria: CriteriaSet, area: IndexArea, leaf: SubCriterion, row: Mapping[str, Any]
) -> LeafLoss:
    return LeafLoss(
        kind=kind,
        criteria=criteria,
        area=area,
        leaf=leaf,
        scored=row["scored"],
        losing=row["losing"],
        nothing=row["nothing"],
        points=Decimal(row["most"] or 0) - Decimal(row["given"] or 0),
        claims=row["claims"],
        unmet=row["unmet"],
    )


def losing_agencies(round_: Round) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return who lost points, by kind and sub-criterion, by name. One query."""
    rows = Score.objects.filter(_COUNTS, assessment__round=round_, standing__lt=F("maximum"))
    names = "assessment__agency__current_name"
    found: dict[tuple[str, str], list[str]] = {}
    for kind, key, name in rows.order_by("assessment__agency__current_sort_key").values_list(
        "assessment__round_set__kind", "leaf_key", names
    ):
        found.setdefault((kind, key), []).append(name)
    return {place: tuple(some) for place, some in found.items()}
