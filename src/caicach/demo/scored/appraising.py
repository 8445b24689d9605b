"""Appraisal: bodies look at what agencies claim, give other points where it is worth others, enter survey results."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from caicach.demo.scored.claims import Claim
from caicach.demo.scored.levels import area_levels
from caicach.demo.scored.rounds import Play
from caicach.demo.scored.values import earned, said
from caicach.demo.scored.words import APPLIES, APPLIES_POINTS, ASKED_FOR_MORE, OUTSIDE_SOURCE, SURVEY_SOURCE
from caicach.demo.whole.stage import dice
from caicach.scoring import access
from caicach.scoring.selectors.appraisers import appraisers_by_key
from caicach.scoring.selectors.played import requests_waiting, scores_played, scores_waiting
from caicach.scoring.services.appraise import (
    AppraisalDraft,
    MoreDraft,
    OutsideDraft,
    more_ask,
    outside_save,
    scores_appraise,
)
from caicach.scoring.services.claims import left_out_decide
from caicach.web.actor import Actor
from reform.index import ScoringKind, SubCriterion

if TYPE_CHECKING:
    from caicach.scoring.models import Assessment, Score

__all__ = ["appraise", "ask_for_more", "outside"]

_AT_ONCE = 1_500  # scores of one grid
_ASKED = 6  # for more, at most
_TOO_SMALL = 23  # one agency of so many has too few answers
Claims = Mapping[int, Sequence[Claim]]  # by assessment


def appraise(play: Play, assessments: Iterable["Assessment"], claims: Claims, *, now: datetime) -> int:
    """Let every body appraise what it appraises of these; return how many other points than claimed were given."""
    sheets = {one.pk: one for one in assessments}
    bodies = _bodies(play)
    worth = {(pk, one.leaf.key): one for pk, some in claims.items() for one in some}
    _decide(play, sheets, worth, bodies, now)
    piles: dict[int, list[AppraisalDraft]] = defaultdict(list)
    rows = scores_waiting(sheets)
    others = 0
    for score in rows:
        one = worth.get((score.assessment_id, score.leaf_key))
        if one is not None:
            draft = _draft(score, one)
            others += not draft.keeps
            piles[_acting(play, sheets[score.assessment_id], score, bodies)].append(draft)
    for agency_id, drafts in piles.items():
        for start in range(0, len(drafts), _AT_ONCE):
            some = drafts[start : start + _AT_ONCE]
            done = scores_appraise(play.round, some, actor=play.stage.officers[agency_id], now=now)
            if done.refused:
                raise ValueError(done.refused[0].sentence)
    return others


def _draft(score: "Score", one: Claim) -> AppraisalDraft:
    if one.left_out:
        given = said(one.given)
        return AppraisalDraft(score.pk, score.revision, text=given, reason="other", words=APPLIES_POINTS)
    if score.claimed == one.given:
        return AppraisalDraft(score.pk, score.revision, keeps=True)
    reason, words = one.reason or "not_reached", one.words or APPLIES_POINTS
    return AppraisalDraft(score.pk, score.revision, text=said(one.given), reason=reason, words=words)


def _decide(
    play: Play,
    sheets: Mapping[int, "Assessment"],
    worth: Mapping[tuple[int, str], Claim],
    bodies: Mapping[str, int],
    now: datetime,
) -> None:
    """Decide what does not apply."""
    for score in requests_waiting(sheets):
        sheet, one = sheets[score.assessment_id], worth.get((score.assessment_id, score.leaf_key))
        if one is None:
            continue
        left_out_decide(
            sheet,
            score.leaf_key,
            is_approved=not one.is_refused,
            words=APPLIES if one.is_refused else "",
            actor=_actor(play, sheet, score, bodies),
            now=now,
        )


def ask_for_more(play: Play, assessments: Iterable["Assessment"], area_key: str, *, now: datetime) -> int:
    """Let the body of an area ask some of these for more than a note instead of proof; return how many."""
    sheets, bodies = {one.pk: one for one in assessments}, _bodies(play)
    rows = scores_played(sheets, area_key=area_key, appraised=None, proof_count=0, claimed__gt=0)
    theirs = [one for one in rows.exclude(claim_note="")
              if _acting(play, sheets[one.assessment_id], one, bodies) == bodies[area_key]]  # fmt: skip
    some = theirs[:: max(1, len(theirs) // _ASKED)][:_ASKED]
    drafts = [MoreDraft(one.pk, one.revision, ASKED_FOR_MORE) for one in some]
    if not drafts:
        return 0
    done = more_ask(play.round, drafts, actor=play.stage.officers[bodies[area_key]], now=now)
    return len(done.done)


def _bodies(play: Play) -> Mapping[str, int]:
    return appraisers_by_key(play.round).by_key


def _acting(play: Play, sheet: "Assessment", score: "Score", bodies: Mapping[str, int]) -> int:
    body = bodies.get(score.leaf_key) or bodies[score.area_key]
    return access.acting_appraiser(body, sheet.agency_id, play.round)


def _actor(play: Play, sheet: "Assessment", score: "Score", bodies: Mapping[str, int]) -> Actor:
    return play.stage.officers[_acting(play, sheet, score, bodies)]


def outside(play: Play, assessments: Iterable["Assessment"], *, now: datetime) -> int:
    """Let the standing body enter what surveys and other bodies found; return how many results that were."""
    drafts: dict[int, list[OutsideDraft]] = defaultdict(list)
    sheets = {one.pk: one for one in assessments}
    found = {pk: _found(play, one) for pk, one in sheets.items()}
    for score in scores_played(sheets):
        one = found[score.assessment_id].get(score.leaf_key)
        if one is not None:
            text, source, sample = one
            standing = play.round.standing_body_id
            acting = access.acting_appraiser(standing, sheets[score.assessment_id].agency_id, play.round)
            drafts[acting].append(OutsideDraft(score.pk, score.revision, text, source, sample))
    for agency_id, some in drafts.items():
        done = outside_save(play.round, some, actor=play.stage.officers[agency_id], now=now)
        if done.refused:
            raise ValueError(done.refused[0].sentence)
    return sum(map(len, drafts.values()))


def _found(play: Play, assessment: "Assessment") -> dict[str, tuple[str, str, str]]:
    """Return value, source and sample of each leaf that comes from outside."""
    criteria, key = play.criteria_of(assessment), play.key_of(assessment)
    gains = earned(key, criteria, area_levels(key, assessment.round_set.kind, criteria, years_on=play.years_on))
    year = {"year": play.round.year}
    return {
        leaf.key: (
            gains[leaf.key].text,
            (SURVEY_SOURCE if leaf.rule.kind is ScoringKind.SURVEY else OUTSIDE_SOURCE) % year,
            _sample(leaf, key, play.round.year),
        )
        for leaf in criteria.leaves
        if not leaf.rule.is_self_scored
    }


def _sample(leaf: SubCriterion, key: str, year: int) -> str:
    if leaf.rule.kind is not ScoringKind.SURVEY:
        return ""
    least, number = leaf.rule.least_sample, dice(key, leaf.key, year)
    if dice(key, "sample", year) % _TOO_SMALL == 0 and number % 3 == 0:
        return str(max(1, least - 4 - number % 6))
    return str(least + 8 + number % (3 * least + 40))
