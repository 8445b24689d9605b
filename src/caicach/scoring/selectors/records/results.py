"""Results of a round as programs read them: as they were published, or for those above as they stand."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.agencies.access import within_reach
from caicach.scoring import access
from caicach.scoring.constants import RoundState
from caicach.scoring.models import ResultIssue, ResultRow, Round
from caicach.scoring.selectors.results import UnitResult, ranked_results
from caicach.web.actor import Actor
from caicach.web.errors import Beyond, NotAllowed

__all__ = ["AreaResult", "IssueRecord", "ResultRecord", "ResultsRecord", "results_record"]


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """One decision that approves results: the first, or a correction with its reason."""

    number: int
    decision_number: str
    decided_on: date | None
    reason: str
    digest: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class AreaResult:
    """What an area came to."""

    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """The result of one agency."""

    assessment: UUID
    agency: UUID
    agency_name: str
    kind: str
    rank: int | None
    points: Decimal
    maximum: Decimal
    bonus: Decimal
    penalty: Decimal
    index: Decimal | None
    grade: str
    grade_label: str
    areas: Mapping[str, AreaResult]


@dataclass(frozen=True, slots=True)
class ResultsRecord:
    """The results of a round: by kind, the best first."""

    round: UUID
    year: int
    purpose: str
    state: str
    issue: IssueRecord | None  # None: as the points stand, nothing is settled yet
    issues: tuple[IssueRecord, ...]
    items: tuple[ResultRecord, ...]


def results_record(actor: Actor, uid: UUID, *, number: int | None = None) -> ResultsRecord:
    """Return the results of a round: of the issue ``number``, else of the latest; five queries.

    What is published is for everybody. Before, whoever stands above all who are ranked sees how the points stand, and
    what was settled.

    Raises:
        Beyond: there is no such round for this actor, or no such issue.
        NotAllowed: nothing is published yet.
    """
    seen = Q(state=RoundState.PUBLISHED) | Q(pk__in=access.visible_rounds(actor).values("pk"))
    round_ = Round.objects.filter(seen, uid=uid).first()
    if round_ is None:
        raise Beyond(_("Không có đợt chấm này, hoặc đợt chấm nằm ngoài phạm vi của bạn."))
    is_above = Round.objects.filter(within_reach("owner", actor), pk=round_.pk).exists()
    rows = ResultIssue.objects.filter(round=round_).order_by("number")
    issues = tuple(rows if is_above else rows.filter(published_at__isnull=False))
    if not issues and not is_above:
        raise NotAllowed(_("Kết quả của đợt chấm này chưa công bố."))
    issue = _wanted(issues, number)
    return ResultsRecord(
        round=round_.uid,
        year=round_.year,
        purpose=round_.purpose,
        state=round_.state,
        issue=None if issue is None else _issue(issue),
        issues=tuple(map(_issue, issues)),
        items=tuple(_standing(round_) if issue is None else _settled(issue)),
    )


def _wanted(issues: tuple[ResultIssue, ...], number: int | None) -> ResultIssue | None:
    if number is None:
        return issues[-1] if issues else None
    found = next((one for one in issues if one.number == number), None)
    if found is None:
        raise Beyond(_("Không có lần công bố này."))
    return found


def _issue(row: ResultIssue) -> IssueRecord:
    return IssueRecord(row.number, row.decision_number, row.decided_on, row.reason, row.digest, row.published_at)


def _standing(round_: Round) -> Iterable[ResultRecord]:
    return (_of_unit(unit) for unit in ranked_results(round_))


def _of_unit(unit: UnitResult) -> ResultRecord:
    row, result = unit.assessment, unit.result
    return ResultRecord(
        assessment=row.uid,
        agency=row.agency.uid,
        agency_name=row.agency.current_name,
        kind=row.round_set.kind,
        rank=unit.rank,
        points=result.points,
        maximum=result.total.maximum,
        bonus=result.bonus,
        penalty=result.penalty,
        index=result.index,
        grade=result.grade.key if result.grade else "",
        grade_label=result.grade.label if result.grade else "",
        areas={key: AreaResult(area.points, area.maximum) for key, area in result.areas.items()},
    )


def _settled(issue: ResultIssue) -> Iterable[ResultRecord]:
    rows = ResultRow.objects.filter(issue=issue).select_related("assessment__agency", "assessment__round_set")
    best_first = ("assessment__round_set__position", "rank", "assessment__agency__current_name")
    return (_of_row(row) for row in rows.order_by(*best_first))


def _of_row(row: ResultRow) -> ResultRecord:
    return ResultRecord(
        assessment=row.assessment.uid,
        agency=row.assessment.agency.uid,
        agency_name=row.assessment.agency.current_name,
        kind=row.assessment.round_set.kind,
        rank=row.rank,
        points=row.points,
        maximum=row.maximum,
        bonus=row.bonus,
        penalty=row.penalty,
        index=row.index,
        grade=row.grade_key,
        grade_label=row.grade_label,
        areas={key: AreaResult(Decimal(given), Decimal(most)) for key, (given, most) in json.loads(row.areas).items()},
    )
