"""Bonus points that some agencies claim, penalties that nobody claims, and what the standing body makes of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from caicach.demo.scored.rounds import Play
from caicach.demo.scored.words import BONUSES, NO_BONUS, PENALTIES
from caicach.demo.whole.stage import dice
from caicach.scoring import access
from caicach.scoring.selectors.played import adjustments_waiting
from caicach.scoring.services.adjust_appraise import AdjustmentAppraisal, adjustments_appraise
from caicach.scoring.services.claims import AdjustmentDraft, adjustments_save

if TYPE_CHECKING:
    from caicach.scoring.models import Assessment

__all__ = ["bonus_claim", "bonuses_appraise"]

_CLAIMING, _PENALIZED, _NOT_GIVEN = 9, 41, 4  # one agency of so many


def bonus_claim(play: Play, assessment: "Assessment", *, now: datetime) -> None:
    """Let an agency claim what it was honoured for."""
    number = dice(play.key_of(assessment), "bonus", play.round.year)
    if number % _CLAIMING:
        return
    key, words = BONUSES[number // _CLAIMING % len(BONUSES)]
    drafts = [AdjustmentDraft(key, "0,5", words)]
    adjustments_save(assessment, drafts, actor=play.stage.officers[assessment.agency_id], now=now)


def bonuses_appraise(play: Play, assessments: Iterable["Assessment"], *, now: datetime) -> None:
    """Keep most of what is claimed; take points from a few."""
    sheets = {one.pk: one for one in assessments}
    drafts: dict[int, list[AdjustmentAppraisal]] = {}
    for row in adjustments_waiting(sheets):
        is_given = dice(play.key_of(sheets[row.assessment_id]), "given") % _NOT_GIVEN
        draft = AdjustmentAppraisal(
            row.assessment_id,
            row.key,
            row.revision,
            text="" if is_given else "0",
            keeps=bool(is_given),
            words="" if is_given else NO_BONUS,
        )
        drafts.setdefault(_acting(play, sheets[row.assessment_id]), []).append(draft)
    for sheet in sheets.values():
        number = dice(play.key_of(sheet), "penalty", play.round.year)
        if number % _PENALIZED == 0:
            key, words = PENALTIES[number // _PENALIZED % len(PENALTIES)]
            penalty = AdjustmentAppraisal(sheet.pk, key, 0, text="0,5", words=words)
            drafts.setdefault(_acting(play, sheet), []).append(penalty)
    for agency_id, some in drafts.items():
        done = adjustments_appraise(play.round, some, actor=play.stage.officers[agency_id], now=now)
        if done.refused:
            raise ValueError(done.refused[0].sentence)


def _acting(play: Play, sheet: "Assessment") -> int:
    return access.acting_appraiser(play.round.standing_body_id, sheet.agency_id, play.round)
