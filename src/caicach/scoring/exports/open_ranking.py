"""Published results as CSV: a row for each agency, and a row for each sub-criterion of each agency.

The words are Vietnamese whatever the reader's language: they are the data's. The same publication gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from caicach.scoring.mapping import value_text
from caicach.scoring.models import ResultIssue
from caicach.scoring.selectors.publications import LeafPoints
from caicach.scoring.selectors.ranking import KindRanking, Ranking, Standing, is_small_sample
from vanban.writing import Value, file_name, write_csv

__all__ = ["leaves_csv", "leaves_name", "ranking_csv", "ranking_name"]

_HEAD = ("year", "purpose", "publisher", "decision", "decided_on", "issue", "kind", "agency_uid", "agency")
_RESULT = ("rank", "index", "grade", "points", "maximum", "bonus", "penalty")
_LEAF = ("area", "criterion", "number", "label", "points", "maximum", "not_applicable", "survey_sample", "small_sample")


def ranking_name(ranking: Ranking) -> str:
    """Return the name of the file of agencies."""
    return file_name("Ket qua", ranking.round.title, ending="csv")


def leaves_name(ranking: Ranking) -> str:
    """Return the name of the file of sub-criteria."""
    return file_name("Diem tung tieu chi", ranking.round.title, ending="csv")


def ranking_csv(ranking: Ranking) -> bytes:
    """Return a row for each agency; an area that a kind has not, or that does not apply, is empty.

    Areas stand in two columns each: ``area.steering.points`` and ``area.steering.maximum``, of what applies.
    """
    areas = list(dict.fromkeys(area.key for kind in ranking.kinds for area in kind.criteria.areas))
    titles = [f"area.{key}.{what}" for key in areas for what in ("points", "maximum")]
    rows = (
        (*_head(ranking, kind, one), *_result(one), *_areas(one, areas))
        for kind in ranking.kinds
        for one in kind.standings
    )
    return write_csv([*_HEAD, *_RESULT, *titles], rows)


def leaves_csv(ranking: Ranking, points: Mapping[int, Iterable[LeafPoints]]) -> bytes:
    """Return a row for each sub-criterion of each agency; ``points`` by assessment, as the decision had them."""
    return write_csv([*_HEAD, *_LEAF], _leaf_rows(ranking, points))


def _leaf_rows(ranking: Ranking, points: Mapping[int, Iterable[LeafPoints]]) -> Iterator[tuple[Value, ...]]:
    for kind in ranking.kinds:
        leaves = kind.criteria.by_key()
        for one in kind.standings:
            head = _head(ranking, kind, one)
            for row in points.get(one.assessment_id, ()):
                leaf = leaves.get(row.score.leaf_key)
                if leaf is None:
                    continue
                size = row.score.sample_size
                is_small = is_small_sample(leaf, row.score)
                given = None if row.is_left_out else row.points
                yield (
                    *head, row.score.area_key, leaf.key, leaf.number, leaf.label, value_text(given),
                    value_text(leaf.points), "1" if row.is_left_out else "0",
                    "" if size is None else size, "1" if is_small else "0",
                )  # fmt: skip


def _head(ranking: Ranking, kind: KindRanking, one: Standing) -> tuple[Value, ...]:
    round_, issue = ranking.round, ranking.issue
    return (
        round_.year, round_.purpose, round_.owner.current_name, *_decision(issue), kind.kind,
        str(one.agency_uid), one.name,
    )  # fmt: skip


def _decision(issue: ResultIssue | None) -> tuple[Value, ...]:
    if issue is None:
        return "", "", ""
    return issue.decision_number, issue.decided_on or "", issue.number


def _result(one: Standing) -> tuple[Value, ...]:
    numbers = (one.index, one.points, one.maximum, one.bonus, one.penalty)
    index, *rest = (value_text(number) for number in numbers)
    return (one.rank or "", index, one.grade_label, *rest)


def _areas(one: Standing, keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        points, maximum = one.areas.get(key, (None, None))
        applies = bool(maximum)
        yield value_text(points) if applies else ""
        yield value_text(maximum) if applies else ""
