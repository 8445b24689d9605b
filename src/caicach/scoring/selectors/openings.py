"""Where work can be given over a whole round: sub-criteria with points to win or to mend, and the agencies of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from caicach.scoring.constants import AssessmentState, ImprovementKind, LeftOut
from caicach.scoring.mapping import set_of
from caicach.scoring.models import Improvement, Round, RoundPhase, RoundSet, Score
from caicach.scoring.selectors.winnable import Work, closing_on, works_of
from reform.index import CriteriaSet, IndexArea, Mark, SubCriterion, win_of

__all__ = ["AgencyOpening", "LeafOpening", "agencies_of", "openings_of"]


@dataclass(frozen=True, slots=True)
class LeafOpening:
    """One sub-criterion of one kind with points to win or to mend."""

    kind: str
    area: IndexArea
    leaf: SubCriterion
    due_on: date | None  # the last day on which proof counts; None: of what is mended
    agencies: int
    points: Decimal  # of all of them
    given: int  # of them, those with work already


@dataclass(frozen=True, slots=True)
class AgencyOpening:
    """One agency at a sub-criterion."""

    score: Score  # with its assessment and agency
    points: Decimal
    work: Work | None


def openings_of(round_: Round, kind: ImprovementKind, *, today: date) -> tuple[LeafOpening, ...]:
    """Return where work can be given, what is worth most first: four queries, however many agencies."""
    last = _last(round_, kind)
    leaves = {
        (row.pk, leaf.key): (row.kind, area, leaf, due_on)
        for row, criteria in _sets(round_)
        for area, leaf, due_on in _reachable(criteria, last, today)
    }
    given = set(Improvement.objects.filter(score__assessment__round=round_, kind=kind).values_list("score", flat=True))
    sums: dict[tuple[int, str], list[tuple[int, Decimal]]] = {}
    column = _column(kind)
    rows = _open(round_, kind).values_list("assessment__round_set", "leaf_key", "pk", "maximum", column)
    for round_set_id, key, pk, most, points in rows.order_by():
        if (round_set_id, key) in leaves:
            sums.setdefault((round_set_id, key), []).append((pk, most - (points or Decimal(0))))
    found = (
        LeafOpening(
            *leaves[place],
            agencies=len(some),
            points=sum((points for _pk, points in some), Decimal(0)),
            given=sum(pk in given for pk, _points in some),
        )
        for place, some in sums.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.points, one.kind, one.leaf.number)))


def agencies_of(round_: Round, kind: ImprovementKind, leaf_key: str, *, today: date) -> tuple[AgencyOpening, ...]:
    """Return the agencies that can win or mend points of a sub-criterion, the most first: five queries."""
    last = _last(round_, kind)
    reachable = {
        row.pk
        for row, criteria in _sets(round_)
        for _area, leaf, _due_on in _reachable(criteria, last, today)
        if leaf.key == leaf_key
    }
    related = _open(round_, kind).filter(leaf_key=leaf_key, assessment__round_set__in=reachable)
    scores = list(related.select_related("assessment__agency"))
    works, column = works_of(scores, kind), _column(kind)
    found = (
        AgencyOpening(score, score.maximum - (getattr(score, column) or Decimal(0)), works.get(score.pk))
        for score in scores
    )
    return tuple(sorted(found, key=lambda one: (-one.points, one.score.assessment.agency.current_sort_key)))


def _column(kind: ImprovementKind) -> str:
    return "claimed" if kind == ImprovementKind.WIN else "standing"


def _open(round_: Round, kind: ImprovementKind) -> "QuerySet[Score]":
    """Return the scores with points to win or to mend: to win while claims are open, to mend once they are closed."""
    scoring = Q(assessment__state=AssessmentState.SCORING)
    rows = Score.objects.filter(assessment__round=round_).exclude(left_out=LeftOut.APPROVED)
    if kind == ImprovementKind.WIN:
        return rows.filter(scoring).filter(Q(claimed__isnull=True) | Q(claimed__lt=F("maximum")))
    return rows.exclude(scoring).filter(standing__lt=F("maximum"))


def _sets(round_: Round) -> list[tuple[RoundSet, CriteriaSet]]:
    rows = RoundSet.objects.filter(round=round_).select_related("set_version").defer("set_version__definition")
    return [(row, set_of(row.set_version)) for row in rows]


def _last(round_: Round, kind: ImprovementKind) -> date | None:
    """Return the day on which claims close; None of what is mended."""
    if kind != ImprovementKind.WIN:
        return None
    return closing_on(RoundPhase.objects.filter(round=round_), round_.year)


def _reachable(
    criteria: CriteriaSet, last: date | None, today: date
) -> Iterable[tuple[IndexArea, SubCriterion, date | None]]:
    """Yield the sub-criteria at which work can still be given; to mend, at all."""
    for area in criteria.areas:
        for leaf in area.leaves:
            if last is None:
                yield area, leaf, None
            elif (win := win_of(criteria, leaf, Mark(), today=today, closing_on=last)) is not None:
                yield area, leaf, win.due_on
