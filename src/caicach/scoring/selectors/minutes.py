"""What the minutes of the meeting that settles a round say: the three scores, what differs, appeals with answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from caicach.scoring.constants import AppealState, LeftOut
from caicach.scoring.models import AdjustmentScore, Appeal, Round, Score
from caicach.scoring.selectors.settlement import Board, BoardRow, board_of
from reform.index import SubCriterion

__all__ = ["Minutes", "MinutesAdjustment", "MinutesAppeal", "MinutesScore", "minutes_of"]


@dataclass(frozen=True, slots=True)
class MinutesScore:
    """One sub-criterion of one agency."""

    row: BoardRow
    leaf: SubCriterion
    score: Score


@dataclass(frozen=True, slots=True)
class MinutesAppeal:
    """What one agency objected, and what was answered."""

    row: BoardRow
    leaf: SubCriterion
    appeal: Appeal


@dataclass(frozen=True, slots=True)
class MinutesAdjustment:
    """Bonus or penalty points of one agency."""

    row: BoardRow
    label: str
    adjustment: AdjustmentScore


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a meeting settles."""

    board: Board
    changed: tuple[MinutesScore, ...]  # that stand other than claimed, or are settled other than appraised
    left_out: tuple[MinutesScore, ...]
    appeals: tuple[MinutesAppeal, ...]
    adjustments: tuple[MinutesAdjustment, ...]


def minutes_of(round_: Round) -> Minutes:
    """Return what the minutes of ``round_`` say: eighteen queries, however many agencies; in the order of the board."""
    board = board_of(round_)
    rows = {row.unit.assessment.pk: row for row in board.rows}
    order = {pk: at for at, pk in enumerate(rows)}
    scores = Score.objects.filter(assessment__round=round_)
    differs = Q(claimed__isnull=False) & ~Q(standing=F("claimed"))
    deviates = Q(settled__isnull=False, given__isnull=False) & ~Q(settled=F("given"))
    changed = scores.exclude(left_out=LeftOut.APPROVED).annotate(given=Coalesce("reviewed", "appraised"))
    appeals = Appeal.objects.filter(score__assessment__round=round_).exclude(
        state__in=(AppealState.WITHDRAWN, AppealState.AGREED)
    )
    adjustments = AdjustmentScore.objects.filter(assessment__round=round_).filter(
        Q(claimed__gt=0) | Q(appraised__gt=0) | Q(settled__gt=0)
    )
    found = tuple(
        MinutesAppeal(row, leaf, one)
        for one in appeals.select_related("score").order_by("score__position", "pk")
        for row, leaf in [_leaf(rows, one.score)]
    )
    return Minutes(
        board=board,
        changed=_scores(rows, changed.filter(differs | deviates), order),
        left_out=_scores(rows, scores.filter(left_out=LeftOut.APPROVED), order),
        appeals=tuple(sorted(found, key=lambda one: order[one.row.unit.assessment.pk])),
        adjustments=tuple(_adjustments(rows, adjustments, order)),
    )


def _leaf(rows: dict[int, BoardRow], score: Score) -> tuple[BoardRow, SubCriterion]:
    row = rows[score.assessment_id]
    return row, row.unit.criteria.by_key()[score.leaf_key]


def _scores(rows: dict[int, BoardRow], scores: Iterable[Score], order: dict[int, int]) -> tuple[MinutesScore, ...]:
    some = sorted(scores, key=lambda one: (order[one.assessment_id], one.position))
    return tuple(MinutesScore(*_leaf(rows, score), score) for score in some)


def _adjustments(
    rows: dict[int, BoardRow], found: Iterable[AdjustmentScore], order: dict[int, int]
) -> Iterable[MinutesAdjustment]:
    for one in sorted(found, key=lambda one: (order[one.assessment_id], one.key)):
        row = rows[one.assessment_id]
        labels = {item.key: f"{item.number} {item.label}" for item in row.unit.criteria.adjustments}
        yield MinutesAdjustment(row, labels.get(one.key, one.key), one)
