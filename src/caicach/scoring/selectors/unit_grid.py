"""One agency over all sub-criteria that the actor's body appraises, with its bonus and penalty points."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.scoring.constants import RoundState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import Assessment, Score
from caicach.scoring.selectors.adjusting import AdjustRow, adjust_rows, adjusts
from caicach.scoring.selectors.appraisers import Appraisers
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.grid import (
    Appraising,
    GridRow,
    appraising_of,
    link_before,
    open_appeals,
    with_supplements,
)
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed
from reform.index import CriteriaSet, IndexArea

__all__ = ["UnitGrid", "row_for", "unit_grid_of"]


@dataclass(frozen=True, slots=True)
class UnitGrid:
    """What the actor appraises of one agency."""

    assessment: Assessment
    areas: tuple[tuple[IndexArea, tuple[GridRow, ...]], ...]  # in the set's order
    adjustments: tuple[AdjustRow, ...]  # empty: others appraise them
    before: Assessment | None  # the agency before, in the order of the listing
    after: Assessment | None

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """All rows, area after area."""
        return tuple(row for _area, rows in self.areas for row in rows)


def unit_grid_of(actor: Actor, assessment: Assessment) -> UnitGrid:
    """Return what the actor appraises of ``assessment``, within reach: five queries, one more for appeals.

    Raises:
        NotAllowed: nothing.
    """
    appraising = appraising_of(actor, assessment.round)
    sheet = appraising.sheets.get(assessment.pk)
    keys = [key for key, one in appraising.leaves.items() if assessment.pk in one.assessment_ids]
    if sheet is None or not keys:
        raise NotAllowed(_("Cơ quan bạn không thẩm định cơ quan này; không ai thẩm định cơ quan mình."))
    before, after = _around(appraising, assessment.pk)
    return UnitGrid(
        assessment=sheet,
        areas=_areas(sheet, keys),
        adjustments=adjust_rows([sheet]) if adjusts(actor, sheet) else (),
        before=before,
        after=after,
    )


def row_for(actor: Actor, sheet: Sheet, leaf_key: str) -> GridRow | None:
    """Return one sub-criterion of one agency for who appraises it, else None: no query, one for an appeal."""
    assessment, score, leaf = sheet.assessment, sheet.scores[leaf_key], sheet.criteria.by_key()[leaf_key]
    appraisers = Appraisers(assessment.round, {key: body.agency_id for key, body in sheet.bodies.items()})
    if actor.is_system or not appraisers.allows(actor, score.area_key, leaf, assessment):
        return None
    appeal = open_appeals([assessment], [score]).get(score.pk)
    return GridRow(score, assessment, leaf, sheet.criteria.digits, None, appeal)


def _around(appraising: Appraising, pk: int) -> tuple[Assessment | None, Assessment | None]:
    asked = frozenset().union(*(one.assessment_ids for one in appraising.leaves.values()))
    ids = [one for one in appraising.sheets if one in asked]
    at = ids.index(pk)
    before = appraising.sheets[ids[at - 1]] if at else None
    return before, appraising.sheets[ids[at + 1]] if at + 1 < len(ids) else None


def _areas(sheet: Assessment, keys: list[str]) -> tuple[tuple[IndexArea, tuple[GridRow, ...]], ...]:
    criteria = set_of(sheet.round_set.set_version)
    scores = {score.leaf_key: score for score in with_supplements(assessment=sheet, leaf_key__in=keys)}
    earlier = _earlier(sheet, criteria, keys)
    appeals = open_appeals([sheet], scores.values())
    found = []
    for area in criteria.areas:
        rows = tuple(
            GridRow(score, sheet, leaf, criteria.digits, earlier.get(leaf.key), appeals.get(score.pk))
            for leaf in area.leaves
            if (score := scores.get(leaf.key)) is not None
        )
        if rows:
            found.append((area, rows))
    return tuple(found)


def _earlier(sheet: Assessment, criteria: CriteriaSet, keys: list[str]) -> Mapping[str, Score]:
    """Return last year's scores at what measures the same, by this year's key, where the results were published."""
    before = {key: old for key in keys if (old := link_before(criteria, key))}
    rows = Score.objects.filter(
        leaf_key__in=set(before.values()),
        assessment__agency=sheet.agency_id,
        assessment__round__year=sheet.round.year - 1,
        assessment__round__purpose=sheet.round.purpose,
        assessment__round__owner=sheet.round.owner_id,
        assessment__round__state=RoundState.PUBLISHED,
    )
    by_key = {row.leaf_key: row for row in rows}
    return {key: by_key[old] for key, old in before.items() if old in by_key}
