"""The round of this year as it stands in the present: some have locked, some are late, some are at it.

The day of self-scoring has just gone by. Of those who did not lock some have been given longer, among them the commune
with an account; what is locked is being appraised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from caicach.demo.scored.appraising import appraise, ask_for_more
from caicach.demo.scored.bonuses import bonus_claim
from caicach.demo.scored.claiming import claim, claims_for, lock
from caicach.demo.scored.claims import Claim
from caicach.demo.scored.rounds import Play, open_round
from caicach.demo.scored.values import Earned, better
from caicach.demo.scored.words import LONGER
from caicach.demo.whole.stage import Stage, dice
from caicach.obligations.services import ExtensionDraft, ExtensionVerdict, extension_ask, extensions_decide
from caicach.scoring.constants import AssessmentState, Phase
from caicach.scoring.selectors.opening import PhaseDays
from caicach.scoring.selectors.played import proofs_of_agency
from caicach.scoring.services.proofs import ProofDraft, proofs_add
from caicach.scoring.services.proposals import proposals_refresh

if TYPE_CHECKING:
    from caicach.scoring.models import Assessment

__all__ = ["this_year_plan"]

# Days from the present on which each phase begins and ends.
_PHASES: Mapping[Phase, tuple[int, int]] = {
    Phase.SELF_SCORING: (-25, -3),
    Phase.APPRAISAL: (-2, 8),
    Phase.EXPLANATION: (9, 15),
    Phase.SECOND_APPRAISAL: (16, 20),
    Phase.SETTLEMENT: (21, 27),
    Phase.PUBLICATION: (28, 50),
}
_LOCKED_BEFORE = (14, 11, 8, 6, 5, 4)  # days before the present on which those in time lock
_LATE_BEFORE = (2, 1)
_LONGER_DAYS = 9  # after the present
_UNCLAIMED = 17  # of a hundred sub-criteria so many are left, by those who are at it
# Areas whose appraisal has begun.
_BEGUN = ("steering", "procedures", "organisation", "digital")
_BEGUN_OF_DEPARTMENTS = (*_BEGUN, "civil_service", "public_finance")
_ASKING = "institutions"  # the area whose body asks for more first
# Of the commune with an account: what it claims all of, whatever figures say, and what it proves as it did last year.
_BOLD_LEAF, _PROVED_LEAF = "procedures.results.on_time", "steering.self_check"


class _Course(StrEnum):
    """How far an agency is."""

    IN_TIME = "in_time"
    LATE = "late"  # locked after the day
    SCORING = "scoring"  # late, and not done
    LONGER = "longer"  # not done, and has been given longer
    NOTHING = "nothing"


# Of a hundred communes so many; of departments one each of so many.
_SHARES = ((_Course.IN_TIME, 66), (_Course.LATE, 74), (_Course.SCORING, 88), (_Course.LONGER, 92))
_OF_DEPARTMENTS = (_Course.SCORING, _Course.LATE, *[_Course.IN_TIME] * 5)


@dataclass(frozen=True, slots=True)
class _Way:
    stage: Stage
    plays: list[Play] = field(default_factory=list)  # one, once the round is open
    claims: dict[int, tuple[Claim, ...]] = field(default_factory=dict)  # by assessment

    @property
    def play(self) -> Play:
        return self.plays[0]

    def day(self, days: int) -> date:
        return self.stage.today + timedelta(days=days)


def this_year_plan(stage: Stage) -> None:
    """Lay down the round of the year, up to the present."""
    way = _Way(stage)
    stage.on(way.day(-25), partial(_open, way), hour=8)
    for place, days in enumerate(_LOCKED_BEFORE):
        act = partial(_lock, way, course=_Course.IN_TIME, place=place, of=len(_LOCKED_BEFORE))
        stage.on(way.day(-days), act, hour=14)
    stage.on(way.day(-12), partial(_claims_shown, way), hour=9)
    stage.on(way.day(-6), partial(_ask_longer, way), hour=15)
    stage.on(way.day(-4), partial(_claim_some, way), hour=15)
    for place, days in enumerate(_LATE_BEFORE):
        act = partial(_lock, way, course=_Course.LATE, place=place, of=len(_LATE_BEFORE))
        stage.on(way.day(-days), act, hour=11)
    stage.on(way.day(-1), partial(_appraise, way), hour=16)


def _open(way: _Way, now: datetime) -> None:
    days = {phase: PhaseDays(way.day(first), way.day(last)) for phase, (first, last) in _PHASES.items()}
    round_ = open_round(way.stage, way.stage.year, days, now, is_history=False)
    proposals_refresh(round_, now=now)
    way.plays.append(Play(way.stage, round_, years_on=1))
    way.stage.tell("index round")


def _course(way: _Way, sheet: "Assessment") -> _Course:
    key = way.play.key_of(sheet)
    if sheet.agency_id == way.stage.shown:
        return _Course.LONGER
    number = dice(key, "course", way.stage.year)
    if sheet.round_set.kind != "commune":
        return _OF_DEPARTMENTS[number % len(_OF_DEPARTMENTS)]
    return next((course for course, share in _SHARES if number % 100 < share), _Course.NOTHING)


def _of(way: _Way, *courses: _Course) -> Iterable["Assessment"]:
    return (one for one in way.play.assessments if _course(way, one) in courses)


def _claims(way: _Way, sheet: "Assessment") -> tuple[Claim, ...]:
    """Return what an agency claims, by what is proposed to it at this moment."""
    if sheet.pk not in way.claims:
        way.claims[sheet.pk] = claims_for(way.play, sheet)
    return way.claims[sheet.pk]


def _lock(way: _Way, now: datetime, *, course: _Course, place: int, of: int) -> None:
    for sheet in _of(way, course):
        if dice(way.play.key_of(sheet), "locks", way.stage.year) % of == place:
            claim(way.play, sheet, _claims(way, sheet), now=now, is_registered=False)
            bonus_claim(way.play, sheet, now=now)
            lock(way.play, sheet, now=now)
            way.stage.tell("index locked late" if course is _Course.LATE else "index locked")


def _ask_longer(way: _Way, now: datetime) -> None:
    """Let some ask for longer, and give it to them."""
    asked = []
    for sheet in _of(way, _Course.LONGER):
        if sheet.obligation is not None:
            draft = ExtensionDraft(way.day(_LONGER_DAYS), "force_majeure", LONGER)
            actor = way.stage.officers[sheet.agency_id]
            asked.append(extension_ask(sheet.obligation, draft, actor=actor, now=now))
    decided = extensions_decide(asked, ExtensionVerdict(is_granted=True), actor=way.stage.standing, now=now)
    way.stage.tell("index given longer", len(decided.decided))


def _claim_some(way: _Way, now: datetime) -> None:
    """Let those who are at it claim most of their sub-criteria."""
    for sheet in _of(way, _Course.SCORING, _Course.LONGER):
        if sheet.agency_id != way.stage.shown:
            _claim_most(way, sheet, now)


def _claim_most(way: _Way, sheet: "Assessment", now: datetime) -> None:
    key = way.play.key_of(sheet)
    some = [one for one in _claims(way, sheet) if dice(key, one.leaf.key, "left") % 100 >= _UNCLAIMED]
    claim(way.play, sheet, some, now=now, is_registered=False)
    way.stage.tell("index being scored")


def _appraise(way: _Way, now: datetime) -> None:
    """Let the bodies begin with what is locked."""
    locked = way.play.now_of(state=AssessmentState.LOCKED)
    claims = {one.pk: _begun(way, one) for one in locked}
    way.stage.tell("index appraised otherwise", appraise(way.play, locked, claims, now=now))
    way.stage.tell("index asked for more", ask_for_more(way.play, locked, _ASKING, now=now))


def _begun(way: _Way, sheet: "Assessment") -> list[Claim]:
    """Return the claims that bodies have looked at: of departments more than of communes."""
    begun = _BEGUN if sheet.round_set.kind == "commune" else _BEGUN_OF_DEPARTMENTS
    leaves = {leaf.key for area in way.play.criteria_of(sheet).areas if area.key in begun for leaf in area.leaves}
    return [one for one in way.claims[sheet.pk] if one.leaf.key in leaves]


def _claims_shown(way: _Way, now: datetime) -> None:
    """Let the commune with an account claim most, one of it too high, with a document of last year among its proof."""
    (sheet,) = (one for one in way.play.assessments if one.agency_id == way.stage.shown)
    key = way.play.key_of(sheet)
    way.claims[sheet.pk] = tuple(_bold(one, key) for one in claims_for(way.play, sheet))
    _claim_most(way, sheet, now)
    before = proofs_of_agency(sheet.agency_id).filter(removed_at=None)
    used = before.exclude(score__assessment=sheet).filter(score__leaf_key=_PROVED_LEAF).order_by("pk").first()
    if used is not None:
        actor = way.stage.officers[sheet.agency_id]
        proofs_add(sheet, [ProofDraft(_PROVED_LEAF, document=used.document)], actor=actor, now=now)


def _bold(one: Claim, key: str) -> Claim:
    """Return the claim; at one sub-criterion the best that there is."""
    if one.leaf.key != _BOLD_LEAF or one.left_out:
        return one
    best = better(one.leaf, Earned(one.text, one.given), key)
    return one if best is None else replace(one, text=best.text, claimed=best.points)
