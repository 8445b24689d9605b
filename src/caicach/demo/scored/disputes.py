"""After the appraisal: agencies agree or object, bodies answer what was objected to."""

from collections import defaultdict
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from caicach.demo.scored.rounds import Play
from caicach.demo.scored.values import said
from caicach.demo.scored.words import APPEALS
from caicach.demo.whole.stage import dice
from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState
from caicach.scoring.selectors.appraisers import appraisers_by_key
from caicach.scoring.selectors.played import appeals_waiting, scores_played
from caicach.scoring.services.appeal_answers import VERDICTS, AppealAnswer, appeals_answer
from caicach.scoring.services.appeals import AppealDraft, Reply, replies_save
from caicach.scoring.services.explanation import FinishDraft, explanation_finish

if TYPE_CHECKING:
    from caicach.scoring.models import Appeal, Assessment

__all__ = ["answer", "explain"]

_OBJECTING, _AGREEING = 9, 4  # one agency of so many; the others say nothing
_CENT = Decimal("0.01")


def explain(play: Play, *, now: datetime) -> int:
    """Let some agencies object, and some agree; return how many objections there are."""
    made = 0
    for sheet in play.now_of(state=AssessmentState.APPRAISED):
        number = dice(play.key_of(sheet), "objects", play.round.year)
        is_shown = sheet.agency_id == play.stage.shown
        if is_shown or number % _OBJECTING == 0:
            made += _object(play, sheet, len(APPEALS) if is_shown else 1 + number // _OBJECTING % 2, now)
        elif number % _AGREEING:
            continue
        actor = play.stage.officers[sheet.agency_id]
        explanation_finish(sheet, FinishDraft(rest_is_agreed=True), actor=actor, now=now)
    return made


def _object(play: Play, sheet: "Assessment", most: int, now: datetime) -> int:
    """Object to what cost the most points."""
    rows = scores_played([sheet.pk], claimed__isnull=False, appraised__isnull=False)
    lost = sorted(rows, key=lambda score: (score.appraised - score.claimed, score.position))
    replies = [
        Reply(score.pk, AppealDraft(said(score.claimed), APPEALS[_kind(play, sheet, place)][0]))
        for place, score in enumerate(lost[:most])
        if score.claimed - score.appraised > _CENT
    ]
    done = replies_save(sheet, replies, actor=play.stage.officers[sheet.agency_id], now=now)
    if done.refused:
        raise ValueError(done.refused[0].sentence)
    return len(done.done)


def _kind(play: Play, sheet: "Assessment", place: int) -> int:
    return (dice(play.key_of(sheet), "kind") + place) % len(APPEALS)


def answer(play: Play, *, now: datetime) -> None:
    """Let the bodies answer: accepted, partly, refused."""
    bodies = appraisers_by_key(play.round).by_key
    piles: dict[int, list[AppealAnswer]] = defaultdict(list)
    for appeal in appeals_waiting(play.round):
        score = appeal.score
        body = bodies.get(score.leaf_key) or bodies[score.area_key]
        acting = access.acting_appraiser(body, score.assessment.agency_id, play.round)
        piles[acting].append(_answer(appeal))
    for agency_id, answers in piles.items():
        done = appeals_answer(play.round, answers, actor=play.stage.officers[agency_id], now=now)
        if done.refused:
            raise ValueError(done.refused[0].sentence)


def _answer(appeal: "Appeal") -> AppealAnswer:
    """Return what the words of the objection lead to; of two cents there is no middle."""
    kind = next(place for place, (words, _answer) in enumerate(APPEALS) if words == appeal.words)
    middle = ((appeal.asked + appeal.score.appraised) / 2).quantize(_CENT, ROUND_HALF_UP)
    is_partly = VERDICTS[kind] == AppealState.PARTLY
    return AppealAnswer(appeal.pk, VERDICTS[kind], said(middle) if is_partly else "", APPEALS[kind][1])
