"""What a round lacks before it can be settled, and the scores of its agencies side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, Stage
from caicach.scoring.mapping import set_of
from caicach.scoring.models import AdjustmentScore, Appeal, Assessment, ResultIssue, Round, RoundSet, Score
from caicach.scoring.selectors.results import UnitResult, ranked_results, results_of
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, NotAllowed, WrongState
from reform.index import Result, SubCriterion

__all__ = [
    "BLANK",
    "UNGIVEN",
    "Board",
    "BoardRow",
    "MissingLeaf",
    "Readiness",
    "adjustment_gap",
    "board_of",
    "latest_issue",
    "readiness_of",
    "round_to_settle",
]

_NAMED = 5  # agencies or sub-criteria named in a sentence

# Scores that count and have no points but perhaps those that were claimed.
BLANK = Q(settled__isnull=True, reviewed__isnull=True, appraised__isnull=True) & ~Q(left_out=LeftOut.APPROVED)
# Bonus and penalty that an agency claims and nobody judged.
UNGIVEN = Q(settled__isnull=True, appraised__isnull=True, claimed__gt=0)


@dataclass(frozen=True, slots=True)
class MissingLeaf:
    """A sub-criterion of which points are missing, and at how many agencies."""

    leaf: SubCriterion
    kind: str  # of the set, as ``RoundSet`` says it
    count: int


@dataclass(frozen=True)
class Readiness:
    """What keeps a round from being settled; what nobody found out yet waits for a decision."""

    unreviewed: tuple[str, ...]  # names of agencies whose appraisal is not finished
    appeals: int  # not answered
    requests: int  # to leave a sub-criterion out, not decided
    unscored: tuple[MissingLeaf, ...]  # that agencies score themselves and nobody appraised
    adjustments: int  # bonus and penalty points that nobody appraised
    blanks: tuple[MissingLeaf, ...]  # results of surveys and of other bodies that are not there

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each thing that must be done first; empty: it can be settled."""
        said = (
            _unreviewed(self.unreviewed),
            _counted(self.appeals, _("Còn %(count)s kiến nghị chưa trả lời. Trả lời ở trang kiến nghị.")),
            _counted(
                self.requests,
                _("Còn %(count)s đề nghị không áp dụng chưa quyết định. Quyết định ở trang của tiêu chí."),
            ),
            _unscored(self.unscored),
            _counted(
                self.adjustments,
                _("Còn %(count)s điểm thưởng, điểm trừ chưa thẩm định. Ghi điểm công nhận cho từng khoản."),
            ),
        )
        return tuple(one for one in said if one)

    @property
    def blank_keys(self) -> tuple[str, ...]:
        """The sub-criteria of which somebody must say how they count."""
        return tuple(dict.fromkeys(one.leaf.key for one in self.blanks))


def _counted(count: int, sentence: str) -> str:
    return sentence % {"count": count} if count else ""


