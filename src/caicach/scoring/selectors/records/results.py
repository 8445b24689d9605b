"""Results of a round as programs read them: as they were published, or as they stand, for those who may see that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.scoring.models import ResultIssue
from caicach.scoring.selectors.publications import (
    issue_for,
    issues_of,
    round_ranked_for,
    seen_agencies,
    sees_all,
)
from caicach.scoring.selectors.ranking import KindRanking, Ranking, Standing, ranking_frozen, ranking_now
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

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
    small_sample: int | None  # so few answered a survey of the area that its result says little; None: enough did


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """The result of one agency."""

    assessment: UUID
    agency: UUID
    agency_name: str
    kind: str
    rank: int | None
    rank_before: int | None  # of the year before, where it compares
    index_before: Decimal | None
    claimed: Decimal | None
    appraised: Decimal | None
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
    is_whole: bool  # of all agencies, not of the reader's own alone
    issue: IssueRecord | None  # None: as the points stand, nothing is settled yet
    issues: tuple[IssueRecord, ...]
    items: tuple[ResultRecord, ...]


def results_record(actor: Actor, uid: UUID, *, number: int | None = None) -> ResultsRecord:
    """Return the results of a round: of the issue ``number``, else of the latest; a fixed number of queries.

    What is published is for everybody. Before, whoever holds the round's owner in scope sees all, others the rows of
    their own agencies, with the rank that they have among all.

    Raises:
        Beyond: there is no such round for this actor, or no such issue.
    """
    round_ = round_ranked_for(actor, uid)
    if round_ is None:
        raise Beyond
    every, sees = issues_of(round_), sees_all(actor, round_)
    issues = tuple(one for one in every if sees or one.published_at is not None)
    issue = issue_for(every, is_all=sees) if number is None else _of_number(issues, number)
    found = ranking_now(round_) if issue is None else ranking_frozen(issue)
    is_whole = sees or (issue is not None and issue.published_at is not None)
    return ResultsRecord(
        round=round_.uid,
        year=round_.year,
        purpose=round_.purpose,
        state=round_.state,
        is_whole=is_whole,
        issue=None if issue is None else _issue(issue),
        issues=tuple(map(_issue, issues)),
        items=tuple(_items(found if is_whole else found.only(seen_agencies(actor, round_)))),
    )


def _of_number(issues: tuple[ResultIssue, ...], number: int) -> ResultIssue:
    found = next((one for one in issues if one.number == number), None)
    if found is None:
        raise Beyond(_("Không có lần công bố này."))
    return found


def _issue(row: ResultIssue) -> IssueRecord:
    return IssueRecord(row.number, row.decision_number, row.decided_on, row.reason, row.digest, row.published_at)


def _items(ranking: Ranking) -> Iterator[ResultRecord]:
    return (_result(one, kind) for kind in ranking.kinds for one in kind.standings)


def _result(one: Standing, kind: KindRanking) -> ResultRecord:
    before = kind.earlier.places.get(one.agency_id)
    return ResultRecord(
        assessment=one.assessment_uid,
        agency=one.agency_uid,
        agency_name=one.name,
        kind=kind.kind,
        rank=one.rank,
        rank_before=before.rank if before else None,
        index_before=before.index if before else None,
        claimed=one.claimed,
        appraised=one.appraised,
        points=one.points,
        maximum=one.maximum,
        bonus=one.bonus,
        penalty=one.penalty,
        index=one.index,
        grade=one.grade_key,
        grade_label=one.grade_label,
        areas={
            key: AreaResult(points, maximum, one.small_areas.get(key)) for key, (points, maximum) in one.areas.items()
        },
    )
