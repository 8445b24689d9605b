"""Whether what stands agrees with itself: points with their log, frozen results with the points and their fingerprint.

The log alone gives every point again: what every stage has, and whether a sub-criterion applies, is replayed change
by change and compared with what is stored.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from caicach.scoring.constants import RoundState, Stage
from caicach.scoring.mapping import STAGES, column_of, standing_points
from caicach.scoring.models import ResultIssue, ResultRow, Round, Score, ScoreChange
from caicach.scoring.selectors.frozen import digest_of
from caicach.scoring.selectors.results import ranked_results

__all__ = ["Replayed", "replayed", "round_problems", "rounds_to_verify"]

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the log of one score comes to."""

    points: dict[str, Decimal]  # by column, what the last change left there
    left_out: str
    is_unbroken: bool  # every change begins where the one before ended


def replayed(changes: Iterable[ScoreChange]) -> Replayed:
    """Return what ``changes`` of one score, the oldest first, come to. Pure.

    An unbroken log of points is one in which each ``old`` is what the same column had before.
    """
    points: dict[str, Decimal] = {}
    left_out, is_unbroken = "", True
    for change in changes:
        column = column_of(Stage(change.stage))
        is_unbroken = is_unbroken and change.old == points.get(column) and change.old_left_out == left_out
        points.pop(column, None)
        if change.new is not None:
            points[column] = change.new
        left_out = change.new_left_out
    return Replayed(points, left_out, is_unbroken)


def rounds_to_verify() -> Sequence[Round]:
    """Return the rounds whose points count: those that were settled. One query."""
    return tuple(Round.objects.filter(state__in=(RoundState.SETTLED, RoundState.PUBLISHED)).order_by("year", "pk"))


def round_problems(round_: Round) -> tuple[str, ...]:
    """Return a sentence for each thing of a settled round that does not agree; empty: all does.

    A fixed number of queries; of a province some seconds, since the whole log is read.
    """
    return (*_points_off(round_), *_issues_off(round_))


def _points_off(round_: Round) -> Iterator[str]:
    """Tell of the scores whose log does not give what is stored: two queries, read in pieces."""
    scores = Score.objects.filter(assessment__round=round_).select_related("assessment__agency").order_by("pk")
    changes = ScoreChange.objects.filter(score__assessment__round=round_).order_by("score_id", "at", "id")
    by_score = groupby(changes.iterator(_CHUNK), key=attrgetter("score_id"))
    told: tuple[int, Replayed] | None = None
    for score in scores.iterator(_CHUNK):
        while told is None or told[0] < score.pk:
            score_id, some = next(by_score, (0, iter(())))
            if not score_id:
                told = (2**63, Replayed({}, "", is_unbroken=True))
                break
            told = (score_id, replayed(some))
        log = told[1] if told[0] == score.pk else Replayed({}, "", is_unbroken=True)
        if not _agrees(score, log):
            words = {"agency": score.assessment.agency.current_name, "key": score.leaf_key}
            yield _("%(agency)s, tiêu chí %(key)s: điểm đang lưu khác điểm tính lại từ nhật ký.") % words


def _agrees(score: Score, log: Replayed) -> bool:
    stored = {column_of(stage): points for stage in STAGES if (points := getattr(score, column_of(stage))) is not None}
    return (
        log.is_unbroken
        and log.points == stored
        and log.left_out == score.left_out
        and score.standing == standing_points(score)
    )


def _issues_off(round_: Round) -> Iterator[str]:
    """Tell of issues whose rows are not what was frozen, and of the last one where it is not what the points give."""
    issues = list(ResultIssue.objects.filter(round=round_).order_by("number"))
    if not issues:
        yield _("%(round)s: đã công nhận mà không có kết quả được chốt.") % {"round": round_.title}
    related = ("assessment__agency", "assessment__round_set__set_version")
    for issue in issues:
        rows = ResultRow.objects.filter(issue=issue).select_related(*related)
        found = list(rows.defer("assessment__round_set__set_version__definition"))
        words = {"round": round_.title, "number": issue.number}
        if digest_of(found, (row.assessment.round_set.set_version.fingerprint for row in found)) != issue.digest:
            yield _("%(round)s, lần chốt %(number)s: kết quả đã bị thay đổi sau khi chốt.") % words
        if issue == issues[-1]:
            yield from _rows_off(round_, found)


def _rows_off(round_: Round, rows: Iterable[ResultRow]) -> Iterator[str]:
    units = {unit.assessment.pk: unit for unit in ranked_results(round_, stage=Stage.SETTLED)}
    frozen = {row.assessment_id: row for row in rows}
    for pk, unit in units.items():
        row, result = frozen.get(pk), unit.result
        now = (result.points, result.total.maximum, result.index, unit.rank)
        if row is None or (row.points, row.maximum, row.index, row.rank) != now:
            words = {"agency": unit.assessment.agency.current_name}
            yield _("%(agency)s: kết quả đã chốt khác kết quả tính từ điểm công nhận.") % words
