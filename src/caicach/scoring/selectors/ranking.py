"""Ranks of a round: as its points stand, or as a decision froze them, beside those of the year before.

Owns: which agencies may be compared with last year's, and which surveys asked too few. Does not: say who reads what.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from caicach.agencies.selectors import heirs_of
from caicach.scoring.constants import LeftOut, RoundState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import Assessment, ResultIssue, ResultRow, Round, Score
from caicach.scoring.selectors.results import UnitResult, ranked_results
from reform.areas import areas
from reform.index import CriteriaSet, IndexArea, ScoringKind, SubCriterion, percent_of
from vanban.text.forms import compare_key

__all__ = [
    "Earlier",
    "KindRanking",
    "Place",
    "Ranking",
    "Standing",
    "is_small_sample",
    "ranking_frozen",
    "ranking_now",
    "rows_of",
    "short_label",
]

_TAIL = " cải cách hành chính"
AreaPoints = Mapping[str, tuple[Decimal, Decimal]]  # area key -> points, maximum of what applies


@dataclass(frozen=True, slots=True)
class Standing:
    """What one agency has reached, and its place within its kind."""

    assessment_id: int
    assessment_uid: UUID
    agency_id: int
    agency_uid: UUID
    name: str
    index: Decimal | None  # per cent; None: nothing applies
    rank: int | None
    points: Decimal
    maximum: Decimal
    bonus: Decimal
    penalty: Decimal
    grade_key: str
    grade_label: str
    areas: AreaPoints
    claimed: Decimal | None = None
    appraised: Decimal | None = None
    scored_maximum: Decimal | None = None  # of what has points already; None: everything has
    small_areas: Mapping[str, int] = field(default_factory=dict)  # area -> the smallest sample of its surveys

    def percent(self, area_key: str, digits: int = 1) -> Decimal | None:
        """Return what was reached of an area, in per cent; None where nothing of it applies."""
        points, maximum = self.areas.get(area_key, (Decimal(0), Decimal(0)))
        return percent_of(points, maximum, digits)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agency stood the year before."""

    rank: int
    index: Decimal


@dataclass(frozen=True, slots=True)
class Earlier:
    """The year before, for one kind: whose place compares, and who came out of several."""

    year: int
    is_there: bool  # results of that year are published
    places: Mapping[int, Place] = field(default_factory=dict)  # by agency of this year
    forebears: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # agency -> whom it took over from


@dataclass(frozen=True)
class KindRanking:
    """All agencies of one kind, the best first."""

    kind: str
    criteria: CriteriaSet
    standings: tuple[Standing, ...]
    earlier: Earlier

    @property
    def is_ranked(self) -> bool:
        """Whether there is anybody to rank against."""
        return len(self.standings) > 1

    @property
    def is_compared(self) -> bool:
        """Whether places compare with last year's: most agencies were ranked then within the same bounds."""
        there = sum(one.agency_id in self.earlier.places for one in self.standings)
        return bool(there) and 2 * there >= len(self.standings)

    @cached_property
    def indexes(self) -> tuple[Decimal, ...]:
        """The indexes that there are, the highest first."""
        return tuple(sorted((one.index for one in self.standings if one.index is not None), reverse=True))

    @property
    def mean(self) -> Decimal | None:
        """The mean of the indexes."""
        return _mean(self.indexes)

    def area_mean(self, area_key: str) -> Decimal | None:
        """Return the mean of what agencies reached of an area, in per cent; None where it applies to nobody."""
        return _mean([found for one in self.standings if (found := one.percent(area_key, 2)) is not None])

    @cached_property
    def grades(self) -> tuple[tuple[str, str, int], ...]:
        """How many agencies there are of each grade: (key, label, number), the best first, without those of nobody."""
        counts = ((one.key, one.label, self._of_grade(one.key)) for one in self.criteria.grades)
        return tuple(one for one in counts if one[2])

    def _of_grade(self, key: str) -> int:
        return sum(one.grade_key == key for one in self.standings)

    def of(self, agency_id: int | None) -> Standing | None:
        """Return the place of an agency; None where it is not of this kind."""
        return next((one for one in self.standings if one.agency_id == agency_id), None)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranks of a round by kind, in the round's order."""

    round: Round
    issue: ResultIssue | None  # None: as the points stand now
    kinds: tuple[KindRanking, ...]

    def of(self, agency_id: int | None) -> tuple[KindRanking, Standing] | None:
        """Return the place of an agency with its kind; None where it was not scored."""
        return next(((kind, one) for kind in self.kinds if (one := kind.of(agency_id)) is not None), None)

    def of_uid(self, uid: UUID) -> tuple[KindRanking, Standing] | None:
        """Return the place of the agency of this uid with its kind; None where it was not scored."""
        every = ((kind, one) for kind in self.kinds for one in kind.standings)
        return next((found for found in every if found[1].agency_uid == uid), None)

    @property
    def frozen_issue(self) -> ResultIssue:
        """The decision that froze it.

        Raises:
            ValueError: it is as the points stand.
        """
        if self.issue is None:
            raise ValueError("nothing of this ranking is settled")
        return self.issue

    def only(self, agency_ids: Iterable[int]) -> "Ranking":
        """Return the ranking with the lines of these agencies alone; ranks stay those among all."""
        kept = frozenset(agency_ids)
        kinds = (
            replace(kind, standings=tuple(one for one in kind.standings if one.agency_id in kept))
            for kind in self.kinds
        )
        return replace(self, kinds=tuple(kind for kind in kinds if kind.standings))


