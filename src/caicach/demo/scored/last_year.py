"""The round of the year before: scored, appraised, disputed, settled, published, and once corrected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.scored.appraising import appraise, outside
from caicach.demo.scored.bonuses import bonus_claim, bonuses_appraise
from caicach.demo.scored.claiming import claim, claims_for, lock
from caicach.demo.scored.claims import Claim
from caicach.demo.scored.disputes import answer, explain
from caicach.demo.scored.rounds import Play, open_round
from caicach.demo.scored.values import said
from caicach.demo.scored.words import CORRECTION, PUBLISHED_BY, SETTLED_BY
from caicach.demo.whole.stage import Stage, dice, moment
from caicach.scoring.constants import Phase
from caicach.scoring.selectors.opening import PhaseDays
from caicach.scoring.selectors.played import scores_played
from caicach.scoring.selectors.settlement import latest_issue
from caicach.scoring.services.corrections import CorrectionDraft, results_correct
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.scoring.services.publication import PublicationDraft, results_publish
from caicach.scoring.services.settle import SettleDraft, round_settle
from caicach.web.clock import local_date
from reform.index import ScoringKind

if TYPE_CHECKING:
    from caicach.scoring.models import Score

__all__ = ["last_year_plan"]

_Act = Callable[["_Way", datetime], None]
_Day = tuple[int, int, int]  # years after the one that is scored, month, day
_PHASES: Mapping[Phase, tuple[_Day, _Day]] = {
    Phase.SELF_SCORING: ((0, 12, 1), (0, 12, 10)),
    Phase.APPRAISAL: ((0, 12, 11), (0, 12, 20)),
    Phase.EXPLANATION: ((0, 12, 21), (0, 12, 25)),
    Phase.SECOND_APPRAISAL: ((0, 12, 26), (0, 12, 31)),
    Phase.SETTLEMENT: ((1, 1, 2), (1, 1, 9)),
    Phase.PUBLICATION: ((1, 1, 10), (1, 1, 20)),
}
_LOCKED_ON = tuple((0, 12, day) for day in (4, 5, 8, 9, 10))
_FIRST_DECISION, _CORRECTING_DECISION = 86, 412
_CORRECTED_KIND = "commune"


@dataclass(frozen=True, slots=True)
class _Way:
    """The round on its way."""

    stage: Stage
    year: int
    plays: list[Play] = field(default_factory=list)  # one, once the round is open
    claims: dict[int, tuple[Claim, ...]] = field(default_factory=dict)  # by assessment

    @property
    def play(self) -> Play:
        return self.plays[0]

    def on(self, day: _Day) -> date:
        years, month, of_month = day
        return date(self.year + years, month, of_month)


def last_year_plan(stage: Stage, year: int) -> None:
    """Lay down the round of ``year``, which is over."""
    way = _Way(stage, year)
    acts: tuple[tuple[_Day, int, _Act], ...] = (
        ((0, 12, 1), 8, _open),
        *[(day, 10, partial(_lock, place=place)) for place, day in enumerate(_LOCKED_ON)],
        ((0, 12, 11), 8, partial(_close, phase=Phase.SELF_SCORING)),
        ((0, 12, 17), 9, _appraise),
        ((0, 12, 21), 8, partial(_close, phase=Phase.APPRAISAL)),
        ((0, 12, 24), 9, _explain),
        ((0, 12, 26), 8, partial(_close, phase=Phase.EXPLANATION)),
        ((0, 12, 29), 14, _answer),
        ((0, 12, 31), 16, partial(_close, phase=Phase.SECOND_APPRAISAL)),
        ((1, 1, 9), 10, _settle),
        ((1, 1, 15), 9, partial(_publish, number=_FIRST_DECISION)),
        ((1, 3, 9), 9, _correct),
        ((1, 3, 12), 9, partial(_publish, number=_CORRECTING_DECISION)),
    )
    for day, hour, act in acts:
        stage.agenda.put(moment(way.on(day), hour), partial(act, way))


def _open(way: _Way, now: datetime) -> None:
    days = {phase: PhaseDays(way.on(first), way.on(last)) for phase, (first, last) in _PHASES.items()}
    round_ = open_round(way.stage, way.year, days, now, is_history=True)
    way.plays.append(Play(way.stage, round_, years_on=0))
    way.claims.update({one.pk: claims_for(way.play, one) for one in way.play.assessments})
    way.stage.tell("index round")


def _lock(way: _Way, now: datetime, *, place: int) -> None:
    """Let those whose day it is claim and lock."""
    for sheet in way.play.assessments:
        if dice(way.play.key_of(sheet), "locks") % len(_LOCKED_ON) == place:
            claim(way.play, sheet, way.claims[sheet.pk], now=now, is_registered=True)
            bonus_claim(way.play, sheet, now=now)
            lock(way.play, sheet, now=now)
            way.stage.tell("index locked")


def _close(way: _Way, now: datetime, *, phase: Phase) -> None:
    phase_close(way.play.round, phase, ClosingDraft(), actor=way.stage.standing, now=now)


def _appraise(way: _Way, now: datetime) -> None:
    others = appraise(way.play, way.play.now_of(), way.claims, now=now)
    way.stage.tell("index appraised otherwise", others)
    bonuses_appraise(way.play, way.play.now_of(), now=now)
    way.stage.tell("index survey results", outside(way.play, way.play.now_of(), now=now))


def _explain(way: _Way, now: datetime) -> None:
    way.stage.tell("index appeal", explain(way.play, now=now))


def _answer(way: _Way, now: datetime) -> None:
    answer(way.play, now=now)


def _settle(way: _Way, now: datetime) -> None:
    draft = SettleDraft(words=SETTLED_BY % {"day": f"{local_date(now):%d/%m/%Y}"})
    round_settle(way.play.round, draft, actor=way.stage.standing, now=now)
    way.stage.tell("index settled")


def _publish(way: _Way, now: datetime, *, number: int) -> None:
    issue = latest_issue(way.play.round)
    draft = PublicationDraft(PUBLISHED_BY % {"number": number}, local_date(now))
    results_publish(issue, draft, actor=way.stage.standing, now=now)
    way.stage.tell("index published")


def _correct(way: _Way, now: datetime) -> None:
    """Give a commune back what was reckoned wrong at a share of its dossiers."""
    score = _wronged(way)
    drafts = [CorrectionDraft(score.pk, said(score.maximum), "figures_differ", CORRECTION[0])]
    results_correct(way.play.round, drafts, reason=CORRECTION[1], actor=way.stage.standing, now=now)
    way.stage.tell("index corrected")


def _wronged(way: _Way) -> "Score":
    """Return a score on a line that is a little below its maximum, of a commune that nobody signs in for."""
    (criteria,) = {way.play.criteria_of(one) for one in way.play.assessments if one.round_set.kind == _CORRECTED_KIND}
    linear = [leaf.key for leaf in criteria.leaves if leaf.rule.kind is ScoringKind.SPAN]
    sheets = [one.pk for one in way.play.assessments if one.round_set.kind == _CORRECTED_KIND]
    rows = scores_played(sheets, leaf_key__in=linear).select_related("assessment").order_by("pk")
    below = [score for score in rows if _is_wronged(way, score)]
    return below[len(below) // 2]


def _is_wronged(way: _Way, score: "Score") -> bool:
    if score.settled is None or score.assessment.agency_id == way.stage.shown:
        return False
    return bool(0 < score.maximum - score.settled < score.maximum / 3)
