"""Bonus and penalty points as whoever appraises them reads them: of one agency, or over all agencies of a round."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.documents import selectors as documents
from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, RoundState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import AdjustmentScore, Assessment, Round
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed
from reform.index import Adjustment

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["AdjustGrid", "AdjustRow", "PapersBySymbol", "adjust_grid_of", "adjust_rows", "adjusts", "papers_by_symbol"]

_OPEN = (AssessmentState.LOCKED, AssessmentState.EXPLAINED)
PapersBySymbol = Mapping[str, "Document"]


@dataclass(frozen=True, slots=True)
class AdjustRow:
    """One bonus or penalty of one agency."""

    assessment: Assessment
    of: Adjustment
    score: AdjustmentScore | None  # None: the agency names none, and nobody gave one

    @property
    def is_open(self) -> bool:
        """Whether points can be given now."""
        return self.assessment.round.state == RoundState.OPEN and self.assessment.state in _OPEN

    @property
    def is_claimed(self) -> bool:
        """Whether the agency claims it, or points were given."""
        return self.score is not None and (self.score.claimed is not None or self.score.appraised is not None)

    @property
    def waits(self) -> bool:
        """Whether what the agency claims was not looked at yet."""
        return self.score is not None and self.score.claimed is not None and self.score.appraised is None

    @property
    def revision(self) -> int:
        """That the reader sees; 0: nothing is there."""
        return 0 if self.score is None else self.score.revision


@dataclass(frozen=True, slots=True)
class AdjustGrid:
    """Bonus and penalty points of all agencies that the actor appraises."""

    round: Round
    offered: tuple[Adjustment, ...]  # of the sets, each key once
    rows: tuple[AdjustRow, ...]  # all of them: agencies × what their set has


def adjusts(actor: Actor, assessment: Assessment) -> bool:
    """Whether the actor appraises bonus and penalty of ``assessment``, which comes with its round: no query."""
    return access.appraises(actor, assessment.round.standing_body_id, assessment)


def adjust_rows(sheets: Iterable[Assessment]) -> tuple[AdjustRow, ...]:
    """Return all bonuses and penalties of ``sheets``, which come with round, set and agency: one query."""
    some = tuple(sheets)
    scores = AdjustmentScore.objects.filter(assessment__in=some).select_related("document")
    found = {(score.assessment_id, score.key): score for score in scores}
    return tuple(
        AdjustRow(sheet, one, found.get((sheet.pk, one.key)))
        for sheet in some
        for one in set_of(sheet.round_set.set_version).adjustments
    )


def adjust_grid_of(actor: Actor, round_: Round) -> AdjustGrid:
    """Return bonus and penalty points of all agencies of which the actor appraises them: two queries.

    Raises:
        NotAllowed: of none, or the sets of the round have none.
    """
    rows = access.visible_assessments(actor).filter(round=round_)
    related = rows.order_by("round_set__position", "agency__current_name").select_related(
        "agency", "round_set__set_version"
    )
    sheets = list(related.defer("round_set__set_version__definition"))
    for sheet in sheets:
        sheet.round = round_
    mine = [sheet for sheet in sheets if adjusts(actor, sheet)]
    found = adjust_rows(mine) if mine else ()
    if not found:
        raise NotAllowed(_("Cơ quan bạn không thẩm định điểm thưởng, điểm trừ của đợt chấm này."))
    return AdjustGrid(round_, tuple({row.of.key: row.of for row in found}.values()), found)


def papers_by_symbol(actor: Actor, typed: Iterable[str]) -> PapersBySymbol:
    """Return the registered documents that bear the symbols typed, the newest of each; one query, none of nothing."""
    wanted = {text for text in typed if text}
    found = documents.documents_of_symbols(actor, wanted) if wanted else ()
    newest = {_folded(one.symbol): one for one in sorted(found, key=lambda one: (one.issued_on or date.min, one.pk))}
    return {text: newest[_folded(text)] for text in wanted if _folded(text) in newest}


def _folded(symbol: str) -> str:
    return "".join(symbol.split()).upper()