def short_label(area: IndexArea, year: int) -> str:
    """Return an area where there is little room, as the programme in force shortens it."""
    named = {one.code: one.short_name for one in areas(date(year, 12, 31))}
    if area.area in named:
        return named[area.area]
    label = area.label.strip()
    if compare_key(label).endswith(compare_key(_TAIL)):
        label = label[: -len(_TAIL)].removesuffix(" của").removesuffix(" của công tác")
    return label


def is_small_sample(leaf: SubCriterion, score: Score) -> bool:
    """Whether a survey asked too few for its result to say much; what is no survey asked nobody."""
    size = score.sample_size
    return leaf.rule.kind is ScoringKind.SURVEY and size is not None and size < leaf.rule.least_sample


def ranking_now(round_: Round) -> Ranking:
    """Return the ranks of a round as its points stand: at most eight queries, however many agencies."""
    units = ranked_results(round_)
    small = _small_samples(round_, {unit.assessment.round_set.kind: unit.criteria for unit in units})
    found = [(unit.assessment, unit.criteria, _of_unit(unit)) for unit in units]
    return _ranking(round_, None, found, small)


def ranking_frozen(issue: ResultIssue) -> Ranking:
    """Return the ranks that a decision froze: at most six queries, however many agencies."""
    rows = tuple(rows_of(issue))
    found = [(row.assessment, set_of(row.assessment.round_set.set_version), _of_row(row)) for row in rows]
    sets = {assessment.round_set.kind: criteria for assessment, criteria, _standing in found}
    return _ranking(issue.round, issue, found, _small_samples(issue.round, sets))


def rows_of(issue: ResultIssue) -> "QuerySet[ResultRow]":
    """Return the rows of a decision with their agencies and sets, by kind."""
    related = ("assessment__agency", "assessment__round_set__set_version")
    rows = ResultRow.objects.filter(issue=issue).select_related(*related)
    return rows.defer("assessment__round_set__set_version__definition").order_by("assessment__round_set__position")


def _ranking(
    round_: Round,
    issue: ResultIssue | None,
    found: Iterable[tuple[Assessment, CriteriaSet, Standing]],
    small: Mapping[int, Mapping[str, int]],
) -> Ranking:
    kinds: dict[str, CriteriaSet] = {}
    standings: dict[str, list[Standing]] = {}
    for assessment, criteria, standing in found:
        kind = assessment.round_set.kind
        kinds[kind] = criteria
        standings.setdefault(kind, []).append(replace(standing, small_areas=small.get(standing.assessment_id, {})))
    earlier = _earlier(round_, {kind: {one.agency_id for one in some} for kind, some in standings.items()})
    return Ranking(
        round=round_,
        issue=issue,
        kinds=tuple(
            KindRanking(kind, kinds[kind], tuple(sorted(some, key=_order)), earlier[kind])
            for kind, some in standings.items()
        ),
    )


def _order(one: Standing) -> tuple[bool, int, str]:
    return one.rank is None, one.rank or 0, compare_key(one.name)


def _of_unit(unit: UnitResult) -> Standing:
    result, agency = unit.result, unit.assessment.agency
    total = result.total
    return Standing(
        assessment_id=unit.assessment.pk,
        assessment_uid=unit.assessment.uid,
        agency_id=agency.pk,
        agency_uid=agency.uid,
        name=agency.current_name,
        index=result.index,
        rank=unit.rank,
        points=result.points,
        maximum=total.maximum,
        bonus=result.bonus,
        penalty=result.penalty,
        grade_key=result.grade.key if result.grade else "",
        grade_label=result.grade.label if result.grade else "",
        areas={key: (one.points, one.maximum) for key, one in result.areas.items()},
        scored_maximum=None if result.is_complete else total.scored_maximum,
    )