def _unreviewed(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    words = {"count": len(names), "names": _some(names)}
    return _("Còn %(count)s cơ quan chưa xong thẩm định lại: %(names)s. Kết thúc các bước trước.") % words


def _unscored(rows: tuple[MissingLeaf, ...]) -> str:
    if not rows:
        return ""
    words = {"count": sum(one.count for one in rows), "numbers": _some(tuple(one.leaf.number for one in rows))}
    return _("Còn %(count)s điểm tự chấm chưa thẩm định ở các tiêu chí %(numbers)s. Ghi điểm công nhận trước.") % words


def _some(names: tuple[str, ...]) -> str:
    once = tuple(dict.fromkeys(names))
    more = len(once) - _NAMED
    return ", ".join(once[:_NAMED]) + (_(" và %(count)s nữa") % {"count": more} if more > 0 else "")


def readiness_of(round_: Round) -> Readiness:
    """Return what ``round_`` lacks: six queries, one more for a set that was not read lately."""
    sheets = Assessment.objects.filter(round=round_)
    unreviewed = sheets.exclude(state__in=(AssessmentState.REVIEWED, AssessmentState.SETTLED))
    scores = Score.objects.filter(assessment__round=round_)
    missing = tuple(_missing(round_, scores))
    adjustments = AdjustmentScore.objects.filter(UNGIVEN, assessment__round=round_)
    return Readiness(
        unreviewed=tuple(unreviewed.order_by("agency__current_name").values_list("agency__current_name", flat=True)),
        appeals=Appeal.objects.filter(score__assessment__round=round_, state=AppealState.ASKED).count(),
        requests=scores.filter(left_out=LeftOut.ASKED).count(),
        unscored=tuple(one for one in missing if one.leaf.rule.is_self_scored),
        adjustments=adjustments.count(),
        blanks=tuple(one for one in missing if not one.leaf.rule.is_self_scored),
    )


def _missing(round_: Round, scores: "Iterable[Score]") -> "Iterable[MissingLeaf]":
    """Return the sub-criteria without points, in the order of the sets; one of which is to be decided is told so."""
    blank = scores.filter(BLANK).exclude(left_out=LeftOut.ASKED)  # type: ignore[attr-defined]
    grouped = blank.order_by().values_list("assessment__round_set", "leaf_key").annotate(n=Count("pk"))
    counted: Mapping[tuple[int, str], int] = {(set_id, key): number for set_id, key, number in grouped}
    sets = RoundSet.objects.filter(round=round_).select_related("set_version").defer("set_version__definition")
    for row in sets:
        for leaf in set_of(row.set_version).leaves:
            if (row.pk, leaf.key) in counted:
                yield MissingLeaf(leaf, row.kind, counted[row.pk, leaf.key])


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency with its points of every stage, bonus and penalty in them."""

    unit: UnitResult  # as the points stand, with the rank that they would have
    claimed: Decimal | None  # None: nothing has points at this stage
    appraised: Decimal | None
    reviewed: Decimal | None  # of the second appraisal, where there was one
    difference: Decimal | None  # by how much more stands where the agency scored itself; None: it did nowhere
    differing: int  # sub-criteria that stand other than claimed
    deviating: int  # that are settled other than appraised


@dataclass(frozen=True, slots=True)
class Board:
    """A round with all its agencies, and the issues of its results."""

    round: Round
    rows: tuple[BoardRow, ...]  # by kind, the best first
    issues: tuple[ResultIssue, ...]  # the first one first


def board_of(round_: Round) -> Board:
    """Return the points of all agencies of a round side by side: fourteen queries, however many agencies."""
    earlier = tuple(_at(round_, stage) for stage in (Stage.CLAIMED, Stage.APPRAISED, Stage.REVIEWED))
    counted = _counted_differences(round_)
    rows = tuple(_board_row(unit, earlier, counted) for unit in ranked_results(round_))
    issues = ResultIssue.objects.filter(round=round_).select_related("by", "document", "minutes").order_by("number")
    return Board(round_, rows, tuple(issues))


def _board_row(
    unit: UnitResult, earlier: Sequence[Mapping[int, Result]], counted: Mapping[int, Mapping[str, Any]]
) -> BoardRow:
    pk = unit.assessment.pk
    claimed, appraised, reviewed = (stage.get(pk) for stage in earlier)
    found = counted.get(pk, {})
    gap = (found.get("given_points") or Decimal(0)) - (found.get("claimed_points") or Decimal(0))
    return BoardRow(
        unit=unit,
        claimed=claimed.points if claimed else None,
        appraised=appraised.points if appraised else None,
        reviewed=reviewed.points if reviewed else None,
        difference=gap + adjustment_gap(unit.result, claimed) if claimed else None,
        differing=found.get("differing", 0),
        deviating=found.get("deviating", 0),
    )


def adjustment_gap(standing: Result, claimed: Result) -> Decimal:
    """Return by how much bonus and penalty changed the points since they were claimed."""
    return (standing.bonus - standing.penalty) - (claimed.bonus - claimed.penalty)


def _at(round_: Round, stage: Stage) -> dict[int, Result]:
    units = results_of(Assessment.objects.filter(round=round_), stage=stage)
    return {one.assessment.pk: one.result for one in units if one.result.total.scored}


def _counted_differences(round_: Round) -> dict[int, dict[str, Any]]:
    """Return how many sub-criteria of each assessment differ from the claim and from the appraisal, and the points
    that were claimed and that stand where both are there. One query.
    """
    both = Q(claimed__isnull=False, standing__isnull=False)
    rows = (
        Score.objects.filter(assessment__round=round_)
        .exclude(left_out=LeftOut.APPROVED)
        .annotate(given=Coalesce("reviewed", "appraised"))
        .order_by()
        .values("assessment")
        .annotate(
            differing=Count("pk", filter=Q(claimed__isnull=False) & ~Q(standing=F("claimed"))),
            deviating=Count("pk", filter=Q(settled__isnull=False, given__isnull=False) & ~Q(settled=F("given"))),
            claimed_points=Sum("claimed", filter=both),
            given_points=Sum("standing", filter=both),
        )
    )
    return {row["assessment"]: dict(row) for row in rows}


def round_to_settle(actor: Actor, uid: UUID) -> Round:
    """Return a round whose points of all agencies the actor sees. One query, and one of the actor's reach.

    Raises:
        Beyond: there is none, or not for this actor.
        NotAllowed: the actor sees the round, but not the points of all its agencies.
    """
    rows = access.visible_rounds(actor).select_related("owner", "standing_body")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có đợt chấm này, hoặc đợt chấm nằm ngoài phạm vi của bạn."))
    if not access.sees_settlement(actor, found):
        raise NotAllowed(_("Bảng điểm của mọi cơ quan dành cho cơ quan thường trực và lãnh đạo nơi công nhận kết quả."))
    return found


def latest_issue(round_: Round) -> ResultIssue:
    """Return the latest results of a round. One query.

    Raises:
        WrongState: nothing is settled yet.
    """
    found = ResultIssue.objects.filter(round=round_).select_related("round__standing_body").order_by("number").last()
    if found is None:
        raise WrongState(_("Đợt chấm chưa công nhận kết quả. Công nhận trước rồi tải biên bản đã ký lên."))
    return found
