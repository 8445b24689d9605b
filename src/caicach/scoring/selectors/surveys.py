"""What surveys and other bodies give in a round, as far as the actor enters it: sub-criteria × agencies."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from caicach.scoring.constants import LeftOut, RoundState, Stage
from caicach.scoring.mapping import set_of, stage_open
from caicach.scoring.models import Assessment, Round, Score
from caicach.scoring.selectors.grid import appraising_of
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed
from reform.index import SubCriterion
from vanban.text.forms import compare_key

__all__ = ["Outside", "Survey", "survey_of"]


@dataclass(frozen=True, slots=True)
class Outside:
    """One result of one agency."""

    score: Score
    assessment: Assessment
    leaf: SubCriterion
    digits: int

    @property
    def stage(self) -> Stage | None:
        """Where the result stands, if it can be entered now."""
        if self.assessment.round.state != RoundState.OPEN:
            return None
        return stage_open(self.score, self.leaf, self.assessment.state)

    @property
    def is_small(self) -> bool:
        """Whether fewer answered than the set asks for."""
        return self.score.sample_size is not None and self.score.sample_size < self.leaf.rule.least_sample

    @property
    def key(self) -> str:
        """By what a row of a workbook is known: the sub-criterion, and the part of the assessment that is by chance."""
        return f"{self.leaf.key}:{self.assessment.uid.hex[-12:]}"


@dataclass(frozen=True, slots=True)
class Survey:
    """All results from outside that the actor enters in a round, in the order of the sets, then of the agencies."""

    round: Round
    rows: tuple[Outside, ...]
    names: frozenset[str]  # folded, of all agencies of the round within reach, also of those that others enter
    digest: str  # of the sets, by which a file is known

    def by_key(self) -> dict[str, Outside]:
        """Return the results by their keys."""
        return {row.key: row for row in self.rows}


def survey_of(actor: Actor, round_: Round) -> Survey:
    """Return what comes from outside in ``round_``, for whoever enters it: three queries.

    Raises:
        NotAllowed: the actor enters none of it.
    """
    appraising = appraising_of(actor, round_)
    sets = {sheet.round_set_id: set_of(sheet.round_set.set_version) for sheet in appraising.sheets.values()}
    rules = {pk: {leaf.key: leaf for leaf in one.leaves if not leaf.rule.is_self_scored} for pk, one in sets.items()}
    places = [
        (key, pk)
        for key, one in appraising.leaves.items()
        for pk, sheet in appraising.sheets.items()
        if pk in one.assessment_ids and key in rules[sheet.round_set_id]
    ]
    if not places:
        raise NotAllowed(_("Cơ quan bạn không nhập kết quả khảo sát hay kết quả bên ngoài của đợt chấm này."))
    asked = Score.objects.filter(leaf_key__in={key for key, _pk in places}, assessment__in=appraising.sheets)
    scores = {(score.leaf_key, score.assessment_id): score for score in asked.exclude(left_out=LeftOut.APPROVED)}
    sheets = {place: appraising.sheets[place[1]] for place in places if place in scores}
    return Survey(
        round=round_,
        rows=tuple(
            Outside(scores[key, pk], sheet, rules[sheet.round_set_id][key], sets[sheet.round_set_id].digits)
            for (key, pk), sheet in sheets.items()
        ),
        names=frozenset(compare_key(sheet.agency.current_name) for sheet in appraising.sheets.values()),
        digest=sha256("".join(sorted(_prints(appraising.sheets.values()))).encode()).hexdigest(),
    )


def _prints(sheets: Iterable[Assessment]) -> set[str]:
    return {sheet.round_set.set_version.fingerprint for sheet in sheets}