def _of_row(row: ResultRow) -> Standing:
    agency = row.assessment.agency
    told = json.loads(row.areas)
    return Standing(
        assessment_id=row.assessment_id,
        assessment_uid=row.assessment.uid,
        agency_id=agency.pk,
        agency_uid=agency.uid,
        name=agency.current_name,
        index=row.index,
        rank=row.rank,
        points=row.points,
        maximum=row.maximum,
        bonus=row.bonus,
        penalty=row.penalty,
        grade_key=row.grade_key,
        grade_label=row.grade_label,
        areas={key: (Decimal(points), Decimal(maximum)) for key, (points, maximum) in told.items()},
        claimed=row.claimed,
        appraised=row.appraised,
    )


def _small_samples(round_: Round, sets: Mapping[str, CriteriaSet]) -> dict[int, dict[str, int]]:
    """Return which areas of whom rest on surveys that asked too few, with the smallest sample. One query."""
    least = {
        (kind, leaf.key): leaf.rule.least_sample
        for kind, criteria in sets.items()
        for leaf in criteria.leaves
        if leaf.rule.kind is ScoringKind.SURVEY and leaf.rule.least_sample
    }
    if not least:
        return {}
    rows = (
        Score.objects.filter(
            assessment__round=round_, leaf_key__in={key for _kind, key in least}, sample_size__lt=max(least.values())
        )
        .exclude(left_out=LeftOut.APPROVED)
        .values_list("assessment", "assessment__round_set__kind", "area_key", "leaf_key", "sample_size")
    )
    found: dict[int, dict[str, int]] = {}
    for assessment_id, kind, area_key, leaf_key, size in rows:
        if size is not None and size < least.get((kind, leaf_key), 0):
            areas = found.setdefault(assessment_id, {})
            areas[area_key] = min(size, areas.get(area_key, size))
    return found


def _earlier(round_: Round, agencies: Mapping[str, set[int]]) -> dict[str, Earlier]:
    """Return the year before of each kind: at most four queries.

    A place compares where one agency of that year goes on in one of this year, whatever its name. Who came out of
    several, or out of a part of one, has no place of the year before; from whom they came is told.
    """
    rows = _last_year(round_)
    if not rows:
        return {kind: Earlier(round_.year - 1, is_there=False) for kind in agencies}
    heirs = heirs_of({row.assessment.agency_id for row in rows}, on=date(round_.year, 12, 31))
    names = {row.assessment.agency_id: row.assessment.agency.current_name for row in rows}
    forebears: dict[int, list[int]] = {}
    for before, after in heirs.items():
        for agency_id in after:
            forebears.setdefault(agency_id, []).append(before)
    return {
        kind: _earlier_of(round_.year - 1, [row for row in rows if row.assessment.round_set.kind == kind], some,
                          heirs, forebears, names)
        for kind, some in agencies.items()
    }  # fmt: skip


def _earlier_of(
    year: int,
    rows: Iterable[ResultRow],
    agencies: set[int],
    heirs: Mapping[int, tuple[int, ...]],
    forebears: Mapping[int, list[int]],
    names: Mapping[int, str],
) -> Earlier:
    by_agency = {row.assessment.agency_id: row for row in rows}
    places: dict[int, Place] = {}
    told: dict[int, tuple[str, ...]] = {}
    for agency_id in agencies:
        before = forebears.get(agency_id, [])
        if len(before) == 1 and len(heirs[before[0]]) == 1:
            row = by_agency.get(before[0])
            if row is not None and row.rank is not None and row.index is not None:
                places[agency_id] = Place(row.rank, row.index)
        elif before:
            told[agency_id] = tuple(sorted((names[one] for one in before), key=compare_key))
    return Earlier(year, is_there=True, places=places, forebears=told)


def _last_year(round_: Round) -> tuple[ResultRow, ...]:
    """Return the rows of the latest published decision of the year before. Two queries."""
    issue = (
        ResultIssue.objects.filter(
            round__owner=round_.owner_id,
            round__purpose=round_.purpose,
            round__year=round_.year - 1,
            round__state=RoundState.PUBLISHED,
            published_at__isnull=False,
        )
        .order_by("-number")
        .first()
    )
    if issue is None:
        return ()
    rows = ResultRow.objects.filter(issue=issue).select_related("assessment__round_set", "assessment__agency")
    return tuple(rows)


def _mean(values: "Iterable[Decimal]") -> Decimal | None:
    some = list(values)
    return sum(some, Decimal(0)) / len(some) if some else None
